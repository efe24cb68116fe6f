"""Tables pasted as text, a row a line with tabs or Markdown's bars between cells: rows to questions above answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import groupby

from analyzer.ingest.words import fold, is_remark, names, phrases

_FEWEST_ROWS = 3
_MOST_COLUMNS = 8
_BARRED = re.compile(r"^\s*\|.*\|\s*$")
_BARS = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"^[\s:-]*(?:-{3,}[\s:]*\t[\s:]*)+-{3,}[\s:-]*$")
_NUMBER = re.compile(r"^\W*\d{0,3}\W*$")


class _Column(Enum):
    """What a column holds."""

    ASKED = auto()
    OWN = auto()
    OTHER = auto()


def unroll_grids(text: str) -> str:
    """Put each row of a table of questions and answers on lines of its own: what was asked, a colon, what was answered.

    Columns of remarks and row numbers are left out. A run of lines with tabs that asks nothing stays as it is.
    """
    if text.count("\t") + text.count("|") < _FEWEST_ROWS:
        return text
    lines = [_BARS.sub("\t", line.strip().strip("|")) if _BARRED.match(line) else line for line in text.split("\n")]
    runs = groupby((line for line in lines if not _RULE.match(line)), key=lambda line: "\t" in line)
    return "\n".join(line for tabbed, run in runs for line in (_unroll(list(run)) if tabbed else run))


def is_grid(text: str) -> bool:
    """Whether a text holds a table of questions and answers."""
    return unroll_grids(text) != text


def _unroll(lines: Sequence[str]) -> Sequence[str]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    if not (2 <= width <= _MOST_COLUMNS and len(rows) >= _FEWEST_ROWS):
        return lines
    # Empty cells at a row's end are often lost on the way.
    rows = [row + [""] * (width - len(row)) for row in rows]
    headed = _is_header(rows[0])
    kinds = _by_header(rows[0]) if headed else _by_content(rows)
    if _Column.ASKED not in kinds or _Column.OWN not in kinds:
        return lines
    return [line for row in rows[headed:] for line in _stack(row, kinds)]


def _stack(row: Sequence[str], kinds: Sequence[_Column]) -> list[str]:
    asked = " ".join(cell for cell, kind in zip(row, kinds, strict=True) if kind is _Column.ASKED and cell)
    own = [cell for cell, kind in zip(row, kinds, strict=True) if kind is _Column.OWN and cell]
    head = asked if asked.endswith(("?", ":")) else f"{asked.rstrip('.')}:"
    return [head, *own, ""] if asked and own else ["", *own]


def _is_header(row: Sequence[str]) -> bool:
    kinds = [_named(cell) for cell in row]
    return _Column.OWN in kinds and all(len(cell.split()) <= 4 and not cell.endswith(("?", "!")) for cell in row)


def _by_header(row: Sequence[str]) -> list[_Column]:
    return [_named(cell) or _Column.OTHER for cell in row]


def _named(cell: str) -> _Column | None:
    """What a header says of its column: "Question", "Employee's answer", "HR comment"."""
    folded = fold(cell)
    words = set(folded.split())
    if is_remark(folded) or names("foreign").match(folded):
        return _Column.OTHER
    if words & (phrases("leaver") - {"a"}) or folded in phrases("labels"):
        return _Column.OWN
    return _Column.ASKED if names("asked").match(folded) else None


def _by_content(rows: Sequence[Sequence[str]]) -> list[_Column]:
    """Without a header: the column that asks, and all others that hold words."""
    columns = list(zip(*rows, strict=True))
    asking = [sum(cell.endswith("?") for cell in column) / len(column) for column in columns]
    most = max(range(len(columns)), key=lambda at: asking[at])
    if asking[most] < 0.6:
        return []
    return [
        _Column.ASKED if at == most else _Column.OTHER if all(map(_NUMBER.match, column)) else _Column.OWN
        for at, column in enumerate(columns)
    ]
