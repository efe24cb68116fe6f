"""Writing actions down, changing, closing and reading them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from analyzer.types import Side
from models import Action, Link, Record, Theme
from models.enums import Role
from tests.analyzer.pipeline.test_actions import BETTER, FIRST, WHOLE
from tests.chain import SHOPS, chain_table
from tests.web.command_line import run
from tests.web.office import DEED, OWNER, Office

NEW = {
    "what": "Put a second person on the late shift",
    "owner": "Area manager",
    "first": "2026-03-01",
    "units-0-name": "Harbour Street",
    "units-0-chosen": "y",
}


def actions(office: Office) -> list[Action]:
    with office.store.sessions() as session:
        found = session.query(Action).order_by(Action.id).all()
        assert [action.rollouts for action in found]
        return found


def new_page(office: Office) -> str:
    return f"/runs/{office.run}/links/{office.link}/actions/new"


def test_it_writes_an_action_down_on_the_page_of_its_link(office: Office) -> None:
    client = office.sit_down(Role.ANALYST)
    answer = client.post(new_page(office), data=NEW)
    made = actions(office)[-1]
    assert answer.headers["Location"] == f"/actions/{made.id}"
    assert (made.what, made.owner, made.link_id) == (NEW["what"], NEW["owner"], office.link)
    assert [(each.unit, each.day.isoformat()) for each in made.rollouts] == [("Harbour Street", "2026-03-01")]
    assert NEW["what"] in client.get(f"/runs/{office.run}/links/{office.link}").text
    assert "Harbour Street" in client.get(f"/actions/{made.id}").text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"what": ""}, "Say what is done."),
        ({"owner": ""}, "Say who sees to it."),
        ({"first": ""}, "has no first day"),
        ({"units-0-chosen": ""}, "Name at least one unit"),
        ({"first": "March"}, "Not a valid date value"),
        ({"units-0-name": "Elsewhere"}, "names the unit “Elsewhere”; records name one unit, “Harbour Street”"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(office: Office, change: dict[str, str], said: str) -> None:
    data = {name: value for name, value in {**NEW, **change}.items() if value}
    answer = office.sit_down(Role.ANALYST).post(new_page(office), data=data)
    assert answer.status_code == 422
    assert said in answer.text
    assert all(value in answer.text for value in data.values() if value not in {"y", "2026-03-01"})
    assert len(actions(office)) == 1


def test_it_takes_a_unit_s_own_first_day_before_the_common_one(office: Office) -> None:
    office.sit_down(Role.ANALYST).post(new_page(office), data={**NEW, "units-0-day": "2026-05-01"})
    assert actions(office)[-1].rollouts[0].day.isoformat() == "2026-05-01"


def test_it_proposes_what_the_knowledge_base_knows_of_the_mechanism(office: Office) -> None:
    with office.store.sessions.begin() as session:
        session.get_one(Link, office.link).mechanism = "M01"
    client = office.sit_down(Role.ANALYST)
    page = client.get(f"/runs/{office.run}/links/{office.link}").text
    proposed = "Certify people before a system or product goes live"
    assert proposed in page
    assert proposed in client.get(new_page(office), query_string={"what": proposed}).text


def test_it_says_where_no_record_names_a_unit(office: Office) -> None:
    with office.store.sessions.begin() as session:
        for record in session.query(Record):
            record.unit = None
    client = office.sit_down(Role.ANALYST)
    assert "No record names a unit" in client.get(new_page(office)).text


def test_it_changes_an_action(office: Office) -> None:
    client = office.sit_down(Role.ANALYST)
    page = client.get(f"/actions/{office.action}/edit").text
    assert DEED in page
    assert 'value="2025-09-01"' in page
    answer = client.post(f"/actions/{office.action}/edit", data=NEW)
    assert answer.status_code == 302
    assert actions(office)[0].what == NEW["what"]
    assert client.post(f"/actions/{office.action}/edit", data={**NEW, "what": ""}).status_code == 422


def test_it_closes_an_action_and_opens_it_again(office: Office) -> None:
    client = office.sit_down(Role.ANALYST)
    client.post(f"/actions/{office.action}/close")
    assert not actions(office)[0].open
    client.post(f"/actions/{office.action}/reopen")
    assert actions(office)[0].open


def test_it_has_no_page_for_an_action_that_is_not_there(office: Office) -> None:
    assert office.sit_down(Role.ANALYST).get("/actions/99").status_code == 404


def test_it_lists_actions_to_analysts_and_leaders(office: Office) -> None:
    for role in (Role.ANALYST, Role.LEADER):
        page = office.sit_down(role).get("/actions/").text
        assert DEED in page
        assert OWNER in page
        assert "Not measured yet" in page


def test_it_leads_leaders_to_reports_and_actions_alone(office: Office) -> None:
    page = office.sit_down(Role.LEADER).get("/actions/").text
    assert re.findall(r"<nav.*?</nav>", page, flags=re.DOTALL)
    assert re.findall(r'<a href="(/\w+/)"', re.findall(r"<nav.*?</nav>", page, flags=re.DOTALL)[0]) == [
        "/reports/",
        "/actions/",
    ]


def test_it_shows_leaders_no_action_on_a_theme_of_few_people(office: Office) -> None:
    with office.store.sessions.begin() as session:
        session.query(Theme).filter_by(code="E1").one().people = 4
    assert DEED not in office.sit_down(Role.LEADER).get("/actions/").text
    assert DEED not in office.sit_down(Role.LEADER).get(f"/reports/{office.run}").text


def test_it_shows_leaders_no_words_that_name_a_unit(office: Office) -> None:
    office.sit_down(Role.ANALYST).post(new_page(office), data={**NEW, "what": "New tills in harbour  street"})
    pages = [office.sit_down(Role.LEADER).get(address).text for address in ("/actions/", f"/reports/{office.run}")]
    for page in pages:
        assert "harbour" not in page.casefold()
        assert "An action whose words would name a unit" in page


def test_it_warns_whoever_writes_an_action_down_of_what_leaders_will_not_see_and_runs_not_measure(
    office: Office,
) -> None:
    client = office.sit_down(Role.ANALYST)
    named = {**NEW, "what": "New tills in harbour  street"}
    for address in (new_page(office), f"/actions/{office.action}/edit"):
        page = " ".join(client.post(address, data=named, follow_redirects=True).text.split())
        assert "Leaders will not see what is done: “harbour street” names a unit." in page
        assert "1 unit with it, and at least 4 are needed." in page
        assert "while 0 units without it are left to compare with: at least 4 are needed." in page
        assert "will not see who sees to it" not in page


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the chain hands in before the tills are mended, and in all; and where they are mended."""
    folder = tmp_path_factory.mktemp("tables")
    for name, months in (("first", FIRST), ("whole", WHOLE)):
        for side in Side:
            (folder / f"{name}-{side}.csv").write_bytes(chain_table(side, months, BETTER))
    rows = [f"{shop},2025-09-01" for shop in BETTER]
    (folder / "mended.csv").write_text("\n".join(["Unit,Date", *rows, ""]), "utf-8")
    (folder / "odd.csv").write_text("place\nShop A\n", "utf-8")
    (folder / "late.csv").write_text("unit,date\nShop A,1.9.2025\nShop B,2025-09-01\nShop C,soon\n", "utf-8")
    return folder


def analyse(tables: Path, name: str, out: Path) -> dict[str, object]:
    sides = [part for side in Side for part in (f"--{side}s", tables / f"{name}-{side}.csv")]
    assert run("analyse", *sides, "--out", out) == 0
    found: dict[str, object] = json.loads((out / "analysis.json").read_text())
    return found


def test_it_closes_the_loop_on_the_command_line(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    analyse(tables, "first", tmp_path / "first")
    capsys.readouterr()
    assert run("actions", "list") == 0
    assert capsys.readouterr().out.startswith("No action is written down")
    options = ("--what", "Mend the tills", "--owner", "Head of stores")
    assert run("actions", "add", "--run", 1, "--link", "E1:C1", *options, "--units", tables / "mended.csv") == 0
    later = analyse(tables, "whole", tmp_path / "later")
    capsys.readouterr()

    (action,) = later["actions"]
    assert action["outcome"] == "tested"
    assert [unit["unit"] for unit in action["units"]] == sorted(BETTER)
    tested = [link for link in later["links"] if link["grade"] == "tested"]
    assert [link["sentence"] for link in tested] == [action["sentence"]]

    page = (tmp_path / "later" / "report.html").read_text()
    assert "What was tried, and what changed" in page
    assert "Mend the tills" in page
    assert "Seen to by Head of stores, since September 2025, in seven units." in page
    assert not any(shop in page for shop in SHOPS)

    assert run("actions", "list", "--json") == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["run"], listed["outcome"]) == (2, "tested")
    assert run("actions", "close", 1) == 0
    assert run("actions", "list") == 0
    printed = capsys.readouterr().out
    _, heading, line, *_ = printed.splitlines()
    assert [heading[line.index(cell) :].split()[0] for cell in ("closed", "2025-09-01", "Mend")] == [
        "state",
        "from",
        "what",
    ]
    assert line.split()[:4] == ["1", "closed", "2025-09-01", "7"]
    assert max(map(len, printed.splitlines())) <= 80
    assert run("actions", "reopen", 1) == 0

    for arguments, code in (
        (("--unit", "Shop Z=2025-09-01"), 2),
        (("--unit", "Shop A"), 2),
        (("--unit", "Shop A=01/09/2025"), 2),
        ((), 2),
        (("--units", tables / "odd.csv"), 3),
        (("--units", tables / "late.csv"), 3),
        (("--units", tables / "missing.csv"), 3),
    ):
        assert run("actions", "add", "--run", 1, "--link", "E1:C1", *options, *arguments) == code
    assert run("actions", "add", "--run", 1, "--link", "E9:C9", *options, "--unit", "Shop A=2025-09-01") == 2
    assert run("actions", "add", "--run", 1, "--link", "E1", *options, "--unit", "Shop A=2025-09-01") == 2
    assert run("actions", "add", "--run", 1, "--link", "E1:C1", *options, "--unit", "Shop A", "--from", "soon") == 2
    assert run("actions", "close", 9) == 2
    said = capsys.readouterr().err
    assert "late.csv has dates that cannot be read: line 2 has 1.9.2025, line 4 has soon; write each as" in said
    assert "missing.csv cannot be opened: no such file or directory." in said
    assert "“01/09/2025” is no day; give it as YYYY-MM-DD, such as 2026-03-01." in said
    assert "Traceback" not in said
    alone = ("--what", "Mend the tills of shop a", "--owner", "Head of stores", "--unit", "Shop A=2025-09-01")
    assert run("actions", "add", "--run", 1, "--link", "E1:C1", *alone) == 0
    said = capsys.readouterr().err
    assert "what is done: “shop a” names a unit." in said
    assert "1 unit with it, and at least 4 are needed" in said
    assert "Traceback" not in capsys.readouterr().err
    assert (
        run("actions", "add", "--run", 1, "--link", "E1:C1", *options, "--unit", "Shop A", "--from", "2025-09-01") == 0
    )
