"""What the command line says of how files were read, and in lines of what length."""

from pathlib import Path

import pytest

from tests.analyzer.pipeline.company import customers, employees
from tests.web.command_line import run

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
