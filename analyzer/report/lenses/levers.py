"""What leaders can change: links counted by lever and by domino."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.levers import DOMINOES, LEVERS
from analyzer.report.phrases import join_list
from analyzer.types import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analyzer.gate import Gated, GatedLeverage, GatedLink
    from analyzer.levers import Graded

GRADE_PHRASES = {
    Grade.TESTED: ("tested", "tested"),
    Grade.CONVERGING: ("with several kinds of evidence", "with several kinds of evidence"),
    Grade.MOVES_TOGETHER: ("moves together", "move together"),
    Grade.VOICED: ("said by people", "said by people"),
    Grade.HYPOTHESIS: ("plausible", "plausible"),
    Grade.NOT_ENOUGH_EVIDENCE: ("open", "open"),
    Grade.CONTRADICTED: ("contradicted", "contradicted"),
}


@dataclass(frozen=True, slots=True)
class LeverRow:
    """One lever or domino; ``bar`` compares its employees with those of the one that has most, in percent."""

    name: str
    meaning: str
    links: str
    people: str
    bar: float


@dataclass(frozen=True, slots=True)
class LeverSection:
    """Levers and dominoes of the links; ``unnamed``: levers without links; ``unknown``: links without a lever."""

    levers: tuple[LeverRow, ...]
    dominoes: tuple[LeverRow, ...]
    unnamed: str
    unknown: str


def describe_levers(gated: Gated) -> LeverSection | None:
    """Put the sums by lever and domino into rows; None where no link has a lever."""
    levers = _rows(gated.levers, LEVERS)
    if not levers:
        return None
    dominoes = _rows(gated.dominoes, {code: (name, "") for code, name in DOMINOES.items()})
    return LeverSection(levers, dominoes, _unnamed(gated.levers), _unknown(gated.levers))


def describe_link_levers(link: GatedLink) -> str:
    """Say which levers and which domino a link's mechanism names, or that none is known."""
    if not link.levers:
        return "No lever known: no mechanism of the knowledge base explains this pair."
    levers = name_levers(link.levers)
    domino = DOMINOES.get(link.domino or "")
    return f"{levers}. Part of the employees’ experience: {domino.lower()}." if domino else f"{levers}."


def name_levers(codes: Sequence[str]) -> str:
    """Name levers as a sentence begins: "Training and reward"."""
    return join_list([LEVERS[code][0] if not at else LEVERS[code][0].lower() for at, code in enumerate(codes)])


def count_by_grade(links: Sequence[Graded]) -> str:
    """Count links by grade: "2 move together, 1 plausible"."""
    return ", ".join(
        f"{each.links:,} {GRADE_PHRASES[each.grade][each.links > 1]}" for each in links if each.grade in GRADE_PHRASES
    )


def _rows(sums: Sequence[GatedLeverage], names: Mapping[str, tuple[str, str]]) -> tuple[LeverRow, ...]:
    """Make rows, most employees first."""
    most = max((each.people for each in sums if each.code), default=0)
    return tuple(
        LeverRow(
            name=names[each.code][0],
            meaning=names[each.code][1],
            links=count_by_grade(each.links),
            people=f"about {each.people:,}" if each.people else "–",
            bar=round(100 * each.people / most, 1) if most else 0.0,
        )
        for each in sorted(sums, key=lambda each: -each.people)
        if each.code in names
    )


def _unnamed(sums: Sequence[GatedLeverage]) -> str:
    missing = [name.lower() for code, (name, _) in LEVERS.items() if code not in {each.code for each in sums}]
    return f"No pair names {join_list(missing, 'or')}." if missing else ""


def _unknown(sums: Sequence[GatedLeverage]) -> str:
    without = next((each for each in sums if not each.code), None)
    if without is None:
        return ""
    count = sum(each.links for each in without.links)
    verb = "pair has" if count == 1 else "pairs have"
    return f"{count:,} further {verb} no known lever, for want of a mechanism: {count_by_grade(without.links)}."
