"""Simulated organisations must be what they claim to be, or the error rates measured on them mean nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.link.panel import Panel
from analyzer.selftest import World, simulate, true_effect

# So many people that shares are nearly the hidden ones.
CROWD = World(units=60, periods=24, themes=6, mood=0.0, exits=400, comments=400)


def moves(panel: Panel) -> np.ndarray:
    """Each theme's shares without what all units do in a period, shape (themes, units, periods)."""
    share = panel.said / np.maximum(panel.speakers, 1)
    return share - share.mean(axis=1, keepdims=True)


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])


@given(
    st.builds(
        World,
        units=st.integers(1, 6),
        periods=st.integers(1, 6),
        themes=st.integers(1, 4),
        linked=st.integers(0, 4),
        lag=st.integers(-2, 3),
        mutual=st.booleans(),
        mood=st.floats(0, 1),
        shock=st.floats(0, 1),
        drift=st.floats(0, 0.95),
        exits=st.floats(0, 5),
    ),
    st.integers(0, 2**32 - 1),
)
def test_it_counts_people_and_never_more_than_spoke(world: World, seed: int) -> None:
    for panel in simulate(world, seed):
        assert panel.said.shape == (world.themes, world.units, world.periods)
        assert panel.speakers.shape == (world.units, world.periods)
        assert (panel.said >= 0).all()
        assert (panel.said <= panel.speakers).all()
        assert np.array_equal(panel.said, np.round(panel.said))
        assert np.array_equal(panel.mentions, panel.said.sum(axis=(1, 2)))


def test_it_gives_the_same_organisation_for_the_same_seed() -> None:
    (first, _), (again, _), (other, _) = (simulate(World(), seed) for seed in (1, 1, 2))
    assert np.array_equal(first.said, again.said)
    assert not np.array_equal(first.said, other.said)


@pytest.mark.parametrize("lag", [-1, 0, 2])
def test_a_linked_theme_follows_by_as_many_periods_as_it_should_and_no_other_theme_does(lag: int) -> None:
    employee, customer = (moves(panel) for panel in simulate(replace(CROWD, linked=3, lag=lag), 1))
    # Periods 3 to 17 of the employees against those so many periods later of the customers.
    by_lag = {
        shift: [correlation(x[:, 3:18], y[:, 3 + shift : 18 + shift]) for x, y in zip(employee, customer, strict=True)]
        for shift in range(-3, 4)
    }
    for theme in range(3):
        assert max(by_lag, key=lambda shift: by_lag[shift][theme]) == lag
        assert by_lag[lag][theme] > 0.6
    assert max(abs(by_lag[lag][theme]) for theme in range(3, 6)) < 0.35


def test_each_side_follows_the_other_where_the_link_is_mutual() -> None:
    # Without drift, only what follows makes one period like another.
    world = replace(CROWD, linked=6, lag=2, mutual=True, drift=0.0)
    employee, customer = (moves(panel) for panel in simulate(world, 1))
    together, customers_later, employees_later = (
        correlation(x, y)
        for x, y in (
            (employee, customer),
            (employee[:, :, :-2], customer[:, :, 2:]),
            (employee[:, :, 2:], customer[:, :, :-2]),
        )
    )
    assert customers_later > together + 0.05
    assert employees_later > together + 0.05


@pytest.mark.parametrize("trouble", [{"mood": 0.6}, {"shock": 0.6}])
def test_trouble_of_a_place_moves_all_themes_of_both_sides(trouble: dict[str, float]) -> None:
    calm, troubled = (
        np.mean([correlation(x, y) for x in moves(employee) for y in moves(customer)])
        for employee, customer in (simulate(world, 3) for world in (CROWD, replace(CROWD, **trouble)))
    )
    assert abs(calm) < 0.05
    assert troubled > 0.15


def test_what_drifts_slowly_stays() -> None:
    quick, slow = (moves(simulate(replace(CROWD, drift=drift), 2)[0]) for drift in (0.0, 0.9))
    assert correlation(slow[:, :, :-1], slow[:, :, 1:]) > correlation(quick[:, :, :-1], quick[:, :, 1:]) + 0.2


def test_the_true_effect_is_nothing_without_a_link_and_grows_with_its_strength() -> None:
    nothing, fair, strong = (true_effect(World(linked=1, strength=strength)) for strength in (0.0, 0.5, 1.2))
    assert abs(nothing) < 0.1
    assert 1 < fair < strong


def test_the_true_effect_is_the_slope_between_shares_where_everybody_speaks() -> None:
    world = replace(CROWD, units=300, linked=6, lag=1)
    employee, customer = (moves(panel) for panel in simulate(world, 4))
    slopes = [np.polyfit(x[:, :-1].ravel(), y[:, 1:].ravel(), 1)[0] for x, y in zip(employee, customer, strict=True)]
    assert 10 * np.mean(slopes) == pytest.approx(true_effect(world), rel=0.08)
