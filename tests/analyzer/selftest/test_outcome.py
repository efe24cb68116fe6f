"""What counts as right and as wrong in one simulated organisation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyzer.selftest import FULL, SHORT, Scenario, World, try_world
from analyzer.settings import LinkSettings

SETTINGS = LinkSettings(permutations=199)
LINKED = World(themes=12, linked=4, mood=0.0, exits=8, comments=60)
TINY = World(units=9, periods=8, themes=5, mood=0.0)


def test_it_finds_planted_links_and_counts_the_pairs_beside_them_as_unlinked() -> None:
    found = try_world(Scenario("links", LINKED), SETTINGS, 1)
    assert (found.pairs, found.planted) == (20, 4)
    assert found.tested == found.unlinked + found.planted == 20
    assert found.found >= 3
    assert found.reported >= found.found
    assert found.any_reported == 1
    assert 3 <= found.bounded <= 4
    assert found.covered <= found.bounded


def test_there_is_nothing_to_find_where_sites_are_paired_at_random() -> None:
    found = try_world(Scenario("links, shuffled", LINKED, shuffled=True), SETTINGS, 1)
    assert (found.planted, found.found, found.bounded) == (0, 0, 0)
    assert found.unlinked == 20
    assert found.low <= 5


def test_it_abstains_from_themes_that_a_run_would_not_test() -> None:
    found = try_world(Scenario("rare", replace(TINY, rarity=5.0)), SETTINGS, 1)
    assert found.pairs == 6
    assert (found.tested, found.unlinked, found.reported) == (0, 0, 0)


@pytest.mark.parametrize("world", [replace(LINKED, lag=-1), replace(LINKED, mutual=True)])
def test_no_true_effect_is_defined_where_customers_lead(world: World) -> None:
    found = try_world(Scenario("reverse", world), SETTINGS, 1)
    assert found.found > 0
    assert found.bounded == 0


def test_it_gives_the_same_answer_for_the_same_seed() -> None:
    scenario = Scenario("tiny", TINY)
    assert try_world(scenario, SETTINGS, 3) == try_world(scenario, SETTINGS, 3)


def test_the_short_form_holds_every_sort_of_organisation_under_names_of_their_own() -> None:
    assert len({scenario.name for scenario in FULL}) == len(FULL)
    assert len(SHORT) == 7
    assert {scenario.silent for scenario in SHORT} == {True, False}
    assert any(scenario.shuffled for scenario in SHORT)
    assert any(scenario.world.shock for scenario in SHORT)
