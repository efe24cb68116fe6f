"""Whether a pair can be tested at all: how many people it takes, and who vouches for the themes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.gate.texts import counts_few
from analyzer.knowledge import load
from analyzer.link import UNDATED, Linkage, SideView, foresee, link
from analyzer.link.candidates import Candidate
from analyzer.link.grade import Evidence, settle
from analyzer.link.panel import Panel
from analyzer.link.testability import thin_pair
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
    assert bool(thin_pair(panels, EXPLAINED)) is explained
    assert bool(thin_pair(panels, ALIKE)) is alike


def test_what_would_settle_it_names_the_people_that_are_asked_for() -> None:
    few = (Reason("FEW_PEOPLE", "Too few people."),)
    evidence = Evidence(True, voiced=False, tested=None, reasons=few, confounded=False, fdr=0.1, declared=0.1)
    assert "20 employees name the one theme and 30 customers" in settle(evidence)
    assert "30 employees name the one theme and 50 customers" in settle(replace(evidence, mechanism=False))


def chain(units: int, months: int, employees: int) -> tuple[SideView, SideView]:
    """Two sides that name one theme each, everybody: so many employees and five customers a unit and month."""

    def side(people: int, of: Side) -> SideView:
        asked = np.full((units, months), float(people))
        none = np.zeros(1)
        view = voices(Panel(asked[None], asked, none, none, none.astype(np.int64)), of, 1)
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
    assert before.settle == after.settle


def test_a_side_without_dates_hears_what_dates_will_have_to_cover_and_how_few_people_it_has() -> None:
    for employees, reasons in ((1, ["NO_DATES", "FEW_PEOPLE"]), (4, ["NO_DATES"])):
        employee, customer = chain(3, 3, employees)
        undated = replace(employee, months=np.full_like(employee.months, UNDATED))
        [pair] = told((undated, customer)).links
        assert [why.reason for why in pair.reasons] == reasons
        assert pair.settle.startswith("Give both sides a date that can be read. Collect both sides in the same units")
        assert "8 units, 4 months, and 60 unit-months" in pair.settle


@pytest.mark.parametrize(
    ("employees", "units", "months", "said"),
    [
        (
            100,
            16,
            10,
            "16 such units over 10 months, fewer than one interview for each unit and month: so quarters count",
        ),
        (100, 16, 10, "3 full quarters, 48 unit-quarters at most. That does not suffice."),
        (160, 16, 10, "16 such units over 10 months, 160 unit-months at most. It can suffice"),
        (19, 2, 4, "8 unit-months at most. That does not suffice."),
        (19, 16, 4, "That does not suffice."),
        (70, 0, 4, "Here both sides have no unit in common."),
        (70, 16, 0, "Here both sides have no month in common."),
    ],
)
def test_it_says_before_a_run_what_a_test_asks_for_and_what_there_is(
    employees: int, units: int, months: int, said: str
) -> None:
    told = foresee({Side.EMPLOYEE: employees, Side.CUSTOMER: 200}, units, months)
    assert told.startswith(
        "A test of whether themes move together asks for 8 units that both sides name, 4 months and 60"
    )
    assert "20 employees who name the one theme and 30 customers who name the other (30 and 50 where" in told
    assert said in told


def test_periods_go_by_one_name() -> None:
    employee, customer = chain(6, 8, 1)
    some = np.arange(len(employee.months)) % 3 == 0
    thin = replace(employee, months=np.where(some, employee.months, UNDATED))
    linkage = told((thin, customer))
    said = " ".join(why.detail for why in linkage.not_tested)
    assert "make 2 quarters of three months in a row and 2 months left over, which count nowhere: at least" in said
    assert "at least 4 quarters are needed, or one interview for each unit and month on average" in said
    assert "Both sides speak in 12 unit-quarters (6 shared units over 2 quarters)" in said
    # Leaders read it, too: nothing in it looks like a small group of people.
    assert not counts_few(said, GateSettings().people)
    assert "8 units, 4 quarters, and 60 unit-quarters" in linkage.links[0].settle
    assert "single months" not in linkage.links[0].settle
    assert "period" not in said + linkage.links[0].settle
    # No month in common is no quarter in common: nothing is known to be thin.
    apart = replace(customer, months=customer.months + 40)
    assert "0 shared months" in " ".join(why.detail for why in told((employee, apart)).not_tested)


def test_a_theme_named_in_few_units_asks_for_no_more_units_of_the_whole() -> None:
    few = (Reason("FEW_UNITS_OF_THEME", "Too few units."),)
    evidence = Evidence(True, voiced=False, tested=None, reasons=few, confounded=False, fdr=0.1, declared=0.1)
    assert "in at least 4 units" in settle(evidence)
    assert "8 units" not in settle(evidence)
