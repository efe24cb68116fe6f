"""What is new is told from what grew."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.lineage import TwoWaves, among_young, is_new
from analyzer.membership import NEIGHBOURS
from analyzer.neighbours import nearest

DIMENSIONS = 24


def bundle(matter: int, count: int, seed: int) -> NDArray[np.float32]:
    """Statements of one matter: near to its direction, and loosely so."""
    drawn = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)) * 0.25
    drawn[:, matter] += 1
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def waves(young: int, matter: int, pains: bool = True) -> tuple[TwoWaves, NDArray[np.int64]]:
    """Two themes of 40 that were there, and what came since."""
    vectors = np.vstack([bundle(0, 40, 1), bundle(1, 40, 2), bundle(matter, young, 3)])
    labels = np.repeat([0, 1, -1], [40, 40, young])
    bad = np.append(np.ones(80, dtype=np.bool_), np.full(young, pains))
    return TwoWaves(vectors, labels, bad, labels < 0, 2), np.arange(80, 80 + young)


@pytest.mark.parametrize("young", [12, 40, 200])
def test_a_matter_that_nobody_spoke_of_is_new(young: int) -> None:
    mixed, members = waves(young, matter=2)
    assert is_new(mixed, members)
    assert among_young(mixed.young, nearest(mixed.vectors, NEIGHBOURS))[members].mean() > (0.9 if young > 15 else 0.5)


@pytest.mark.parametrize("young", [12, 40, 200])
def test_a_theme_that_grew_is_not(young: int) -> None:
    mixed, members = waves(young, matter=1)
    assert not is_new(mixed, members)


def test_praise_of_what_was_a_pain_is_new() -> None:
    mixed, members = waves(200, matter=1, pains=False)
    assert is_new(mixed, members)


def test_old_statements_are_never_among_the_young() -> None:
    mixed, members = waves(40, matter=1)
    found = among_young(mixed.young, nearest(mixed.vectors, NEIGHBOURS))
    assert not found[: members[0]].any()


def test_what_was_said_before_without_a_theme_is_not_new() -> None:
    vectors = np.vstack([bundle(0, 40, 1), bundle(2, 40, 2), bundle(2, 20, 3)])
    labels = np.repeat([0, -1, -1], [40, 40, 20])
    young = np.arange(100) >= 80
    assert not is_new(TwoWaves(vectors, labels, np.ones(100, dtype=np.bool_), young, 1), np.arange(60, 100))
