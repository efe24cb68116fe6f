"""Removing uploads, records and runs on the web: said first, agreed to, then gone; each by whom it is for."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from analyzer.pipeline import create_run, plan_upload_removal
from analyzer.settings import Settings
from analyzer.types import Side
from models import Action, BarredRow, Record, Run, Upload, UploadRecord
from models.enums import Role, RunStatus, UploadStatus
from tests.test_privacy import pages
from tests.web.office import CUSTOMER_WORDS, DEED, EMPLOYEE_WORDS, Office


def seal(page: str) -> str:
    return re.findall(r'name="seal" value="([^"]*)"', page)[0]


def agree(client: FlaskClient, address: str) -> str:
    """Read what goes and agree. Returns the page that follows."""
    page = client.get(address).text
    return client.post(address, data={"seal": seal(page)}, follow_redirects=True).text


def address_of(office: Office, side: Side) -> str:
    return f"/uploads/{office.uploads[side]}/records/{office.record(side)}/remove"


def stored(office: Office, table: type) -> int:
    with office.store.sessions() as session:
        return session.query(table).count()


@pytest.mark.parametrize(
    ("role", "side"), [(Role.HR, Side.EMPLOYEE), (Role.CX, Side.CUSTOMER), (Role.ANALYST, Side.EMPLOYEE)]
)
def test_a_record_goes_once_its_reader_has_seen_what_goes(office: Office, role: Role, side: Side) -> None:
    client, before = office.sit_down(role), stored(office, Record)
    first = office.record(side)
    listed = client.get(f"/uploads/{office.uploads[side]}/records").text
    assert f'href="{address_of(office, side)}"' in listed
    page = client.get(address_of(office, side)).text
    assert "1 record, 1 statement in all" in page
    assert f"the numbers of run {office.run} of" in page
    assert stored(office, Record) == before
    after = agree(client, address_of(office, side))
    assert f"The record at line 1 of {side}.csv is removed." in after
    assert f'href="{address_of(office, side)}"' in after
    assert client.get(f"/uploads/{office.uploads[side]}/records/{first}/remove").status_code == 404
    assert (stored(office, Record), stored(office, BarredRow)) == (before - 1, 1)
    assert "1 record of it was removed since." in client.get(f"/uploads/{office.uploads[side]}").text


def test_a_report_keeps_its_numbers_and_quotes_nobody_of_the_side(office: Office) -> None:
    leader, analyst = office.sit_down(Role.LEADER), office.sit_down(Role.ANALYST)
    before = leader.get(f"/reports/{office.run}").text
    agree(office.sit_down(Role.HR), address_of(office, Side.EMPLOYEE))
    after = leader.get(f"/reports/{office.run}").text
    assert EMPLOYEE_WORDS in before
    assert EMPLOYEE_WORDS not in after
    assert CUSTOMER_WORDS in after
    assert "Fewer than 5 of these records were removed since." in after
    figures = [re.findall(r"\d+ people|\d+ of the \d+ statements", page) for page in (before, after)]
    assert figures[0]
    assert figures[0] == figures[1]
    run = " ".join(analyst.get(f"/runs/{office.run}").text.split())
    assert "23 records of exit interviews and 24 records of customer comments." in run
    assert "1 record of exit interviews was removed since." in run
    assert "1 statement of those counted was removed since." in analyst.get(f"/runs/{office.run}/themes/E1").text
    assert analyst.get(f"/runs/{office.run}/analysis.json").json["removed"] == {"employee": 1}  # type: ignore[index]


def test_lists_and_pages_count_the_records_that_are_still_there(office: Office) -> None:
    analyst, upload = office.sit_down(Role.ANALYST), office.uploads[Side.EMPLOYEE]
    agree(office.sit_down(Role.HR), address_of(office, Side.EMPLOYEE))
    listed = analyst.get("/uploads/").text
    assert re.findall(r'data-label="Records">(\d+)', listed) == ["24", "23"]
    assert "<dt>Records</dt><dd>23</dd>" in analyst.get(f"/uploads/{upload}").text
    assert "23 records · stored" in analyst.get("/runs/new").text
    assert "All that is stored: 23 records from 1 upload." in office.sit_down(Role.CX).get("/runs/new").text


def test_a_run_s_page_counts_the_other_side_s_removed_records_as_its_report_does(office: Office) -> None:
    hr, cx = office.sit_down(Role.HR), office.sit_down(Role.CX)
    for number in range(1, 6):
        agree(hr, address_of(office, Side.EMPLOYEE))
        page = " ".join(cx.get(f"/runs/{office.run}").text.split())
        some = "Fewer than 5" if number < 5 else "5 or more"
        assert f"{some} records of exit interviews were removed since." in page
        assert "24 records of exit interviews and 24 records of customer comments." in page
    assert "5 records of exit interviews were removed since." in " ".join(hr.get(f"/runs/{office.run}").text.split())


@pytest.mark.parametrize("role", [Role.HR, Role.CX])
def test_nobody_sees_or_removes_a_record_of_the_other_side(office: Office, role: Role) -> None:
    other = Side.CUSTOMER if role is Role.HR else Side.EMPLOYEE
    mine = Side.EMPLOYEE if role is Role.HR else Side.CUSTOMER
    client, before = office.sit_down(role), stored(office, Record)
    crossed = f"/uploads/{office.uploads[mine]}/records/{office.record(other)}/remove"
    agreed = seal(office.sit_down(Role.ANALYST).get(address_of(office, other)).text)
    for address in (address_of(office, other), crossed, f"/uploads/{office.uploads[other]}/remove"):
        assert client.get(address).status_code == 404
        assert client.post(address, data={"seal": agreed}).status_code == 404
    assert stored(office, Record) == before


def test_all_that_a_person_said_goes_where_that_is_asked_for(office: Office) -> None:
    with office.store.sessions.begin() as session:
        for record in session.query(Record).filter_by(side="employee").limit(3):
            record.person = "pada"
    client, address = office.sit_down(Role.HR), address_of(office, Side.EMPLOYEE)
    page = client.get(address).text
    assert f'href="{address}?person=1"' in page
    assert "Remove all 3 records of this person" in page
    assert "3 records, 3 statements in all" in client.get(f"{address}?person=1").text
    assert "is removed: 3 records went." in agree(client, f"{address}?person=1")
    with office.store.sessions() as session:
        assert session.query(Record).filter_by(person="pada").count() == 0


def test_no_page_shows_a_word_once_all_of_a_side_is_removed(office: Office) -> None:
    with office.store.sessions.begin() as session:
        session.query(Record).filter_by(side="employee").update({"person": "pada"})
    assert "24 records went" in agree(office.sit_down(Role.HR), f"{address_of(office, Side.EMPLOYEE)}?person=1")
    read = {role: pages(office, role, office.record(Side.CUSTOMER)) for role in Role}
    assert not [address for found in read.values() for address, text in found.items() if EMPLOYEE_WORDS in text]
    assert any(CUSTOMER_WORDS in text for text in read[Role.ANALYST].values())
    assert not [address for found in read.values() for address, text in found.items() if "fault is ours" in text]


def test_an_upload_that_a_run_read_is_for_analysts_alone_to_remove(office: Office) -> None:
    address = f"/uploads/{office.uploads[Side.EMPLOYEE]}/remove"
    hr = office.sit_down(Role.HR)
    page = hr.get(address).text
    assert "an analyst alone can remove it" in page
    assert 'name="seal"' not in page
    analyst = office.sit_down(Role.ANALYST)
    assert hr.post(address, data={"seal": seal(analyst.get(address).text)}).status_code == 422
    assert stored(office, Run) == 1
    told = analyst.get(address).text
    assert "24 records, 24 statements in all" in told
    assert f"run {office.run} of" in told
    assert "employee.csv is removed: 24 records and run 1 of" in agree(analyst, address)
    assert (stored(office, Run), stored(office, Upload), stored(office, Record)) == (0, 1, 24)


def test_an_upload_that_no_run_read_goes_at_its_sides_wish(office: Office) -> None:
    with office.store.sessions.begin() as session:
        session.delete(session.get_one(Run, office.run))
    agree(office.sit_down(Role.CX), f"/uploads/{office.uploads[Side.CUSTOMER]}/remove")
    assert (stored(office, Upload), stored(office, Record)) == (1, 24)


def test_a_waiting_upload_is_cancelled_by_its_owner_and_not_removed(office: Office) -> None:
    waiting = office.wait(Role.HR, Side.EMPLOYEE)
    assert office.sit_down(Role.HR).get(f"/uploads/{waiting}/remove").status_code == 404


def test_a_run_goes_and_what_was_done_about_its_links_stays(office: Office) -> None:
    analyst, address = office.sit_down(Role.ANALYST), f"/runs/{office.run}/remove"
    assert f'href="{address}"' in analyst.get(f"/runs/{office.run}").text
    assert f'href="{address}"' not in office.sit_down(Role.HR).get(f"/runs/{office.run}").text
    assert f"Run {office.run} is removed." in agree(analyst, address)
    with office.store.sessions() as session:
        assert session.scalars(select(Action.what)).all() == [DEED]
    assert analyst.get(f"/actions/{office.action}").status_code == 200
    assert stored(office, Upload) == 2


def test_the_address_of_a_removed_run_says_so_and_never_shows_another(office: Office) -> None:
    analyst, leader = office.sit_down(Role.ANALYST), office.sit_down(Role.LEADER)
    agree(analyst, f"/runs/{office.run}/remove")
    again = create_run(office.store, list(office.uploads.values()), Settings())
    assert again != office.run
    for client, address in (
        (analyst, f"/runs/{office.run}"),
        (analyst, f"/runs/{office.run}/themes/E1"),
        (analyst, f"/runs/{office.run}/analysis.json"),
        (leader, f"/reports/{office.run}"),
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Nothing stands under this number: what had it was removed," in answer.text


def test_a_run_under_way_has_to_be_cancelled_first(office: Office) -> None:
    with office.store.sessions.begin() as session:
        session.get_one(Run, office.run).status = RunStatus.RUNNING
    analyst = office.sit_down(Role.ANALYST)
    assert "Remove this run" not in analyst.get(f"/runs/{office.run}").text
    for address in (f"/runs/{office.run}/remove", address_of(office, Side.EMPLOYEE)):
        page = analyst.get(address)
        assert "is under way: wait until it is done, or cancel it first." in page.text
        assert 'name="seal"' not in page.text
        assert analyst.post(address).status_code == 422


def test_nothing_goes_that_nobody_was_told_of(office: Office) -> None:
    analyst, address = office.sit_down(Role.ANALYST), f"/uploads/{office.uploads[Side.EMPLOYEE]}/remove"
    with office.store.sessions() as session:
        alone = replace(plan_upload_removal(session, office.uploads[Side.EMPLOYEE]), runs=()).seal
    answer = analyst.post(address, data={"seal": alone})
    assert answer.status_code == 422
    assert "look again" in answer.text
    assert seal(answer.text) == seal(analyst.get(address).text) != alone
    assert stored(office, Run) == 1


def test_nothing_goes_without_the_page_s_token(office: Office) -> None:
    office.app.config["WTF_CSRF_ENABLED"] = True
    analyst, address = office.sit_down(Role.ANALYST), f"/runs/{office.run}/remove"
    assert analyst.post(address, data={"seal": seal(analyst.get(address).text)}).status_code == 400
    assert stored(office, Run) == 1


def test_the_log_holds_numbers_alone(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        agree(office.sit_down(Role.HR), address_of(office, Side.EMPLOYEE))
    said = [record.getMessage() for record in caplog.records if record.name.startswith("analyzer")]
    assert said == ["removed: upload None, 1 records, runs: none"]


def test_an_upload_that_could_not_be_read_goes_too(office: Office) -> None:
    failed = office.wait(Role.HR, Side.EMPLOYEE)
    with office.store.sessions.begin() as session:
        session.get_one(Upload, failed).status = UploadStatus.FAILED
    assert "comments.csv is removed." in agree(office.sit_down(Role.HR), f"/uploads/{failed}/remove")
    assert list(office.store.spool.iterdir()) == []
    assert stored(office, UploadRecord) == 48
