"""Events: incidents that affect both sides of a place at once, and so look like a link without being one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# The month of what has no date.
UNDATED = -1


class EventKind(StrEnum):
    """What kind of event it is. Readers see kinds alone: notes and units stay with analysts."""

    OPENING = "opening"
    REFIT = "refit"
    MANAGER = "manager_change"
    INCIDENT = "incident"
    PRICE = "price_change"
    SYSTEM = "system_change"
    OTHER = "other"


class Outside(StrEnum):
    """Why an event touched no cell of a run."""

    UNIT = "unit"
    PERIOD = "period"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a unit, or at all of them.

    Attributes:
        unit: Where; None for all units.
        start: Its first day.
        end: Its last day; None where only one day is given.
        kind: What kind of event it is.
        note: A remark for analysts, redacted before it is stored.
    """

    unit: str | None
    start: date
    end: date | None
    kind: EventKind
    note: str = ""

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end or self.start


@dataclass(frozen=True, slots=True)
class EventUse:
    """What an event did in a run: the cells (unit × period) it touched, or why it touched none."""

    event: Event
    cells: int = 0
    outside: Outside | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a run left out of its panel test because events touched it.

    Attributes:
        cells: Cells left out, each counted once.
        of: Cells that both sides share.
        uses: Every event that the run was given, in order.
    """

    cells: int = 0
    of: int = 0
    uses: tuple[EventUse, ...] = ()


def month_of(day: date | None) -> int:
    """Give the number of a day's month, year * 12 + month - 1, or UNDATED: months in a row differ by one."""
    return UNDATED if day is None else day.year * 12 + day.month - 1
