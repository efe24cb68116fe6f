"""Describe for readers what leaders say next to what employees say, and the employees involved in a complaint."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.reality import Reception, Stance
from analyzer.report.phrases import capitalised, in_words, join_list
from analyzer.wording import RECEPTION_MEANINGS, RECEPTION_NAMES
from analyzer.wording.counts import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.gate import Count, GatedAnswer, GatedIntention, GatedInvolvement, GatedShift


@dataclass(frozen=True, slots=True)
class IntentionRow:
    """One intention with its outcome; ``themes`` are (name, what people say in it) pairs."""

    text: str
    outcome: Reception
    name: str
    themes: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class IntentionSection:
    """What leaders say, and what employees say: a summary, the intentions by outcome, and what each outcome means."""

    summary: str
    rows: tuple[IntentionRow, ...]
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComplaintSection:
    """A complaint, and what the employees of its units and periods name more or less often than others."""

    theme: str
    lines: tuple[str, ...]
    overall: str


def describe_intentions(intentions: Sequence[GatedIntention], everyone: int, threshold: int) -> IntentionSection | None:
    """Make the section on intentions, None where leaders said nothing.

    Args:
        intentions: What leaders say, with what employees say of it.
        everyone: Number of all employees who spoke, for comparison.
        threshold: Fewest people behind a number.
    """
    if not intentions:
        return None
    order = list(Reception)
    rows = [_row(each, everyone, threshold) for each in sorted(intentions, key=lambda each: order.index(each.outcome))]
    met = [outcome for outcome in order if any(row.outcome is outcome for row in rows)]
    return IntentionSection(
        _summary(Counter(row.outcome for row in rows)),
        tuple(rows),
        tuple((RECEPTION_NAMES[outcome], RECEPTION_MEANINGS[outcome]) for outcome in met),
    )


def describe_complaints(involved: Sequence[GatedInvolvement]) -> tuple[ComplaintSection, ...]:
    """Describe for each complaint what the employees of its units and periods name, without saying why."""
    return tuple(
        ComplaintSection(each.theme, tuple(_line(shift) for shift in each.shifts), _overall(each.overall))
        for each in involved
    )


def _row(intention: GatedIntention, everyone: int, threshold: int) -> IntentionRow:
    themes = tuple((answer.theme, _say(answer, everyone, threshold)) for answer in intention.answers)
    return IntentionRow(intention.text, intention.outcome, RECEPTION_NAMES[intention.outcome], themes, intention.why)


def _say(answer: GatedAnswer, everyone: int, threshold: int) -> str:
    stance = {Stance.CONTRADICTS: "Contradicts. ", Stance.SUPPORTS: "Supports. ", Stance.DIVIDED: "Both. "}
    of = f"{'' if answer.people.exact else 'at least '}{answer.people.number:,}"
    against, in_favour = (_counted(count, threshold) for count in (answer.against, answer.in_favour))
    named = f"Named by {of} of {everyone:,} leaving employees"
    return f"{stance.get(answer.stance, '')}{named}: {against} complain or wish, {in_favour} praise."


def _counted(count: Count | None, threshold: int) -> str:
    if count is None:
        return f"fewer than {threshold}"
    return f"{'' if count.exact else 'at least '}{count.number:,}"


def _summary(outcomes: Counter[Reception]) -> str:
    said = {
        Reception.CONTRADICTED: "contradicted by what employees say",
        Reception.SUPPORTED: "supported",
        Reception.DIVIDED: "contradicted by some and supported by others",
        Reception.SILENT: "without a theme that was recognised (two times in five there is one)",
        Reception.NOT_JUDGED: "not judged",
        Reception.UNSURE: "left open",
    }
    parts = [
        f"{in_words(outcomes[outcome])} {'is' if outcomes[outcome] == 1 else 'are'} {text}"
        for outcome, text in said.items()
        if outcomes[outcome]
    ]
    total = sum(outcomes.values())
    if total == 1:
        return f"The one intention {parts[0].split(' ', 1)[1]}."
    return f"Of {in_words(total)} intentions, {join_list(parts)}."


def _line(shift: GatedShift) -> str:
    more = "more" if shift.difference > 0 else "less"
    return (
        f"“{shift.theme}” is named {more}: by {shift.there}% of the leaving employees there, "
        f"{shift.elsewhere}% elsewhere ({_points(shift)})."
    )


def _overall(shift: GatedShift | None) -> str:
    if shift is None:
        return ""
    return capitalised(
        f"any complaint or wish at all is named by {shift.there}% there and {shift.elsewhere}% elsewhere "
        f"({_points(shift)})."
    )


def _points(shift: GatedShift) -> str:
    low, high, middle = (signed(value, "+.0f") for value in (shift.low, shift.high, shift.difference))
    return f"{middle} {'point' if middle in {'+1', '−1'} else 'points'}, 95% interval {low} to {high}"
