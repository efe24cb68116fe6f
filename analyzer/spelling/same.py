"""Units that a person has said are one, though they are spelled as two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analyzer.spelling.places import place_of


@dataclass(frozen=True, slots=True)
class SameUnits:
    """Knows by which name a unit goes.

    Attributes:
        names: The place of a unit that goes by another's name → that name. What is named there may go by another's
            again, and comes to an end: ``place`` follows it.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, unit: str) -> str:
        """Give the name by which a unit goes: its own where nothing was said of it."""
        while (other := self.names.get(place_of(unit))) is not None:
            unit = other
        return unit

    def place(self, unit: str) -> str:
        """Give the form in which units are compared, as ``place_of`` does."""
        return place_of(self.name(unit))

    def joined(self, pairs: Iterable[tuple[str, str]]) -> SameUnits:
        """Say of further pairs that they are one: the first, and all that went by its name, goes by the second's."""
        names = dict(self.names)
        for unit, other in pairs:
            known = SameUnits(names)
            own, theirs = known.name(unit), known.name(other)
            # What is one already stays so: a circle would have no end.
            if place_of(own) != place_of(theirs):
                names[place_of(own)] = theirs
        return SameUnits(names)
