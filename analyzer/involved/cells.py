"""People by unit and period: how many spoke, and how many named each theme."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.events import UNDATED

# Unit of a statement that has none.
NOWHERE = -1
# With fewer employees than this per unit and month, on average, quarters are used instead of months.
_FEWEST_EMPLOYEES_A_MONTH = 5.0
_QUARTER = 3

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SideStatements:
    """One side's n statements.

    Attributes:
        named: Which statements name each theme, or any of several, shape (rows, n).
        units: Where, in a list that both sides share, or NOWHERE; shape (n,).
        months: When (``month_of``), or UNDATED; shape (n,).
        people: Author, any distinct numbers; shape (n,).
    """

    named: NDArray[np.bool_]
    units: NDArray[np.int64]
    months: NDArray[np.int64]
    people: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """People over the units and periods that both sides share.

    Attributes:
        customers: Number who named each theme, in the order of the rows of ``named``, shape (l, units, periods).
        customers_spoke: Number who spoke, shape (units, periods).
        employees: Number who named each theme, likewise, shape (k, units, periods).
        employees_spoke: Number who spoke, shape (units, periods).
    """

    customers: Counts
    customers_spoke: Counts
    employees: Counts
    employees_spoke: Counts


def count_cells(customer: SideStatements, employee: SideStatements) -> Cells:
    """Count people in each cell, by months, or by quarters where months hold too few employees.

    The span is the one in which both sides spoke. Where a side has no dates, everything is one period.
    """
    units = np.intersect1d(customer.units[customer.units != NOWHERE], employee.units[employee.units != NOWHERE])
    sides = [_keep_placed(side, units) for side in (customer, employee)]
    if any(not len(side.months) for side in sides):
        sides = [_keep_placed(replace(side, months=np.zeros_like(side.months)), units) for side in (customer, employee)]
    spans = [(int(side.months.min()), int(side.months.max())) if len(side.months) else (0, -1) for side in sides]
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    length = max(0, last - first + 1)
    spoke = _distinct(sides[1].people, sides[1].units, sides[1].months)
    inside = ((spoke[:, 2] >= first) & (spoke[:, 2] <= last)).sum()
    size = _QUARTER if length >= _QUARTER and inside < _FEWEST_EMPLOYEES_A_MONTH * len(units) * length else 1
    shape = len(units), length // size
    (customers, customers_spoke), (employees, employees_spoke) = (
        _count(side, units, first, size, shape) for side in sides
    )
    return Cells(customers, customers_spoke, employees, employees_spoke)


def _keep_placed(side: SideStatements, units: NDArray[np.int64]) -> SideStatements:
    """Keep the statements that have a shared unit and a month."""
    kept = np.isin(side.units, units) & (side.months != UNDATED)
    return SideStatements(side.named[:, kept], side.units[kept], side.months[kept], side.people[kept])


def _count(
    side: SideStatements, units: NDArray[np.int64], first: int, size: int, shape: tuple[int, int]
) -> tuple[Counts, Counts]:
    unit, period = np.searchsorted(units, side.units), (side.months - first) // size
    inside = (side.months >= first) & (period < shape[1])
    spoke = _count_people(side.people, unit, period, inside, shape)
    named = [_count_people(side.people, unit, period, inside & row, shape) for row in side.named]
    return np.stack(named) if named else np.zeros((0, *shape)), spoke


def _count_people(
    people: NDArray[np.int64],
    unit: NDArray[np.int64],
    period: NDArray[np.int64],
    which: NDArray[np.bool_],
    shape: tuple[int, int],
) -> Counts:
    """Count the distinct people of each cell."""
    counts = np.zeros(shape)
    cells = _distinct(people[which], unit[which], period[which])
    np.add.at(counts, (cells[:, 1], cells[:, 2]), 1.0)
    return counts


def _distinct(*columns: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(np.stack(columns, axis=1), axis=0)
