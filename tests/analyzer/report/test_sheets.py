from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.report import write_statements_csv
from analyzer.report.statements_csv import COLUMNS, guard_formula
from tests.factories import make_analysis, make_statement, make_theme, make_tiny_analysis


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_writes_one_row_a_statement_the_remainder_too(tmp_path: Path) -> None:
    analysis = make_analysis()
    write_statements_csv(analysis, tmp_path / "statements.csv")
    rows = rows_of(tmp_path / "statements.csv")
    assert len(rows) == len(analysis.statements)
    assert tuple(rows[0]) == COLUMNS
    assert sum(row["theme"] == "" for row in rows) == 212 + 903


def test_it_writes_a_statement_as_it_is(tmp_path: Path) -> None:
    said = make_statement(
        7, text='Two lines,\nand "quotes"', theme="E3", strength=0.25, question="=Why?", rating=4.0, unit="-1 Quay"
    )
    themes = (make_theme(rank=3, name="Late rosters", parent="EA2.1"),)
    write_statements_csv(replace(make_tiny_analysis(), themes=themes, statements=(said,)), tmp_path / "statements.csv")
    assert list(rows_of(tmp_path / "statements.csv")[0].values()) == [
        "employee",
        "E00007",
        "2025-03-01",
        "'-1 Quay",
        "4",
        "'=Why?",
        "0",
        "23",
        'Two lines,\nand "quotes"',
        "en",
        "pain",
        "0.6",
        "E3",
        "Late rosters",
        "0.25",
        "EA2.1",
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-2", "@sum", "\tx", "\rx", "\nx", "\0x", "  =1", "\u200b=1", "\u00a0@x", "＝1", "－2"]
)
def test_it_disarms_what_a_spreadsheet_would_run(text: str) -> None:
    assert guard_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["", "One till open.", "a=b", "’tis", "1 - 2", "«=»"])
def test_it_leaves_other_text_alone(text: str) -> None:
    assert guard_formula(text) == text


@given(st.text())
def test_it_never_starts_a_cell_with_a_trigger(text: str) -> None:
    assert guard_formula(text).strip()[:1] not in {"=", "+", "-", "@"} - {""}
