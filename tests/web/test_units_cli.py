"""Units whose names look alike, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.analyzer.pipeline.company import SITES, customers, employees
from tests.web.command_line import run

SAID = "The rota came out late and nobody told us."


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tables of both sides: the employees' number the sites, the customers' do not."""
    monkeypatch.setenv("COLUMNS", "100")
    staff = employees()
    for number, site in enumerate(SITES):
        staff = staff.replace(f",{site},".encode(), f",{number} - {site},".encode())
    (tmp_path / "staff.csv").write_bytes(staff)
    (tmp_path / "guests.csv").write_bytes(customers())
    return tmp_path


def both(files: Path) -> list[object]:
    return ["--employees", files / "staff.csv", "--customers", files / "guests.csv"]


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_a_look_lists_names_that_look_alike_and_says_how_to_accept_them(
    files: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("analyse", *both(files), "--dry-run") == 0
    said = printed(capsys)
    assert "Employees: None of these 4 units is named on the other side" in said
    assert "Names of 4 units look alike." in said
    assert 'headwater units join "0 - Harbour" "Harbour".' in said
    assert "1 - Hill (employees) = Hill (customers)" in said
    assert "Here both sides have no unit in common." in said
    assert run("analyse", *both(files), "--dry-run", "--alike") == 0
    said = printed(capsys)
    assert "Employees: 4 units, all named on the other side too." in said
    assert "Names of 4 units look alike and count as one, as --alike says:" in said
    assert (
        "Here 48 employees and 96 customers speak in 4 such units over 12 months: both sides in 12 unit-months." in said
    )
    assert not home.exists()


def test_a_run_counts_them_as_one_only_where_it_is_told_to_and_so_do_the_runs_that_follow(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("analyse", *both(files), "--out", files / "out") == 0
    assert "Names of 4 units look alike. Where they are the same, say --alike" in printed(capsys)
    assert run("units", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("analyse", "--stored", "--alike", "--out", files / "out") == 0
    assert "count as one, as --alike says: 0 - Harbour (employees) = Harbour (customers)" in printed(capsys)
    analysis = json.loads((files / "out" / "analysis.json").read_text())
    assert "NO_SHARED_UNIT" not in json.dumps(analysis["not_tested"])
    assert run("analyse", "--stored", "--dry-run") == 0
    said = printed(capsys)
    assert "Employees: 4 units, all named on the other side too." in said
    assert "alike" not in said


def test_units_are_said_to_be_one_pair_by_pair_listed_and_taken_back(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", files / "staff.csv", "--side", "employee") == 0
    capsys.readouterr()
    assert run("import", files / "guests.csv", "--side", "customer", "--dry-run") == 0
    assert "Names of 4 units look alike." in printed(capsys)
    assert run("units", "join", "2 - mill", "Mill") == 0
    told = capsys.readouterr()
    assert "2 - mill counts as Mill." in told.out
    assert "No record that is stored names “Mill” so far." in told.err
    assert run("units", "join", "mill", "2: MILL") == 0
    assert "They are one already" in printed(capsys)
    assert run("import", files / "guests.csv", "--side", "customer", "--dry-run") == 0
    said = printed(capsys)
    assert "1 of 4 units is named on the other side too" in said
    assert "Names of 3 units look alike." in said
    assert run("units", "list") == 0
    assert "1 2 - mill = Mill" in printed(capsys)
    assert run("units", "part", 1) == 0
    assert "2 - mill and Mill are two units again." in printed(capsys)
    assert run("units", "part", 1) == 2
    assert "There is no pair 1" in capsys.readouterr().err
    assert run("units", "join", " ", "Mill") == 2


def test_where_no_name_looks_alike_it_says_how_two_are_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(f"site,comment\nMünchen,{SAID}\n")
    (tmp_path / "b.csv").write_text(f"site,comment\nMunich,{SAID}\n")
    assert run("analyse", "--employees", tmp_path / "a.csv", "--customers", tmp_path / "b.csv", "--dry-run") == 0
    assert "say so: headwater units join NAME OTHER." in printed(capsys)
