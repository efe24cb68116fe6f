"""What leaders say, from the form that starts a run to the page on which analysts read what it met with."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from models import Comparison, Run
from models.enums import Role
from tests.comparisons import make_answer, make_intention, make_involvement, make_shift
from tests.web.office import Office
from web import runs

SAID = "We staff to demand.\n- Ask Ada at ada@example.test about training.\n"


@pytest.fixture(autouse=True)
def quick_redactor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules alone, which load nothing."""
    from analyzer.redact import Redactor

    monkeypatch.setattr(runs, "_redactor", lambda: Redactor(None))


def start(office: Office, said: str) -> tuple[int, str]:
    """Start a run over everything. Returns the code and the page."""
    answer = office.sit_down(Role.ANALYST).post(
        "/runs/new", data={"uploads": list(office.uploads.values()), "intentions": said}
    )
    return answer.status_code, answer.text


def newest_intentions(office: Office) -> list[str]:
    with office.store.sessions() as session:
        return session.query(Comparison).order_by(Comparison.run_id.desc()).limit(1).one().intended


def compare(office: Office, **found: object) -> None:
    with office.store.sessions.begin() as session:
        comparison = session.get_one(Comparison, office.run)
        for name, value in found.items():
            setattr(comparison, name, value)


def test_it_gives_a_run_what_leaders_say_redacted(office: Office) -> None:
    assert start(office, SAID)[0] == 302
    assert newest_intentions(office) == ["We staff to demand.", "Ask Ada at [EMAIL] about training."]


def test_it_offers_what_leaders_said_last_time(office: Office) -> None:
    start(office, SAID)
    page = office.sit_down(Role.ANALYST).get("/runs/new").text
    # The last line is ended: what somebody types below it is a line of its own.
    assert "We staff to demand.\nAsk Ada at [EMAIL] about training.\n</textarea>" in page


def test_it_starts_a_run_without_any(office: Office) -> None:
    assert start(office, "  \n")[0] == 302
    assert newest_intentions(office) == []


def test_it_says_what_is_wrong_with_what_leaders_say_and_keeps_it_on_the_form(office: Office) -> None:
    code, page = start(office, "\n".join(f"We do thing number {number}." for number in range(101)))
    assert code == 422
    assert "It holds more than 100 sentences; keep those that leaders stand by." in page
    assert "We do thing number 100." in page
    with office.store.sessions() as session:
        assert session.query(Run).count() == 1


def test_it_shows_analysts_all_that_an_intention_met_with(office: Office) -> None:
    weak = make_answer("E1", stance="unsure", match=0.35, why="It may be about the same matter.")
    compare(office, intentions=[asdict(make_intention("We staff to <b>demand</b>.", weak, outcome="unsure"))])
    page = office.sit_down(Role.ANALYST).get(f"/runs/{office.run}/intentions/").text
    assert "We staff to &lt;b&gt;demand&lt;/b&gt;." in page
    assert "Late rosters" in page
    assert "Unsure of the matter" in page
    assert "Left open" in page
    assert "Said outright, without “not” or “if”." in page


def test_it_says_that_a_run_was_given_no_intention(office: Office) -> None:
    assert "No intention was given" in office.sit_down(Role.ANALYST).get(f"/runs/{office.run}/intentions/").text


def test_it_shows_analysts_the_employees_behind_a_complaint(office: Office) -> None:
    compare(office, involved=[asdict(make_involvement("C1", make_shift("E1")))])
    client = office.sit_down(Role.ANALYST)
    page = client.get(f"/runs/{office.run}/themes/C1").text
    assert "What employees name where customers complain of it most" in page
    assert "60 of 200" in page
    assert "Any pain at all" in page
    assert (
        "What employees name where customers complain of it most"
        not in client.get(f"/runs/{office.run}/themes/E1").text
    )


def test_it_says_on_a_complaint_why_nobody_is_behind_it(office: Office) -> None:
    few = {**asdict(make_involvement("C1")), "reason": "FEW_UNITS", "detail": "Both sides name 1 unit in common."}
    compare(office, involved=[few])
    assert (
        "Both sides name 1 unit in common." in office.sit_down(Role.ANALYST).get(f"/runs/{office.run}/themes/C1").text
    )


def test_leaders_read_what_the_gate_lets_pass(office: Office) -> None:
    against = make_answer("E1", against=20, in_favour=0)
    compare(office, intentions=[asdict(make_intention("We plan ahead.", against))])
    page = office.sit_down(Role.LEADER).get(f"/reports/{office.run}").text
    assert "What leaders say, and what employees say" in page
    assert "We plan ahead." in page
