"""Leave the cells (unit × period) that an event touched out of the panel test, on both sides.

A flood, a refit or a new till strikes what staff and customers of one place name at the same time, and looks like a
link between any two things that it touches. Where it is known, its cells say nothing about links: nobody counts as
having spoken there, so that neither a period's share nor a unit's history nor a correlation is made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.events import Event, EventUse, LeftOut, Outside
from analyzer.link.candidates import Candidate
from analyzer.link.panel import Grid, Panel
from analyzer.link.testability import FEWEST_CELLS, FEWEST_PERIODS, FEWEST_UNITS, thin_pair
from analyzer.link.views import UNDATED, SideView
from analyzer.types import Reason

Cells = NDArray[np.bool_]
Reasons = tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as linking sees it.

    Attributes:
        event: The event.
        unit: Index into the list of units that both sides share, NOWHERE where no record names it, None for all units.
        first: Its first month (year * 12 + month - 1).
        last: Its last month.
    """

    event: Event
    unit: int | None
    first: int
    last: int


def touched(events: Sequence[EventView], grid: Grid) -> Cells:
    """Mark the cells that any event touches, shape (units, periods)."""
    cells = np.zeros((len(grid.units), grid.periods), dtype=np.bool_)
    for each in events:
        cells |= _cells_of(each, grid)
    return cells


def leave_out(view: SideView, grid: Grid, cells: Cells) -> SideView:
    """Take the dates of all records in marked cells away, so that nobody is counted there; themes stay as they are."""
    if not cells.any():
        return view
    inside, unit, period = _locate(view, grid)
    gone = inside.copy()
    gone[inside] = cells[unit[inside], period[inside]]
    return replace(view, months=np.where(gone, UNDATED, view.months))


def account(events: Sequence[EventView], grid: Grid, *, tested: bool) -> LeftOut:
    """Say of each event how many cells it touched, or why none.

    Args:
        events: All that the run was given.
        grid: The cells both sides share.
        tested: Whether the data allowed a test at all.
    """
    if not tested:
        return LeftOut(uses=tuple(EventUse(each.event, 0, Outside.UNTESTED) for each in events))
    cells = touched(events, grid)
    return LeftOut(int(cells.sum()), cells.size, tuple(_use(each, grid) for each in events))


def exhausted(employee: SideView, customer: SideView, grid: Grid, cells: Cells) -> Reasons:
    """Return why what events leave is too little, where it would have been enough with what they took.

    Args:
        employee: The employee side with all its records.
        customer: The customer side with all its records.
        grid: The cells both sides share.
        cells: Those that events touch.
    """
    both = _speaks(employee, grid) & _speaks(customer, grid)
    units, periods = (int((~cells).any(axis=axis).sum()) for axis in (1, 0))
    left = int((both & ~cells).sum())
    enough = units >= FEWEST_UNITS and periods >= FEWEST_PERIODS and left >= FEWEST_CELLS
    if not cells.any() or enough or both.sum() < FEWEST_CELLS:
        return ()
    found = (
        f"Events touch {int(cells.sum())} of {cells.size} unit-periods. "
        f"They leave {units} units and {periods} periods, with {left} unit-periods in which both sides speak; "
        f"at least {FEWEST_UNITS}, {FEWEST_PERIODS} and {FEWEST_CELLS} are needed."
    )
    return (Reason("EVENTS", found),)


def blame(
    blocked: Sequence[Reasons],
    candidates: Sequence[Candidate],
    sides: tuple[SideView, SideView],
    panels: tuple[Panel, Panel],
    grid: Grid,
) -> tuple[Reasons, ...]:
    """Give the reason EVENTS to pairs that are too thin only because of what events took.

    Args:
        blocked: Why each candidate cannot be tested, empty where it can.
        candidates: In the same order.
        sides: Both sides with all their records.
        panels: What was counted of them without the cells that events touch.
        grid: The cells both sides share.
    """
    first, second = (_as_if_untouched(view, panel, grid) for view, panel in zip(sides, panels, strict=True))
    because = Reason("EVENTS", "Too few people name one of the two in the units and periods that no event touches.")
    return tuple(
        (because,) if reasons and not thin_pair((first, second), pair) else reasons
        for reasons, pair in zip(blocked, candidates, strict=True)
    )


def _cells_of(each: EventView, grid: Grid) -> Cells:
    cells = np.zeros((len(grid.units), grid.periods), dtype=np.bool_)
    first, last = ((month - grid.first) // grid.months for month in (each.first, each.last))
    rows = slice(None) if each.unit is None else grid.units == each.unit
    cells[rows, max(first, 0) : max(last + 1, 0)] = True
    return cells


def _use(each: EventView, grid: Grid) -> EventUse:
    cells = int(_cells_of(each, grid).sum())
    if cells:
        return EventUse(each.event, cells)
    elsewhere = each.unit is not None and each.unit not in grid.units
    return EventUse(each.event, 0, Outside.UNIT if elsewhere else Outside.PERIOD)


def _locate(view: SideView, grid: Grid) -> tuple[Cells, NDArray[np.int64], NDArray[np.int64]]:
    """For each record whether it lies in a cell, and its unit and period there; each of shape (r,)."""
    unit = np.searchsorted(grid.units, view.units)
    period = (view.months - grid.first) // grid.months
    dated = (view.months != UNDATED) & (period >= 0) & (period < grid.periods)
    return np.isin(view.units, grid.units) & dated, unit, period


def _speaks(view: SideView, grid: Grid) -> Cells:
    """In which cells anybody of a side speaks."""
    inside, unit, period = _locate(view, grid)
    cells = np.zeros((len(grid.units), grid.periods), dtype=np.bool_)
    cells[unit[inside], period[inside]] = True
    return cells


def _as_if_untouched(view: SideView, panel: Panel, grid: Grid) -> Panel:
    """The panel with as many people naming each theme, in as many units, as there are with what events touch."""
    inside, unit, period = _locate(view, grid)
    said = (view.labels >= 0) & inside[view.records]
    theme, record = view.labels[said], view.records[said]
    people = np.unique(np.stack([theme, view.people[record], unit[record], period[record]]), axis=1)[0]
    units = np.unique(np.stack([theme, unit[record]]), axis=1)[0]
    count = len(view.themes)
    mentions = np.bincount(people, minlength=count).astype(np.float64)
    return replace(panel, mentions=mentions, present=np.bincount(units, minlength=count))
