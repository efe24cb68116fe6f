"""Events on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer import ingest
from tests.analyzer.pipeline.company import SITES
from tests.analyzer.pipeline.test_events import COMMENTS, LEAVERS, chain
from tests.web.test_cli import run
from web.commands import options

EVENTS = """unit,date,end,kind,note
Shop 1,2025-02-10,2025-03-20,Refit,new floor
,2025-06-01,,price rise,
"""
AMBIGUOUS = "unit,date\nShop 1,03/04/2025\nShop 2,05/06/2025\n"
WRONG = "unit,date\nShop 1,2025-03-04\nShop 11,2025-03-04\nShop 2,soon\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with what a chain of ten shops hands in."""
    (tmp_path / "leavers.csv").write_bytes(chain(LEAVERS, 1))
    (tmp_path / "comments.csv").write_bytes(chain(COMMENTS, 2))
    for name, text in (("events", EVENTS), ("ambiguous", AMBIGUOUS), ("wrong", WRONG)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def analyse(files: Path, *more: object) -> int:
    sides = ("--employees", files / "leavers.csv", "--customers", files / "comments.csv")
    return run("analyse", *sides, "--out", files / "out", *more)


def told(files: Path) -> dict[str, Any]:
    events: dict[str, Any] = json.loads((files / "out" / "analysis.json").read_text())["events"]
    return events


def log(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run("events", "list", "--json") == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_it_offers_the_roles_of_event_columns_that_it_does_not_import() -> None:
    assert set(options.EVENT_ROLES) == set(ingest.EventColumn)


def test_it_leaves_out_what_a_file_of_events_names(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert analyse(files, "--events", files / "events.csv") == 0
    assert (told(files)["left_out"], told(files)["cells"]) == (2 + 10, 120)
    assert [each["left_out"] for each in told(files)["listed"]] == [2, 10]
    printed = " ".join(capsys.readouterr().out.split())
    assert "Events struck 12 of the 120 combinations of place and period (one refit and one price change)" in printed
    assert "Shop 1" not in (files / "out" / "report.html").read_text()
    assert log(capsys) == []


def test_it_leaves_out_what_the_log_names_where_no_file_is_given(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    assert run("events", "add", files / "events.csv") == 0
    assert analyse(files) == 0
    assert told(files)["left_out"] == 12
    assert analyse(files, "--no-events") == 0
    assert told(files) == {"cells": 0, "left_out": 0, "listed": []}


def test_it_keeps_a_log(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    capsys.readouterr()
    for new in (2, 0):
        assert run("events", "add", files / "events.csv") == 0
        assert capsys.readouterr().out.splitlines()[-1] == f"2 events, {new} of them new."
    assert [(event["unit"], event["kind"]) for event in log(capsys)] == [(None, "price_change"), ("Shop 1", "refit")]
    assert run("events", "list") == 0
    assert "2025-02-10 – 2025-03-20  refit           Shop 1  new floor" in capsys.readouterr().out
    assert run("events", "delete", 1) == 0
    assert [event["id"] for event in log(capsys)] == [2]
    run("events", "delete", 2)
    capsys.readouterr()
    assert run("events", "list") == 0
    assert capsys.readouterr().out.startswith("No event is in the log")


def test_it_counts_one_event_as_one_and_spells_its_unit_as_records_do(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    (files / "one.csv").write_text("unit,date\nshop  1,2025-03-04\n", encoding="utf-8")
    capsys.readouterr()
    assert run("events", "add", files / "one.csv") == 0
    assert capsys.readouterr().out == "1 event, 1 of them new.\n"
    assert [event["unit"] for event in log(capsys)] == ["Shop 1"]


def test_it_ends_a_question_with_its_mark_alone(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    (files / "near.csv").write_text("unit,date\nShop 11,2025-03-04\n", encoding="utf-8")
    capsys.readouterr()
    assert run("events", "add", files / "near.csv") == 3
    assert capsys.readouterr().err.endswith("is it “Shop 1”?\n")


def test_it_writes_the_report_of_a_run_again_as_it_was_whatever_became_of_the_log(files: Path) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    run("events", "add", files / "events.csv")
    analyse(files)
    before = (files / "out" / "analysis.json").read_bytes()
    run("events", "delete", 1, 2)
    assert run("report", 1, "--out", files / "again") == 0
    assert (files / "again" / "analysis.json").read_bytes() == before


def test_it_asks_for_the_order_of_dates_that_nothing_settles(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert analyse(files, "--events", files / "ambiguous.csv") == 3
    assert "day or the month comes first" in capsys.readouterr().err
    assert analyse(files, "--events", files / "ambiguous.csv", "--dates", "events:mdy") == 0
    assert [each["start"] for each in told(files)["listed"]] == ["2025-03-04", "2025-05-06"]
    assert analyse(files, "--events", files / "ambiguous.csv", "--dates", "dmy") == 0
    assert [each["start"] for each in told(files)["listed"]] == ["2025-04-03", "2025-06-05"]


def test_it_uses_nothing_of_a_file_with_rows_that_cannot_be_used(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    capsys.readouterr()
    assert run("events", "add", files / "wrong.csv") == 3
    assert capsys.readouterr().err == (
        "headwater: wrong.csv has rows that cannot be used, so nothing of it is used. Mend them, or leave them out "
        "with --skip-problem-rows: line 3: no record names the unit “Shop 11”; is it “Shop 1”?; "
        "line 4: its date cannot be read; write it like 2025-03-31.\n"
    )
    assert log(capsys) == []
    assert analyse(files, "--events", files / "wrong.csv") == 3
    said = capsys.readouterr().err
    assert "line 3: no record names the unit “Shop 11”" in said
    assert "line 4: its date cannot be read" in said
    assert not (files / "out").exists()


def test_it_goes_on_without_such_rows_where_it_is_told_to(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert analyse(files, "--events", files / "wrong.csv", "--skip-problem-rows") == 0
    assert capsys.readouterr().err.splitlines() == [
        "wrong.csv, line 3 is left out: no record names the unit “Shop 11”; is it “Shop 1”?",
        "wrong.csv, line 4 is left out: its date cannot be read; write it like 2025-03-31",
    ]
    assert [each["unit"] for each in told(files)["listed"]] == ["Shop 1"]


def test_it_says_which_unit_no_record_names(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "sites.csv").write_text(f"unit,date\n{SITES[0]},2025-03-04\n")
    assert analyse(files, "--events", files / "sites.csv") == 3
    assert "line 2: no record names the unit “Harbour”" in capsys.readouterr().err


def test_it_reads_columns_of_events_as_it_is_told(files: Path) -> None:
    (files / "odd.csv").write_text("spot,moment\nShop 1,2025-03-04\n")
    odd = files / "odd.csv"
    assert analyse(files, "--events", odd, "--map", "events:spot=unit", "--map", "events:moment=date") == 0
    assert told(files)["left_out"] == 1
    assert run("events", "add", odd, "--map", "spot=unit", "--map", "moment=date") == 0


def test_it_names_the_options_that_say_what_a_table_does_not(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "odd.csv").write_text("spot,moment\nShop 1,2025-03-04\n")
    asked = {
        "odd": "name one date or start, or say which one holds it (--map {}NAME=date).",
        "ambiguous": "say which (--dates {0}dmy reads 03/04 as 3 April, --dates {0}mdy as March 4).",
    }
    for name, said in asked.items():
        assert analyse(files, "--events", files / f"{name}.csv") == 3
        assert said.format("events:") in " ".join(capsys.readouterr().err.split())
        assert run("events", "add", files / f"{name}.csv") == 3
        assert said.format("") in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(("option", "said"), [("--header-rows", "events:2"), ("--as", "events:lines")])
def test_it_refuses_what_it_would_not_heed_of_events(
    files: Path, capsys: pytest.CaptureFixture[str], option: str, said: str
) -> None:
    assert analyse(files, "--events", files / "events.csv", option, said) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert told.endswith(f"events are read as a table with one row of names; leave out {said}.")
    assert not (files / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["events", "add", "missing.csv"], 3),
        (["events", "add", "leavers.txt"], 3),
        (["events", "add", "events.csv", "--map", "unit"], 2),
        (["events", "add", "events.csv", "--map", "unit=place"], 2),
        (["events", "add", "events.csv", "--dates", "ymd"], 2),
        (["events", "delete", "7"], 2),
        (["events", "delete"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--events", "events.csv", "--no-events"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--dates", "events:dmy"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--events", "missing.csv"], 3),
    ],
)
def test_it_says_in_one_line_what_is_wrong(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    (files / "leavers.txt").write_text("The till froze again.\n")
    monkeypatch.chdir(files)
    assert run(*arguments) == code
    printed = capsys.readouterr()
    assert printed.err.startswith("headwater: ")
    assert printed.err.count("\n") == 1
    assert not (files / "out").exists()
