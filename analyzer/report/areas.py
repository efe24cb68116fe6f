"""The areas of one side: an overview that readers can expand level by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.gate import GatedArea, GatedSide, GatedTheme


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area, or a theme that stands in one. Bars are percentages.

    Attributes:
        name: Its name.
        people: How many name it.
        share_bar: Their share of the side's people, compared with the largest of its areas and themes.
        remainder: A note on how much of it stands in no theme, or "".
        parts: The areas and themes inside; empty for a theme.
    """

    name: str
    people: str
    share_bar: float
    remainder: str
    parts: tuple[AreaRow, ...] = ()


def describe_areas(side: GatedSide) -> tuple[AreaRow, ...]:
    """Make the rows of the widest areas, most people first, and of themes that stand alone."""
    placed = {theme for area in side.areas for theme in area.themes}
    if not placed:
        return ()
    fullest = max(*(area.share for area in side.areas), *(theme.share.value for theme in side.themes))
    alone = (_theme(theme, fullest) for theme in side.themes if theme.id not in placed)
    return (*_inside(side, None, fullest), *alone)


def _inside(side: GatedSide, parent: str | None, fullest: float) -> tuple[AreaRow, ...]:
    areas = sorted((area for area in side.areas if area.parent == parent), key=lambda area: -area.people)
    return tuple(_area(side, area, fullest) for area in areas)


def _area(side: GatedSide, area: GatedArea, fullest: float) -> AreaRow:
    deeper = {theme for other in side.areas if other.parent == area.id for theme in other.themes}
    direct = [theme for theme in side.themes if theme.id in area.themes and theme.id not in deeper]
    return AreaRow(
        name=area.name,
        people=f"about {area.people:,}",
        share_bar=round(100 * area.share / fullest, 1),
        remainder="a third or more of it stands in no theme" if area.loose else "",
        parts=(*_inside(side, area.id, fullest), *(_theme(theme, fullest) for theme in direct)),
    )


def _theme(theme: GatedTheme, fullest: float) -> AreaRow:
    return AreaRow(
        name=theme.name,
        people=f"{'' if theme.people.exact else '≥ '}{theme.people.number:,}",
        share_bar=round(100 * theme.share.value / fullest, 1),
        remainder="",
    )
