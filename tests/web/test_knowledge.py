"""The knowledge base on a page and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analyzer.knowledge import load
from models import Link, Run
from models.enums import Role
from tests.analyzer.knowledge.test_knowledge import OWN
from tests.analyzer.pipeline.company import customers, employees
from tests.web.office import Office, open_office
from tests.web.test_cli import run


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return file


def grade(office: Office, mechanism: str, grade: str) -> None:
    with office.store.sessions.begin() as session:
        link = session.get_one(Link, office.link)
        link.mechanism, link.grade = mechanism, grade


def page_of(office: Office) -> str:
    return office.sit_down(Role.ANALYST).get("/knowledge/").text


def test_it_shows_analysts_every_mechanism_with_both_voices(office: Office) -> None:
    page = page_of(office)
    for mechanism in load().mechanisms:
        assert f'id="{mechanism.id}"' in page
    assert "Not enough people on shift" in page
    assert "Long waits and queues" in page
    assert "speak neither for nor against any mechanism" in page


def test_it_finds_mechanisms_by_words_of_either_side(office: Office) -> None:
    analyst = office.sit_down(Role.ANALYST)
    found = analyst.get("/knowledge/?words=enough+QUEUE").text
    assert 'id="M06"' in found
    assert 'id="M22"' not in found
    assert "What cannot be linked" not in found
    none = analyst.get("/knowledge/?words=%3Cb%3Exyzzy").text
    assert "is in 0 mechanisms" in none
    assert "&lt;b&gt;xyzzy" in none
    assert 'id="M06"' not in none


def test_mechanisms_that_are_called_so_stand_before_those_that_only_mention_it(office: Office) -> None:
    called = [each for each in load().mechanisms if "queue" in f"{each.employee_name} {each.customer_name}".casefold()]
    (domino,) = {each.domino for each in called if each.id == "M06"}
    found = office.sit_down(Role.ANALYST).get("/knowledge/?words=queue").text
    listed = [each for each in load().mechanisms if each.domino == domino and f'id="{each.id}"' in found]
    by_place = sorted(listed, key=lambda each: found.index(f'id="{each.id}"'))
    names = [each in called for each in by_place]
    assert names == sorted(names, reverse=True)
    assert len(set(names)) == 2


@pytest.mark.parametrize(("found", "said"), [("moves_together", "Seen here"), ("contradicted", "Contradicted here")])
def test_it_puts_first_what_the_newest_run_says(office: Office, found: str, said: str) -> None:
    grade(office, "M06", found)
    first = page_of(office).split("Engagement and productivity")[0]
    assert "Not enough people on shift" in first
    assert f'class="state status-{found.replace("moves_together", "confirmed")}' in first
    assert said in first


def test_it_leads_from_a_link_to_its_mechanism(office: Office) -> None:
    grade(office, "M06", "voiced")
    page = office.sit_down(Role.ANALYST).get(f"/runs/{office.run}/links/{office.link}").text
    assert '<a href="/knowledge/#M06">M06</a>' in page


def test_it_adds_the_file_that_the_environment_names(home: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = open_office(home, knowledge=own)
    assert 'id="X01"' in page_of(office)
    monkeypatch.setattr("web.jobs.execute", lambda run_id: None)
    answer = office.sit_down(Role.ANALYST).post("/runs/new", data={"uploads": list(office.uploads.values())})
    assert answer.status_code == 302
    with office.store.sessions() as session:
        newest = session.query(Run).order_by(Run.id.desc()).first()
        assert newest is not None
        assert newest.settings["knowledge"]["name"] == "own.yaml"


def test_it_starts_no_run_with_a_file_that_cannot_be_used(home: Path, own: Path) -> None:
    own.write_text(OWN.replace("D3", "D9"), encoding="utf-8")
    office = open_office(home, knowledge=own)
    page = page_of(office)
    assert "own.yaml cannot be used as knowledge" in page
    assert 'id="M06"' in page
    answer = office.sit_down(Role.ANALYST).post("/runs/new", data={"uploads": list(office.uploads.values())})
    assert answer.status_code == 422
    assert "own.yaml cannot be used as knowledge" in answer.text


def test_it_lists_mechanisms_on_the_command_line(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("knowledge") == 0
    assert "M06   T2  Not enough people on shift → Long waits and queues" in capsys.readouterr().out
    assert run("knowledge", "--knowledge", own, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in listed] == [each.id for each in load().mechanisms] + ["X01"]
    assert listed[-1]["actions"] == ["Cut more keys", "Open cabinets in the morning"]


def test_it_checks_a_file_and_says_each_flaw(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("knowledge", "--check", own) == 0
    assert capsys.readouterr().out == "own.yaml can be used: 1 mechanism and 0 placebos.\n"
    own.write_text(OWN.replace("X01", "M06"), encoding="utf-8")
    assert run("knowledge", "--check", own) == 0
    assert "In place of shipped ones: M06." in capsys.readouterr().out
    own.write_text(OWN.replace("D3", "D9").replace("    tier: T4\n", ""), encoding="utf-8")
    assert run("knowledge", "--check", own) == 3
    printed = capsys.readouterr()
    assert printed.out.splitlines() == ["X01: missing tier.", "X01, domino: 'D9' is none of D1, D2, D3, D4, D5, D6."]
    assert printed.err == "headwater: own.yaml cannot be used as knowledge: 2 flaws.\n"


def test_it_analyses_with_an_own_file_and_says_which(
    tmp_path: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, table in (("leavers.csv", employees()), ("comments.csv", customers())):
        (tmp_path / name).write_bytes(table)
    sides = ("--employees", tmp_path / "leavers.csv", "--customers", tmp_path / "comments.csv")
    assert run("analyse", *sides, "--out", tmp_path / "out", "--knowledge", own) == 0
    told = json.loads((tmp_path / "out" / "analysis.json").read_text())
    assert told["run"]["settings"]["knowledge"]["name"] == "own.yaml"
    assert len(told["run"]["settings"]["knowledge"]["sha256"]) == 64
    assert told["mechanisms"][-1] == {"id": "X01", "status": "seed", "tier": "T4"}
    own.write_text("a: [", encoding="utf-8")
    capsys.readouterr()
    assert run("analyse", *sides, "--out", tmp_path / "second", "--knowledge", own) == 3
    assert capsys.readouterr().err.startswith("headwater: own.yaml cannot be used as knowledge: The file is not YAML.")
    assert not (tmp_path / "second").exists()
