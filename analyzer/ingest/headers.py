"""Which rows of a table are titles and headers, and what the columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.ingest.dates import looks_dated
from analyzer.ingest.sources.row import Row
from analyzer.ingest.words import fold, names, phrases

_SEARCHED = 25
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*\s*%?")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the data.

    Attributes:
        titles: Rows above the headers.
        rows: Header rows.
        cells: The first header row as it stands.
        names: One distinct name per column.
        questions: What each column asks, "" where its name says it all.
        survey: Whether Qualtrics wrote it.
    """

    titles: int
    rows: int
    cells: tuple[str, ...]
    names: tuple[str, ...]
    questions: tuple[str, ...]
    survey: bool = False


def find_header(rows: list[Row]) -> Header:
    """The header of a table, judged by its first rows.

    Qualtrics writes three header rows (internal name, question, import id), SurveyMonkey two (question, answer option),
    most others one, some none.
    """
    width = _usual_width(rows)
    titles = _titles(rows, width)
    # A last column that nobody filled still has its header; a second header row is blank under the ids.
    heads = rows[titles : titles + 1] + [row for row in rows[titles + 1 : titles + 2] if not row.cells[0].strip()]
    width = max([width, *map(_filled_to, heads)])
    top = [_padded(row, width) for row in rows[titles : titles + 3]]
    if not top or not _is_header(top[0], [_padded(row, width) for row in rows[titles + 1 :]]):
        return Header(titles, 0, (), tuple(f"Column {at}" for at in range(1, width + 1)), ("",) * width)
    if _is_qualtrics(top):
        texts, ids = (top[1], top[2]) if _has_import_ids(top[2:3]) else (("",) * width, top[1])
        hints = [
            f"{text} free text" if "_TEXT" in code and not text else text for text, code in zip(texts, ids, strict=True)
        ]
        return Header(titles, 3 if texts is top[1] else 2, top[0], _distinct(top[0]), tuple(hints), survey=True)
    below = [_padded(row, width) for row in rows[titles + 2 :]]
    if len(top) > 1 and _is_sub_header(top[0], top[1], below):
        joined = _join_headers(top[0], top[1])
        return Header(titles, 2, top[0], _distinct(joined), ("",) * width)
    return Header(titles, 1, top[0], _distinct(top[0]), ("",) * width)


def _usual_width(rows: Sequence[Row]) -> int:
    """Widths vary where cells at the end are left out; the widest common one counts."""
    widths = Counter(_filled_to(row) for row in rows)
    most = max(widths.values(), default=0)
    return max((width for width, often in widths.items() if often >= 0.5 * most), default=0)


def _filled_to(row: Row) -> int:
    return max((at for at, cell in enumerate(row.cells, start=1) if cell.strip()), default=0)


def _padded(row: Row, width: int) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in row.cells[:width])
    return cells + ("",) * (width - len(cells))


def _titles(rows: Sequence[Row], width: int) -> int:
    """Rows before the first that fills at least half of the columns, and more than one where there are more."""
    needed = max(min(2, width), (width + 1) // 2)
    for at, row in enumerate(rows[:_SEARCHED]):
        if sum(bool(cell.strip()) for cell in row.cells) >= needed:
            return at
    return 0


def _is_header(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """A header differs in kind from what stands below it: words above numbers, a short line above long ones."""
    if len(first) == 1:
        return _heads_one_column(first[0], [row[0] for row in below])
    same, differing = 0, 0
    for at, cell in enumerate(first):
        values = [row[at] for row in below if row[at]]
        if cell and values and sum(map(_is_value, values)) >= 0.8 * len(values):
            same, differing = (same + 1, differing) if _is_value(cell) else (same, differing + 1)
    if same != differing:
        return differing > same
    return same == 0 and not any(len(cell.split()) > 12 and cell[-1] in ".!" for cell in first if cell)


def _heads_one_column(first: str, below: Sequence[str]) -> bool:
    if names("plain").match(fold(first)) or first.endswith((":", "?")):
        return True
    if _is_value(first) or not below or first[-1:] in ".!":
        return False
    named = any(names(kind).match(fold(first)) for kind in ("text", "id", "date", "unit", "rating"))
    longer = sum(len(text.split()) > len(first.split()) for text in below) >= 0.7 * len(below)
    return len(first.split()) <= 6 and (named or longer)


def _is_value(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) or looks_dated(cell)


def _has_import_ids(rows: Sequence[Sequence[str]]) -> bool:
    return any('"ImportId"' in cell or "{'ImportId'" in cell for row in rows for cell in row)


def _is_qualtrics(top: Sequence[Sequence[str]]) -> bool:
    return _has_import_ids(top[1:3])


def _is_sub_header(first: Sequence[str], second: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """SurveyMonkey's second row names answer options: blank under the ids, it fills what the first left blank."""
    gaps = [at for at, cell in enumerate(first) if not cell]
    leading = second[0] == "" and all(row[0] for row in below[:50])
    told = any(fold(cell) in phrases("sub_headers") for cell in second)
    return leading and (told or any(second[at] for at in gaps))


def _join_headers(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """A blank header carries on the question to its left."""
    joined, question = [], ""
    for upper, lower in zip(first, second, strict=True):
        question = upper or question
        plain = not lower or fold(lower) in phrases("open_ended")
        joined.append(question if plain else f"{question} – {lower}")
    return joined


def _distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """Headers told apart by their position where they repeat, and named by it where they are blank."""
    seen: set[str] = set()
    found = []
    for at, cell in enumerate((" ".join(cell.split()) for cell in cells), start=1):
        name = cell or f"Column {at}"
        found.append(f"{name} ({at})" if name.casefold() in seen else name)
        seen.add(name.casefold())
    return tuple(found)
