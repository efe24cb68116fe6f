"""Areas with their contents, names and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.types import PAIN_LIKE, Side, Statement, Theme

# An area is named after at most this many of its parts.
NAMED_AFTER = 2
JOINT = " · "


@dataclass(frozen=True, slots=True)
class Area:
    """Neighbouring themes, and the statements of the remainder that lie among them.

    Attributes:
        id: "EA2" for a wide area, "EA2.1" for one inside it.
        side: The side whose themes it holds.
        name: Made of the names of the first theme in each of its first parts and the number of its further themes, or
            "Around “…”" if only one part holds themes; "" if none does.
        themes: Ids of the themes in it, including those of the areas inside it, in the themes' order.
        people: Number of distinct authors of all its statements.
        statements: Number of statements in it.
        pain_share: Share of its statements that are pains or wishes, 0 to 1.
        remainder: Number of its statements that are in no theme.
        remainder_people: Number of distinct authors of those.
    """

    id: str
    side: Side
    name: str
    themes: tuple[str, ...]
    people: int
    statements: int
    pain_share: float
    remainder: int
    remainder_people: int

    @property
    def parent(self) -> str | None:
        """The id of the area that it lies in, or None."""
        return self.id.rpartition(".")[0] or None


def area_path(area: str | None) -> tuple[str, ...]:
    """List an area and the areas that it lies in, widest first; empty for None."""
    if area is None:
        return ()
    parts = area.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def sum_areas(statements: Iterable[Statement], themes: Sequence[Theme]) -> tuple[Area, ...]:
    """Count what each area holds.

    Args:
        statements: All statements; those of a theme that is not given do not count.
        themes: Both sides' themes, in their order.

    Returns:
        Every area that holds any statement, a wide area before those inside it.
    """
    parents = {theme.id: theme.parent for theme in themes}
    within: dict[str, list[Statement]] = defaultdict(list)
    for said in statements:
        for area in area_path(said.area if said.theme is None else parents.get(said.theme)):
            within[area].append(said)
    return tuple(_sum(area, within[area], themes) for area in sorted(within, key=_order))


def _order(area: str) -> tuple[str, list[int]]:
    letters, numbers = area[:2], area[2:].split(".")
    return letters, [int(number) for number in numbers]


def _sum(area: str, said: Sequence[Statement], themes: Sequence[Theme]) -> Area:
    inside = [theme for theme in themes if area in area_path(theme.parent)]
    return Area(
        id=area,
        side=said[0].side,
        name=_name(area, inside),
        themes=tuple(theme.id for theme in inside),
        people=len({each.person for each in said}),
        statements=len(said),
        pain_share=sum(each.valence in PAIN_LIKE for each in said) / len(said),
        remainder=sum(each.theme is None for each in said),
        remainder_people=len({each.person for each in said if each.theme is None}),
    )


def _name(area: str, inside: Sequence[Theme]) -> str:
    """Name an area so that its name differs from those of the areas inside it, and of a single theme in it."""
    parts: dict[str, str] = {}
    for theme in inside:
        parts.setdefault((*area_path(theme.parent), theme.id)[len(area_path(area))], theme.name)
    names = parts.values() if len(parts) > 1 else [theme.name for theme in inside]
    first = list(names)[:NAMED_AFTER]
    further = len(inside) - len(first)
    name = JOINT.join([*first, *([f"and {further} more"] if further > 0 else [])])
    return f"Around “{name}”" if len(parts) == 1 else name
