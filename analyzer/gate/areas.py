"""What a reader may see of areas. They are sums over themes and the remainder among them, and rounded as such sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer.gate.sums import round_people
from analyzer.gate.values import GatedArea
from analyzer.hierarchy import Area, sum_areas

if TYPE_CHECKING:
    from collections.abc import Collection

    from analyzer.gate.values import GatedTheme
    from analyzer.types import Analysis, Side

# An area is called loose where at least this share of its statements is in no theme, and at least this many times the
# threshold of people made them: the group that could be worked out from it is then large enough.
LOOSE_SHARE = 1 / 3
LOOSE_PEOPLE_FACTOR = 2


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
        loose=area.remainder >= LOOSE_SHARE * area.statements and area.remainder_people >= LOOSE_PEOPLE_FACTOR * fewest,
    )
