"""Belonging is shared among neighbours, and never more than whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.membership import centroids, memberships
from analyzer.neighbours import nearest


def clouds(seed: int, count: int = 30) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = np.repeat([0, 1], count)
    vectors = np.eye(6)[truth] + rng.normal(scale=0.2, size=(2 * count, 6))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), truth


def test_it_gives_an_unlabelled_statement_the_theme_of_its_neighbours() -> None:
    vectors, labels = clouds(0)
    labels = labels.copy()
    labels[0] = -1
    shares = memberships(vectors, labels, 2)
    assert shares[0, 0] > 0.3
    assert shares[0, 1] < 0.1


@given(st.integers(0, 500), st.integers(1, 3))
def test_it_hands_out_no_more_than_one_whole(seed: int, themes: int) -> None:
    vectors, _ = clouds(seed)
    labels = np.random.default_rng(seed).integers(-1, themes, size=len(vectors))
    shares = memberships(vectors, labels, themes)
    assert (shares >= 0).all()
    assert (shares.sum(axis=1) <= 1 + 1e-5).all()


def test_it_finds_exactly_the_nearest_others() -> None:
    vectors, _ = clouds(3)
    found = nearest(vectors, 5)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -2)
    expected = np.sort(cosines, axis=1)[:, -5:]
    assert np.allclose(np.sort(found.cosines, axis=1), expected)
    assert not (found.indices == np.arange(len(vectors))[:, None]).any()


def test_it_finds_the_same_neighbours_block_by_block() -> None:
    vectors, _ = clouds(4, count=1500)
    found = nearest(vectors, 3)
    row = 2900
    cosines = vectors[row] @ vectors.T
    cosines[row] = -2
    assert set(found.indices[row]) == set(np.argsort(cosines)[-3:])


def test_it_centres_a_theme_on_the_mean_of_its_statements() -> None:
    vectors = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)
    centres = centroids(vectors, np.array([0, 0, -1]), 2)
    assert np.allclose(centres[0], [2**-0.5, 2**-0.5])
    assert np.allclose(centres[1], 0)
