"""What a run has left of records that were removed since it read them, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analyzer.types import Statement


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left of one side's records that were removed since the run read them.

    Attributes:
        records: How many they were.
        traces: Their statements as they were counted: whose, in which theme, in which month, and not a word.
        units: Every unit that the side's records named before.
        severities: Theme → how bad its pains and wishes were on average; no theme that has none. None where the first
            record was removed before that was kept.
    """

    records: int
    traces: tuple[Statement, ...]
    units: frozenset[str]
    severities: Mapping[str, float] | None = None
