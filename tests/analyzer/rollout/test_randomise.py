"""What a change did, and how sure: right about one time in twenty where it did nothing, and right where it did."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analyzer.rollout import Cells, Dates
from analyzer.rollout.imputation import contrasts
from analyzer.rollout.randomise import Estimate, estimate
from tests.analyzer.rollout.worlds import World, simulate

PERMUTATIONS = 199
NOTHING = World()
SOMETHING = World(people=20, fall=0.5)


def found(world: World, seed: int) -> Estimate:
    result = estimate(*simulate(world, seed), PERMUTATIONS, seed)
    assert result is not None
    return result


@pytest.mark.parametrize(
    "world",
    [
        NOTHING,
        replace(NOTHING, worst=True),
        replace(NOTHING, staggered=True),
        replace(NOTHING, units=10, reached=4, people=3),
    ],
    ids=["by lot", "where it was worst", "in waves", "few units"],
)
def test_it_is_wrong_about_one_time_in_twenty_where_nothing_was_changed(world: World) -> None:
    p = np.array([found(world, seed).p for seed in range(150)])
    # At nominal .05; more than .09 would fail the self-test that users are promised.
    assert np.mean(p <= 0.05) <= 0.09
    assert np.mean(p <= 0.5) >= 0.35


@pytest.mark.parametrize("world", [SOMETHING, replace(SOMETHING, staggered=True)], ids=["at once", "in waves"])
def test_it_sees_a_halved_theme_most_times(world: World) -> None:
    results = [found(world, seed) for seed in range(25)]
    assert np.mean([result.p <= 0.05 and result.high < 0 for result in results]) >= 0.7
    # Half of the fifth of people who name it, a little more for the season and the levels.
    assert -14 <= np.mean([result.value for result in results]) <= -7


def test_its_interval_holds_the_true_effect_nineteen_times_out_of_twenty() -> None:
    # Without noise but the draw of people, the true effect is what the drawn shares would be without the action.
    inside = []
    for seed in range(100):
        cells, dates = simulate(NOTHING, seed)
        reached = np.arange(cells.speakers.shape[1]) >= dates.since[:, None]
        moved = Cells(cells.said - 0.05 * cells.speakers * reached, cells.speakers)
        result = estimate(moved, dates, PERMUTATIONS, seed)
        assert result is not None
        inside.append(result.low <= -5 <= result.high)
    assert np.mean(inside) >= 0.91


@pytest.mark.parametrize("seed", range(5))
def test_its_interval_and_its_p_never_disagree(seed: int) -> None:
    for world in (NOTHING, replace(SOMETHING, fall=0.25)):
        result = found(world, seed)
        assert (result.p <= 0.05) == (not result.low <= 0 <= result.high)
        assert result.low <= result.value <= result.high


def test_it_estimates_what_a_regression_on_the_cells_not_reached_imputes() -> None:
    cells, dates = simulate(replace(SOMETHING, units=8, reached=4, staggered=True), 3)
    period = np.arange(cells.speakers.shape[1])
    unit, month = np.indices(cells.speakers.shape)
    design = np.column_stack([unit.ravel() == u for u in range(8)] + [month.ravel() == m for m in period[1:]])
    design = design.astype(float)
    free = (period < dates.until[:, None]).ravel()
    reached = (period >= dates.since[:, None]).ravel()
    weights, shares = cells.speakers.ravel(), cells.points.ravel()
    fitted = sm.WLS(shares[free], design[free], weights[free]).fit()
    beyond = shares[reached] - design[reached] @ fitted.params
    result = estimate(cells, dates, 9, 0)
    assert result is not None
    assert result.value == pytest.approx(np.average(beyond, weights=weights[reached]), abs=1e-5)


@given(arrays(np.int64, (6, 7), elements=st.integers(0, 9)), st.permutations([2, 3, 4, 7, 7, 7]))
def test_it_lets_neither_levels_nor_seasons_in(speakers: np.ndarray, begins: list[int]) -> None:
    until = np.array([begins])
    weights = contrasts(speakers.astype(float), until, until)[0]
    assert np.abs(weights.sum(axis=1)).max() < 1e-4
    assert np.abs(weights.sum(axis=0)).max() < 1e-4
    assert not weights[speakers == 0].any()


def test_it_compares_nothing_where_everybody_gets_it_at_once() -> None:
    cells, dates = simulate(NOTHING, 0)
    everywhere = np.full_like(dates.until, 9)
    assert estimate(cells, Dates(everywhere, everywhere), PERMUTATIONS, 0) is None


def test_it_compares_with_units_not_reached_yet_where_all_are_reached_in_the_end() -> None:
    cells, _ = simulate(SOMETHING, 1)
    until = np.where(np.arange(24) < 12, 6, 12)
    result = estimate(cells, Dates(until, until), PERMUTATIONS, 0)
    assert result is not None
    # Months in which no unit is left to compare with count for nothing.
    later = Cells(cells.said.copy(), cells.speakers)
    later.said[:, 12:] = 0
    again = estimate(later, Dates(until, until), PERMUTATIONS, 0)
    assert again is not None
    assert (again.value, again.p) == (pytest.approx(result.value), result.p)


def test_it_leaves_out_the_month_that_holds_both() -> None:
    cells, dates = simulate(SOMETHING, 2)
    mixed = np.arange(cells.speakers.shape[1]) == dates.until[:, None]
    other = Cells(np.where(mixed, cells.speakers, cells.said), cells.speakers)
    assert estimate(other, dates, PERMUTATIONS, 0) == estimate(cells, dates, PERMUTATIONS, 0)


def test_it_gives_the_same_answer_for_the_same_seed() -> None:
    assert found(SOMETHING, 4) == found(SOMETHING, 4)
