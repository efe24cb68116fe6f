"""What is new is told from what grew."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.lineage import TwoWaves, among_young, is_new, join_alike
from analyzer.membership import NEIGHBOURS
from analyzer.neighbours import nearest

DIMENSIONS = 24
LEVEL = 0.01


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
    assert is_new(mixed, members, LEVEL)
    assert among_young(mixed.young, nearest(mixed.vectors, NEIGHBOURS))[members].mean() > (0.9 if young > 15 else 0.5)


@pytest.mark.parametrize("young", [12, 40, 200])
def test_a_theme_that_grew_is_not(young: int) -> None:
    mixed, members = waves(young, matter=1)
    assert not is_new(mixed, members, LEVEL)


def test_praise_of_what_was_a_pain_is_new() -> None:
    mixed, members = waves(200, matter=1, pains=False)
    assert is_new(mixed, members, LEVEL)


def test_old_statements_are_never_among_the_young() -> None:
    mixed, members = waves(40, matter=1)
    found = among_young(mixed.young, nearest(mixed.vectors, NEIGHBOURS))
    assert not found[: members[0]].any()


def test_what_was_said_before_without_a_theme_is_not_new() -> None:
    vectors = np.vstack([bundle(0, 40, 1), bundle(2, 40, 2), bundle(2, 20, 3)])
    labels = np.repeat([0, -1, -1], [40, 40, 20])
    young = np.arange(100) >= 80
    assert not is_new(TwoWaves(vectors, labels, np.ones(100, dtype=np.bool_), young, 1), np.arange(60, 100), LEVEL)


def test_what_is_new_by_chance_in_a_wave_is_not_a_new_matter() -> None:
    # Half of all is new, so that a few new statements lie together now and then.
    vectors, young = bundle(2, 12, 1), np.arange(12) >= 6
    others = np.vstack([bundle(5, 40, 2), bundle(6, 40, 3)])
    mixed = TwoWaves(
        np.vstack([others, vectors]),
        np.full(92, -1),
        np.ones(92, dtype=np.bool_),
        np.append(np.arange(80) % 2 == 1, young),
        0,
    )
    assert not is_new(mixed, np.arange(86, 92), LEVEL)
    assert is_new(mixed, np.arange(86, 92), 1.0)


def test_a_group_is_not_nearer_to_itself_than_others_are() -> None:
    # Six of twelve statements of one matter: counted with themselves, only they would lie about their own middle.
    vectors = bundle(2, 400, 4)
    young = np.zeros(400, dtype=np.bool_)
    young[:6] = True
    mixed = TwoWaves(vectors, np.full(400, -1), np.ones(400, dtype=np.bool_), young, 0)
    assert not is_new(mixed, np.arange(6), 1.0)


def test_groups_of_one_matter_are_joined_and_others_are_not() -> None:
    vectors = np.vstack([bundle(2, 20, 1), bundle(2, 20, 2), bundle(3, 20, 3)])
    labels = np.repeat([0, 1, 2], 20)
    pains = np.ones(60, dtype=np.bool_)
    none = [None] * 3
    assert join_alike(vectors, pains, labels, none).tolist() == [0] * 40 + [2] * 20
    assert join_alike(vectors, np.arange(60) < 20, labels, none).tolist() == labels.tolist()
    assert join_alike(vectors, pains, np.full(60, -1), []).tolist() == [-1] * 60


def test_groups_of_different_mechanisms_stay_apart_however_alike() -> None:
    vectors, labels = np.vstack([bundle(2, 20, 1), bundle(2, 20, 2)]), np.repeat([0, 1], 20)
    assert join_alike(vectors, np.ones(40, dtype=np.bool_), labels, ["M01", None]).tolist() == labels.tolist()


def test_one_wording_of_many_people_is_new_and_of_one_is_not() -> None:
    vectors = np.vstack([bundle(0, 40, 1), bundle(2, 1, 2)])
    young = np.arange(41) >= 40
    labels, pains = np.where(young, -1, 0), np.ones(41, dtype=np.bool_)
    for said, new in ((12, True), (1, False)):
        mixed = TwoWaves(vectors, labels, pains, young, 1, np.where(young, said, 1))
        assert is_new(mixed, np.array([40]), LEVEL) is new
