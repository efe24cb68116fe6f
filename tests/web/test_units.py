"""Units whose names look alike, on the web: shown, said to be one, taken back."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from analyzer.pipeline import take_in
from analyzer.types import Side
from models import SameUnit
from models.enums import Role
from tests.fakes import fake_tools
from tests.web.office import Office

STAFF = b"comment;site;day\nThe roster changed.;7 - Quay;2025-03-01\nIt changed.;8 - Millpond;2025-03-02\n"
GUESTS = b"comment;site;day\nThe till froze twice.;Quay;2025-03-01\nNobody came.;Harbour Street;2025-03-02\n"


def said(office: Office) -> list[tuple[str, str]]:
    with office.store.sessions() as session:
        return [(pair.unit, pair.other) for pair in session.query(SameUnit).order_by(SameUnit.id)]


def look(office: Office, role: Role, content: bytes = GUESTS) -> tuple[FlaskClient, str]:
    """Hand in customers' comments where the employees' are stored. Returns the browser and the preview's address."""
    take_in(office.store, office.wait(Role.HR, Side.EMPLOYEE, STAFF), fake_tools())
    return office.sit_down(role), f"/uploads/{office.wait(role, Side.CUSTOMER, content)}/preview/"


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("role", [Role.CX, Role.ANALYST])
def test_the_look_at_an_upload_shows_which_names_look_alike_and_no_others(office: Office, role: Role) -> None:
    client, preview = look(office, role)
    page = words(client.get(preview).text)
    assert "1 unit looks the same on both sides" in page
    assert "7 - Quay Quay" in page
    assert ("8 - Millpond" in page) is (role is Role.ANALYST)
    assert said(office) == []


def test_nothing_counts_as_one_until_it_is_said_not_even_by_storing(office: Office) -> None:
    client, preview = look(office, Role.CX)
    client.post(preview, data={"same": "Quay", "action": "look"})
    client.post(preview, data={"same": "Quay", "action": "store"})
    assert said(office) == []


def test_what_is_ticked_counts_as_one_and_corrections_of_the_reading_are_kept(office: Office) -> None:
    client, preview = look(office, Role.CX)
    answer = client.post(preview, data={"same": ["Quay", "Millpond"], "role-2": "ignored", "action": "join"})
    assert answer.headers["Location"] == preview
    assert said(office) == [("7 - Quay", "Quay")]
    page = words(client.get(preview).text)
    assert "1 unit of the two sides counts as one" in page
    assert "2 units, all named on the other side too." in page
    assert "looks the same" not in page
    assert '<option value="ignored" selected>' in client.get(preview).text


def test_where_nothing_is_ticked_nothing_is_changed(office: Office) -> None:
    client, preview = look(office, Role.CX)
    client.post(preview, data={"action": "join"})
    assert "Nothing was ticked" in client.get(preview).text
    assert said(office) == []


def test_customer_experience_is_told_who_sees_the_other_sides_names(office: Office) -> None:
    client, preview = look(office, Role.CX, GUESTS.replace(b"Quay", b"Wharf"))
    page = words(client.get(preview).text)
    assert (
        "You see the other side&#39;s names only where they look like yours" in page or "only where they look" in page
    )
    assert "an analyst sees them all" in page
    assert not any(name in page for name in ("Quay", "Millpond"))
    assert "an analyst" not in words(office.sit_down(Role.ANALYST).get("/units/").text)


def test_the_page_of_units_accepts_and_takes_back(office: Office) -> None:
    client, preview = look(office, Role.CX)
    client.post(preview, data={"action": "store"})
    take_in(office.store, int(preview.split("/")[2]), fake_tools())
    page = words(client.get("/units/").text)
    assert "7 - Quay Quay" in page
    assert "2 units, 1 of them named on the other side too. On this side alone: Quay (1)." in page
    assert "Millpond" not in page
    client.post("/units/alike", data={"same": "Quay"})
    assert said(office) == [("7 - Quay", "Quay")]
    page = words(client.get("/units/").text)
    assert "2 units, 2 of them named on the other side too. None is on this side alone." in page
    assert client.post("/units/1/part").status_code == 302
    assert said(office) == []
    assert client.post("/units/1/part").status_code == 404


def test_an_analyst_says_of_any_two_units_that_records_name_that_they_are_one(office: Office) -> None:
    client, preview = look(office, Role.ANALYST)
    take_in(office.store, int(preview.split("/")[2]), fake_tools())
    answer = client.post("/units/", data={"unit": "8 - Millpond", "other": "Elsewhere"})
    assert (answer.status_code, "No record names it" in answer.text) == (422, True)
    assert client.post("/units/", data={"unit": "8 - Millpond", "other": ""}).status_code == 422
    assert client.post("/units/", data={"unit": "8 - millpond", "other": "Harbour Street"}).status_code == 302
    assert said(office) == [("8 - millpond", "Harbour Street")]


def test_a_side_neither_sees_nor_takes_back_what_was_said_of_units_that_are_not_its_own(office: Office) -> None:
    client, preview = look(office, Role.ANALYST)
    take_in(office.store, int(preview.split("/")[2]), fake_tools())
    client.post("/units/", data={"unit": "8 - Millpond", "other": "7 - Quay"})
    cx = office.sit_down(Role.CX)
    assert "Millpond" not in cx.get("/units/").text
    assert cx.post("/units/1/part").status_code == 404
    assert cx.post("/units/", data={"unit": "Quay", "other": "7 - Quay"}).status_code == 403
    assert len(said(office)) == 1


def test_the_preview_shows_what_is_read_first_and_what_is_left_out_last(office: Office) -> None:
    rows = b"progress;seen by;id;score;day;site;What could be better?\n"
    rows += b"100;Ada Rowe;R_1;7;2025-03-01;Quay;The till froze twice an hour.\n"
    rows += b"100;Ada Rowe;R_2;2;2025-03-02;Mill;Nobody came over to help us.\n"
    client = office.sit_down(Role.CX)
    preview = f"/uploads/{office.wait(Role.CX, Side.CUSTOMER, rows)}/preview/"
    roles = {0: "ignored", 1: "person", 2: "id", 3: "rating", 4: "date", 5: "unit", 6: "text"}
    client.post(preview, data={f"role-{at}": role for at, role in roles.items()})
    page = client.get(preview).text
    assert re.findall(r'<select[^>]* name="role-(\d)"', page) == ["6", "5", "4", "3", "1", "2", "0"]
    cells = re.findall(r'<div class="cell">([^<]*)</div>', page)
    assert cells[:6] == ["The till froze twice an hour.", "Quay", "2025-03-01", "7", "Ada Rowe", "R_1"]
