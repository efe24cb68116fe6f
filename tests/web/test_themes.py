"""What analysts decide about themes, and that the next run keeps to it."""

from __future__ import annotations

from html import unescape

import pytest
from flask.testing import FlaskClient

from analyzer.pipeline import execute
from analyzer.report.waves.sections import FOLLOWING
from analyzer.types import NAMELESS, Side
from models import Record, Run, Theme, Wave
from models.enums import Role, RunStatus
from models.findings import remainder_of_run, statements_of_theme
from tests.fakes import fake_tools
from tests.web.office import Office
from tests.web.test_links import copy_of


@pytest.fixture
def analyst(office: Office) -> FlaskClient:
    return office.sit_down(Role.ANALYST)


def at(office: Office, rest: str = "", code: str = "E1") -> str:
    return f"/runs/{office.run}/themes/{code}{rest}"


def run_again(office: Office, analyst: FlaskClient, **more: object) -> int:
    """Start a run in the web and do it, as the worker would."""
    analyst.post("/runs/new", data={"uploads": list(office.uploads.values()), **more})
    with office.store.sessions() as session:
        run = session.query(Run).order_by(Run.id.desc()).limit(1).one().id
    assert execute(office.store, run, fake_tools()) is RunStatus.DONE
    return run


def test_a_name_and_a_pin_survive_the_next_run(office: Office, analyst: FlaskClient) -> None:
    assert "themes/E1/rename" in analyst.get(at(office)).text
    answer = analyst.post(at(office, "/rename"), data={"name": "Rosters come late"}, follow_redirects=True)
    assert "<h1>Rosters come late</h1>" in answer.text
    assert "Renamed; it was called “Late rosters”, by invented analyst" in answer.text
    answer = analyst.post(at(office, "/pin"), follow_redirects=True)
    assert "themes/E1/unpin" in answer.text
    assert "· pinned" in analyst.get(at(office, code="")).text
    run = run_again(office, analyst)
    page = analyst.get(f"/runs/{run}/themes/E1").text
    assert "<h1>Rosters come late</h1>" in page
    assert "a person&#39;s choice" in page
    assert "The telling ones first" in page
    assert "Since the run before" in page
    assert "themes/E1/unpin" in page
    listed = analyst.get(f"/runs/{run}/themes/").text
    assert f"Since run {office.run}" in listed
    assert "Continued" in listed
    for page in (analyst.get(f"/reports/{run}").text, analyst.get("/runs/new").text):
        assert FOLLOWING in page


def test_the_page_says_who_was_heard_before_and_asks_to_check_an_outgrown_name(
    office: Office, analyst: FlaskClient
) -> None:
    analyst.post(at(office, "/rename"), data={"name": "Rosters come late"})
    run, asks = run_again(office, analyst), "check whether its name still says what they say"
    for since, asked in ((7, True), (4, False)):
        with office.store.sessions.begin() as session:
            theme = session.query(Theme).filter_by(run_id=run, code="E1").one()
            theme.lineage = {**(theme.lineage or {}), "heard_before": 5, "heard_since": since}
        page = analyst.get(f"/runs/{run}/themes/E1").text
        assert f"Of its people 5 named it in records that the run before read, {since} only since." in page
        assert (asks in page) is asked


def test_the_page_calls_a_theme_that_was_only_recognised_its_own_now(office: Office, analyst: FlaskClient) -> None:
    run = run_again(office, analyst)
    with office.store.sessions.begin() as session:
        theme = session.query(Theme).filter_by(run_id=run, code="E1").one()
        theme.lineage = {**(theme.lineage or {}), "origin": "recognised", "sources": []}
    assert "Own theme now." in analyst.get(f"/runs/{run}/themes/E1").text
    assert "Own theme now" in analyst.get(f"/runs/{run}/themes/").text


def test_the_analyst_learns_that_leaders_see_no_theme_without_a_name(office: Office, analyst: FlaskClient) -> None:
    told = "until it is given a name"
    assert told not in analyst.get(at(office)).text + analyst.get(at(office, code="")).text
    with office.store.sessions.begin() as session:
        theme = session.query(Theme).filter_by(run_id=office.run, code="E1").one()
        theme.name, theme.name_from = NAMELESS, "keywords"
        (member, *_) = statements_of_theme(session, theme.id, 1, 0)
        quoted = f"“{member.Record.text[member.Statement.start : member.Statement.end][:40]}"
    assert told in analyst.get(at(office)).text
    listed = analyst.get(at(office, code="")).text
    assert told in listed
    assert quoted in unescape(listed)
    assert "Name these first" in listed
    box = unescape(analyst.get(at(office)).text)
    assert f"as a suggestion: {quoted}" in box
    assert 'value="No word' not in box
    analyst.post(at(office, "/rename"), data={"name": "Rosters come late"})
    assert told not in analyst.get(at(office)).text + analyst.get(at(office, code="")).text
    assert "Name these first" not in analyst.get(at(office, code="")).text
    assert "as a suggestion" not in analyst.get(at(office)).text


def test_a_statement_stands_with_the_question_that_it_answers(office: Office, analyst: FlaskClient) -> None:
    with office.store.sessions.begin() as session:
        theme = session.query(Theme).filter_by(run_id=office.run, code="E1").one()
        (member, *_) = statements_of_theme(session, theme.id, 1, 0)
        member.Record.asked = ["What should we change?"]
    assert analyst.get(at(office)).text.count("What should we change?") == 1


def test_a_run_can_find_its_themes_from_scratch(office: Office, analyst: FlaskClient) -> None:
    analyst.post(at(office, "/rename"), data={"name": "Rosters come late"})
    assert f"Follow run {office.run}" in analyst.get("/runs/new").text
    run = run_again(office, analyst, after=0)
    with office.store.sessions() as session:
        assert session.get(Wave, run) is None
        names = {theme.name for theme in session.query(Theme).filter_by(run_id=run)}
    assert "Rosters come late" not in names


def test_two_themes_are_one_from_the_next_run_on(office: Office, analyst: FlaskClient) -> None:
    with office.store.sessions.begin() as session:
        session.add(
            Theme(
                run_id=office.run,
                code="E2",
                side="employee",
                rank=2,
                name="Short nights",
                name_from="keywords",
                keywords=[],
                description="",
                people=0,
                statements=0,
                pain_share=1.0,
                trend=[],
            )
        )
    answer = analyst.post(at(office, "/merge", "E2"), data={"into": "E1"}, follow_redirects=True)
    assert "takes the two for one" in answer.text
    assert '<option selected value="E1">' in answer.text
    answer = analyst.post(at(office, "/unpin"))
    assert answer.status_code == 422
    assert "Another theme is to be merged into this one: take that back first." in answer.text
    run = run_again(office, analyst)
    with office.store.sessions() as session:
        codes = {theme.code for theme in session.query(Theme).filter_by(run_id=run, side=Side.EMPLOYEE)}
    assert "E1" in codes
    assert "E2" not in codes
    assert "Short nights (E2, 0 people, now in E1)" in analyst.get(f"/runs/{run}/themes/").text
    answer = analyst.post(at(office, "/merge", "E2"), data={"into": ""}, follow_redirects=True)
    assert "stays one of its own" in answer.text


@pytest.mark.parametrize(
    ("rest", "data", "sentence"),
    [
        ("/rename", {"name": ""}, "Give it a name."),
        ("/rename", {"name": "x" * 61}, "At most 60 characters."),
        ("/merge", {"into": "E1"}, "Choose another theme"),
        ("/merge", {"into": "C1"}, "Choose another theme"),
    ],
)
def test_it_says_what_cannot_be(
    office: Office, analyst: FlaskClient, rest: str, data: dict[str, str], sentence: str
) -> None:
    answer = analyst.post(at(office, rest), data=data)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_it_decides_nothing_about_a_theme_that_is_none_or_of_a_run_that_is_not_done(
    office: Office, analyst: FlaskClient
) -> None:
    assert analyst.post(at(office, "/pin", "E9")).status_code == 404
    with office.store.sessions.begin() as session:
        session.get_one(Run, office.run).status = RunStatus.RUNNING
    assert analyst.post(at(office, "/pin")).status_code == 404


def test_it_takes_no_decision_without_its_token(office: Office, analyst: FlaskClient) -> None:
    office.app.config["WTF_CSRF_ENABLED"] = True
    for rest in ("/rename", "/pin", "/unpin", "/merge"):
        assert analyst.post(at(office, rest), data={"name": "Rosters", "into": ""}).status_code == 400


def test_a_page_says_how_bad_a_themes_pains_are(office: Office, analyst: FlaskClient) -> None:
    page = analyst.get(at(office)).text
    assert ">Severity, 0 to 1</dt><dd>0.50</dd>" in page
    assert "0.5 hours or money lost" in page


def test_the_list_counts_what_stands_in_no_theme(office: Office, analyst: FlaskClient) -> None:
    with office.store.sessions() as session:
        outside, every = remainder_of_run(session, office.run)["employee"]
        inside = sum(theme.statements for theme in session.query(Theme).filter_by(run_id=office.run, side="employee"))
    assert every == outside + inside
    assert f"In no theme: {outside} of {every} statement" in analyst.get(at(office, code="")).text


def test_a_theme_without_keywords_leaves_no_gap_for_them(office: Office, analyst: FlaskClient) -> None:
    with office.store.sessions.begin() as session:
        for theme in session.query(Theme).filter_by(run_id=office.run):
            theme.keywords, theme.parent = [], "EA4"
    page = analyst.get(f"/runs/{office.run}/themes/").text
    assert "E1 · area EA4" in page


@pytest.mark.parametrize(("steadiness", "said"), [([0.8, None], True), ([0.8, 0.7], False), ([None, None], False)])
def test_it_says_why_a_theme_has_no_stability(
    office: Office, analyst: FlaskClient, steadiness: list[float | None], said: bool
) -> None:
    with office.store.sessions.begin() as session:
        theme = session.query(Theme).filter_by(run_id=office.run, code="E1").one()
        theme.stability, other = steadiness
        session.add(copy_of(theme, code="E9", name="Another", rank=9, stability=other))
    page = analyst.get(f"/runs/{office.run}/themes/").text
    assert ("Stability –: not measured" in page) is said


@pytest.mark.parametrize(("mechanism", "shown"), [(None, True), ("M01", False)])
def test_it_says_where_the_knowledge_base_describes_no_theme(
    office: Office, analyst: FlaskClient, mechanism: str | None, shown: bool
) -> None:
    with office.store.sessions.begin() as session:
        for theme in session.query(Theme).filter_by(run_id=office.run):
            theme.mechanism = mechanism
    page = analyst.get(f"/runs/{office.run}/themes/").text
    assert ("No mechanism of the knowledge base is near enough to these themes" in page) is shown


def test_a_statement_stands_beside_the_rating_that_came_with_it(office: Office, analyst: FlaskClient) -> None:
    assert "rating" not in analyst.get(at(office)).text
    with office.store.sessions.begin() as session:
        session.get_one(Record, office.record(Side.EMPLOYEE)).rating = 2
    assert analyst.get(at(office)).text.count('<span class="sub">rating 2</span>') == 1
