"""A run's people by unit and period, as needed to measure an action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analyzer.events import month_of
from analyzer.pipeline.events import events_of_run
from analyzer.pipeline.statements import load_records, load_statements
from analyzer.rollout import Cells, Dates
from analyzer.spelling import unit_key
from analyzer.types import PAIN_LIKE, Reason, Side

# With fewer people than this per unit and month, on average, periods are quarters instead of months.
THIN_CELL = 1.0


@dataclass(frozen=True, slots=True)
class SideData:
    """One side of a run.

    Attributes:
        side: Which side.
        units: Every unit that it names, in the form in which units are compared.
        mentions: (theme code, person, unit, day) of every pain or wish in a theme.
        records: (person, unit, day) of every record with unit and day.
        dated: Whether any record has a date.
    """

    side: Side
    units: frozenset[str]
    mentions: tuple[tuple[str, str, str, date], ...]
    records: tuple[tuple[str, str, date], ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Periods of ``months`` months from ``first`` (year * 12 + month - 1, divided by ``months``), over shared units."""

    units: tuple[str, ...]
    first: int
    periods: int
    months: int

    def period(self, day: date) -> int:
        """Return the position of a day's period; for a day outside the grid it is negative or too large."""
        return month_of(day) // self.months - self.first


def load_side_data(session: Session, run_id: int, side: Side) -> SideData:
    """Load one side of a run, without the units and months in which an event struck a single unit.

    Months in which an event struck all units stay: that is part of what all units have in common in a period.
    """
    struck = _struck(session, run_id)
    records = [
        (record.person, unit_key(record.unit or ""), record.date)
        for record in load_records(session, run_id, side).values()
    ]
    mentions = (
        (said.theme, said.person, unit_key(said.unit), said.date)
        for said in (statement.content for statement in load_statements(session, run_id, side))
        if said.valence in PAIN_LIKE and said.theme and said.unit and said.date
    )
    return SideData(
        side=side,
        units=frozenset(unit for _, unit, _ in records if unit),
        mentions=tuple(each for each in mentions if (each[2], month_of(each[3])) not in struck),
        records=tuple(
            (person, unit, day) for person, unit, day in records if unit and day and (unit, month_of(day)) not in struck
        ),
        dated=any(day for _, _, day in records),
    )


def make_grid(side_data: SideData, units: Sequence[str]) -> Grid:
    """Choose the periods of one side before any theme is counted: months, or quarters if months have too few people."""
    inside = set(units)
    months = [month_of(day) for _, unit, day in side_data.records if unit in inside]
    if not months:
        return Grid(tuple(units), 0, 0, 1)
    length = 1 if len(months) >= THIN_CELL * len(units) * (max(months) - min(months) + 1) else 3
    first, last = min(months) // length, max(months) // length
    return Grid(tuple(units), first, last - first + 1, length)


def count_people(side_data: SideData, grid: Grid, theme: str) -> Cells:
    """Count in each cell the people who speak and those who name a theme, each person once per cell."""
    rows = {unit: row for row, unit in enumerate(grid.units)}
    named = {(person, unit, day) for code, person, unit, day in side_data.mentions if code == theme}
    return Cells(_count(named, grid, rows), _count(side_data.records, grid, rows))


def locate_rollouts(rollouts: Mapping[str, date], grid: Grid) -> Dates:
    """Find for each unit which periods lie wholly before an action and which wholly after.

    Args:
        rollouts: Unit, in the form in which units are compared → first day.
        grid: The periods.
    """
    until = np.full(len(grid.units), grid.periods, dtype=np.int64)
    since = until.copy()
    for row, unit in enumerate(grid.units):
        if unit in rollouts:
            day = rollouts[unit]
            at = grid.period(day)
            # The period in which the action begins is mixed, unless it begins on the period's first day.
            begins = at if day.day == 1 and (day.month - 1) % grid.months == 0 else at + 1
            until[row], since[row] = np.clip([at, begins], 0, grid.periods)
    return Dates(until, since)


def lacking(side_data: SideData, units: Sequence[str]) -> tuple[Reason, ...]:
    """Return why one side has no cells at all; empty if it has some."""
    if not units:
        return (Reason("NO_SHARED_UNIT", "The two sides name no unit in common."),)
    return () if side_data.dated else (Reason("NO_DATES", f"No {side_data.side} record has a date."),)


def _struck(session: Session, run_id: int) -> frozenset[tuple[str, int]]:
    """List the (unit, month) pairs in which an event of the run struck that unit alone."""
    events = [use.event for use in events_of_run(session, run_id).uses]
    return frozenset(
        (unit_key(event.unit), month)
        for event in events
        if event.unit
        for month in range(month_of(event.start), month_of(event.last) + 1)
    )


def _count(
    people: Sequence[tuple[str, str, date]] | set[tuple[str, str, date]], grid: Grid, rows: Mapping[str, int]
) -> NDArray[np.float64]:
    counts = np.zeros((len(grid.units), grid.periods))
    cells = {(person, rows[unit], grid.period(day)) for person, unit, day in people if unit in rows}
    for _, row, period in cells:
        counts[row, period] += 1
    return counts
