"""The panel test against simulated organisations: it must be silent where nothing is and speak where something is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.link.candidates import Candidate
from analyzer.link.evaluate import Verdicts, build_series, evaluate_pairs, too_many_placebos
from analyzer.selftest import World, simulate
from analyzer.settings import LinkSettings

SETTINGS = LinkSettings(permutations=499)
FDR = SETTINGS.fdr


def verdicts(world: World, seed: int, placebos: tuple[tuple[int, int], ...] = ()) -> Verdicts:
    pairs = [Candidate(theme, theme, 0.5, "M01") for theme in range(world.themes)]
    return evaluate_pairs(build_series(*simulate(world, seed)), pairs, [True] * len(pairs), placebos, SETTINGS, seed)


@pytest.mark.parametrize("mood", [0.0, 0.3])
def test_it_is_wrong_about_one_time_in_twenty_without_any_link(mood: float) -> None:
    p = [result.p for seed in range(60) for result in verdicts(World(mood=mood), seed).tested if result]
    # 600 tests at nominal .05: more than .09 would fail the self-test that users are promised.
    assert np.mean(np.array(p) <= 0.05) <= 0.09
    assert np.mean(np.array(p) <= 0.05) >= 0.01


def test_it_finds_most_links_and_few_false_ones() -> None:
    world = World(linked=5)
    found, false = 0, 0
    for seed in range(12):
        passed = [bool(result and result.q <= FDR and result.effect.low > 0) for result in verdicts(world, seed).tested]
        found += sum(passed[: world.linked])
        false += sum(passed[world.linked :])
    assert found >= 0.6 * 12 * world.linked
    assert false <= 0.15 * (found + false)


def test_it_finds_next_to_nothing_when_sites_are_paired_at_random() -> None:
    world = World(linked=5)
    false = 0
    for seed in range(20):
        employee, customer = simulate(world, seed)
        other = np.random.default_rng(seed).permutation(world.units)
        moved = replace(customer, said=customer.said[:, other], speakers=customer.speakers[other])
        pairs = [Candidate(theme, theme, 0.5, "M01") for theme in range(world.themes)]
        result = evaluate_pairs(build_series(employee, moved), pairs, [True] * len(pairs), (), SETTINGS, seed)
        false += sum(tested.q <= FDR and tested.effect.low > 0 for tested in result.tested if tested)
    # With nothing to find, a false discovery rate of .10 allows one world in ten any link.
    assert false <= 4


def test_it_counts_few_scrambled_links_where_real_ones_are_many() -> None:
    result = verdicts(World(linked=5), 1)
    real = sum(tested.q <= FDR for tested in result.tested if tested)
    assert result.scrambled is not None
    assert result.scrambled < 1 < real


def test_it_marks_a_run_confounded_when_placebos_light_up() -> None:
    # Themes 0 and 1 are truly linked; calling them placebos is a run in which placebos light up.
    assert verdicts(World(linked=5, exits=6, comments=40), 2, ((0, 0), (1, 1), (2, 2))).confounded
    assert not verdicts(World(), 2, ((0, 0), (1, 1), (2, 2))).confounded


def test_it_tests_only_what_it_may() -> None:
    pairs = [Candidate(0, 0, 0.5, None), Candidate(1, 1, 0.5, None)]
    result = evaluate_pairs(build_series(*simulate(World(), 0)), pairs, [False, True], (), SETTINGS, 0)
    assert result.tested[0] is None
    assert result.tested[1] is not None


def test_it_swaps_often_enough_for_one_pair_of_many_to_pass() -> None:
    few = replace(SETTINGS, permutations=19)
    world = World(linked=5, exits=6, comments=40)
    pairs = [Candidate(e, c, 0.5, "M01") for e in range(world.themes) for c in range(world.themes)]
    result = evaluate_pairs(build_series(*simulate(world, 1)), pairs, [True] * len(pairs), (), few, 1)
    assert min(tested.swapped for tested in result.tested if tested) < FDR / len(pairs)


def test_it_gives_the_same_answer_for_the_same_seed() -> None:
    assert verdicts(World(linked=2), 5) == verdicts(World(linked=2), 5)


def test_it_puts_the_true_effect_inside_its_interval_more_often_than_not() -> None:
    effects = [verdicts(World(linked=1, mood=0.0), seed).tested[0] for seed in range(10)]
    assert all(result and result.effect.low <= result.effect.value <= result.effect.high for result in effects)
    assert {result.effect.level for result in effects if result} == {90}
    assert sum(bool(result and result.effect.low > 0) for result in effects) >= 6


def test_placebos_that_share_series_are_not_counted_as_so_many_witnesses() -> None:
    drawn = np.random.default_rng(0).normal(size=(20, 9999))
    alone = [lit for lit in range(1, 20) if too_many_placebos(lit, drawn)]
    shared = [lit for lit in range(1, 20) if too_many_placebos(lit, np.repeat(drawn[:4], 5, axis=0))]
    # Two of twenty are too many where each is a series of its own, but not where one that lights up lights up five.
    assert min(alone) == 2
    assert min(shared) == 6
    assert not too_many_placebos(0, drawn)
