"""The command line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from analyzer import ingest
from analyzer.ingest import DateOrder, Shape
from analyzer.pipeline import open_store
from analyzer.settings import installation_settings, run_settings
from models.enums import Role
from models.queries import user_by_name
from tests.analyzer.pipeline.company import customers, employees
from tests.web.command_line import run
from web import cli
from web.accounts.passwords import is_correct
from web.commands import options
from web.commands.stored import users

HEAVY = ("torch", "flask", "sqlalchemy", "numpy", "rich", "huey", "sentence_transformers", "analyzer.pipeline")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with what the invented company hands in."""
    (tmp_path / "leavers.csv").write_bytes(employees())
    (tmp_path / "comments.csv").write_bytes(customers())
    (tmp_path / "empty").mkdir()
    (tmp_path / "numbers.csv").write_text("id,amount\n1,2\n2,3\n")
    return tmp_path


def test_it_imports_nothing_heavy_before_a_command_needs_it() -> None:
    question = f"import sys, web.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\n"


def test_it_offers_what_the_enums_hold_that_it_does_not_import() -> None:
    assert set(users.USERS) == set(Role)
    assert set(options.SHAPES) == set(Shape)
    assert set(options.DATES) == set(DateOrder)
    assert set(options.ROLES) == set(ingest.Role)


def test_it_writes_the_three_files_into_a_private_folder(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = files / "out"
    assert (
        run("analyse", "--employees", files / "leavers.csv", "--customers", files / "comments.csv", "--out", out) == 0
    )
    assert sorted(path.name for path in out.iterdir()) == ["analysis.json", "report.html", "statements.csv"]
    assert {path.stat().st_mode & 0o777 for path in (out, *out.iterdir())} == {0o700, 0o600}
    printed = capsys.readouterr()
    assert "report.html" in printed.out
    assert printed.err == ""
    assert json.loads((out / "analysis.json").read_text())["coverage"]["employee"]["rows"] == 48


def test_it_reads_what_was_handed_in_before_when_new_rows_come_alone(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = (files / "leavers.csv").read_text().splitlines()
    for name, some in (("old.csv", rows[:40]), ("new.csv", rows[40:])):
        (files / name).write_text("\n".join((head, *some)))
    assert run("import", files / "old.csv", "--side", "employee") == 0
    assert run("analyse", "--stored", "--employees", files / "new.csv", "--out", files / "out") == 0
    printed = capsys.readouterr().out
    assert f"new.csv, {len(rows) - 40} rows" in printed
    assert "Handed in before: old.csv, 40 rows" in printed
    assert json.loads((files / "out" / "analysis.json").read_text())["coverage"]["employee"]["records"] == len(rows)


def test_a_look_sets_units_against_those_of_what_was_handed_in_before(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    told = []
    for more in ([], ["--stored"]):
        capsys.readouterr()
        assert run("analyse", "--dry-run", "--customers", files / "comments.csv", *more) == 0
        told.append("named on both sides" in capsys.readouterr().out)
    assert told == [False, True]


def test_it_reads_what_was_handed_in_before_alone(files: Path) -> None:
    run("import", files / "leavers.csv", "--side", "employee")
    assert run("analyse", "--stored", "--out", files / "out") == 0
    assert json.loads((files / "out" / "analysis.json").read_text())["coverage"]["employee"]["rows"] == 48


@pytest.mark.parametrize(("option", "file"), [("--employees", "leavers.csv"), ("--customers", "comments.csv")])
def test_it_analyses_one_side_alone(files: Path, option: str, file: str) -> None:
    assert run("analyse", option, files / file, "--out", files / "out") == 0
    assert json.loads((files / "out" / "analysis.json").read_text())["links"] == []


def test_it_reads_columns_as_it_is_told(files: Path) -> None:
    code = run(
        "analyse",
        *("--employees", files / "leavers.csv", "--customers", files / "comments.csv", "--out", files / "out"),
        *("--map", "employee:site=ignored"),
    )
    coverage = json.loads((files / "out" / "analysis.json").read_text())["coverage"]
    assert code == 0
    assert (coverage["employee"]["units"], coverage["customer"]["units"]) == (0, 4)


def test_it_says_what_leaders_intentions_meet_with(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "values.md").write_text("# Values\n- The till works on mornings.\n- Wind turbines hum.\n")
    code = run(
        "analyse", "--employees", files / "leavers.csv", "--intentions", files / "values.md", "--out", files / "o"
    )
    told = json.loads((files / "o" / "analysis.json").read_text())["intentions"]
    assert code == 0
    assert [each["text"] for each in told] == ["The till works on mornings.", "Wind turbines hum."]
    assert "What leaders say, and what employees say" in (files / "o" / "report.html").read_text()
    assert "What leaders say: Of two intentions" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "told"), [("leavers.csv", "is a table"), ("missing.txt", "missing.txt"), ("empty", "empty is a folder")]
)
def test_it_refuses_what_is_no_intention_before_any_work(
    files: Path, name: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("analyse", "--employees", files / "leavers.csv", "--intentions", files / name, "--out", files / "o") == 3
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert not (files / "o").exists()


def test_it_writes_the_same_files_again(files: Path) -> None:
    run("analyse", "--employees", files / "leavers.csv", "--out", files / "first")
    assert run("report", 1, "--out", files / "second") == 0
    for name in ("analysis.json", "statements.csv"):
        assert (files / "first" / name).read_bytes() == (files / "second" / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["analyse"], 2),
        (["analyse", "--out", "out"], 2),
        (["analyse", "--stored", "--out", "out"], 2),
        (["analyse", "--stored", "--dry-run"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--map", "site"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--map", "site=place"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--as", "customer:poem"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--seed", "-1"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "numbers.csv"], 2),
        (["analyse", "--employees", "empty", "--out", "out"], 2),
        (["analyse", "--customers", "comments.csv", "--out", "out", "--map", "employee:site=unit"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "numbers.csv/out"], 2),
        (["analyse", "--employees", "leavers.csv", "--out", "out", "--llm", "https://llm.example/v1"], 2),
        (["serve", "--port", "99999"], 2),
        (["frobnicate"], 2),
        (["report", "9", "--out", "out"], 2),
        (["analyse", "--employees", "missing.csv", "--out", "out"], 3),
        (["analyse", "--customers", "numbers.csv", "--out", "out"], 3),
        (["import", "numbers.csv", "--side", "customer"], 3),
        (["redact", "missing.txt"], 3),
    ],
)
def test_it_says_in_one_line_what_is_wrong(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(files)
    assert run(*arguments) == code
    printed = capsys.readouterr()
    assert printed.err.startswith("headwater: ")
    assert printed.err.count("\n") == 1
    assert not (files / "out").exists()


def test_it_names_a_fault_without_what_the_error_said(capsys: pytest.CaptureFixture[str]) -> None:
    cli._report_fault(KeyError, KeyError("somebody's words"), None)
    assert capsys.readouterr().err == "headwater: stopped by a fault of ours (KeyError).\n"


def test_it_looks_at_a_file_and_stores_nothing(files: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", files / "leavers.csv", "--side", "employee", "--dry-run", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["rows"], found["records"], found["error"]) == (48, 48, None)
    assert {column["name"]: column["role"] for column in found["columns"]}["site"] == "unit"
    assert not home.exists()


def test_it_answers_for_a_file_that_cannot_be_read_too(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", files / "numbers.csv", "--side", "employee", "--dry-run", "--json") == 3
    assert "amount" in json.loads(capsys.readouterr().out)["error"]


def test_it_stores_a_file_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uploads = []
    for _ in range(2):
        assert run("import", files / "leavers.csv", "--side", "employee", "--json") == 0
        uploads.append(json.loads(capsys.readouterr().out)["upload"])
    assert uploads == [1, 1]


def test_it_redacts_lines_and_counts_offsets_in_the_original(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Ask ada@example.org.\n\nFine.\n")
    assert run("redact", tmp_path / "a.txt", "--json") == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"text": "Ask [EMAIL].", "spans": [{"start": 4, "end": 19, "type": "EMAIL"}]},
        {"text": "", "spans": []},
        {"text": "Fine.", "spans": []},
    ]


def test_it_redacts_the_text_of_json_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Ask ada@example.org."}\n{"text": "Fine."}\n')
    assert run("redact", tmp_path / "a.jsonl") == 0
    assert capsys.readouterr().out == "Ask [EMAIL].\nFine.\n"


def test_it_gives_an_empty_result_for_a_blank_json_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Fine."}\n\n{"text": "Good."}\n')
    assert run("redact", "--json", tmp_path / "a.jsonl") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"text": text, "spans": []} for text in ("Fine.", "", "Good.")]


def test_it_lists_runs(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("analyse", "--employees", files / "leavers.csv", "--out", files / "out", "--seed", "3")
    capsys.readouterr()
    assert run("runs", "--json") == 0
    [found] = json.loads(capsys.readouterr().out)
    assert (found["id"], found["status"], found["seed"]) == (1, "done", 3)
    assert run("runs") == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["run", "status", "when", "(UTC)", "error"]
    assert line.split() == ["1", "done", *found["created"][:16].split("T")]
    assert heading.index("when") == line.index(found["created"][:10])


def test_it_adds_a_user_who_can_sign_in(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    answers = iter(["four unrelated words", "four unrelated words"])
    monkeypatch.setattr(click.termui, "visible_prompt_func", lambda prompt: next(answers))
    assert run("user", "add", "ada", "--role", "admin") == 0
    with open_store(installation_settings()).sessions() as session:
        user = user_by_name(session, "ada")
    assert user is not None
    assert user.role is Role.ADMIN
    assert is_correct("four unrelated words", user.password_hash)


def test_it_adds_no_user_with_a_weak_password(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(click.termui, "visible_prompt_func", lambda prompt: "short")
    assert run("user", "add", "ada", "--role", "admin") == 2
    with open_store(installation_settings()).sessions() as session:
        assert user_by_name(session, "ada") is None


def test_it_leaves_no_run_behind_where_nothing_can_be_written(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyse", "--employees", files / "leavers.csv", "--out", files / "numbers.csv" / "out") == 2
    capsys.readouterr()
    run("runs", "--json")
    assert json.loads(capsys.readouterr().out) == []


def test_it_says_that_its_home_cannot_be_made(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEADWATER_HOME", str(files / "numbers.csv" / "home"))
    assert run("runs") == 2
    assert "HEADWATER_HOME" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("HEADWATER_TIER=Full", "HEADWATER_TIER is 'Full': it has to be auto, full or fast."),
        *(
            (
                f"HEADWATER_MAX_UPLOAD_MB={found}",
                f"HEADWATER_MAX_UPLOAD_MB is '{found}': it has to be a whole number of megabytes, 1 or more.",
            )
            for found in ("abc", "-5", "0")
        ),
    ],
)
def test_it_says_which_setting_cannot_be_used_and_what_can(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], setting: str, sentence: str
) -> None:
    monkeypatch.chdir(files)
    monkeypatch.setenv(*setting.split("="))
    monkeypatch.setattr("web.commands.service.serve_pages", lambda *_: None)
    for command in ("serve", "analyse --employees leavers.csv --out out"):
        assert run(*command.split()) == 2
        assert capsys.readouterr().err == f"headwater: {sentence}\n"
    assert not (files / "out").exists()


def test_it_takes_settings_that_can_be_used_and_empty_ones_for_none() -> None:
    assert installation_settings({"HEADWATER_MAX_UPLOAD_MB": " 7"}).upload_limit == 7 * 1024 * 1024
    assert installation_settings({"HEADWATER_MAX_UPLOAD_MB": ""}).upload_limit == 300 * 1024 * 1024
    assert [run_settings({"HEADWATER_TIER": tier}).tier for tier in ("full", "")] == ["full", "auto"]


def test_it_says_which_file_lacks_a_column_that_was_named_for_both(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "rated.csv").write_bytes(customers().replace(b"\n", b",3\n").replace(b",3\n", b",stars\n", 1))
    sides = ("--employees", files / "leavers.csv", "--customers", files / "rated.csv")
    assert run("analyse", *sides, "--out", files / "out", "--map", "stars=attribute") == 2
    assert capsys.readouterr().err == (
        'headwater: leavers.csv has no column "stars"; '
        "put the side that has it before it, as in --map customer:stars=attribute.\n"
    )
    assert run("analyse", *sides, "--out", files / "out", "--map", "customer:stars=attribute") == 0


def test_it_reads_every_file_of_a_folder(files: Path) -> None:
    folder = files / "interviews"
    folder.mkdir()
    header, *rows = employees().splitlines(keepends=True)
    (folder / "a.csv").write_bytes(header + b"".join(rows[:24]))
    (folder / "b.csv").write_bytes(header + b"".join(rows[24:]))
    (folder / ".listing").write_bytes(b"hidden")
    assert run("analyse", "--employees", folder, "--out", files / "out") == 0
    assert json.loads((files / "out" / "analysis.json").read_text())["coverage"]["employee"]["rows"] == 48


def test_it_says_how_much_of_a_file_it_stored(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = []
    for arguments in (["--dry-run"], [], []):
        run("import", files / "leavers.csv", "--side", "employee", *arguments)
        last.append(capsys.readouterr().out.splitlines()[-1])
    assert last == ["Nothing was stored.", "48 records, 48 of them new.", "48 records, 0 of them new."]


def test_it_says_as_what_it_read_a_running_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The till froze again.\nNobody ever came to help us.\n")
    run("import", tmp_path / "a.txt", "--side", "customer", "--as", "lines", "--dry-run")
    assert "Read as one text a line" in capsys.readouterr().out


def test_it_carries_themes_on_from_wave_to_wave_and_says_what_became_of_them(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def wave(people: int, *more: str) -> dict[str, Any]:
        (files / "leavers.csv").write_bytes(employees(people))
        assert run("analyse", "--employees", files / "leavers.csv", "--out", files / "out", *more) == 0
        told: dict[str, Any] = json.loads((files / "out" / "analysis.json").read_text())
        return told

    first, second = wave(100), wave(110)
    printed = capsys.readouterr().out
    assert first["since"] == {"employee": None, "customer": None}
    assert second["since"]["employee"]["after"] == 1
    names = [{theme["id"]: theme["name"] for theme in told["themes"]} for told in (first, second)]
    assert names[0] == names[1]
    assert {theme["lineage"]["origin"] for theme in second["themes"]} == {"continued"}
    assert "since the run before" in printed
    assert "What became of the themes" in (files / "out" / "report.html").read_text()
    assert wave(110, "--after", "1")["since"]["employee"]["after"] == 1
    assert wave(110, "--after", "none")["since"]["employee"] is None


@pytest.mark.parametrize("after", ["7", "latest", "-1"])
def test_it_follows_no_run_that_there_is_none_of(files: Path, capsys: pytest.CaptureFixture[str], after: str) -> None:
    code = run("analyse", "--employees", files / "leavers.csv", "--out", files / "out", "--after", after)
    assert code == 2
    assert "headwater runs" in capsys.readouterr().err
