"""What may pass of areas: sums over themes and the remainder among them, so they are rounded as such sums are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.gate.sums import round_people
from analyzer.gate.values import GatedArea
from analyzer.hierarchy import Area, sum_areas

if TYPE_CHECKING:
    from collections.abc import Collection

    from analyzer.gate.values import GatedTheme
    from analyzer.types import Analysis, Side

# That much of an area stands in no theme is said from this share of its statements on, and from twice the threshold of
# people: the rest that anybody could work out is then one of enough people.
MUCH = 1 / 3
ENOUGH = 2


def gate_areas(analysis: Analysis, side: Side, shown: Collection[GatedTheme], fewest: int) -> tuple[GatedArea, ...]:
    """Sum a side's areas from shown themes and the remainder; one without a shown theme, or of few people, is left out.

    A wide area stands before those inside it.
    """
    everyone, ids = analysis.coverage[side].people, {theme.id for theme in shown}
    themes = [theme for theme in analysis.themes if theme.id in ids]
    statements = [said for said in analysis.counted if said.side is side]
    return tuple(
        _gate(area, everyone, fewest) for area in sum_areas(statements, themes) if area.themes and area.people >= fewest
    )


def _gate(area: Area, everyone: int, fewest: int) -> GatedArea:
    people = min(round_people(area.people, fewest), everyone // fewest * fewest)
    return GatedArea(
        id=area.id,
        parent=area.parent,
        name=area.name,
        themes=area.themes,
        people=people,
        share=people / everyone,
        loose=area.remainder >= MUCH * area.statements and area.beside >= ENOUGH * fewest,
    )
