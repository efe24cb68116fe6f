"""Removing from the command line, in the home of the invented organisation."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from analyzer.types import Side
from models import Record, Run, Upload, UploadRecord
from models.enums import RunStatus
from tests.analyzer.pipeline.company import employees
from tests.web.command_line import run
from tests.web.office import Office
from web.commands.environment import open_home
from web.commands.reading import describe_uploads
from web.commands.stored import remove as job


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def uploads(capsys: pytest.CaptureFixture[str]) -> dict[int, dict[str, Any]]:
    capsys.readouterr()
    assert run("uploads", "--json") == 0
    return {each["id"]: each for each in json.loads(capsys.readouterr().out)}


def runs(capsys: pytest.CaptureFixture[str]) -> list[int]:
    capsys.readouterr()
    assert run("runs", "--json") == 0
    return [each["id"] for each in json.loads(capsys.readouterr().out)]


def test_it_lists_the_uploads_by_number(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert run("uploads") == 0
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split() == ["upload", "side", "status", "when", "(UTC)", "records", "name"]
    assert [heading.index(name) for name in ("side", "when", "name")] == [
        first.index(cell) for cell in ("customer ", "2026-03-01", "customer.csv")
    ]
    assert first.split() == ["2", "customer", "stored", "2026-03-01", "09:30", "24", "customer.csv"]
    assert second.split()[:2] == ["1", "employee"]


def test_a_record_goes_by_its_line(office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    employee = office.uploads[Side.EMPLOYEE]
    assert run("remove", "record", employee, 7, "--yes") == 0
    said = capsys.readouterr().out
    assert said.startswith("What goes:\n  1 record, 1 statement in all\n")
    assert said.endswith(f"The record at line 7 of upload {employee} is removed.\n")
    assert (uploads(capsys)[employee]["records"], uploads(capsys)[employee]["removed"]) == (23, 1)
    with office.store.sessions() as session:
        lines = session.query(UploadRecord.line).filter_by(upload_id=employee).all()
    assert (7,) not in lines
    assert run("report", office.run, "--out", tmp_path / "again") == 0
    assert "were removed since" in (tmp_path / "again" / "report.html").read_text(encoding="utf-8")


def test_all_of_a_person_goes_where_that_is_asked_for(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with office.store.sessions.begin() as session:
        for record in session.query(Record).filter_by(side="employee").limit(3):
            record.person = "pada"
    assert run("remove", "record", office.uploads[Side.EMPLOYEE], 1, "--yes") == 0
    assert "Of the same person 3 records are known: --person removes them all." in capsys.readouterr().err
    assert run("remove", "record", office.uploads[Side.EMPLOYEE], 2, "--person", "--yes") == 0
    assert "is removed: 2 records went." in capsys.readouterr().out


def test_of_somebody_known_by_one_record_it_does_not_say_that_all_is_gone(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("remove", "record", 1, 7, "--person", "--yes") == 0
    said = capsys.readouterr()
    assert said.out.endswith("The only record known of the person at line 7 of upload 1 is removed.\n")
    assert said.err == "Only this record is known of the person: no column of a file gives them another.\n"


def test_it_shows_which_record_it_is_before_it_asks(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(question: str) -> bool:
        asked.append(capsys.readouterr().out)
        return False

    monkeypatch.setattr(job.click, "confirm", answer)
    monkeypatch.setenv("COLUMNS", "60")
    with office.store.sessions.begin() as session:
        session.get_one(Record, office.record(Side.EMPLOYEE)).text = "The roster changed again. " * 9
    assert run("remove", "record", 1, 1) == 0
    head, *words = asked[0].partition("What goes:")[0].splitlines()
    assert head == "Record 1, 1 Mar 2025, Harbour Street:"
    assert words == ["  The roster changed again. The roster changed again. The", "  roster changed again. Th …"]


def test_a_killed_run_is_said_to_be_one_and_what_finishes_it(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office.store.sessions.begin() as session:
        session.get_one(Run, office.run).status = RunStatus.RUNNING
    for what in (("run", office.run), ("record", 1, 7)):
        assert run("remove", *what, "--yes") == 2
        assert "Run 1 broke off, and nothing works on it: 'headwater worker' finishes it" in one_line(capsys)
    with FileLock(office.store.lock(f"run-{office.run}")):
        assert run("remove", "run", office.run, "--yes") == 2
    assert "Run 1 is under way: wait until it is done, or cancel it first." in one_line(capsys)


def test_an_upload_that_holds_nothing_of_its_own_is_named_as_what_goes(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office.store.sessions.begin() as session:
        session.delete(session.get_one(Run, office.run))
        first = session.get_one(Upload, 1)
        columns = {column.name: getattr(first, column.name) for column in Upload.__table__.columns}
        session.add(Upload(**{**columns, "id": 3, "fingerprint": "another"}))
        session.flush()
        for held in session.query(UploadRecord).filter_by(upload_id=1):
            session.add(UploadRecord(upload_id=3, record_id=held.record_id, label=held.label, line=held.line))
    assert run("remove", "upload", 3, "--yes") == 0
    assert capsys.readouterr().out.startswith(
        "What goes:\n  the upload itself; it holds no record of its own\nWhat stays:\n  24 records"
    )


def test_a_file_handed_in_again_says_how_many_rows_were_kept_out(
    home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "leavers.csv"
    table.write_bytes(employees(6))
    longer = tmp_path / "longer.csv"
    longer.write_bytes(employees(7))
    assert run("import", table, "--side", "employee") == 0
    for line in (2, 3):
        assert run("remove", "record", 1, line, "--yes") == 0
    for file, last in (
        (table, "4 records, 0 of them new; 2 rows kept out, since their records were removed before."),
        (longer, "5 records, 1 of them new; 2 rows kept out, since their records were removed before."),
    ):
        capsys.readouterr()
        assert run("import", file, "--side", "employee") == 0
        assert " ".join(capsys.readouterr().out.split()).endswith(last)
    assert "6 rows: 4 records, 0 without an answer, 0 skipped, 0 that cannot be read. 2 records removed since." in (
        " ".join(describe_uploads(open_home(), [1], [1], 200).split())
    )


def test_it_asks_and_takes_no_for_an_answer(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(job.click, "confirm", asked.append)
    assert run("remove", "upload", 1) == 0
    assert asked == ["Upload 1: remove it?"]
    said = capsys.readouterr().out
    assert re.search(r"run 1 of \d{1,2} [A-Z][a-z]{2} \d{4} with all", said)
    assert said.endswith("Nothing is removed.\n")
    assert len(uploads(capsys)) == 2


def test_an_upload_goes_with_the_run_that_read_it(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remove", "upload", 2, "--yes") == 0
    assert "Upload 2 is removed: 24 records and run 1 of" in capsys.readouterr().out
    assert list(uploads(capsys)) == [1]
    assert runs(capsys) == []


def test_a_run_goes_alone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remove", "run", 1, "--yes") == 0
    assert capsys.readouterr().out.endswith("Run 1 is removed.\n")
    assert runs(capsys) == []
    assert len(uploads(capsys)) == 2


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (("upload", 9), "There is no upload 9: 'headwater uploads' lists them."),
        (("run", 9), "There is no run 9: 'headwater runs' lists them."),
        (("record", 1, 999), "No record of upload 1 begins on line 999: its page of records lists them."),
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(
    office: Office, capsys: pytest.CaptureFixture[str], what: tuple[object, ...], sentence: str
) -> None:
    assert run("remove", *what, "--yes") == 2
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_of_several_records_on_one_line_none_is_guessed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with office.store.sessions.begin() as session:
        for held in session.query(UploadRecord).filter_by(upload_id=1).filter(UploadRecord.line < 3):
            held.line = 1
    assert run("remove", "record", 1, 1, "--yes") == 2
    assert "2 records of upload 1 begin on line 1" in capsys.readouterr().err
    assert uploads(capsys)[1]["removed"] == 0


def test_a_run_of_which_records_were_removed_is_not_exported(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("remove", "record", 1, 7, "--yes") == 0
    capsys.readouterr()
    assert run("export", "bertopic", 1, "--out", tmp_path / "topics") == 2
    assert "Records that run 1 read were removed since: start a new run and export that." in capsys.readouterr().err
