"""Dates that cannot be read: the rows stay, and somebody hears of it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from analyzer.ingest import Choices, DateOrder, Role, Summary, inspect, read, summarise
from analyzer.ingest.dates import count_votes
from analyzer.types import RawRecord

GOOD = ("2026-03-31", "2026-04-01", "2026-04-02")


def look(folder: Path, days: Sequence[str], header: str = "leaving date", **choices: str) -> Summary:
    rows = [f'{day},"The {at} rota came out late and nobody told us."' for at, day in enumerate(days)]
    path = folder / "leavers.csv"
    path.write_text("\n".join([f"{header},comment", *rows]), "utf-8")
    return summarise(path, inspect(path, path.name, Choices(**choices)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (GOOD * 20, ""),
        ((*GOOD, "", "n/a", "-"), ""),
        (("banana", "32/13/2026") * 30, "60 of 60 values could not be read as dates; these rows count as undated."),
        (("31.04.2026", *GOOD * 5), "1 of 16 values could not be read as dates; this row counts as undated."),
        (("soon", *GOOD) * 15, "15 of 60 values could not be read as dates; these rows count as undated."),
    ],
)
def test_it_counts_the_values_that_are_no_dates_and_repeats_none(
    tmp_path: Path, days: tuple[str, ...], sentence: str
) -> None:
    found = look(tmp_path, days)
    told = f"Column “leaving date”: {sentence} Write them like 2026-03-31." if sentence else ""
    assert found.bad_dates == told
    assert found.to_dict()["notes"] == ([told] if told else [])
    assert found.records == len(days)
    assert [column.role for column in found.plan.columns] == [Role.DATE, Role.TEXT]


def test_a_row_whose_date_cannot_be_read_is_undated_and_kept(tmp_path: Path) -> None:
    plan = look(tmp_path, ("soon", *GOOD)).plan
    rows = [row for row in read(tmp_path / "leavers.csv", plan) if isinstance(row, RawRecord)]
    assert [(row.date is None, row.undated) for row in rows] == [(True, True), *[(False, False)] * 3]


def test_dates_left_out_as_a_whole_are_not_called_unreadable(tmp_path: Path) -> None:
    open_order = ("03/04/2026", "05/06/2026", "soon")
    assert look(tmp_path, open_order).plan.dates_unsettled
    assert look(tmp_path, open_order).bad_dates == ""
    assert "1 of 3 values" in look(tmp_path, open_order, dates="dmy").bad_dates


@pytest.mark.parametrize("header", ["start date", "date of birth", "Up to date?", "response id", "manager since date"])
def test_it_takes_no_other_column_for_the_date_of_leaving(tmp_path: Path, header: str) -> None:
    found = look(tmp_path, [f"item {at}" for at in range(30)], header)
    assert found.plan.with_role(Role.DATE) == ()


def test_a_column_that_holds_dates_comes_before_one_that_is_only_called_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f'banana,2026-03-{at + 1:02},"The {at} rota came out late and nobody told us."' for at in range(20)]
    path.write_text("\n".join(["exit date,noted,comment", *rows]))
    assert [column.role for column in inspect(path, "a.csv").columns] == [Role.ATTRIBUTE, Role.DATE, Role.TEXT]


def test_what_is_no_date_in_either_order_settles_none_and_leaves_none_open() -> None:
    votes = count_votes(["32/13/2026", "31/12/2026"])
    assert (votes.dmy, votes.mdy, votes.open, votes.order) == (1, 0, 0, DateOrder.DMY)


@pytest.mark.parametrize(("name", "value"), [("Quarter", "Q1"), ("Kalenderwoche", "KW 60/2025"), ("Week", "12")])
def test_it_says_so_where_a_stretch_of_time_is_no_date(tmp_path: Path, name: str, value: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{name},comment\n" + "".join(f"{value},The till froze {word}.\n" for word in ("twice", "again")))
    summary = summarise(path, inspect(path, "t.csv"))
    assert f"Column “{name}”: 2 of 2 values could not be read as dates" in summary.bad_dates
