"""Groups that come back, and groups that do not."""

import numpy as np
import pytest

from analyzer.cluster.stability import stability


def test_what_comes_back_whole_is_wholly_stable():
    labels = np.repeat([0, 1, 2, -1], [50, 30, 20, 40])
    assert stability(labels, lambda chosen: labels[chosen], 0) == pytest.approx([1, 1, 1])


def test_what_is_renumbered_comes_back_all_the_same():
    labels = np.repeat([0, 1], [50, 50])
    assert stability(labels, lambda chosen: 1 - labels[chosen], 0) == pytest.approx([1, 1])


def test_halved_groups_come_back_by_half_and_lost_ones_not_at_all():
    labels = np.repeat([0, 1, 2], 100)
    halves = np.where(np.arange(300) % 2 == 0, 5, 6)
    found = stability(labels, lambda chosen: np.where(labels[chosen] == 0, halves[chosen], labels[chosen] - 2), 0)
    assert found[0] == pytest.approx(0.5, abs=0.1)
    assert found[1] == 0
    assert found[2] == 1


def test_groups_by_chance_come_back_rarely():
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 10, 1000)
    assert stability(labels, lambda chosen: rng.integers(0, 10, len(chosen)), 0).max() < 0.15


def test_a_group_too_small_to_be_drawn_has_no_score():
    labels = np.concatenate([np.zeros(100, dtype=np.int64), [1, 1]])
    found = stability(labels, lambda chosen: labels[chosen], 0)
    assert found[0] == 1
    assert np.isnan(found[1])


def test_without_groups_there_is_nothing_to_score():
    assert stability(np.full(20, -1), lambda chosen: np.full(len(chosen), -1), 0).shape == (0,)


def test_all_statements_are_drawn_from_once_and_in_order():
    drawn = []

    def regroup(chosen):
        drawn.append(chosen)
        return np.zeros(len(chosen), dtype=np.int64)

    stability(np.zeros(100, dtype=np.int64), regroup, 0)
    assert all((np.diff(each) > 0).all() and len(each) == 80 for each in drawn)
    assert len({tuple(each) for each in drawn}) == len(drawn)


@pytest.mark.parametrize(("statements", "draws"), [(1_000, 4), (25_000, 4), (30_000, 3), (40_000, 2), (1_000_000, 2)])
def test_a_draw_is_four_fifths_of_the_statements_however_many_there_are(statements: int, draws: int) -> None:
    drawn: list[int] = []

    def regroup(chosen: np.ndarray) -> np.ndarray:
        drawn.append(len(chosen))
        return np.zeros(len(chosen), dtype=np.int64)

    stability(np.zeros(statements, dtype=np.int64), regroup, 0)
    assert drawn == [round(0.8 * statements)] * draws
