"""Quarters and weeks where a day is asked for: the middle of what they name."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from analyzer.ingest import Role, inspect, read, summarise
from analyzer.ingest.dates import looks_like_date, parse_date, parse_span
from analyzer.types import RawRecord

THIRD_QUARTER = (
    *(
        "Q3 2025",
        "2025-Q3",
        "2025Q3",
        "Q3/2025",
        "Q3 '25",
        "Q3/25",
        "3Q2025",
        "3rd quarter 2025",
        "third quarter of 2025",
    ),
    *("Quarter 3, 2025", "3. Quartal 2025", "Quartal 3/2025", "III. Quartal 2025", "T3 2025"),
    *("3ème trimestre 2025", "troisième trimestre 2025", "3T 2025", "3.er trimestre de 2025", "terzo trimestre 2025"),
    *("3e kwartaal van 2025", "3º trimestre de 2025"),
)
FOURTEENTH_WEEK = (
    *("2025 W14", "2025-W14", "2025W14", "W14/2025", "KW 14/2025", "KW14 2025", "14. KW 2025", "KW 14/25", "2025/KW14"),
    *("Kalenderwoche 14, 2025", "week 14 2025", "Week 14 of 2025", "wk 14 2025", "CW14 2025", "semaine 14 2025"),
    *("S14 2025", "semana 14 de 2025", "settimana 14 2025"),
)


@pytest.mark.parametrize("text", THIRD_QUARTER)
def test_it_reads_a_quarter_as_its_middle(text: str) -> None:
    assert parse_span(text, None) == (date(2025, 7, 1), date(2025, 9, 30))
    assert parse_date(text, None) == date(2025, 8, 15)


@pytest.mark.parametrize("text", FOURTEENTH_WEEK)
def test_it_reads_a_week_as_its_thursday(text: str) -> None:
    assert parse_span(text, None) == (date(2025, 3, 31), date(2025, 4, 6))
    assert parse_date(text, None) == date(2025, 4, 3)


def test_it_reads_a_day_of_a_week_as_that_day_and_a_month_as_its_first() -> None:
    assert parse_span("2025-W14-3", None) == (date(2025, 4, 2),) * 2
    assert parse_span("March 2025", None) == (date(2025, 3, 1),) * 2


@pytest.mark.parametrize(
    "text",
    [
        *("Q3", "Q3_12", "Q3-12", "Q5 2025", "Q3 FY 2025", "Q3 Q4 2025", "Q3 1890", "3 2025", "Question 3 2025"),
        *("week 14", "KW 60/2025", "week 53 2025", "S1 2025", "sem 2/2025", "Room 14 2025", "W3 2025 shift"),
    ],
)
def test_it_takes_no_code_no_fiscal_year_and_no_half_of_a_year_for_one(text: str) -> None:
    assert parse_date(text, None) is None
    assert not looks_like_date(text)


def test_a_column_may_mix_them_with_days_and_says_what_a_quarter_counts_as(tmp_path: Path) -> None:
    days = ("Q3 2025", "KW 14/2025", "2025-05-02", "31/12/2025", "03/04/2025", "last summer")
    rows = "\n".join(f"{day},The till froze on {word} again." for day, word in zip(days, "abcdef", strict=True))
    (tmp_path / "c.csv").write_text(f"when,comment\n{rows}\n")
    plan = inspect(tmp_path / "c.csv", "c.csv")
    assert plan.columns[0].role is Role.DATE
    assert plan.notes == (
        "Column “when”: a row that names a quarter alone counts in the middle month of it.",
        "Column “when”: dates are read day first, since some can be read in no other way: 01/11 is 1 November.",
    )
    read_as = [row.date for row in read(tmp_path / "c.csv", plan) if isinstance(row, RawRecord)]
    asked = [date(2025, 8, 15), date(2025, 4, 3), date(2025, 5, 2), date(2025, 12, 31), date(2025, 4, 3), None]
    assert read_as == asked
    assert "1 of 6 values could not be read as dates" in summarise(tmp_path / "c.csv", plan).bad_dates


def test_nothing_is_said_of_weeks_and_days(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("week,comment\n2025-W14,The till froze twice.\n2025-W15,The till froze again.\n")
    assert inspect(tmp_path / "c.csv", "c.csv").notes == ()


def dates_in(folder: Path, column: str, values: Sequence[str]) -> tuple[list[date | None], tuple[str, ...]]:
    said = ("The till froze twice and nobody came.", "The queue was long and loud.", "I waited an hour at the desk.")
    rows = "".join(f"{text},{value}\n" for text, value in zip(said, values, strict=True))
    path = folder / "comments.csv"
    path.write_text(f"comment,{column}\n{rows}", "utf-8")
    plan = inspect(path, path.name)
    return [row.date for row in read(path, plan) if isinstance(row, RawRecord)], plan.notes


@pytest.mark.parametrize(
    "column",
    ["Calendar week", "KW", "semaine", "Week number", "KW/Jahr", "Semana", "Settimana", "Week", "Visit (week)"],
)
@pytest.mark.parametrize("values", [("12/2025", "13/2025", "14.2025"), ("2025/12", "2025-13", "14/2025")])
def test_a_column_called_week_holds_weeks(tmp_path: Path, column: str, values: Sequence[str]) -> None:
    found, notes = dates_in(tmp_path, column, values)
    assert found == [date(2025, 3, 20), date(2025, 3, 27), date(2025, 4, 3)]
    assert notes == (f"Column “{column}”: 12/2025 is read as week 12, since its name says week.",)


@pytest.mark.parametrize("column", ["Month", "Date", "Monat", "S"])
def test_other_columns_hold_months(tmp_path: Path, column: str) -> None:
    found, notes = dates_in(tmp_path, column, ("12/2025", "11/2025", "2025-10"))
    assert found == [date(2025, 12, 1), date(2025, 11, 1), date(2025, 10, 1)]
    assert notes == ()


def test_a_column_called_week_holds_days_too_and_no_week_that_is_none(tmp_path: Path) -> None:
    found, _ = dates_in(tmp_path, "Week", ("14/03/2025", "KW 12/2025", "60/2025"))
    assert found == [date(2025, 3, 14), date(2025, 3, 20), None]
