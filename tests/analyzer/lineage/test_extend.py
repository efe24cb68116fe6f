"""Neighbours that are added to are those that would be found anew."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.lineage import EarlierStatements, extend, learn_rule
from analyzer.neighbours import Neighbours, nearest

COUNT = 15


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    drawn = np.random.default_rng(4).normal(size=(400, 24)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def same(found: Neighbours, expected: Neighbours) -> bool:
    order, other = np.argsort(-found.cosines, axis=1), np.argsort(-expected.cosines, axis=1)
    places = (np.take_along_axis(found.indices, order, axis=1), np.take_along_axis(expected.indices, other, axis=1))
    return np.array_equal(*places) and np.allclose(
        np.take_along_axis(found.cosines, order, axis=1), np.take_along_axis(expected.cosines, other, axis=1), atol=1e-6
    )


@pytest.mark.parametrize("known", [400, 396, 300, 90], ids=["all", "nearly all", "most", "few"])
def test_new_statements_find_their_place_among_the_known(vectors: NDArray[np.float32], known: int) -> None:
    mixed = np.random.default_rng(5).permutation(400)
    old = nearest(vectors[mixed[:known]], COUNT)
    place = np.full(400, -1, dtype=np.int64)
    place[mixed[:known]] = np.arange(known)
    assert same(extend(old, vectors, place), nearest(vectors, COUNT))


def test_what_is_gone_is_nobodys_neighbour(vectors: NDArray[np.float32]) -> None:
    old = nearest(vectors[:395], COUNT)
    left = np.concatenate([np.arange(3, 250), np.arange(252, 400)])
    place = np.where(left < 395, left, -1)
    assert same(extend(old, vectors[left], place), nearest(vectors[left], COUNT))


def test_what_is_learned_from_known_neighbours_is_what_is_learned_without(vectors: NDArray[np.float32]) -> None:
    drawn = np.random.default_rng(6)
    labels, pains = drawn.integers(-1, 6, 400), drawn.random(400) < 0.4
    without, known = (
        learn_rule(EarlierStatements(vectors, labels, pains, 6, near)) for near in (None, nearest(vectors, COUNT))
    )
    assert np.allclose(without.reach, known.reach, atol=1e-6)
    assert np.array_equal(without.rejoined, known.rejoined)
