"""Nearest neighbours: few by numpy, many by shortlists in whatever precision the processor has."""

import numpy as np
import pytest

from analyzer import neighbours
from analyzer.neighbours import nearest, nearest_of, nearest_within, smooth


def cloud(count: int, size: int = 24) -> np.ndarray:
    """Draw vectors that differ, as those of texts do, in a few directions much and in most a little, turned about."""
    rng = np.random.default_rng(count)
    turned = np.linalg.qr(rng.normal(size=(size, size)))[0]
    vectors = (rng.normal(size=(count, size)) * 0.8 ** np.arange(size) @ turned).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def exact(vectors: np.ndarray, count: int) -> np.ndarray:
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -2.0)
    return np.sort(np.argsort(-cosines, axis=1, kind="stable")[:, :count], axis=1)


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
@pytest.mark.parametrize("count", [2049, 2731])
def test_shortlists_hold_the_nearest_and_never_the_statement_itself(monkeypatch, precision, count):
    monkeypatch.setattr(neighbours, "MAX_FOR_NUMPY", 2048)
    monkeypatch.setattr("analyzer.processor.best_precision", lambda: precision)
    vectors = cloud(count)
    found = nearest(vectors, 15)
    assert found.indices.shape == (count, 15)
    assert not (found.indices == np.arange(count)[:, None]).any()
    same = np.sort(found.indices, axis=1) == exact(vectors, 15)
    assert same.all(axis=1).mean() > (0.999 if precision == "float32" else 0.97)
    np.testing.assert_allclose(
        found.cosines, np.einsum("nd,nkd->nk", vectors, vectors[found.indices]), atol=1e-5, rtol=1e-5
    )


def test_few_and_many_find_the_same(monkeypatch):
    vectors = cloud(300)
    few = nearest(vectors, 5)
    monkeypatch.setattr(neighbours, "MAX_FOR_NUMPY", 0)
    monkeypatch.setattr("analyzer.processor.best_precision", lambda: "float32")
    many = nearest(vectors, 5)
    np.testing.assert_array_equal(np.sort(few.indices, axis=1), np.sort(many.indices, axis=1))


@pytest.mark.parametrize("count", [17, 64, 700])
def test_without_torch_all_the_nearest_are_found_whatever_the_number(count):
    vectors = cloud(count)
    found = nearest(vectors, 15)
    np.testing.assert_array_equal(np.sort(found.indices, axis=1), exact(vectors, 15))
    others = cloud(count + 1)[:9]
    near = nearest_of(others, vectors, 4)
    best = np.sort(np.argsort(-(others @ vectors.T), axis=1)[:, :4], axis=1)
    np.testing.assert_array_equal(np.sort(near.indices, axis=1), best)
    assert nearest_of(others, vectors[:2], 4).indices.shape == (9, 2)


def test_among_some_are_found_as_if_there_were_no_others():
    vectors = cloud(700)
    # Those of one half of space, so that many but not all have their neighbours among them.
    chosen = np.flatnonzero(vectors @ vectors[0] > 0)
    found = nearest_within(vectors, nearest(vectors, 15), chosen)
    alone = nearest(vectors[chosen], 15)
    np.testing.assert_array_equal(np.sort(found.indices, axis=1), np.sort(alone.indices, axis=1))
    np.testing.assert_allclose(np.sort(found.cosines, axis=1), np.sort(alone.cosines, axis=1), atol=1e-6)


def test_who_is_left_out_of_a_graph_is_not_replaced():
    near = nearest(cloud(60), 5)
    chosen = np.arange(0, 60, 2)
    found = near.among(chosen)
    here = near.indices[chosen] % 2 == 0
    np.testing.assert_array_equal(found.indices[here], near.indices[chosen][here] // 2)
    np.testing.assert_array_equal(found.cosines[here], near.cosines[chosen][here])
    np.testing.assert_array_equal(found.indices[~here], np.nonzero(~here)[0])
    assert (found.cosines[~here] == 0).all()


@pytest.mark.parametrize("count", [0, 1, 4])
def test_among_few_there_are_as_many_as_there_are(count):
    vectors = cloud(40)
    chosen = np.arange(count)
    found = nearest_within(vectors, nearest(vectors, 15), chosen)
    assert found.indices.shape == (count, 15)
    others = found.indices != chosen[:, None]
    assert (others.sum(axis=1) == max(count - 1, 0)).all()
    assert (found.cosines[~others] == 0).all()


def test_as_many_come_back_as_there_are():
    assert nearest(cloud(3), 15).indices.shape == (3, 2)
    assert nearest(cloud(1), 15).indices.shape == (1, 0)


def test_values_travel_alike_however_many_columns_there_are(monkeypatch):
    vectors, values = cloud(120), np.random.default_rng(0).random((120, 21), dtype=np.float32)
    monkeypatch.setattr(neighbours, "COLUMN_BLOCK", 21)
    whole = smooth(values, nearest(vectors, 5))
    monkeypatch.setattr(neighbours, "COLUMN_BLOCK", 8)
    np.testing.assert_array_equal(smooth(values, nearest(vectors, 5)), whole)
    assert whole.std(axis=0).max() < values.std(axis=0).min()
