"""Find the title and header rows of a table, and the names of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.ingest.dates import looks_like_date
from analyzer.ingest.header_rows import RowKind, classify_row, is_machine_name
from analyzer.ingest.sources.row import Row
from analyzer.ingest.words import column_phrases, fold, phrases

_MAX_TITLE_ROWS = 25
# A title that looks like a header stands less than so many rows above the real one.
_MAX_HEADER_DISTANCE = 5
# Columns that identify a Qualtrics export from which the row of import ids was removed.
_QUALTRICS_COLUMNS = frozenset({"ResponseId", "RecordedDate"})
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*\s*%?")


@dataclass(frozen=True, slots=True)
class Header:
    """What is above the data rows.

    Attributes:
        titles: Number of title rows above the headers.
        rows: Number of header rows.
        cells: The first header row, unchanged.
        column_names: One distinct name per column.
        questions: The question of each column, "" where its name says it all.
        survey: Whether it is a Qualtrics export.
        unsettled: Whether the row below may be another header row.
    """

    titles: int
    rows: int
    cells: tuple[str, ...]
    column_names: tuple[str, ...]
    questions: tuple[str, ...]
    survey: bool = False
    unsettled: bool = False


def find_header(rows: list[Row], chosen: int | None = None) -> Header:
    """Find the header of a table from its first rows.

    Qualtrics writes three header rows (internal name, question, import id), SurveyMonkey two (question, answer option),
    others two (code, question), most one, some none.

    Args:
        rows: The table's first rows, none of them blank.
        chosen: The number of header rows, if a person has given it.
    """
    width = _common_width(rows)
    titles = _count_title_rows(rows, width)
    # Count a last column that has a header but no values. A second header row is blank in the column of ids.
    heads = rows[titles : titles + 1] + [row for row in rows[titles + 1 : titles + 2] if not row.cells[0].strip()]
    width = max([width, *map(_last_filled, heads)])
    padded = [_pad(row, width) for row in rows[titles:]]
    if chosen == 0 or not padded or (chosen is None and not _is_header(padded[0], padded[1:])):
        return Header(titles, 0, (), tuple(f"Column {at}" for at in range(1, width + 1)), ("",) * width)
    depth = chosen or _count_header_rows(padded)
    top = padded[:depth]
    found, questions = _names_and_questions(top)
    return Header(
        titles,
        depth,
        top[0],
        _make_unique(found),
        questions,
        survey=_has_import_ids(top[1:]) or (depth > 1 and set(top[0]) >= _QUALTRICS_COLUMNS),
        unsettled=not chosen and _may_continue(padded, depth),
    )


def _count_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Count the header rows: the largest number whose rows are all certain, compared with the rows below them."""
    for at in (1, 2):
        if _has_import_ids(rows[at : at + 1]):
            return at + 1
    return next((depth for depth in (3, 2) if _are_headers(rows, depth)), 1)


def _may_continue(rows: Sequence[Sequence[str]], depth: int) -> bool:
    below = _distinct_rows_below(rows, depth + 1)
    return bool(below) and classify_row(rows[:depth], rows[depth], below) is RowKind.DOUBTFUL


def _are_headers(rows: Sequence[Sequence[str]], depth: int) -> bool:
    top, below = rows[:depth], _distinct_rows_below(rows, depth)
    return all(classify_row(top[:at], top[at], below) is RowKind.HEADER for at in range(1, len(top)))


def _distinct_rows_below(rows: Sequence[Sequence[str]], depth: int) -> list[Sequence[str]]:
    """Return the rows below the first ``depth`` to compare these with; a copy of one of them would prove nothing."""
    return [row for row in rows[depth:] if row not in rows[:depth]]


def _names_and_questions(top: Sequence[Sequence[str]]) -> tuple[Sequence[str], tuple[str, ...]]:
    """Return the columns' names, and the question of each beside its name."""
    no_questions = ("",) * len(top[0])
    if len(top) == 1:
        return top[0], no_questions
    if _has_import_ids(top[1:]):
        at = next(at for at, row in enumerate(top) if at and _has_import_ids([row]))
        texts = top[1] if at > 1 else no_questions
        return top[0], tuple(
            f"{text} free text" if "_TEXT" in code and not text else text
            for text, code in zip(texts, top[at], strict=True)
        )
    found, rest = top[0], list(top[1:])
    if any(under and not above for above, under in zip(found, rest[0], strict=True)):
        named = _names_every_column(rest[0])
        found = rest.pop(0) if named else _join_headers(found, rest.pop(0))
    elif any(fold(cell) in phrases("sub_headers") for cell in rest[0]):
        found = _join_headers(found, rest.pop(0))
    return found, tuple(_first_question(name, [row[at] for row in rest]) for at, name in enumerate(found))


def _names_every_column(row: Sequence[str]) -> bool:
    """Tell whether a row names all columns, so that the row above it names groups: none is blank or an option."""
    return all(row) and not any(fold(cell) in phrases("sub_headers") for cell in row)


def _first_question(name: str, texts: Sequence[str]) -> str:
    """Return the first text that says more than the name."""
    said = (text for text in texts if text and not is_machine_name(text) and fold(text) not in phrases("open_ended"))
    return next(
        (text for text in said if fold(text) != fold(name) and not column_phrases("plain").match(fold(text))), ""
    )


def _common_width(rows: Sequence[Row]) -> int:
    """Return the largest of the common widths: rows may lack empty cells at their end."""
    widths = Counter(_last_filled(row) for row in rows)
    most = max(widths.values(), default=0)
    return max((width for width, often in widths.items() if often >= 0.5 * most), default=0)


def _last_filled(row: Row) -> int:
    return max((at for at, cell in enumerate(row.cells, start=1) if cell.strip()), default=0)


def _pad(row: Row, width: int) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in row.cells[:width])
    return cells + ("",) * (width - len(cells))


def _count_title_rows(rows: Sequence[Row], width: int) -> int:
    """Count the rows before the first that fills at least half of the columns, and more than one.

    A title may fill as many ("Report", "Exit survey", "2026-01-01"), but then it holds a value, which a header does
    not: if a row soon below it fills every column without any value, that row is the header.
    """
    if width == 1:
        return _count_titles_of_single_column([row.cells[0].strip() for row in rows])
    for at, row in enumerate(rows[:_MAX_TITLE_ROWS]):
        if _count_filled(row) >= (width + 1) // 2 and _count_filled(row) > 1:
            soon = range(at + 1, min(at + _MAX_HEADER_DISTANCE, len(rows) - 1))
            return next(
                (later for later in soon if _is_title_with_value(row, rows[later], rows[later + 1 :], width)), at
            )
    return 0


def _count_titles_of_single_column(cells: Sequence[str]) -> int:
    """Count the titles above a single column of comments, whose header is known by a plain name such as "Comment".

    There are none if the first cell is a header itself: a question, or a name of its own.
    """
    first = cells[0]
    own = first.endswith((":", "?")) or (
        column_phrases("text").match(fold(first)) and not any(c.isdigit() for c in first)
    )
    for at, cell in enumerate(cells[1:3], start=1):
        below = cells[at + 1 :]
        told = column_phrases("plain").match(fold(cell)) and fold(cell) not in phrases("sub_headers")
        if told and not own and sum(len(text.split()) > 3 for text in below) > 0.5 * len(below):
            return at
    return 0


def _count_filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _is_title_with_value(title: Row, header: Row, below: Sequence[Row], width: int) -> bool:
    whole = _count_filled(header) >= width > _count_filled(title)
    if not whole or not _count_values(title) or _count_values(header):
        return False
    return sum(bool(_count_values(row)) for row in below) >= 0.8 * len(below)


def _count_values(row: Row) -> int:
    return sum(_is_value(cell.strip()) for cell in row.cells)


def _is_header(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell a header by its difference from the rows below: words above numbers, a short text above long ones."""
    if len(first) == 1:
        return _heads_one_column(first[0], [row[0] for row in below])
    same, differing = 0, 0
    for at, cell in enumerate(first):
        cells = Counter(row[at] for row in below if row[at])
        values = sum(times for text, times in cells.items() if _is_value(text))
        if cell and cells and values >= 0.8 * cells.total():
            same, differing = (same + 1, differing) if _is_value(cell) else (same, differing + 1)
    if same != differing:
        return differing > same
    return same == 0 and not any(len(cell.split()) > 12 and cell[-1] in ".!" for cell in first if cell)


def _heads_one_column(first: str, below: Sequence[str]) -> bool:
    if column_phrases("plain").match(fold(first)) or first.endswith((":", "?")):
        return True
    if _is_value(first) or not below or first[-1:] in ".!":
        return False
    named = any(column_phrases(kind).match(fold(first)) for kind in ("text", "id", "date", "unit", "rating"))
    longer = sum(len(text.split()) > len(first.split()) for text in below) >= 0.7 * len(below)
    return len(first.split()) <= 6 and (named or longer)


def _is_value(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) or looks_like_date(cell)


def _has_import_ids(rows: Sequence[Sequence[str]]) -> bool:
    return any('"ImportId"' in cell or "{'ImportId'" in cell for row in rows for cell in row)


def _join_headers(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Join questions with the options below them; a blank cell continues the question to its left."""
    joined, question = [], ""
    for upper, lower in zip(first, second, strict=True):
        question = upper or question
        # A cell merged over both rows appears in each.
        plain = lower in {"", upper} or fold(lower) in phrases("open_ended")
        joined.append(question if plain else f"{question} – {lower}")
    return joined


def _make_unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Make headers unique: append the position to repeated ones, and name blank ones by it."""
    seen: set[str] = set()
    found = []
    for at, cell in enumerate((" ".join(cell.split()) for cell in cells), start=1):
        name = cell or f"Column {at}"
        found.append(f"{name} ({at})" if name.casefold() in seen else name)
        seen.add(name.casefold())
    return tuple(found)
