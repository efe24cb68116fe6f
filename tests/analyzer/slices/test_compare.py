"""Differences between bands, where there are any and where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from analyzer.slices.compare import compare_shares, compare_within


def flags(pattern: str) -> np.ndarray:
    return np.array([mark == "1" for mark in pattern])


def test_it_gives_the_difference_in_points_with_an_interval_around_it() -> None:
    inside = np.arange(400) < 100
    names = (np.arange(400) % 100 < 30) & inside | (np.arange(400) % 100 < 10) & ~inside
    found = compare_shares(names, inside)
    assert found.effect.value == 20
    assert 0 < found.effect.low < 20 < found.effect.high < 40
    assert found.p < 0.001


def test_it_finds_nothing_to_compare_where_no_stratum_holds_both() -> None:
    assert compare_within(flags("1010"), flags("1100"), np.array([0, 0, 1, 1])) is None


def test_it_agrees_with_the_library_on_the_test_over_strata() -> None:
    random = np.random.default_rng(0)
    strata, inside = random.integers(0, 6, 500), random.random(500) < 0.4
    names = random.random(500) < 0.1 + 0.05 * strata + 0.1 * inside
    tables = [
        [[np.sum(names & i & s), np.sum(~names & i & s)] for i in (inside, ~inside)]
        for s in (strata == each for each in range(6))
    ]
    library = StratifiedTable([np.array(table, dtype=float) for table in tables]).test_null_odds(correction=False)
    found = compare_within(names, inside, strata)
    assert found is not None
    assert found.p == pytest.approx(library.pvalue)


def simulate(random: np.random.Generator, gap: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """800 leavers whose tenure goes with their cohort; a theme goes with tenure, and by ``gap`` with the cohort."""
    tenure = random.integers(0, 4, 800)
    inside = random.random(800) < np.array([0.1, 0.25, 0.5, 0.75])[tenure]
    return random.random(800) < 0.08 + 0.06 * tenure + gap * inside, inside, tenure.astype(np.int64)


def test_it_finds_in_a_cohort_what_is_tenure_s_alone_and_says_that_nothing_remains() -> None:
    random = np.random.default_rng(1)
    worlds = [simulate(random, 0.0) for _ in range(400)]
    plain = [compare_shares(names, inside).p < 0.05 for names, inside, _ in worlds]
    within = [compare_within(*world) for world in worlds]
    assert np.mean(plain) > 0.5
    assert np.mean([found is not None and found.p < 0.05 for found in within]) < 0.08
    assert np.mean([found is not None and found.effect.low <= 0 <= found.effect.high for found in within]) > 0.92


def test_its_interval_holds_what_the_cohort_adds_nineteen_times_out_of_twenty() -> None:
    random = np.random.default_rng(2)
    found = [compare_within(*simulate(random, 0.10)) for _ in range(400)]
    held = [each is not None and each.effect.low <= 10 <= each.effect.high for each in found]
    assert 0.92 < np.mean(held) < 0.98


def test_it_reports_a_difference_of_nothing_as_often_as_it_says() -> None:
    random = np.random.default_rng(3)
    p = [compare_shares(random.random(300) < 0.15, random.random(300) < 0.3).p for _ in range(600)]
    assert 0.03 < np.mean(np.array(p) < 0.05) < 0.08
