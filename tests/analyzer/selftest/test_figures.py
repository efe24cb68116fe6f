"""Adding up many organisations: shares, and intervals that know that pairs of one organisation resemble each other."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from statsmodels.stats.proportion import proportion_confint

from analyzer.selftest import Outcome, Scenario, World, add_up, measure

NOTHING = Outcome(**{field.name: 0 for field in fields(Outcome)})
TINY = World(units=9, periods=8, themes=5, mood=0.0)


def test_it_adds_up_what_single_organisations_gave() -> None:
    one = replace(NOTHING, pairs=20, tested=18, unlinked=14, low=1, planted=4, found=3, reported=5, any_reported=1)
    other = replace(NOTHING, pairs=20, tested=20, unlinked=16, low=2, planted=4, found=1, reported=1, any_reported=1)
    figures = add_up([one, other, NOTHING])
    assert figures.worlds == 3
    assert (figures.tested.count, figures.tested.of) == (38, 40)
    assert (figures.low.count, figures.low.of) == (3, 30)
    assert (figures.found.count, figures.found.of) == (4, 8)
    assert (figures.false.count, figures.false.of) == (2, 6)
    assert (figures.any_reported.count, figures.any_reported.of) == (2, 3)


def test_its_interval_is_the_binomial_one_where_each_organisation_counts_by_itself() -> None:
    share = add_up([replace(NOTHING, any_reported=int(at < 3)) for at in range(40)]).any_reported
    assert (share.low, share.high) == pytest.approx(proportion_confint(3, 40, method="wilson"), rel=0.05)


def test_its_interval_is_wider_where_wrong_pairs_come_together() -> None:
    spread = add_up([replace(NOTHING, unlinked=20, low=1) for _ in range(40)]).low
    heaped = add_up([replace(NOTHING, unlinked=20, low=10 * (at < 4)) for at in range(40)]).low
    assert spread.value == heaped.value == 0.05
    assert heaped.low < spread.low
    assert heaped.high > spread.high + 0.02


def test_it_says_nothing_of_nothing() -> None:
    share = add_up([NOTHING]).found
    assert share.value is None
    assert (share.low, share.high) == (0, 1)


def test_it_repeats_itself_and_gives_each_kind_organisations_of_its_own() -> None:
    ticks: list[int] = []
    first = measure(Scenario("tiny", TINY), 6, 1, lambda: ticks.append(1))
    assert measure(Scenario("tiny", TINY), 6, 1, lambda: None) == first
    assert measure(Scenario("another", TINY), 6, 1, lambda: None) != first
    assert measure(Scenario("tiny", TINY), 6, 2, lambda: None) != first
    assert len(ticks) == first.worlds == 6
