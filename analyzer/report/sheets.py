"""The analyst's table: one row a statement, safe to open in a spreadsheet."""

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
    """Write every statement, those of the remainder too, to ``path`` (UTF-8).

    Beside each stands what its analyst sees of it on the pages, so that it can be counted by whatever there is. Further
    columns of a file stay out: of a leaver, role, service and site together may be a name (docs/privacy.md).

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

    Spreadsheets look past spaces and read full-width signs as signs, so both are looked through here.

    Args:
        text: A cell's text, which may come from anybody.

    Returns:
        The text, unchanged unless it could start a formula.
    """
    # A tab, a line break or a NUL in front is a trigger of its own, so it is looked at before spaces are stripped.
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
