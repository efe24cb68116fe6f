"""What the look at an upload says of its units, and of what there is for a test, and to whom."""

from __future__ import annotations

from analyzer.pipeline import take_in
from analyzer.types import Side
from models.enums import Role
from tests.fakes import fake_tools
from tests.web.office import Office

UNITS = b"""comment;site;day
The till froze twice.;HARBOUR #1;2025-03-01
Nobody came.;Harbour 1;2025-03-02
The bread was old.;Quay;2025-03-02
"""


def hand_in_units(office: Office) -> None:
    rows = b"comment;site;day\nThe roster changed.;Harbour No. 1;2025-03-01\nIt changed.;Millpond;2025-03-02\n"
    take_in(office.store, office.wait(Role.HR, Side.EMPLOYEE, rows), fake_tools())


def test_it_shows_customer_experience_how_many_of_its_units_the_other_side_names_and_not_which(office: Office) -> None:
    hand_in_units(office)
    cx = office.sit_down(Role.CX)
    page = cx.get(f"/uploads/{office.wait(Role.CX, Side.CUSTOMER, UNITS)}/preview/").text
    assert "1 of 2 units is named on the other side too" in page
    assert "also written" in page
    assert "<td>Quay</td>" in page
    assert "On the other side" not in page
    assert "Millpond" not in page


def test_it_says_what_a_test_would_ask_for_and_counts_nobody_of_a_side_that_is_not_the_readers(office: Office) -> None:
    hand_in_units(office)
    mine = (
        office.wait(Role.CX, Side.CUSTOMER, UNITS),
        office.wait(Role.ANALYST, Side.CUSTOMER, UNITS.replace(b"old", b"stale")),
    )
    for role, upload, whose in (
        (Role.CX, mine[0], "Here 26 customers"),
        (Role.ANALYST, mine[1], " employees and 26 cus"),
    ):
        page = office.sit_down(role).get(f"/uploads/{upload}/preview/").text
        assert "A test of whether themes move together asks for 8 units" in page
        assert whose in page
        assert ("employees and" in page) is (role is Role.ANALYST)
        assert f"in 2 unit-months{' at most' if role is Role.CX else ''}. That does not suffice." in page
    alone = UNITS.replace(b"HARBOUR #1", b"Pier").replace(b"Harbour 1", b"Pier").replace(b"Quay", b"Pier")
    page = office.sit_down(Role.CX).get(f"/uploads/{office.wait(Role.CX, Side.CUSTOMER, alone)}/preview/").text
    assert "so no link can be tested" in page
    assert "A test of whether" not in page


def test_it_holds_employees_units_against_those_of_customers(office: Office) -> None:
    hand_in_units(office)
    take_in(office.store, office.wait(Role.CX, Side.CUSTOMER, UNITS), fake_tools())
    again = b"comment;site;day\nThe roster changed.;Harbour 1;2025-03-01\nIt changed.;Wharf;2025-03-02\n"
    hr = office.sit_down(Role.HR)
    page = hr.get(f"/uploads/{office.wait(Role.HR, Side.EMPLOYEE, again)}/preview/").text
    assert "1 of 2 units is named on the other side too" in page


def test_it_shows_analysts_which_units_have_no_counterpart(office: Office) -> None:
    hand_in_units(office)
    analyst = office.sit_down(Role.ANALYST)
    page = analyst.get(f"/uploads/{office.wait(Role.ANALYST, Side.CUSTOMER, UNITS)}/preview/").text
    assert '<td>Quay</td><td class="num">1</td><td>no</td>' in page
    assert '<td class="num">2</td><td>yes</td>' in page
    assert "Millpond (1)" in page
