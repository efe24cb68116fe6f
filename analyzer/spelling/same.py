"""Units that a person has declared to be one, though their names differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analyzer.spelling.places import place_of


@dataclass(frozen=True, slots=True)
class SameUnits:
    """Maps each unit to the name that it goes by.

    Attributes:
        names: Normalised name of a unit → the other unit's name that it goes by. That one may go by another's name
            again; ``name`` follows the chain, which always ends.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, unit: str) -> str:
        """Return the name that a unit goes by: its own if nothing was declared."""
        while (other := self.names.get(place_of(unit))) is not None:
            unit = other
        return unit

    def place(self, unit: str) -> str:
        """Return the normalised name by which the unit is compared, as ``place_of`` does."""
        return place_of(self.name(unit))

    def joined(self, pairs: Iterable[tuple[str, str]]) -> SameUnits:
        """Declare further pairs to be one: the first, and all that go by its name, take the name of the second."""
        names = dict(self.names)
        for unit, other in pairs:
            known = SameUnits(names)
            own, theirs = known.name(unit), known.name(other)
            # Skip units that are one already: a cycle would never end.
            if place_of(own) != place_of(theirs):
                names[place_of(own)] = theirs
        return SameUnits(names)
