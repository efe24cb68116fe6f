"""Leave the cells (unit × period) that an event touched out of the panel test, on both sides.

A flood, a refit or a new till changes what the staff and the customers of one place name at the same time, and so looks
like a link between any two themes that it touches. The cells of a known event are therefore excluded: nobody counts as
having spoken there, so they enter no period's share, no unit's history and no correlation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.events import UNDATED, Event, EventUse, LeftOut, Outside
from analyzer.link.candidates import Candidate
from analyzer.link.panel import FEWEST_PERIODS, Grid, count_heads, locate, speaks
from analyzer.link.testability import FEWEST_CELLS, FEWEST_UNITS, why_pair_untestable
from analyzer.link.views import SideView
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


def touched_cells(events: Sequence[EventView], grid: Grid) -> Cells:
    """Mark the cells that any event touches, shape (units, periods)."""
    cells = np.zeros((len(grid.units), grid.periods), dtype=np.bool_)
    for each in events:
        cells |= _cells_of(each, grid)
    return cells


def leave_out(view: SideView, grid: Grid, cells: Cells) -> SideView:
    """Remove the dates of all records in marked cells, so that nobody is counted there; themes stay as they are."""
    if not cells.any():
        return view
    inside, unit, period = locate(view, grid)
    excluded = inside.copy()
    excluded[inside] = cells[unit[inside], period[inside]]
    return replace(view, months=np.where(excluded, UNDATED, view.months))


def count_left_out(events: Sequence[EventView], grid: Grid, *, tested: bool) -> LeftOut:
    """Report for each event how many cells it touched, or why it touched none.

    Args:
        events: All that the run was given.
        grid: The cells both sides share.
        tested: Whether the data allowed a test at all.
    """
    if not tested:
        return LeftOut(uses=tuple(EventUse(each.event, 0, Outside.UNTESTED) for each in events))
    cells = touched_cells(events, grid)
    return LeftOut(int(cells.sum()), cells.size, tuple(_use(each, grid) for each in events))


def why_too_little_left(employee: SideView, customer: SideView, grid: Grid, cells: Cells) -> Reasons:
    """Return why the cells that events leave are too few, where all cells would have been enough; else nothing.

    Args:
        employee: The employee side with all its records.
        customer: The customer side with all its records.
        grid: The cells both sides share.
        cells: Those that events touch.
    """
    both = speaks(employee, grid) & speaks(customer, grid)
    units, periods = (int((~cells).any(axis=axis).sum()) for axis in (1, 0))
    left = int((both & ~cells).sum())
    enough = units >= FEWEST_UNITS and periods >= FEWEST_PERIODS and left >= FEWEST_CELLS
    if not cells.any() or enough or both.sum() < FEWEST_CELLS:
        return ()
    found = (
        f"Events touch {int(cells.sum())} of {cells.size} unit-{grid.period}s. "
        f"They leave {units} units and {periods} {grid.period}s, with {left} unit-{grid.period}s in which both sides "
        "speak; "
        f"at least {FEWEST_UNITS}, {FEWEST_PERIODS} and {FEWEST_CELLS} are needed."
    )
    return (Reason("EVENTS", found),)


def blame_events(
    blocked: Sequence[Reasons],
    candidates: Sequence[Candidate],
    sides: tuple[SideView, SideView],
    grid: Grid,
) -> tuple[Reasons, ...]:
    """Give the reason EVENTS to pairs that are untestable only because of the cells that events took out.

    Args:
        blocked: Why each candidate cannot be tested, empty where it can.
        candidates: In the same order.
        sides: Both sides with all their records.
        grid: The cells both sides share.
    """
    first, second = (count_heads(view, grid) for view in sides)
    found = f"Too few people name one of the two in the units and {grid.period}s that no event touches."
    because = Reason("EVENTS", found)
    return tuple(
        (because,) if reasons and not why_pair_untestable((first, second), pair) else reasons
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
