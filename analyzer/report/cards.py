"""Describe each link for readers: the claim, its strength, why it is plausible, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from analyzer.report.lenses import describe_link_levers
from analyzer.report.phrases import capitalised, delay, interval, people, strip_trailing_marks, with_full_stop
from analyzer.types import Direction, Grade, Side
from analyzer.wording import GRADE_MEANINGS, GRADE_NAMES, JUDGEMENTS
from analyzer.wording.grades import permitted_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyzer.gate import Count, GatedLink, GatedVoice


# Out of 100: below the one, evidence is called weak; above the other, strong.
WEAK_BELOW, STRONG_ABOVE = 33, 66
_MOVING_TOGETHER = "Moving together"
# Grades that no test of numbers confirms: theirs may be chance.
_NOT_CONFIRMED = {Grade.VOICED, Grade.HYPOTHESIS, Grade.NOT_ENOUGH_EVIDENCE}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence: how strongly it speaks, 0 to 100, or None where it was not measured.

    ``by_chance`` says of numbers that chance alone may explain them, however large they are.
    """

    name: str
    strength: int | None
    by_chance: bool = False

    @property
    def speaks(self) -> str:
        """The strength in a word: the kinds have different scales, so percentages could not be compared."""
        if self.strength is None:
            return "not measured"
        if not self.strength:
            return "silent"
        if self.by_chance:
            return "not beyond chance"
        return "weakly" if self.strength < WEAK_BELOW else "strongly" if self.strength > STRONG_ABOVE else "fairly"


@dataclass(frozen=True, slots=True)
class VoiceQuote:
    """Somebody's words about the other side: the clause about it, with the text before and after it."""

    who: str
    before: str
    clause: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """One link, ready to be read. Empty texts are left out of the page.

    Attributes:
        number: Its number in the picture, 0 where it is not drawn.
        pair: Its two themes' ids as commands take them, "E1:C4".
        employee: Name of the employee theme.
        employee_people: How many name it.
        customer: Name of the customer theme.
        customer_people: How many name it.
        grade: For the style.
        grade_name: In words.
        grade_meaning: What the grade asks for.
        sentence: What the grade permits to say.
        size: The effect with its interval.
        where: Whether it shows only between units, or also within them over time.
        direction: Which side moves first, where that is known.
        why: The mechanism in the knowledge base's words: a plausible explanation, quoted, not a finding.
        lever: Which levers and which domino the mechanism names.
        rivals: What else could explain it.
        employee_quotes: Employees' words, where the gate lets them pass.
        customer_quotes: Customers' words.
        voiced: How many people of each side speak of the other, in words.
        voices: Some of what they say.
        evidence: By kind.
        judged: What a language model made of the pair, in words.
        reasons: Why it is not graded higher.
        settle: What would settle it.
    """

    number: int
    pair: str
    employee: str
    employee_people: str
    customer: str
    customer_people: str
    grade: Grade
    grade_name: str
    grade_meaning: str
    sentence: str
    size: str
    where: str
    direction: str
    why: str
    lever: str
    rivals: tuple[str, ...]
    employee_quotes: tuple[str, ...]
    customer_quotes: tuple[str, ...]
    voiced: tuple[str, ...]
    voices: tuple[VoiceQuote, ...]
    evidence: tuple[Evidence, ...]
    judged: str
    reasons: tuple[str, ...]
    settle: str


MAX_QUOTES = 2

REASONS = {
    "NO_SHARED_UNIT": "The two sides name no place in common.",
    "NO_DATES": "There are no dates on one side or on both.",
    "FEW_UNITS": "Too few places are shared.",
    "FEW_UNITS_OF_THEME": "One of the two is named in too few places.",
    "FEW_PERIODS": "Too few months or quarters are covered.",
    "FEW_PEOPLE": "Too few people name it where and when both sides speak.",
    "FEW_CELLS": "Too few places and months in which both sides speak.",
    "EVENTS": "Events touch too many of the places and months that both sides share.",
    "FEW_WORDINGS": "One of the two is a handful of sentences, each said by many, and may be several matters.",
    "LOW_RELIABILITY": "Too few people in each place to tell the places apart.",
    "CONFOUNDED": "Themes that should have no link light up as well, so something else moves everything.",
    "WIDE_INTERVAL": "The interval is too wide to tell.",
    "NOT_SPECIFIC": "The two move with much else in the same places, not with each other alone.",
    "FAINT": "It is faint: over so many places and months, a little of another matter in a theme shows as much.",
    "NO_MECHANISM": "Nothing known explains the pair, so it would have to be surer.",
    "NO_EFFECT": "The interval rules out a size that would matter.",
    "JUDGE_SPLIT": "The judgements do not agree.",
    "ONE_SIDE": "Only one side was given.",
}


def make_card(link: GatedLink, number: int, period: str) -> Card:
    """Make the card of a link.

    Args:
        link: A link of which both themes may be shown.
        number: Its number in the picture, 0 where it is not drawn.
        period: What a period is called, for the lag.

    Returns:
        The card.
    """
    return Card(
        number=number,
        pair=f"{link.employee.id}:{link.customer.id}",
        employee=link.employee.name,
        employee_people=people(link.employee.people),
        customer=link.customer.name,
        customer_people=people(link.customer.people),
        grade=link.grade,
        grade_name=GRADE_NAMES[link.grade],
        grade_meaning=GRADE_MEANINGS[link.grade],
        sentence=link.sentence or _permitted_sentence(link),
        size=interval(link.effect) if link.effect else "",
        where=_where(link),
        direction=_direction(link, period),
        why=f"“{with_full_stop(link.why)}”" if link.why else "",
        lever=describe_link_levers(link),
        rivals=tuple(with_full_stop(capitalised(rival)) for rival in link.rivals),
        employee_quotes=_distinct_quotes(link.employee.quotes),
        customer_quotes=_distinct_quotes(link.customer.quotes),
        voiced=tuple(_voiced(side, count) for side, count in link.voiced),
        voices=tuple(spoken for side in Side for spoken in _voice_quotes(side, link.voices)),
        evidence=_evidence(link),
        judged=JUDGEMENTS[link.judged] if link.judged else "",
        reasons=tuple(dict.fromkeys(reason_sentence(reason.reason, reason.detail) for reason in link.reasons)),
        settle=with_full_stop(link.settle),
    )


def reason_sentence(code: str, detail: str) -> str:
    """Return a reason as a sentence. The gate empties a detail that could count a small group."""
    return detail or REASONS.get(code, "The data do not suffice.")


def _permitted_sentence(link: GatedLink) -> str:
    """Return the sentence that a link's grade permits, for links whose own sentence may not be shown."""
    speakers = tuple(side for side, _ in link.voiced)
    return permitted_sentence(link.grade, link.employee.name, link.customer.name, speakers)


def _where(link: GatedLink) -> str:
    if link.over_time is None or link.grade not in {Grade.CONVERGING, Grade.MOVES_TOGETHER}:
        return ""
    if link.over_time:
        return "Between places, and within a place over time."
    return "Between places: in some, people name both more all along. Within a place over time it could not be told."


def _direction(link: GatedLink, period: str) -> str:
    later = delay(link.direction, link.lag, period)
    return {
        Direction.EMPLOYEE_FIRST: f"Employees name it first{later}.",
        Direction.CUSTOMER_FIRST: (
            f"The reverse of the usual order: customers name it first{later}; their trouble precedes the employees’ "
            "pain."
        ),
        Direction.BOTH_WAYS: "Both, in a cycle: each side’s trouble precedes more of the other’s.",
        Direction.TOGETHER: "Both sides name it at the same time.",
    }.get(link.direction, "")


def _distinct_quotes(texts: Iterable[str]) -> tuple[str, ...]:
    """Drop repeated quotes: how often something was said would count people."""
    return tuple(islice(dict.fromkeys(map(strip_trailing_marks, texts)), MAX_QUOTES))


def _voiced(side: Side, count: Count) -> str:
    number = f"{'' if count.exact else 'At least '}{count.number:,}"
    if side is Side.EMPLOYEE:
        return f"{number} employees say themselves what customers go through here."
    return f"{number} customers mention the situation of the staff themselves."


def _voice_quotes(side: Side, voices: Iterable[GatedVoice]) -> Iterable[VoiceQuote]:
    said = dict.fromkeys((voice.before, voice.clause, voice.after) for voice in voices if voice.side is side)
    return islice((VoiceQuote(_speaker(side), *parts) for parts in said), MAX_QUOTES)


def _speaker(side: Side) -> str:
    return "An employee" if side is Side.EMPLOYEE else "A customer"


def _evidence(link: GatedLink) -> tuple[Evidence, ...]:
    channels = link.channels
    kinds = (
        ("Similar in meaning", channels.meaning),
        ("Named by people themselves", channels.voiced),
        (_MOVING_TOGETHER, channels.covariation),
        ("Judged by a language model", channels.judge),
    )
    # A judgement exists only if a language model is switched on, so its absence is not shown as a gap.
    chance = link.grade in _NOT_CONFIRMED
    return tuple(
        Evidence(name, None if value is None else round(100 * value), chance and name == _MOVING_TOGETHER)
        for name, value in kinds
        if value is not None or name != kinds[-1][0]
    )
