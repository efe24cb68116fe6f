"""What a run has left of records that were removed since it read them, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.types import Statement


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left of one side's records that were removed since the run read them.

    Attributes:
        records: How many they were.
        traces: Their statements as they were counted: whose, in which theme, in which month, and not a word.
        units: Every unit that the side's records named before.
    """

    records: int
    traces: tuple[Statement, ...]
    units: frozenset[str]
