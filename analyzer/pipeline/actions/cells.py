"""A run's people by unit and period, as the measurement of an action wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analyzer.events import month_of
from analyzer.pipeline.events import events_of_run
from analyzer.pipeline.voices import load_records, load_statements
from analyzer.rollout import Cells, Dates
from analyzer.spelling import place_of
from analyzer.types import PAIN_LIKE, Reason, Side

# Fewer people than this a unit and month, on average, and months are too thin: quarters then.
THIN_CELL = 1.0


@dataclass(frozen=True, slots=True)
class SideData:
    """One side of a run.

    Attributes:
        side: Whose.
        units: Every unit that it names, folded.
        said: (theme code, person, unit, day) of every pain or wish in a theme.
        asked: (person, unit, day) of every record with both.
        dated: Whether any record has a date.
    """

    side: Side
    units: frozenset[str]
    said: tuple[tuple[str, str, str, date], ...]
    asked: tuple[tuple[str, str, date], ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Periods of ``months`` months from ``first`` (year * 12 + month - 1, divided by ``months``), over shared units."""

    units: tuple[str, ...]
    first: int
    periods: int
    months: int

    def period(self, day: date) -> int:
        """Give the position of the period in which a day lies; outside of the grid it is negative or too large."""
        return month_of(day) // self.months - self.first


def load_side_data(session: Session, run_id: int, side: Side) -> SideData:
    """Load one side of a run, without what was said where and when an event struck: nobody counts there.

    Events that struck all units alike stay in: they are part of what a period has in common.
    """
    struck = _struck(session, run_id)
    records = load_records(session, run_id, side).values()
    placed = [(record.person, place_of(record.unit or ""), record.date) for record in records]
    said = [
        (
            statement.content.theme,
            statement.content.person,
            place_of(statement.content.unit or ""),
            statement.content.date,
        )
        for statement in load_statements(session, run_id, side)
        if statement.content.valence in PAIN_LIKE
        and statement.content.theme
        and statement.content.unit
        and statement.content.date
    ]
    calm = [each for each in placed if each[2] is None or (each[1], month_of(each[2])) not in struck]
    return SideData(
        side=side,
        units=frozenset(unit for _, unit, _ in placed if unit),
        said=tuple(
            (theme, person, unit, day)
            for theme, person, unit, day in said
            if theme and day and (unit, month_of(day)) not in struck
        ),
        asked=tuple((person, unit, day) for person, unit, day in calm if unit and day),
        dated=any(day for _, _, day in placed),
    )


def make_grid(side_data: SideData, units: Sequence[str]) -> Grid:
    """Lay out the periods of one side, before any theme is counted: months, or quarters where months are too thin."""
    inside = set(units)
    months = [month_of(day) for _, unit, day in side_data.asked if unit in inside]
    if not months:
        return Grid(tuple(units), 0, 0, 1)
    length = 1 if len(months) >= THIN_CELL * len(units) * (max(months) - min(months) + 1) else 3
    first, last = min(months) // length, max(months) // length
    return Grid(tuple(units), first, last - first + 1, length)


def count_people(side_data: SideData, grid: Grid, theme: str) -> Cells:
    """Count the people who speak, and those who name a theme, in each cell; nobody twice in one."""
    rows = {unit: row for row, unit in enumerate(grid.units)}
    named = {(person, unit, day) for code, person, unit, day in side_data.said if code == theme}
    return Cells(_count(named, grid, rows), _count(side_data.asked, grid, rows))


def locate_rollouts(rollouts: Mapping[str, date], grid: Grid) -> Dates:
    """Say for each unit which periods lie wholly before an action and which wholly after.

    Args:
        rollouts: Unit, folded → first day.
        grid: The periods.
    """
    until = np.full(len(grid.units), grid.periods, dtype=np.int64)
    since = until.copy()
    for row, unit in enumerate(grid.units):
        if unit in rollouts:
            day = rollouts[unit]
            at = grid.period(day)
            # The period in which it begins holds both, unless it begins with it.
            begins = at if day.day == 1 and (day.month - 1) % grid.months == 0 else at + 1
            until[row], since[row] = np.clip([at, begins], 0, grid.periods)
    return Dates(until, since)


def lacking(side_data: SideData, units: Sequence[str]) -> tuple[Reason, ...]:
    """Return why one side has no cells at all; empty when it has some."""
    if not units:
        return (Reason("NO_SHARED_UNIT", "The two sides name no unit in common."),)
    return () if side_data.dated else (Reason("NO_DATES", f"No {side_data.side} record has a date."),)


def _struck(session: Session, run_id: int) -> frozenset[tuple[str, int]]:
    """List the (unit, month) pairs in which an event of the run struck that unit alone."""
    events = [use.event for use in events_of_run(session, run_id).uses]
    return frozenset(
        (place_of(event.unit), month)
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
