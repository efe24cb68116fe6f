"""Whether a pair can be tested at all: how many people it takes, and who vouches for the themes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.gate.texts import counts_few
from analyzer.knowledge import load
from analyzer.link import UNDATED, Linkage, SideView, describe_testability, link
from analyzer.link.candidates import Candidate
from analyzer.link.grade import Evidence, settle
from analyzer.link.panel import Panel
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


def test_a_pair_and_the_page_around_it_ask_for_the_same_people() -> None:
    few = why_pair_untestable((panel(19), panel(29)), EXPLAINED), why_pair_untestable((panel(19), panel(29)), ALIKE)
    evidence = Evidence(True, voiced=False, tested=None, reasons=few[0], confounded=False, fdr=0.1, declared_fdr=0.1)
    said = settle(evidence)
    assert said == settle(replace(evidence, mechanism=False, reasons=few[1]))
    assert "20 employees name the one theme and 30 customers" in said
    assert "(30 and 50 without a known mechanism)" in said
    for reasons, least, known in ((few[0], (20, 30), "with"), (few[1], (30, 50), "without")):
        told = [f"at least {number} are needed {known} a known mechanism" for number in least]
        assert all(part in why.detail for part, why in zip(told, reasons, strict=True))
    assert not any(counts_few(text, GateSettings().people) for text in (said, *(why.detail for why in few[0])))


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
        (160, 16, 10, "16 such units over 10 months: both sides in 160 unit-months at most. It can suffice"),
        (
            90,
            14,
            12,
            "both sides in 90 unit-months at most. It can suffice; whether it does, a run finds out. With fewer",
        ),
        (90, 14, 12, "With fewer interviews than 168, one for each unit and month, many links stay unseen."),
        (59, 14, 12, "both sides in 59 unit-months at most. That does not suffice."),
        (90, 7, 12, "That does not suffice."),
        (90, 30, 3, "That does not suffice."),
        (19, 2, 4, "8 unit-months at most. That does not suffice."),
        (70, 0, 4, "Here both sides have no unit in common."),
        (70, 16, 0, "Here both sides have no month in common."),
    ],
)
def test_it_says_before_a_run_what_a_test_asks_for_and_what_there_is(
    employees: int, units: int, months: int, said: str
) -> None:
    told = describe_testability({Side.EMPLOYEE: employees, Side.CUSTOMER: 200}, units, months)
    assert told.startswith(
        "A test of whether themes move together asks for 8 units that both sides name, 4 months and 60"
    )
    assert "20 employees who name the one theme and 30 customers who name the other (30 and 50 where" in told
    assert said in told


def test_who_reads_one_side_alone_hears_of_it_alone() -> None:
    told = describe_testability({Side.CUSTOMER: 70}, 9, 12)
    assert "Here 70 customers speak in 9 such units over 12 months: both sides in 70 unit-months at most." in told
    assert "It can suffice; whether it does, a run finds out." in told
    assert describe_testability({Side.CUSTOMER: 29}, 9, 12).endswith("That does not suffice.")


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
