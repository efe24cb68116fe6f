"""Say before a run what a test needs, from the units that the two sides name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from analyzer.ingest import NamedUnit
from analyzer.link import describe_testability
from analyzer.types import Side


def describe_needs(units: Mapping[Side, Sequence[NamedUnit]], shared: Collection[str]) -> str:
    """Say what a test needs and how much of it there is.

    Args:
        units: The units of the sides that the reader may count.
        shared: Those that both sides name, in the form in which units are compared.
    """
    both = {side: [unit for unit in named if unit.key in shared] for side, named in units.items()}
    people = {side: sum(unit.records for unit in named) for side, named in both.items()}
    return describe_testability(people, {side: {unit.key: unit.months for unit in both[side]} for side in both})
