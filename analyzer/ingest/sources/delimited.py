"""CSV and similar formats: find the delimiter, and read rows even if a quote is not closed."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analyzer.ingest.sources.encodings import is_undecodable, open_lines
from analyzer.ingest.sources.html_text import plain_text
from analyzer.ingest.sources.row import Row

# By default the csv module refuses cells over 128 kB, but people paste whole transcripts into one.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

_DOUBLED_QUOTE = re.compile(r'[^,;\t|"]""[^,;\t|"\r\n]')
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 400
_SNIFFED_CHARS = 12_000
# Beyond this length, a quoted cell counts as unclosed.
_MAX_CELL_LINES = 2_000
_MAX_CELL_CHARS = 1 << 24


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are separated.

    Attributes:
        delimiter: The delimiter between fields, "" if each line is one field.
        escape: The character that escapes a quote inside a quoted field, "" if quotes are doubled instead.
        width: The usual number of fields in a row.
    """

    delimiter: str
    escape: str
    width: int


def find_dialect(path: Path, encoding: str) -> Dialect:
    """Find the dialect of a delimited file from its first lines."""
    lines = [line for _, line in islice(open_lines(path, encoding), _SAMPLE_LINES)]
    escaped = any('\\"' in line for line in lines) and not any(_DOUBLED_QUOTE.search(line) for line in lines)
    escape = "\\" if escaped else ""
    found = {mark: _share_of_common_width(lines, mark, escape) for mark in _DELIMITERS}
    share, width = max(found.values())
    if width < 2 or share < 0.5:
        return Dialect("", escape, 1)
    likely = [mark for mark in _DELIMITERS if found[mark] == (share, width)]
    sniffed = _sniff("".join(lines)[:_SNIFFED_CHARS]) if len(likely) > 1 else ""
    return Dialect(sniffed if sniffed in likely else likely[0], escape, width)


def is_table(path: Path, encoding: str) -> bool:
    """Tell whether a text file is a table: nearly all lines have the same number of fields, three or more."""
    lines = [line for _, line in islice(open_lines(path, encoding), _SAMPLE_LINES) if line.strip()]
    found = (_share_of_common_width(lines, mark, "") for mark in _DELIMITERS)
    return len(lines) >= 3 and any(share > 0.95 and width >= 3 for share, width in found)


def read_rows(path: Path, encoding: str, dialect: Dialect) -> Iterator[Row]:
    """Yield every row of the file except empty lines. A row that cannot be read carries its fault; reading goes on."""
    pushed_back: deque[tuple[int, str]] = deque()
    lines = open_lines(path, encoding)
    while True:
        number, text = pushed_back.popleft() if pushed_back else next(lines, (0, ""))
        if not number:
            return
        if not text.strip("\r\n"):
            continue
        if _has_open_quote(text, dialect):
            text, rest = _close_quote(text, pushed_back, lines, dialect)
            pushed_back.extendleft(reversed(rest))
        yield _row(number, text, dialect)


def _close_quote(
    first: str, pushed_back: deque[tuple[int, str]], lines: Iterator[tuple[int, str]], dialect: Dialect
) -> tuple[str, list[tuple[int, str]]]:
    """Return the whole row that begins with ``first``; or ``first`` alone and the lines after it, to be read again.

    So an unclosed quote spoils only its own line.
    """
    taken: list[tuple[int, str]] = []
    parts, characters = [first], len(first)
    while len(taken) < _MAX_CELL_LINES and characters < _MAX_CELL_CHARS:
        number, text = pushed_back.popleft() if pushed_back else next(lines, (0, ""))
        if not number:
            break
        taken.append((number, text))
        parts.append(text)
        characters += len(text)
        if _has_open_quote(text, dialect):
            whole = "".join(parts)
            if _is_complete_row(whole, dialect):
                return whole, []
            break
    return first, taken


def _has_open_quote(text: str, dialect: Dialect) -> bool:
    quotes = text.count('"') - (text.count('\\"') if dialect.escape else 0)
    return quotes % 2 == 1


def _is_complete_row(text: str, dialect: Dialect) -> bool:
    try:
        rows = list(_csv_reader([text], dialect, strict=True))
    except csv.Error:
        return False
    return len(rows) == 1 and (dialect.width == 1 or len(rows[0]) >= dialect.width)


def _row(number: int, text: str, dialect: Dialect) -> Row:
    if is_undecodable(text):
        return Row(number, (), "bytes that are no text in the file's encoding")
    try:
        rows = list(_csv_reader([text], dialect, strict=False))
    except csv.Error:
        return Row(number, (), "its quotes do not match")
    cells = rows[0] if rows else []
    return Row(number, tuple(plain_text(cell.replace("\r\n", "\n").replace("\r", "\n")) for cell in cells))


def _csv_reader(lines: Sequence[str], dialect: Dialect, *, strict: bool) -> Iterator[list[str]]:
    # A delimiter that occurs in no text makes each line one field.
    return csv.reader(
        lines,
        delimiter=dialect.delimiter or "\x1f",
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
        strict=strict,
    )


def _sniff(sample: str) -> str:
    # Slow to import, and needed for few files.
    import clevercsv

    # clevercsv encodes its input, which fails for the surrogates that stand for undecodable bytes.
    clean = sample.encode("utf-8", "replace").decode()
    try:
        found = clevercsv.Detector().detect(clean, delimiters=list(_DELIMITERS))
    except clevercsv.Error:
        return ""
    return found.delimiter if found else ""


def _share_of_common_width(lines: list[str], delimiter: str, escape: str) -> tuple[float, int]:
    """Return the share of rows with the most common number of fields above one, and that number."""
    rows = [row for row in _csv_reader(lines, Dialect(delimiter, escape, 1), strict=False) if row]
    counts = Counter(len(row) for row in rows)
    width, often = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
    return (often / len(rows) if rows and width > 1 else 0.0), width
