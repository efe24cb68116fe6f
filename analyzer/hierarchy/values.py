"""What an area holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.types import PAIN_LIKE, Side, Statement, Theme

# Their names name the area.
NAMED_AFTER = 2
JOINT = " · "


@dataclass(frozen=True, slots=True)
class Area:
    """Neighbouring themes, and the statements of the remainder that lie among them.

    Attributes:
        id: "EA2" for a wide area, "EA2.1" for one inside it.
        side: Whose.
        name: After the first themes of its first parts, or "Around “…”" where one part alone holds themes; "" where
            none does.
        themes: Ids of the themes in it, those of the areas inside it too, in the themes' order.
        people: Distinct authors of all its statements.
        statements: How many statements lie in it.
        pain_share: Share of these that are pains or wishes, 0 to 1.
        remainder: How many of these stand in no theme.
        beside: Distinct authors of these.
    """

    id: str
    side: Side
    name: str
    themes: tuple[str, ...]
    people: int
    statements: int
    pain_share: float
    remainder: int
    beside: int

    @property
    def parent(self) -> str | None:
        """The id of the area that it lies in, or None."""
        return self.id.rpartition(".")[0] or None


def wider(area: str | None) -> tuple[str, ...]:
    """List an area and those that it lies in, widest first; nothing for None."""
    if area is None:
        return ()
    parts = area.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def sum_areas(statements: Iterable[Statement], themes: Sequence[Theme]) -> tuple[Area, ...]:
    """Sum up each area from what stands in it.

    Args:
        statements: All of them; those of a theme that is not given do not count.
        themes: Both sides', in their order.

    Returns:
        Every area in which anything stands, a wide one before those inside it.
    """
    parents = {theme.id: theme.parent for theme in themes}
    within: dict[str, list[Statement]] = defaultdict(list)
    for said in statements:
        for area in wider(said.area if said.theme is None else parents.get(said.theme)):
            within[area].append(said)
    return tuple(_sum(area, within[area], themes) for area in sorted(within, key=_order))


def _order(area: str) -> tuple[str, list[int]]:
    letters, numbers = area[:2], area[2:].split(".")
    return letters, [int(number) for number in numbers]


def _sum(area: str, said: Sequence[Statement], themes: Sequence[Theme]) -> Area:
    inside = [theme for theme in themes if area in wider(theme.parent)]
    return Area(
        id=area,
        side=said[0].side,
        name=_name(area, inside),
        themes=tuple(theme.id for theme in inside),
        people=len({each.person for each in said}),
        statements=len(said),
        pain_share=sum(each.valence in PAIN_LIKE for each in said) / len(said),
        remainder=sum(each.theme is None for each in said),
        beside=len({each.person for each in said if each.theme is None}),
    )


def _name(area: str, inside: Sequence[Theme]) -> str:
    """Name an area apart from those inside it, and from a theme that is but a part of it."""
    parts: dict[str, str] = {}
    for theme in inside:
        parts.setdefault((*wider(theme.parent), theme.id)[len(wider(area))], theme.name)
    names = parts.values() if len(parts) > 1 else [theme.name for theme in inside]
    name = JOINT.join(list(names)[:NAMED_AFTER])
    return f"Around “{name}”" if len(parts) == 1 else name
