"""What a reader may see of leaders' intentions and of the employees behind a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.gate.values import Count
from analyzer.reality import Reception, Sense, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analyzer.gate.texts import Texts
    from analyzer.gate.values import GatedTheme
    from analyzer.reality import Answer, Intention, Involvement, Portion, Shift


@dataclass(frozen=True, slots=True)
class GatedAnswer:
    """A theme about the matter of an intention.

    Attributes:
        theme: Its name.
        stance: How it stands to the intention.
        people: Who share it.
        against: Who name something bad or wanted in it; None where they are too few to be counted.
        in_favour: Who praise something in it; None likewise.
        why: Why it stands there.
    """

    theme: str
    stance: Stance
    people: Count
    against: Count | None
    in_favour: Count | None
    why: str


@dataclass(frozen=True, slots=True)
class GatedIntention:
    """An intention and the answers of themes that enough people share; silent where only hidden themes answer it."""

    text: str
    outcome: Reception
    answers: tuple[GatedAnswer, ...]
    why: str


@dataclass(frozen=True, slots=True)
class GatedShift:
    """An employee theme named more, or less, where and when a complaint is named more than usual.

    Attributes:
        theme: Its name.
        there: Share of those who spoke there, in whole percent.
        elsewhere: The same in all other units and periods.
        difference: In percentage points.
        low: Lower end of its 95 % interval.
        high: Upper end.
    """

    theme: str
    there: int
    elsewhere: int
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GatedInvolvement:
    """A complaint by name, and the employee themes that stand out behind it over all complaints of the run."""

    theme: str
    shifts: tuple[GatedShift, ...]
    overall: GatedShift | None


def gate_intentions(
    intentions: Sequence[Intention], shown: Mapping[str, GatedTheme], fewest: int, texts: Texts
) -> tuple[GatedIntention, ...]:
    """Keep the answers of themes that are shown, with counts that reveal no small group.

    An intention that only hidden themes answer appears as met with silence: anything else would reveal that they exist.
    """
    return tuple(_gate_intention(intention, shown, fewest, texts) for intention in intentions)


def gate_involved(
    involved: Sequence[Involvement], shown: Mapping[str, GatedTheme], fewest: int
) -> tuple[GatedInvolvement, ...]:
    """Keep the shifts that stand out over all complaints, where every count behind them covers enough people."""
    passed = []
    for each in involved:
        if each.theme not in shown or not _holds_enough(each.there, each.elsewhere, fewest):
            continue
        shifts = [
            shift
            for shift in each.shifts
            if shift.in_report and shift.theme in shown and _holds_enough(shift.there, shift.elsewhere, fewest)
        ]
        if shifts:
            gated = tuple(_gate_shift(shift, shown[shift.theme].name) for shift in shifts)
            passed.append(GatedInvolvement(shown[each.theme].name, gated, _gate_overall(each.overall, fewest)))
    return tuple(passed)


_RECEPTION_OF = {
    Stance.CONTRADICTS: Reception.CONTRADICTED,
    Stance.SUPPORTS: Reception.SUPPORTED,
    Stance.DIVIDED: Reception.DIVIDED,
}


def _gate_intention(intention: Intention, shown: Mapping[str, GatedTheme], fewest: int, texts: Texts) -> GatedIntention:
    near = [answer for answer in intention.answers if answer.theme in shown]
    shown_answers = [answer for answer in near if _may_be_told(answer, fewest)]
    outcome = _outcome(intention, near, shown_answers)
    answers = tuple(_gate_answer(answer, shown[answer.theme], fewest, texts) for answer in shown_answers)
    why = intention.why if outcome is intention.outcome else ""
    return GatedIntention(intention.text, outcome, answers, texts.passed(why))


def _may_be_told(answer: Answer, fewest: int) -> bool:
    if answer.stance is Stance.NOT_JUDGED:
        return True
    sides = {
        Stance.CONTRADICTS: (answer.against,),
        Stance.SUPPORTS: (answer.in_favour,),
        Stance.DIVIDED: (answer.against, answer.in_favour),
    }.get(answer.stance, ())
    return bool(sides) and min(sides) >= fewest


def _outcome(intention: Intention, near: Sequence[Answer], shown_answers: Sequence[Answer]) -> Reception:
    """Return what the intention meets with among the answers that may be shown."""
    found = {_RECEPTION_OF[answer.stance] for answer in shown_answers if answer.stance in _RECEPTION_OF}
    if found:
        return found.pop() if len(found) == 1 else Reception.DIVIDED
    if near:
        return Reception.UNSURE if intention.sense is Sense.PLAIN else Reception.NOT_JUDGED
    return Reception.UNSURE if intention.outcome is Reception.UNSURE and not intention.answers else Reception.SILENT


def _gate_answer(answer: Answer, theme: GatedTheme, fewest: int, texts: Texts) -> GatedAnswer:
    return GatedAnswer(
        theme=theme.name,
        stance=answer.stance,
        people=theme.people,
        against=_part(answer.against, theme.people, fewest),
        in_favour=_part(answer.in_favour, theme.people, fewest),
        why=texts.passed(answer.why),
    )


def _part(part: int, whole: Count, fewest: int) -> Count | None:
    """Count some of a theme's people such that neither they nor the others are revealed to be few."""
    if part < fewest:
        return None
    if not whole.exact:
        return Count(min(part, whole.number), exact=False)
    if 0 < whole.number - part < fewest:
        return Count(max(fewest, whole.number - fewest), exact=False)
    return Count(part, exact=True)


def _holds_enough(there: Portion, elsewhere: Portion, fewest: int) -> bool:
    """Whether enough people name it, and enough do not, both there and elsewhere."""
    return min(n for each in (there, elsewhere) for n in (each.people, each.of - each.people)) >= fewest


def _gate_overall(overall: Shift | None, fewest: int) -> GatedShift | None:
    if overall is None or not _holds_enough(overall.there, overall.elsewhere, fewest):
        return None
    return _gate_shift(overall, "")


def _gate_shift(shift: Shift, name: str) -> GatedShift:
    shares = round(100 * shift.there.share), round(100 * shift.elsewhere.share)
    return GatedShift(name, *shares, shift.difference, shift.low, shift.high)
