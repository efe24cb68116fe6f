"""What may pass of areas: sums over themes and the remainder among them, so they are rounded as such sums are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.gate.sums import round_people
from analyzer.gate.values import GatedArea, Share
from analyzer.hierarchy import Area, sum_areas

if TYPE_CHECKING:
    from collections.abc import Collection

    from analyzer.types import Analysis, Side

# Pains and what stands in no theme are told in tenths of what is said, or more coarsely.
TENTHS = 10
# A step holds so many times the fewest people, and so many are needed beside the themes: at the threshold itself, a
# share left unsaid would tell that they are fewer, where people to the nearest multiple leave little choice.
ENOUGH = 2


def gate_areas(analysis: Analysis, side: Side, shown: Collection[str], fewest: int) -> tuple[GatedArea, ...]:
    """Sum a side's areas from shown themes and the remainder; one without a shown theme, or of few people, is left out.

    A wide area stands before those inside it.
    """
    everyone = analysis.coverage[side].people
    themes = [theme for theme in analysis.themes if theme.id in shown and theme.side is side]
    statements = [said for said in analysis.statements if said.side is side]
    return tuple(
        _gate(area, everyone, fewest) for area in sum_areas(statements, themes) if area.themes and area.people >= fewest
    )


def _gate(area: Area, everyone: int, fewest: int) -> GatedArea:
    people = round_people(area.people, fewest)
    remainder = _coarsen(area.remainder / area.statements, people, fewest) if area.beside >= ENOUGH * fewest else None
    return GatedArea(
        id=area.id,
        parent=area.parent,
        name=area.name,
        themes=area.themes,
        people=people,
        share=min(1.0, people / everyone),
        pains=_coarsen(area.pain_share, people, fewest),
        remainder=None if remainder is None or remainder.bound == "at_most" else remainder,
    )


def _coarsen(share: float, people: int, fewest: int) -> Share | None:
    """Give a share in tenths, or in wider steps that hold enough people; None where there are no two such steps.

    Narrower ones would tell, beside the shares of the themes inside, how few of a theme or of the rest are meant.
    """
    steps = min(TENTHS, people // (ENOUGH * fewest))
    if steps < 2:
        return None
    taken = round(share * steps)
    if taken == 0:
        return Share(1 / steps, "at_most")
    return Share(taken / steps) if taken < steps else Share(1 - 1 / steps, "at_least")
