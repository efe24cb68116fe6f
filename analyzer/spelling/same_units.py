"""Units that a person has declared to be one, though their names differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analyzer.spelling.unit_keys import unit_key


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
        while (other := self.names.get(unit_key(unit))) is not None:
            unit = other
        return unit

    def key(self, unit: str) -> str:
        """Return the normalised name by which the unit is compared, as ``unit_key`` does."""
        return unit_key(self.name(unit))

    def joined(self, pairs: Iterable[tuple[str, str]]) -> SameUnits:
        """Declare further pairs to be one: the first, and all that go by its name, take the name of the second."""
        names = dict(self.names)
        for unit, other in pairs:
            known = SameUnits(names)
            own, theirs = known.name(unit), known.name(other)
            # Skip units that are one already: a cycle would never end.
            if unit_key(own) != unit_key(theirs):
                names[unit_key(own)] = theirs
        return SameUnits(names)
