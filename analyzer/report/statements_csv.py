"""statements.csv, the analyst's table: one row per statement, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from analyzer.types import Analysis, Statement, Theme

COLUMNS = (
    "side",
    "record",
    "date",
    "unit",
    "rating",
    "question",
    "start",
    "end",
    "text",
    "language",
    "valence",
    "severity",
    "theme",
    "theme_name",
    "strength",
    "area",
)


def write_statements_csv(analysis: Analysis, path: Path) -> None:
    """Write every statement, including the remainder, to ``path`` (UTF-8).

    Each row has what analysts see of the statement on the pages, so that it can be counted by any of it. Further
    columns of an upload are left out: role, service and site together may identify a leaver (docs/privacy.md).

    Args:
        analysis: What a run found, before the gate: this is for analysts only.
        path: The file to write; an older one is replaced.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        themes = {theme.id: theme for theme in analysis.themes}
        writer.writerows(_csv_row(said, themes.get(said.theme or "")) for said in analysis.statements)


def guard_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    Spreadsheets ignore leading spaces and read full-width signs as signs, so both are handled here.

    Args:
        text: A cell's text, which may come from anybody.

    Returns:
        The text, unchanged unless it could start a formula.
    """
    # A leading tab, line break or NUL is itself a trigger, so it is checked before spaces are skipped.
    first = text[:1]
    if first in _CONTROL_CHARACTERS and first:
        return "'" + text
    shown = next(
        (char for char in text if not char.isspace() and unicodedata.category(char) not in _INVISIBLE_CATEGORIES), ""
    )
    return "'" + text if unicodedata.normalize("NFKC", shown) in _FORMULA_SIGNS else text


_CONTROL_CHARACTERS = "\t\r\n\0"
_FORMULA_SIGNS = ("=", "+", "-", "@", "−")
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf"})


def _csv_row(statement: Statement, theme: Theme | None) -> tuple[object, ...]:
    return (
        statement.side,
        guard_formula(statement.record),
        statement.date or "",
        guard_formula(statement.unit or ""),
        "" if statement.rating is None else f"{statement.rating:g}",
        guard_formula(statement.question),
        statement.start,
        statement.end,
        guard_formula(statement.text),
        guard_formula(statement.language),
        statement.valence,
        round(statement.severity, 4),
        statement.theme or "",
        guard_formula(theme.name if theme else ""),
        round(statement.strength, 4),
        (theme.parent if theme else statement.area) or "",
    )
