"""What the command line says of how files were read, and in lines of what length."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models import Record
from tests.analyzer.pipeline.company import customers, employees
from tests.web.command_line import run
from web.commands.environment import open_home

SAID = (
    "The rota came out late and nobody told us.",
    "They lost my parcel twice and laughed.",
    "The queue was long again on Saturday.",
    "My manager never once asked how we were.",
    "Good training but a kind team with bad chairs.",
    "The app logs me out in the middle of paying.",
)
TOLD = "Column “date”: 12 of 48 values could not be read as dates; these rows count as undated."


@pytest.fixture
def leavers(tmp_path: Path) -> Path:
    """The invented company's leavers, of whom a quarter give words in place of a date."""
    header, *rows = employees().decode().splitlines()
    bad = [row.replace(row.split(",")[1], "banana") if at % 4 == 0 else row for at, row in enumerate(rows)]
    (tmp_path / "leavers.csv").write_text("\n".join([header, *bad]) + "\n")
    return tmp_path / "leavers.csv"


def test_import_and_analyse_say_the_same_of_columns_and_of_dates_that_cannot_be_read(
    leavers: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert run("import", leavers, "--side", "employee", "--dry-run") == 0
    imported = capsys.readouterr().out
    assert run("analyse", "--employees", leavers, "--out", leavers.parent / "out") == 0
    analysed = capsys.readouterr().out
    columns = "  id: id\n  date: date\n  site: unit\n  comment: text\n"
    for said in (imported, analysed):
        assert columns in said
        assert TOLD in " ".join(said.split())
        assert "banana" not in said
    assert analysed.startswith(f"leavers.csv, {imported.partition(columns)[0]}{columns}")


def test_files_that_were_read_alike_are_told_of_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = employees().splitlines(keepends=True)
    folder = tmp_path / "interviews"
    folder.mkdir()
    for at in range(5):
        (folder / f"{at}.csv").write_bytes(header + b"".join(rows[at::5]))
    assert run("analyse", "--employees", folder, "--out", tmp_path / "out") == 0
    said = capsys.readouterr().out
    assert said.startswith("0.csv, 1.csv, 2.csv and 2 more, 48 rows: 48 records, 0 without an answer, ")
    assert said.count("  site: unit") == 1


def test_lines_keep_within_a_narrow_terminal(
    leavers: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.chdir(leavers.parent)
    Path("comments.csv").write_bytes(customers())
    Path("numbers.csv").write_text("id,amount\n1,2\n2,3\n")
    assert run("analyse", "--employees", "leavers.csv", "--customers", "comments.csv", "--out", "out") == 0
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 60
    assert "What would settle it" in said
    assert run("import", "numbers.csv", "--side", "employee", "--dry-run") == 3
    error = capsys.readouterr().err
    assert error.startswith("headwater: numbers.csv has no column of open text")
    assert error.count("\n") > 1
    assert max(map(len, error.splitlines())) <= 60


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n")
    return path


def test_analyse_shows_files_and_the_units_they_share_and_stores_nothing(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    said = "The rota came out late and nobody told us."
    staff = table(tmp_path / "staff.csv", "site,comment", f"Store #12,{said}", f"München,{said}", f"Leeds,{said}")
    guests = table(tmp_path / "guests.csv", "site,comment", f"store 12,{said}", f"Munich,{said}")
    assert run("analyse", "--employees", staff, "--customers", guests, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "staff.csv, 3 rows: 3 records, 0 without an answer, 0 skipped, 0 that cannot be read."
    assert "  named on both sides: Store #12 (1)" in lines
    assert "  on this side alone: Leeds (1), München (1)" in lines
    assert "  on this side alone: Munich (1)" in lines
    assert any(line.startswith("Employees: 1 of 3 units is named on the other side too") for line in lines)
    assert lines[-1] == "Nothing was stored."
    assert not home.exists()


def test_analyse_says_so_where_the_sides_name_no_unit_in_common(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    staff, guests = table(tmp_path / "a.csv", "site,comment"), table(tmp_path / "b.csv", "site,comment")
    staff.write_bytes(employees().replace(b"harbour", b"north").replace(b"Harbour", b"North"))
    guests.write_text("site,comment\nMunich,The queue was long again on Saturday.\nMunich,The parcel was lost twice.\n")
    assert run("analyse", "--employees", staff, "--customers", guests, "--out", tmp_path / "out") == 0
    assert "This unit is not named on the other side" in " ".join(capsys.readouterr().out.split())


def test_import_holds_units_against_those_of_the_other_side_that_are_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "The rota came out late and nobody told us."
    staff = table(tmp_path / "staff.csv", "site,comment", f"Leeds,{said}", f"York,{said}")
    guests = table(tmp_path / "guests.csv", "site,comment", f"LEEDS,{said}", f"Munich,{said}")
    assert run("import", staff, "--side", "employee") == 0
    capsys.readouterr()
    assert run("import", guests, "--side", "customer", "--dry-run") == 0
    assert "on this side alone: Munich (1)" in capsys.readouterr().out


def test_header_rows_can_be_said_where_nothing_settles_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ("The till froze twice an hour.", "Nobody came over to help.", "I waited for half an hour.")
    coded = table(tmp_path / "coded.csv", "Q1", "What was wrong?", *rows)
    assert run("import", coded, "--side", "customer", "--dry-run") == 0
    assert "--header-rows customer:2 if it is none, --header-rows customer:1 if it is." in " ".join(
        capsys.readouterr().out.split()
    )
    assert run("import", coded, "--side", "customer", "--dry-run", "--header-rows", "2") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("3 rows: 3 records")
    assert "--header-rows" not in shown
    assert run("import", coded, "--side", "customer", "--header-rows", "5") == 2


def test_header_rows_without_a_side_are_refused_where_both_sides_have_files(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    staff = table(tmp_path / "staff.csv", "Q1", "Why did you leave?", *SAID)
    guests = table(tmp_path / "guests.csv", "comment", *SAID)
    both = ("analyse", "--employees", staff, "--customers", guests, "--dry-run", "--header-rows")
    assert run(*both, "2") == 2
    error = capsys.readouterr().err
    assert "put the side before it, as in --header-rows employee:2." in error
    assert error.count("\n") == 1
    assert not home.exists()
    assert run(*both, "employee:2") == 0
    shown = capsys.readouterr().out
    assert "staff.csv, 6 rows: 6 records" in shown
    assert "guests.csv, 6 rows: 6 records" in shown


def test_a_look_says_how_many_header_rows_there_are_and_what_was_asked_below_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    long = "Which of these reasons mattered most to you when you left us?"
    rows = [f"2024-03-0{at + 1},{SAID[at]},{SAID[at - 1]}" for at in range(6)]
    coded = table(tmp_path / "coded.csv", "Q1,Q2,Q3", f"When did you leave?,Why did you leave?,{long}", *rows)
    plain = table(tmp_path / "plain.csv", "date,comment,Why did you leave?", *rows)
    assert run("analyse", "--employees", coded, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:6] == [
        "2 header rows.",
        "  Q1: date · When did you leave?",
        "  Q2: text · Why did you leave?",
        "  Q3: text · Which of these reasons mattered most to you wh…",
    ]
    assert run("analyse", "--employees", plain, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "header row" not in shown
    assert "·" not in shown


def test_what_is_stored_names_no_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"2024-03-0{at + 1},{SAID[at]}" for at in range(6)]
    coded = table(tmp_path / "coded.csv", "Q1,Q2", "When did you leave?,Why did you leave?", *rows)
    assert run("analyse", "--employees", coded, "--out", tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert "2 header rows.\n  Q1: date\n  Q2: text\n" in shown


def test_a_look_adds_what_was_handed_in_before_to_the_files_of_the_same_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    said = "The rota came out late and nobody told us."
    old = table(tmp_path / "old.csv", "site,comment", f"Leeds,{said}", f"York,{said}")
    new = table(tmp_path / "new.csv", "site,comment", f"Hull,{said}", f"York,{said} Twice.")
    guests = table(tmp_path / "guests.csv", "site,comment", f"LEEDS,{said}", f"Hull,{said}")
    files = ("--employees", new, "--customers", guests)
    assert run("import", old, "--side", "employee") == 0
    capsys.readouterr()
    assert run("analyse", "--dry-run", "--stored", *files) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("Handed in before: old.csv, 2 rows: 2 records") for line in lines)
    assert "  named on both sides: Hull (1), Leeds (1)" in lines
    assert "  on this side alone: York (2)" in lines
    assert any(line.startswith("Records of these files that were handed in before count twice") for line in lines)
    assert run("analyse", "--dry-run", *files) == 0
    shown = capsys.readouterr().out
    assert "old.csv" not in shown
    assert "count twice" not in shown
    assert "  on this side alone: York (1)" in shown


def test_a_look_at_what_is_stored_needs_no_file(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyse", "--dry-run", "--stored") == 2
    assert "Nothing was handed in before" in capsys.readouterr().err
    assert not home.exists()
    said = "The rota came out late and nobody told us."
    for side, places in (("employee", ("Leeds", "York")), ("customer", ("Leeds", "Hull"))):
        file = table(tmp_path / f"{side}.csv", "site,comment", *(f"{place},{said}" for place in places))
        assert run("import", file, "--side", side) == 0
    capsys.readouterr()
    assert run("analyse", "--dry-run", "--stored") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Handed in before: employee.csv, customer.csv, 4 rows: 4 records")
    assert shown.count("  named on both sides: Leeds (1)") == 2
    assert "Nothing was stored" not in shown


def test_running_text_is_given_its_place_and_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The rota changed every week and nobody told us.\n\nMy manager never once asked how we were.")
    given = ("import", letter, "--side", "employee", "--unit", "Leeds: North")
    assert run(*given, "--dry-run", "--day", "31.5.2026") != 0
    assert "31.5.2026 is no day: write it as 2026-05-31." in capsys.readouterr().err
    assert run(*given, "--day", "employee:2026-05-31") == 0
    with open_home().sessions() as session:
        assert session.execute(select(Record.unit, Record.date)).one() == ("Leeds: North", date(2026, 5, 31))


def test_a_texts_head_gives_its_place_and_day_where_nobody_says_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "talk.txt"
    letter.write_text(
        "Site: York\nDate: 12 May 2026\n\nI leave because the rota changed every week.\n", encoding="utf-8"
    )
    assert run("import", letter, "--side", "employee", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "York · 2026-05-12" in told
    assert "From its head come unit and day." in told
    assert run("import", letter, "--side", "employee", "--dry-run", "--unit", "", "--day", "") == 0
    assert "1 record has neither unit nor date" in " ".join(capsys.readouterr().out.split())


def test_help_says_that_a_place_holds_for_all_files_of_a_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyse", "--help") == 0
    assert "files of several units need an import each" in " ".join(capsys.readouterr().out.split())


STAFF = ("site,comment", "Leeds,The rota came out late.", "York,The till froze twice.", "Hull,Nobody trained me.")
SURVEY = ("Handled by,Account no,comment", "York,A7,The queue was long.", "Leeds,A8,No call.", "Hull,A7,They shut.")
TICKETS = ("Handled by,comment", "Hull,The parcel was lost twice.", "York,The app logs me out.")


def given(folder: Path, **more: tuple[str, ...]) -> list[object]:
    """The options that hand in a file of employees and two of customers, which name their columns differently."""
    files = {"staff": STAFF, "survey": SURVEY, "tickets": TICKETS} | more
    paths = {name: table(folder / f"{name}.csv", *rows) for name, rows in files.items()}
    return ["--employees", paths["staff"], "--customers", paths["survey"], "--customers", paths["tickets"]]


def test_a_column_is_known_for_the_units_that_another_file_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("analyse", *given(tmp_path), "--dry-run") == 0
    assert "Customers: 3 units, all named on the other side too." in capsys.readouterr().out
    assert run("analyse", *given(tmp_path), "--out", tmp_path / "out") == 0
    assert capsys.readouterr().out.count("Handled by: unit") == 2
    later = table(tmp_path / "later.csv", *TICKETS, "Leeds,It was shut again.")
    assert run("import", later, "--side", "customer", "--dry-run") == 0
    assert "Handled by: unit" in capsys.readouterr().out


def test_a_role_is_given_in_those_files_of_a_side_that_have_the_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ("--map", "customer:Account no=attribute", "--map", "customer:handled  by=ignored")
    assert run("analyse", *given(tmp_path), *said, "--out", tmp_path / "out") == 0
    out = capsys.readouterr().out
    assert "Account no: attribute" in out
    assert out.count("Handled by: ignored") == 2


def test_nothing_is_stored_where_a_column_is_in_no_file_or_another_file_cannot_be_read(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ("--out", tmp_path / "out")
    assert run("analyse", *given(tmp_path), "--map", "customer:Acount no=person", *out) == 2
    assert " ".join(capsys.readouterr().err.split()) == (
        'headwater: None of survey.csv, tickets.csv has a column "Acount no"; '
        "the columns are: Handled by, Account no, comment."
    )
    assert run("analyse", *given(tmp_path, tickets=("id,amount", "1,2", "2,3")), *out) == 3
    assert "tickets.csv has no column of open text" in capsys.readouterr().err
    assert not home.exists()
