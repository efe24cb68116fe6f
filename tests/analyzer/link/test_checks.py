"""What stands beside a test: weights, stricter adjustments, order in time, a common cause, and the unexplained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.link.candidates import Candidate
from analyzer.link.controls import adjust_p_values
from analyzer.link.covariation import log_volumes, shift_test
from analyzer.link.effect import order_in_time, resampled_units, robustness_value
from analyzer.link.evaluate import build_series, evaluate_pairs
from analyzer.link.explore import explore
from analyzer.link.grade import Verdict
from analyzer.link.shrinkage import reliabilities
from analyzer.selftest import World, simulate
from analyzer.settings import LinkSettings
from analyzer.types import Direction

SETTINGS = LinkSettings(permutations=299)


def judged(world: World, seed: int) -> list[Verdict]:
    pairs = [Candidate(theme, theme, 0.5, "M01") for theme in range(world.themes)]
    found = evaluate_pairs(build_series(*simulate(world, seed)), pairs, [True] * len(pairs), (), SETTINGS, seed).tested
    return [verdict for verdict in found if verdict]


@given(st.lists(st.floats(1e-6, 1), min_size=1, max_size=30), st.integers(0, 2**31))
def test_it_is_stricter_where_any_dependence_is_allowed(values: list[float], seed: int) -> None:
    families = np.random.default_rng(seed).integers(0, 2, size=len(values))
    p = np.array(values)
    assert (adjust_p_values(p, families, "by") >= adjust_p_values(p, families) - 1e-12).all()


def test_it_sees_a_link_within_units_and_is_wrong_one_time_in_twenty_without_one() -> None:
    linked = [verdict.checks.within for seed in range(4) for verdict in judged(World(linked=5, exits=8), seed)[:5]]
    apart = [verdict.checks.within for seed in range(30) for verdict in judged(World(mood=0.0), seed)]
    assert np.mean(np.array(linked) <= 0.05) > 0.3
    assert np.mean(np.array(apart) <= 0.05) <= 0.09


def test_it_shifts_series_in_a_circle_and_finds_what_moves_at_the_declared_lag() -> None:
    rng = np.random.default_rng(0)
    first = rng.normal(size=(1, 10, 12))
    follows = np.roll(first, 2, axis=2)
    assert shift_test(first, follows, (2,), 199, 0)[0] == pytest.approx(1 / 200)
    assert shift_test(first, rng.normal(size=(1, 10, 12)), (0,), 199, 0)[0] > 0.05


def test_it_never_claims_the_wrong_side_first_where_one_surely_is() -> None:
    world = World(linked=5, exits=8, comments=40)
    ahead = [verdict.direction for seed in range(8) for verdict in judged(world, seed)[:5]]
    behind = [verdict.direction for seed in range(8) for verdict in judged(replace(world, lag=-1), seed)[:5]]
    assert ahead.count(Direction.CUSTOMER_FIRST) + ahead.count(Direction.BOTH_WAYS) <= 1
    assert behind.count(Direction.EMPLOYEE_FIRST) + behind.count(Direction.BOTH_WAYS) <= 1
    assert ahead.count(Direction.EMPLOYEE_FIRST) >= 10


def test_it_names_a_cycle_where_each_side_follows_the_other() -> None:
    rng = np.random.default_rng(0)
    units, periods = 40, 30
    first, second = rng.normal(size=(2, units, periods))
    for period in range(1, periods):
        first[:, period] += 0.5 * second[:, period - 1]
        second[:, period] += 0.5 * first[:, period - 1]
    draws = resampled_units(units, 0)
    assert order_in_time(first, second, (1, 2), (-1, -2), draws).direction is Direction.BOTH_WAYS
    apart = rng.normal(size=(units, periods))
    assert order_in_time(first, apart, (1, 2), (-1, -2), draws).direction is Direction.UNKNOWN


def test_it_claims_no_order_where_nothing_is_linked() -> None:
    claims = [verdict.direction for seed in range(12) for verdict in judged(World(), seed)]
    assert sum(claim is not Direction.UNKNOWN for claim in claims) <= 0.05 * len(claims)


@given(st.floats(-5, 12), st.floats(-5, 12), st.integers(8, 200))
def test_it_asks_for_a_stronger_common_cause_the_surer_a_link_is(one: float, other: float, units: int) -> None:
    weak, strong = sorted((one, other))
    assert 0 <= robustness_value(weak, units) <= robustness_value(strong, units) <= 1


def test_it_knows_noise_from_difference() -> None:
    rng = np.random.default_rng(0)
    speakers = np.full((30, 12), 10.0)
    noise = rng.normal(scale=10**-0.5, size=(1, 30, 12))
    level = rng.normal(size=(1, 30, 1))
    assert reliabilities(noise, speakers)[0] < 0.4
    assert reliabilities(noise + level, speakers)[0] > 0.9


def test_it_frees_volume_of_what_all_units_share() -> None:
    busy = np.array([[1.0, 9.0], [1.0, 9.0]])
    assert not log_volumes(busy, busy).any()


def test_it_finds_what_moves_together_though_nothing_proposed_it() -> None:
    world = World(linked=3, exits=8, comments=40)
    every = np.ones(world.themes, dtype=bool)
    found = explore(build_series(*simulate(world, 1)), (every, every), {(0, 0)}, SETTINGS, 1)
    assert {(1, 1), (2, 2)} <= {each.pair for each in found}
    assert (0, 0) not in {each.pair for each in found}


def test_it_finds_nothing_unexplained_where_nothing_moves_together() -> None:
    every = np.ones(10, dtype=bool)
    worlds = [explore(build_series(*simulate(World(), seed)), (every, every), (), SETTINGS, seed) for seed in range(12)]
    assert sum(map(len, worlds)) <= 3
