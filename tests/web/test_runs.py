"""Starting runs, watching them, cancelling them, reading what they found."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

import pytest

from analyzer.types import Side
from models import Link, Run, RunUpload, Theme, Upload, UploadRecord
from models.enums import Role, RunStatus
from models.queries import uploads_of_run
from tests.fakes import fake_tools
from tests.placed import make_placed_analysis
from tests.web.office import CUSTOMER_WORDS, EMPLOYEE_WORDS, Office
from web.jobs import open_queue


def newest(office: Office) -> Run:
    with office.store.sessions() as session:
        return session.query(Run).order_by(Run.id.desc()).limit(1).one()


def read_by(office: Office, run: Run) -> set[int]:
    with office.store.sessions() as session:
        return {upload.id for upload in uploads_of_run(session, run.id)}


@pytest.mark.parametrize("role", [Role.HR, Role.CX])
def test_it_starts_a_run_over_the_uploads_chosen_and_all_of_the_side_that_the_starter_may_not_see(
    office: Office, role: Role
) -> None:
    mine = office.uploads[Side.EMPLOYEE if role is Role.HR else Side.CUSTOMER]
    answer = office.sit_down(role).post("/runs/new", data={"uploads": [mine]})
    assert answer.headers["Location"] == f"/runs/{newest(office).id}"
    assert read_by(office, newest(office)) == set(office.uploads.values())
    assert newest(office).status is RunStatus.QUEUED


def test_it_starts_a_run_over_one_side_alone(office: Office) -> None:
    office.sit_down(Role.ANALYST).post("/runs/new", data={"uploads": [office.uploads[Side.CUSTOMER]]})
    assert read_by(office, newest(office)) == {office.uploads[Side.CUSTOMER]}


@pytest.mark.parametrize(("role", "divides"), [(Role.HR, True), (Role.ANALYST, True), (Role.CX, False)])
def test_it_divides_leavers_where_somebody_who_may_read_them_asks_for_it(
    office: Office, role: Role, divides: bool
) -> None:
    client = office.sit_down(role)
    mine = office.uploads[Side.CUSTOMER if role is Role.CX else Side.EMPLOYEE]
    assert ("usually explained by tenure or role" in client.get("/runs/new").text) is divides
    client.post("/runs/new", data={"uploads": [mine], "slices": "y"})
    assert newest(office).settings["slices"] is divides
    client.post("/runs/new", data={"uploads": [mine]})
    assert newest(office).settings["slices"] is False


def test_it_counts_a_record_that_two_uploads_hold_once(office: Office) -> None:
    mine = office.uploads[Side.EMPLOYEE]
    with office.store.sessions.begin() as session:
        held = session.query(UploadRecord).filter_by(upload_id=mine).all()
        columns = ("sha256", "name", "side", "status", "choices", "plan", "rows", "records", "created", "stored")
        upload = session.get_one(Upload, mine)
        again = Upload(fingerprint="again", **{name: getattr(upload, name) for name in columns})
        session.add(again)
        session.flush()
        rows = [UploadRecord(upload_id=again.id, record_id=row.record_id, label="", line=row.line) for row in held]
        session.add_all([*rows, RunUpload(run_id=office.run, upload_id=again.id)])
        customers = session.get_one(Upload, office.uploads[Side.CUSTOMER]).records
    told = f"{len(held)} records of exit interviews and {customers} records of customer comments."
    assert told in " ".join(office.sit_down(Role.ANALYST).get(f"/runs/{office.run}").text.split())


def test_a_run_over_one_side_has_no_record_of_the_other(office: Office) -> None:
    client = office.sit_down(Role.ANALYST)
    client.post("/runs/new", data={"uploads": [office.uploads[Side.CUSTOMER]]})
    assert "0 records of exit interviews and" in client.get(f"/runs/{newest(office).id}").text


def test_it_starts_nothing_over_nothing(office: Office) -> None:
    answer = office.sit_down(Role.ANALYST).post("/runs/new", data={})
    assert answer.status_code == 422
    assert "Choose an upload" in answer.text
    assert newest(office).id == office.run


def test_it_takes_no_upload_of_the_other_side_by_its_number(office: Office) -> None:
    answer = office.sit_down(Role.HR).post("/runs/new", data={"uploads": [office.uploads[Side.CUSTOMER]]})
    assert answer.status_code == 422
    assert newest(office).id == office.run


def test_it_says_how_far_a_run_is(office: Office) -> None:
    client = office.sit_down(Role.HR)
    client.post("/runs/new", data={"uploads": [office.uploads[Side.EMPLOYEE]]})
    progress = client.get(f"/runs/{newest(office).id}/progress.json").json
    assert progress is not None
    assert (progress["status"], progress["finished"]) == ("queued", False)
    assert {step["status"] for step in progress["steps"]} == {"waiting"}
    assert client.get(f"/runs/{office.run}/progress.json").json["finished"] is True  # type: ignore[index]


def test_it_cancels_a_run_that_waits(office: Office) -> None:
    client = office.sit_down(Role.CX)
    client.post("/runs/new", data={"uploads": [office.uploads[Side.CUSTOMER]]})
    run = newest(office).id
    client.post(f"/runs/{run}/cancel")
    assert newest(office).status is RunStatus.CANCELLED
    assert "Cancelled" in client.get(f"/runs/{run}").text


def test_it_leaves_a_run_that_is_done_as_it_is(office: Office) -> None:
    office.sit_down(Role.HR).post(f"/runs/{office.run}/cancel")
    assert newest(office).status is RunStatus.DONE
    assert newest(office).cancel is False


def waiting_tasks(office: Office) -> int:
    return len(open_queue(office.store, fake_tools()).huey.pending())


@pytest.mark.parametrize("ended", [RunStatus.FAILED, RunStatus.CANCELLED])
def test_it_lets_a_run_that_broke_off_go_on(office: Office, ended: RunStatus) -> None:
    with office.store.sessions.begin() as session:
        run = session.get_one(Run, office.run)
        run.status, run.error, run.cancel = ended, "The run broke off.", ended is RunStatus.CANCELLED
    client = office.sit_down(Role.HR)
    assert f'action="/runs/{office.run}/go-on"' in client.get(f"/runs/{office.run}").text
    page = client.post(f"/runs/{office.run}/go-on", follow_redirects=True).text
    assert "The run goes on where it was." in page
    assert "go-on" not in page
    run = newest(office)
    assert (run.status, run.error, run.cancel) == (RunStatus.QUEUED, None, False)
    assert waiting_tasks(office) == 1


def test_it_lets_no_run_go_on_without_the_page_s_token(office: Office) -> None:
    office.app.config["WTF_CSRF_ENABLED"] = True
    with office.store.sessions.begin() as session:
        session.get_one(Run, office.run).status = RunStatus.FAILED
    client = office.sit_down(Role.CX)
    token = re.search(r'go-on">\s*<input[^>]* value="([^"]+)"', client.get(f"/runs/{office.run}").text)
    assert token
    assert client.post(f"/runs/{office.run}/go-on").status_code == 400
    assert newest(office).status is RunStatus.FAILED
    client.post(f"/runs/{office.run}/go-on", data={"csrf_token": token[1]})
    assert newest(office).status is RunStatus.QUEUED


def test_it_puts_a_run_that_is_done_on_no_queue_again(office: Office) -> None:
    client = office.sit_down(Role.ANALYST)
    assert "go-on" not in client.get(f"/runs/{office.run}").text
    client.post(f"/runs/{office.run}/go-on")
    assert newest(office).status is RunStatus.DONE
    assert waiting_tasks(office) == 0


def test_it_shows_the_sentence_of_a_run_that_failed(office: Office) -> None:
    with office.store.sessions.begin() as session:
        run = session.get_one(Run, office.run)
        run.status, run.error = RunStatus.FAILED, "The weights are not there: run make demo."
    page = office.sit_down(Role.HR).get(f"/runs/{office.run}").text
    assert "The weights are not there: run make demo." in page
    assert "Read the report" not in page


def test_it_has_no_report_of_a_run_that_is_not_done(office: Office) -> None:
    office.sit_down(Role.HR).post("/runs/new", data={"uploads": [office.uploads[Side.EMPLOYEE]]})
    run, analyst = newest(office).id, office.sit_down(Role.ANALYST)
    for page in (f"/reports/{run}", f"/reports/{run}/report.html", f"/runs/{run}/analysis.json"):
        assert analyst.get(page).status_code == 404


def test_it_shows_an_analyst_each_theme_with_its_statements_and_each_link_with_its_evidence(office: Office) -> None:
    analyst = office.sit_down(Role.ANALYST)
    assert analyst.get(f"/runs/{office.run}/themes/E1").text.count(EMPLOYEE_WORDS) == 24
    page = analyst.get(f"/runs/{office.run}/links/{office.link}").text
    assert EMPLOYEE_WORDS in page
    assert CUSTOMER_WORDS in page
    assert "1 unit, at least 8 are needed" in page
    assert "More units." in page


def test_it_gives_an_analyst_the_whole_analysis_and_every_statement(office: Office) -> None:
    analyst = office.sit_down(Role.ANALYST)
    answer = analyst.get(f"/runs/{office.run}/analysis.json")
    assert json.loads(answer.data)["schema"] == "headwater.analysis/1"
    assert "attachment" in answer.headers["Content-Disposition"]
    table = analyst.get(f"/runs/{office.run}/statements.csv").text.splitlines()
    assert len(table) == 1 + 24 + 24


def test_it_gives_a_report_that_opens_offline(office: Office) -> None:
    answer = office.sit_down(Role.LEADER).get(f"/reports/{office.run}/report.html")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "<style>" in answer.text
    assert "<link" not in answer.text
    assert "<script" not in answer.text


def test_it_shows_an_analyst_levers_journeys_layers_and_bands(office: Office) -> None:
    with office.store.sessions.begin() as session:
        run = session.get_one(Run, office.run)
        run.slices = asdict(make_placed_analysis().slices)
        session.query(Theme).filter_by(run_id=office.run, code="E1").one().layer = "core"
    page = office.sit_down(Role.ANALYST).get(f"/runs/{office.run}/levers/").text
    for word in ("What leaders can change", "Operations and leadership: ", "tenure column", "At equal tenure and role"):
        assert word in page
    assert "usually explained by tenure or role" in page
    assert "None known" not in page


def test_it_says_of_a_link_without_a_mechanism_that_no_lever_is_known(office: Office) -> None:
    with office.store.sessions.begin() as session:
        link = session.get_one(Link, office.link)
        link.evidence = {**link.evidence, "levers": [], "domino": None}
    client = office.sit_down(Role.ANALYST)
    assert "no lever known" in client.get(f"/runs/{office.run}/links/{office.link}").text
    with office.store.sessions.begin() as session:
        link = session.get_one(Link, office.link)
        link.evidence = {**link.evidence, "levers": ["TRN"], "domino": "D3"}
    page = client.get(f"/runs/{office.run}/links/{office.link}").text
    assert "Training" in page
    assert "Empowerment and decisions" in page


def test_the_overview_leads_to_the_newest_run(office: Office) -> None:
    assert f'href="/runs/{office.run}"' in office.sit_down(Role.ANALYST).get("/").text
    assert "/runs/" not in office.sit_down(Role.LEADER).get("/", follow_redirects=True).text
