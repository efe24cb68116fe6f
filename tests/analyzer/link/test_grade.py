"""Grades follow from evidence, and sentences from grades."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyzer.checks import Checks
from analyzer.link.grade import Evidence, Verdict, grade, reasons, settle
from analyzer.link.testability import DECLARED_CELLS, scaled_fdr
from analyzer.types import Direction, Effect, Grade, Reason

EFFECT = Effect(1.8, 0.4, 3.3, "points of customers per 10 points of employees")
STRONG = Verdict(
    p=0.0004,
    swapped=0.0004,
    q=0.01,
    effect=EFFECT,
    lag=1,
    direction=Direction.EMPLOYEE_FIRST,
    surprise=3.5,
    checks=Checks(q_by=0.05, within=0.04, detectable=0.9, common_cause=0.5, reliability=0.8),
)
WEAK = replace(STRONG, p=0.3, swapped=0.3, q=0.6, effect=replace(EFFECT, low=-1.0), surprise=0.5)
EVIDENCE = Evidence(
    mechanism=True, voiced=False, tested=STRONG, reasons=(), confounded=False, fdr=0.1, declared_fdr=0.1
)
FEW = Reason("FEW_UNITS", "3 shared units, at least 8 are needed.")


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (EVIDENCE, Grade.MOVES_TOGETHER),
        (replace(EVIDENCE, voiced=True), Grade.CONVERGING),
        (replace(EVIDENCE, mechanism=False), Grade.MOVES_TOGETHER),
        (replace(EVIDENCE, confounded=True), Grade.HYPOTHESIS),
        (replace(EVIDENCE, confounded=True, voiced=True), Grade.VOICED),
        (replace(EVIDENCE, tested=WEAK), Grade.HYPOTHESIS),
        (replace(EVIDENCE, tested=WEAK, mechanism=False), Grade.NOT_ENOUGH_EVIDENCE),
        (replace(EVIDENCE, tested=WEAK, voiced=True), Grade.VOICED),
        (replace(EVIDENCE, tested=None, reasons=(FEW,)), Grade.HYPOTHESIS),
        (replace(EVIDENCE, tested=replace(STRONG, q=0.2)), Grade.HYPOTHESIS),
        (replace(EVIDENCE, tested=replace(STRONG, effect=replace(EFFECT, low=-0.1))), Grade.HYPOTHESIS),
        (replace(EVIDENCE, tested=replace(WEAK, effect=replace(EFFECT, low=-2.0, high=0.3))), Grade.CONTRADICTED),
    ],
)
def test_it_grades_by_the_contract(evidence: Evidence, expected: Grade) -> None:
    assert grade(evidence) is expected


def test_it_asks_more_of_a_pair_without_a_mechanism_and_says_so() -> None:
    tested = replace(STRONG, q=0.08)
    assert grade(replace(EVIDENCE, tested=tested)) is Grade.MOVES_TOGETHER
    alike = replace(EVIDENCE, tested=tested, mechanism=False)
    assert grade(alike) is Grade.NOT_ENOUGH_EVIDENCE
    assert [each.reason for each in reasons(alike)] == ["NO_MECHANISM"]
    assert grade(replace(alike, tested=replace(STRONG, q=0.04))) is Grade.MOVES_TOGETHER


def test_it_asks_more_of_more_units_and_periods_and_says_so() -> None:
    assert scaled_fdr(0.1, 60) == scaled_fdr(0.1, DECLARED_CELLS) == 0.1
    assert scaled_fdr(0.1, 4 * DECLARED_CELLS) == pytest.approx(0.05)
    tested = replace(STRONG, q=0.08)
    assert grade(replace(EVIDENCE, tested=tested)) is Grade.MOVES_TOGETHER
    larger = replace(EVIDENCE, tested=tested, fdr=0.05)
    assert grade(larger) is Grade.HYPOTHESIS
    assert [each.reason for each in reasons(larger)] == ["FAINT"]
    assert "some places and not in others" in settle(larger)
    assert [each.reason for each in reasons(replace(larger, tested=WEAK))] == ["WIDE_INTERVAL"]


def test_it_lets_noise_contradict_nothing() -> None:
    ruled_out = replace(WEAK, effect=replace(EFFECT, low=-2.0, high=0.3))
    noisy = replace(ruled_out, checks=replace(WEAK.checks, reliability=0.2))
    assert grade(replace(EVIDENCE, tested=ruled_out)) is Grade.CONTRADICTED
    assert grade(replace(EVIDENCE, tested=noisy)) is Grade.HYPOTHESIS


def test_it_says_when_too_few_people_speak_in_each_place_to_tell_places_apart() -> None:
    noisy = replace(WEAK, checks=replace(WEAK.checks, reliability=0.3))
    assert [each.reason for each in reasons(replace(EVIDENCE, tested=noisy))] == ["LOW_RELIABILITY"]
    assert [each.reason for each in reasons(replace(EVIDENCE, tested=WEAK))] == ["WIDE_INTERVAL"]


def test_it_says_how_large_an_effect_the_data_may_miss_and_in_which_unit() -> None:
    noisy = replace(WEAK, checks=replace(WEAK.checks, reliability=0.3))
    missed = "With this much data we may well miss an effect smaller than 0.9"
    for tested, said in ((noisy, f"{missed} {EFFECT.unit}."), (WEAK, f"to 3.3 {EFFECT.unit}. {missed}.")):
        assert reasons(replace(EVIDENCE, tested=tested))[0].detail.endswith(said)


def test_it_gives_a_reason_and_a_remedy_for_whatever_is_not_settled() -> None:
    for evidence in (
        replace(EVIDENCE, tested=None, reasons=(FEW,)),
        replace(EVIDENCE, tested=WEAK),
        replace(EVIDENCE, confounded=True),
    ):
        assert reasons(evidence)
        assert settle(evidence)
    assert not reasons(EVIDENCE)
    assert not settle(EVIDENCE)


def test_it_tells_general_mood_from_noise() -> None:
    assert [why.reason for why in reasons(replace(EVIDENCE, tested=replace(WEAK, swapped=0.01)))] == ["NOT_SPECIFIC"]
    assert [why.reason for why in reasons(replace(EVIDENCE, tested=WEAK))] == ["WIDE_INTERVAL"]
