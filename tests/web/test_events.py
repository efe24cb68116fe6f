"""The log of events on its page, and in the runs that are given it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from analyzer.events import Event, EventKind, EventUse, LeftOut, Outside
from analyzer.pipeline import events_of_run, logged_events
from analyzer.pipeline.events import give_events, store_left_out
from models import Event as StoredEvent
from models import Record, Run
from models.enums import Role
from tests.web.office import Office

REFIT = {"unit": "harbour street", "start": "2025-03-04", "end": "2025-04-01", "kind": "refit"}
TABLE = b"unit,date,kind\nHarbour Street,2025-03-04,opening\n,2025-06-01,prices\n"
WRONG = b"unit,date\nHarbour Street,2025-03-04\nHabour Street,2025-03-04\nHarbour Street,soon\n"
AMBIGUOUS = b"unit,date\nHarbour Street,03/04/2025\n"


def logged(office: Office) -> list[Event]:
    with office.store.sessions() as session:
        return list(logged_events(session))


def hand_in(client: FlaskClient, table: bytes, **fields: str) -> TestResponse:
    data = {"file": (BytesIO(table), "events.csv"), **fields}
    return client.post("/events/table", data=data, follow_redirects=True)


@pytest.mark.parametrize("role", [Role.HR, Role.CX, Role.ANALYST])
def test_it_lists_an_event_that_was_added_and_deletes_it(office: Office, role: Role) -> None:
    client = office.sit_down(role)
    assert "No event is listed" in client.get("/events/").text
    page = client.post("/events/", data=REFIT, follow_redirects=True).text
    assert "The event is in the log." in page
    assert "4 Mar 2025 – 1 Apr 2025" in page
    assert logged(office) == [Event("Harbour Street", date(2025, 3, 4), date(2025, 4, 1), EventKind.REFIT)]
    page = client.post("/events/1/delete", follow_redirects=True).text
    assert "out of the log" in page
    assert logged(office) == []


def test_it_offers_each_unit_once_however_it_is_spelled(office: Office) -> None:
    with office.store.sessions.begin() as session:
        for number, unit in enumerate(("harbour street", "HARBOUR  STREET", "Mill Lane")):
            session.query(Record).filter_by(fingerprint=f"customer {number + 1}").one().unit = unit
    page = office.sit_down(Role.CX).get("/events/").text
    offered = re.findall(r'<option value="([^"]*)"></option>', page)
    assert [unit.casefold().split() for unit in offered] == [["harbour", "street"], ["mill", "lane"]]


def test_it_adds_an_event_everywhere_and_the_same_event_once(office: Office) -> None:
    client = office.sit_down(Role.CX)
    for said in ("The event is in the log.", "It was in the log already"):
        page = client.post("/events/", data={"start": "2025-06-01", "kind": "price_change"}, follow_redirects=True).text
        assert said in page
    assert logged(office) == [Event(None, date(2025, 6, 1), None, EventKind.PRICE)]
    assert "All units" in client.get("/events/").text


def test_it_shows_a_long_log_page_by_page(office: Office) -> None:
    rows = [f",{2016 + number // 12}-{number % 12 + 1:02d}-01" for number in range(120)]
    client = office.sit_down(Role.CX)
    hand_in(client, "\n".join(["unit,date", *rows]).encode())
    first, second = (client.get(f"/events/?page={page}").text for page in (1, 2))
    assert (first.count(">Delete</button>"), second.count(">Delete</button>")) == (100, 20)


@pytest.mark.weights
def test_it_takes_names_out_of_a_note(office: Office) -> None:
    note = {"note": "New manager Anna Schmidt started"}
    office.sit_down(Role.HR).post("/events/", data={**REFIT, **note})
    assert logged(office)[0].note == "New manager [NAME] started"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "Habour Street"}, "No record names the unit “Habour Street”; is it “Harbour Street”?"),
        ({"start": ""}, "Give its first day."),
        ({"start": "", "unit": "Habour Street"}, "is it “Harbour Street”?"),
        ({"start": "soon"}, "Not a valid date value."),
        ({"end": "2025-03-03"}, "It lies before the first day."),
        ({"kind": "wedding"}, "Not a valid choice."),
        ({"note": "x" * 501}, "A note has at most 500 characters."),
        ({"unit": "x" * 121}, "has at most 120 characters."),
    ],
)
def test_it_says_at_the_field_what_is_wrong_and_adds_nothing(
    office: Office, changes: dict[str, str], said: str
) -> None:
    answer = office.sit_down(Role.HR).post("/events/", data={**REFIT, **changes})
    assert answer.status_code == 422
    assert said in answer.text
    assert logged(office) == []


def test_it_adds_a_table(office: Office) -> None:
    page = hand_in(office.sit_down(Role.ANALYST), TABLE).text
    assert "events.csv: 2 events, 2 of them new." in page
    assert [event.kind for event in logged(office)] == [EventKind.OPENING, EventKind.PRICE]
    assert list(office.store.spool.iterdir()) == []


def test_it_shows_each_row_that_cannot_be_used_and_adds_none(office: Office) -> None:
    answer = hand_in(office.sit_down(Role.ANALYST), WRONG)
    page = " ".join(answer.text.split())
    assert answer.status_code == 422
    assert "events.csv has 2 rows that cannot be used, so none of it is stored." in page
    assert "<td>3</td><td>no record names the unit “Habour Street”; is it “Harbour Street”?</td>" in page
    assert "<td>4</td><td>its date cannot be read; write it like 2025-03-31</td>" in page
    assert logged(office) == []


def test_it_leaves_such_rows_out_where_it_is_told_to(office: Office) -> None:
    page = hand_in(office.sit_down(Role.ANALYST), WRONG, skip="y").text
    assert "events.csv: 1 event, 1 of them new. Left out, as rows that cannot be used: lines 3, 4." in page
    assert len(logged(office)) == 1


def test_it_asks_which_comes_first_in_dates_that_nothing_settles(office: Office) -> None:
    client = office.sit_down(Role.CX)
    assert "settles whether the day or the month comes first" in hand_in(client, AMBIGUOUS).text
    assert logged(office) == []
    hand_in(client, AMBIGUOUS, dates="mdy")
    assert logged(office)[0].start == date(2025, 3, 4)


@pytest.mark.parametrize("table", [AMBIGUOUS, b"unit,kind\nHarbour Street,opening\n"])
def test_it_names_no_option_of_the_command_line(office: Office, table: bytes) -> None:
    page = hand_in(office.sit_down(Role.CX), table).text
    assert re.search(r"say which\.|name one date or start\.", page)
    assert "--" not in re.sub(r"<!--.*?-->", "", page)
    assert "command line" not in page


@pytest.mark.parametrize("table", [b"", b"unit,kind\nHarbour Street,opening\n", bytes(range(256)) * 8])
def test_it_says_why_a_table_cannot_be_read_and_keeps_nothing(office: Office, table: bytes) -> None:
    answer = hand_in(office.sit_down(Role.CX), table)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert list(office.store.spool.iterdir()) == []


def test_it_asks_for_a_table_where_none_was_chosen(office: Office) -> None:
    answer = office.sit_down(Role.CX).post("/events/table", data={})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_it_has_no_event_of_another_number(office: Office) -> None:
    assert office.sit_down(Role.CX).post("/events/9/delete").status_code == 404


def test_it_deletes_nothing_without_the_page_s_token(office: Office) -> None:
    client = office.sit_down(Role.CX)
    client.post("/events/", data=REFIT)
    office.app.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/events/1/delete").status_code == 400
    assert len(logged(office)) == 1


@pytest.mark.parametrize("given", [True, False])
def test_it_gives_a_run_the_log_unless_it_is_told_not_to(office: Office, given: bool) -> None:
    client = office.sit_down(Role.ANALYST)
    assert "The log" not in client.get("/runs/new").text
    client.post("/events/", data=REFIT)
    assert "holds 1 event." in client.get("/runs/new").text
    data = {"uploads": [str(upload) for upload in office.uploads.values()], **({} if given else {"no_events": "y"})}
    client.post("/runs/new", data=data)
    client.post("/events/1/delete")
    with office.store.sessions() as session:
        run_id = session.query(Run).order_by(Run.id.desc()).limit(1).one().id
        assert [use.event.kind for use in events_of_run(session, run_id).uses] == [EventKind.REFIT] * given
    assert ("What they touched is left out" in client.get(f"/runs/{run_id}").text) is given


def test_it_says_on_a_run_s_page_what_each_event_took(office: Office) -> None:
    event = Event("Harbour Street", date(2025, 3, 4), None, EventKind.REFIT)
    uses = (EventUse(event, 2), EventUse(event, 0, Outside.PERIOD))
    with office.store.sessions.begin() as session:
        give_events(session, office.run, [event, event])
        store_left_out(session, office.run, LeftOut(2, 40, uses))
    page = " ".join(office.sit_down(Role.CX).get(f"/runs/{office.run}").text.split())
    assert "They took 2 of the 40 combinations of unit and period out of the test." in page
    assert "2 unit-periods left out" in page
    assert "outside the time that both sides cover" in page
    report = office.sit_down(Role.LEADER).get(f"/reports/{office.run}").text
    assert "Events struck 2 of the 40 combinations" in report
    assert "Harbour Street" not in report


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN])
def test_it_is_no_page_of_those_who_hand_nothing_in(office: Office, role: Role) -> None:
    client = office.sit_down(role)
    assert client.get("/events/").status_code == 403
    assert client.post("/events/", data=REFIT).status_code == 403
    with office.store.sessions() as session:
        assert session.query(StoredEvent).count() == 0
