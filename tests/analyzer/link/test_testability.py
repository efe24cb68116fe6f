"""Whether a pair can be tested at all: how many people it takes, and who vouches for the themes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.events import UNDATED
from analyzer.gate.texts import counts_few
from analyzer.knowledge import load
from analyzer.link import Linkage, SideView, describe_testability, link
from analyzer.link.candidates import Candidate
from analyzer.link.grade import Evidence, settle
from analyzer.link.panel import Panel, count_shared_cells, shared_grid
from analyzer.link.testability import why_pair_untestable
from analyzer.settings import GateSettings, LinkSettings
from analyzer.types import Reason, Side
from tests.analyzer.link.worlds import voices

EXPLAINED = Candidate(0, 0, 0.5, "M01")
ALIKE = replace(EXPLAINED, mechanism=None)


def panel(mentions: float) -> Panel:
    said, one = np.full((1, 10, 10), mentions / 100), np.ones(1)
    return Panel(said, np.full((10, 10), 9.0), one, one * mentions, np.array([10]), one * 40)


@pytest.mark.parametrize(
    ("employees", "customers", "explained", "alike"),
    [(19, 90, True, True), (20, 30, False, True), (29, 50, False, True), (30, 49, False, True), (30, 50, False, False)],
)
def test_a_pair_without_a_mechanism_takes_more_people(
    employees: int, customers: int, explained: bool, alike: bool
) -> None:
    panels = panel(employees), panel(customers)
    assert bool(why_pair_untestable(panels, EXPLAINED)) is explained
    assert bool(why_pair_untestable(panels, ALIKE)) is alike


@pytest.mark.parametrize(("known", "employees", "customers"), [(True, 20, 30), (False, 30, 50)])
def test_a_pair_asks_for_the_figures_that_apply_to_it_and_says_what_there_is(
    known: bool, employees: int, customers: int
) -> None:
    few = why_pair_untestable((panel(19), panel(1029)), EXPLAINED if known else ALIKE)
    evidence = Evidence(known, voiced=False, tested=None, reasons=few, confounded=False, fdr=0.1, declared_fdr=0.1)
    said = settle(evidence)
    assert f"until {employees} employees name the one theme and {customers} customers the other" in said
    assert ("where no known mechanism explains a pair" in said) is not known
    assert [why.detail for why in few] == [
        f"19 of the {employees} employees needed name it where and when both sides speak."
    ]
    assert not counts_few(said, GateSettings().people)


def chain(units: int, months: int, employees: int) -> tuple[SideView, SideView]:
    """Two sides that name one theme each, everybody: so many employees and five customers a unit and month."""

    def side(people: int, of: Side) -> SideView:
        speakers = np.full((units, months), float(people))
        none = np.zeros(1)
        view = voices(Panel(speakers[None], speakers, none, none, none.astype(np.int64)), of, 1)
        return replace(view, themes=(replace(view.themes[0], mechanism="M01"),))

    return side(employees, Side.EMPLOYEE), side(5, Side.CUSTOMER)


def told(sides: tuple[SideView, SideView]) -> Linkage:
    return link(*sides, load(), LinkSettings(permutations=99), 0)


def test_all_that_is_known_to_be_lacking_is_said_at_once() -> None:
    few, enough = told(chain(6, 3, 1)), told(chain(8, 8, 1))
    assert [why.detail for why in few.not_tested] == [
        "6 shared units, at least 8 are needed.",
        "3 shared months, at least 4 are needed.",
        "Both sides speak in 18 unit-months (6 shared units over 3 months), at least 60 are needed.",
    ]
    [pair] = few.links
    assert [why.reason for why in pair.reasons] == ["FEW_UNITS", "FEW_PERIODS", "FEW_CELLS", "FEW_PEOPLE"]
    assert "at least 8 units, 4 months, and 60 unit-months" in pair.settle
    assert "20 employees name the one theme and 30 customers" in pair.settle
    assert not counts_few(pair.settle, GateSettings().people)
    assert enough.not_tested == ()
    assert enough.links[0].p is not None


def test_who_comes_with_enough_units_and_months_knew_of_the_cells() -> None:
    before, after = told(chain(6, 8, 2)).links[0], told(chain(8, 7, 2)).links[0]
    assert [why.reason for why in after.reasons] == ["FEW_CELLS"]
    assert "60 unit-months" in before.settle
    assert "let both sides name finer units" in before.settle
    assert before.settle == after.settle


def test_a_side_without_dates_hears_what_dates_will_have_to_cover_and_how_few_people_it_has() -> None:
    for employees, reasons in ((1, ["NO_DATES", "FEW_PEOPLE"]), (4, ["NO_DATES"])):
        employee, customer = chain(3, 3, employees)
        undated = replace(employee, months=np.full_like(employee.months, UNDATED))
        [pair] = told((undated, customer)).links
        assert [why.reason for why in pair.reasons] == reasons
        assert pair.settle.startswith("Give both sides a date that can be read. Collect both sides in the same units")
        assert "8 units, 4 months, and 60 unit-months" in pair.settle


def everywhere(units: int, months: int) -> dict[str, range]:
    """The months of a side that speaks in every unit and month."""
    return {f"unit {unit}": range(months) for unit in range(units)}


@pytest.mark.parametrize(
    ("employees", "units", "months", "said"),
    [
        (160, 16, 10, "16 such units over 10 months: both sides in 160 unit-months. It can suffice"),
        (90, 14, 12, "With fewer interviews than 168, one for each unit and month, many links stay unseen."),
        (90, 7, 12, "That does not suffice."),
        (90, 30, 3, "That does not suffice."),
        (19, 8, 9, "72 unit-months. That does not suffice."),
        (70, 0, 4, "Here both sides have no unit in common."),
        (70, 16, 0, "Here both sides have no month in common."),
    ],
)
def test_it_says_before_a_run_what_a_test_asks_for_and_what_there_is(
    employees: int, units: int, months: int, said: str
) -> None:
    spoken = everywhere(units, months)
    told = describe_testability({Side.EMPLOYEE: employees, Side.CUSTOMER: 200}, dict.fromkeys(Side, spoken))
    assert told.startswith(
        "A test of whether themes move together asks for 8 units that both sides name, 4 months and 60"
    )
    assert "20 employees who name the one theme and 30 customers who name the other (30 and 50 where" in told
    assert said in told


def test_it_counts_before_a_run_only_where_and_when_both_sides_speak() -> None:
    spoken = {Side.EMPLOYEE: {**everywhere(8, 7), "alone": range(7)}, Side.CUSTOMER: everywhere(9, 12)}
    told = describe_testability({Side.EMPLOYEE: 80, Side.CUSTOMER: 200}, spoken)
    assert "finer units" not in told
    assert "in 8 such units over 7 months: both sides in 56 unit-months. That does not suffice." in told


@pytest.mark.parametrize(("units", "months"), [(6, 12), (8, 9), (10, 23)])
def test_what_it_counts_before_a_run_is_what_the_run_counts(units: int, months: int) -> None:
    for employee, customer in (apart(units, months), chain(units, months, 1)):
        grid = shared_grid(employee, customer)
        spoken = {view.side: months_by_unit(view) for view in (employee, customer)}
        told = describe_testability(dict.fromkeys(Side, 99), spoken)
        cells = count_shared_cells((employee, customer), grid)
        assert f"in {units} such units over {grid.periods} {grid.period}s: both sides in {cells} unit-" in told


def months_by_unit(view: SideView) -> dict[str, set[int]]:
    dated = view.months != UNDATED
    return {str(unit): set(view.months[dated & (view.units == unit)].tolist()) for unit in set(view.units.tolist())}


def test_who_reads_one_side_alone_hears_of_it_alone() -> None:
    told = describe_testability({Side.CUSTOMER: 70}, {Side.CUSTOMER: everywhere(9, 12)})
    assert "Here 70 customers speak in 9 such units over 12 months: both sides in 108 unit-months at most." in told
    assert "It can suffice; whether it does, a run finds out." in told
    few = describe_testability({Side.CUSTOMER: 29}, {Side.CUSTOMER: everywhere(9, 12)})
    assert few.endswith("That does not suffice.")


def apart(units: int, months: int) -> tuple[SideView, SideView]:
    """Two sides that seldom speak in one month: employees in the first of each quarter, customers in the others."""
    employee, customer = chain(units, months, 1)
    first = (employee.months - employee.months.min()) % 3 == 0
    second = (customer.months - customer.months.min()) % 3 != 0
    second |= customer.months == customer.months.min()
    return (
        replace(employee, months=np.where(first, employee.months, UNDATED)),
        replace(customer, months=np.where(second, customer.months, UNDATED)),
    )


def test_periods_go_by_one_name() -> None:
    linkage = told(apart(9, 18))
    said = " ".join(why.detail for why in linkage.not_tested)
    # Of the sixth quarter, all in which employees speak is one month, and the common span ends with it.
    assert "Both sides speak in 45 unit-quarters (9 shared units over 5 quarters, three months each, from the " in said
    assert "from the first month in which both speak), at least 60 are needed." in said
    # Leaders read it, too: nothing in it looks like a small group of people.
    assert not counts_few(said, GateSettings().people)
    assert "8 units, 4 quarters, and 60 unit-quarters" in linkage.links[0].settle
    assert "month" not in linkage.links[0].settle
    assert "period" not in said + linkage.links[0].settle
    employee, customer = chain(6, 8, 1)
    later = replace(customer, months=customer.months + 40)
    assert "0 shared months" in " ".join(why.detail for why in told((employee, later)).not_tested)


def test_a_theme_named_in_few_units_asks_for_no_more_units_of_the_whole() -> None:
    few = (Reason("FEW_UNITS_OF_THEME", "Too few units."),)
    evidence = Evidence(True, voiced=False, tested=None, reasons=few, confounded=False, fdr=0.1, declared_fdr=0.1)
    assert "in at least 4 units" in settle(evidence)
    assert "8 units" not in settle(evidence)
