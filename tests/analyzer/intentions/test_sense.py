"""How an intention is put."""

from __future__ import annotations

import re

import pytest

from analyzer.intentions import Reading, read_sense, sentences
from analyzer.reality import Sense


@pytest.mark.parametrize(
    "text",
    [
        "If the budget allows, we will send every nurse to a course.",
        "Where possible, we pay a bonus.",
        "We raise wages when results permit it.",
        "Depending on the season, we hire more people.",
        "Budget permitting, every store gets a second cleaner.",
        "We pay overtime unless somebody forgot to write it down.",
    ],
)
def test_it_knows_a_promise_under_a_condition(text: str) -> None:
    assert read_sense(text).sense(0.0) is Sense.CONDITIONAL


@pytest.mark.parametrize(
    "text",
    [
        "If you raise a concern, you will be heard.",
        "You can work where you work best.",
        "We support you when you fall ill.",
        "Our people may decide on the spot.",
        "We work together without silos.",
    ],
)
def test_it_takes_a_promise_with_a_scope_for_a_promise(text: str) -> None:
    assert read_sense(text).sense(0.0) is Sense.PLAIN


@pytest.mark.parametrize(
    ("text", "language", "bare"),
    [
        ("We do not tolerate bullying.", "en", "We tolerate bullying."),
        ("Nobody works unpaid overtime.", "en", "Somebody works unpaid overtime."),
        ("Mistakes are not punished.", "en", "Mistakes are punished."),
        ("We don't hide our fees.", "en", "We hide our fees."),
        ("There is no red tape.", "en", "There is red tape."),
        ("We no longer pay bonuses.", "en", "We pay bonuses."),
        ("Wir dulden kein Mobbing.", "de", "Wir dulden Mobbing."),
        ("Nadie trabaja sin descanso.", "es", "Somebody trabaja sin descanso."),
        ("We invest in training.", "en", ""),
    ],
)
def test_it_takes_the_negation_out(text: str, language: str, bare: str) -> None:
    assert read_sense(text, language).bare == bare


def test_it_takes_the_denial_of_something_bad_for_a_promise_and_no_other_denial() -> None:
    denial = Reading(conditional=False, bare="We tolerate bullying.")
    assert (denial.sense(0.9), denial.sense(0.1)) == (Sense.PLAIN, Sense.NEGATED)


def test_it_reads_an_intention_without_negation_as_plain_however_it_sounds() -> None:
    assert read_sense("We cut costs.").sense(0.99) is Sense.PLAIN


def test_it_cuts_what_leaders_say_into_intentions_each_once() -> None:
    text = "# Our values\nWhat we promise:\nWe train people. We listen.\n**We train people.**\n"

    def cut(body: str) -> list[tuple[int, int]]:
        return [found.span() for found in re.finditer(r"[^.\n]+\.\**", body)]

    assert sentences(text, cut) == ("We train people.", "We listen.")
