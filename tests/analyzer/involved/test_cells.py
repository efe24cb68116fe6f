"""People by unit and period."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.events import UNDATED
from analyzer.involved import NOWHERE, SideStatements, count_cells

JANUARY = 2025 * 12


def said(*rows: tuple[int, int, int, bool]) -> SideStatements:
    """Statements of (person, unit, month, whether it names the one theme)."""
    table = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)
    return SideStatements(np.array([[row[3] for row in rows]], dtype=np.bool_), table[:, 1], table[:, 2], table[:, 0])


def test_it_counts_each_person_once_a_cell() -> None:
    customer = said((1, 0, JANUARY, True), (1, 0, JANUARY, True), (1, 0, JANUARY, False), (2, 0, JANUARY, False))
    cells = count_cells(customer, said((1, 0, JANUARY, True)))
    assert (cells.customers.tolist(), cells.customers_spoke.tolist()) == ([[[1.0]]], [[2.0]])
    assert (cells.employees.tolist(), cells.employees_spoke.tolist()) == ([[[1.0]]], [[1.0]])


def test_it_keeps_to_units_and_months_that_both_sides_share() -> None:
    customer = said(
        (1, 0, JANUARY, True), (2, 0, JANUARY + 1, True), (3, 1, JANUARY, True), (4, NOWHERE, JANUARY, True)
    )
    employee = said((1, 0, JANUARY + 1, True), (2, 0, JANUARY + 2, True), (3, 2, JANUARY + 1, True))
    cells = count_cells(customer, employee)
    assert cells.customers.tolist() == [[[1.0]]]
    assert cells.employees.tolist() == [[[1.0]]]


def test_it_takes_a_side_without_dates_as_one_period() -> None:
    customer = said((1, 0, JANUARY, True), (2, 0, JANUARY + 9, False))
    cells = count_cells(customer, said((1, 0, UNDATED, True)))
    assert (cells.customers.tolist(), cells.customers_spoke.tolist()) == ([[[1.0]]], [[2.0]])
    assert cells.employees.tolist() == [[[1.0]]]


def test_it_counts_in_quarters_where_a_month_says_little_of_its_people() -> None:
    months = range(JANUARY, JANUARY + 6)
    four, five = (said(*((10 * month + n, 0, month, True) for month in months for n in range(k))) for k in (4, 5))
    assert count_cells(five, four).customers.tolist() == [[[15.0, 15.0]]]
    assert count_cells(four, five).customers.tolist() == [[[4.0] * 6]]


def test_it_finds_no_cell_where_nothing_is_shared() -> None:
    assert count_cells(said((1, 0, JANUARY, True)), said((1, 1, JANUARY, True))).customers.size == 0
    assert count_cells(said(), said()).employees.size == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 3), st.integers(-1, 6), st.booleans()), max_size=30))
def test_it_never_counts_more_who_name_something_than_who_spoke(rows: list[tuple[int, int, int, bool]]) -> None:
    cells = count_cells(said(*rows), said(*rows))
    assert (cells.customers <= cells.customers_spoke).all()
    assert (cells.customers == cells.employees).all()
