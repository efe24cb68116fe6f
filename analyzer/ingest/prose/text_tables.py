"""Tables in plain text: columns aligned with blanks, as copied from a PDF, and tables drawn with lines.

For example:

    Why did you leave?     The rota came        +--------+-----------------+
                           too late.            | Pay    | late twice      |
    And the team?          They were kind.      +--------+-----------------+
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby, pairwise

from analyzer.ingest.prose.layout import join
from analyzer.ingest.prose.pasted_tables import format_question_answer, holds_question_table

_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)|^\s{2,}(?=\S)")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_DRAWN = re.compile(r"^\s*(?:[\u2500-\u257f]{2,}|\+(?:[-=]{2,}\+)+)\s*$")
_CROSSINGS = frozenset("┬┼┴╤╪╧╦╬╩╥╫╨+")
_VERTICAL_LINES = " \t│┃║|"
# Lines in a cell that do not continue the one above: a bullet, a label.
_STARTS_NEW_LINE = re.compile(r"[^\w\s\"'“”„«‘’¿¡(]|[A-ZÀ-Þ][^.!?:]{0,40}:(?:\s|$)")
_FEWEST_ROWS = 3
# A frame has at least a top and a bottom line.
_MIN_FRAME_RULES = 2
_COLUMN_TOLERANCE = 2


def unroll_aligned_columns(text: str) -> str:
    """Put each row of a two-column table on one line, with a tab between its cells; other texts stay as they are.

    A row is a paragraph, since its cells may have several lines.
    """
    column = _find_column(text.split("\n")) if "  " in text else None
    if column is None:
        return text
    paragraphs = list(_join_cells(_BLANK.split(text), column))
    rows = [_row(paragraph.split("\n"), column) for paragraph in paragraphs]
    runs = [list(run) for filled, run in groupby(range(len(rows)), key=lambda at: bool(rows[at])) if filled]
    longest = max(runs, key=len, default=[])
    table = "\n".join(rows[at] for at in longest)
    if len(longest) < _FEWEST_ROWS or not holds_question_table(table):
        return text
    return "\n\n".join([*paragraphs[: longest[0]], table, *paragraphs[longest[-1] + 1 :]])


def _join_cells(paragraphs: Sequence[str], column: int) -> Iterator[str]:
    """Join paragraphs that stand in the second column alone to the row above: they continue its answer."""
    held, is_row = "", False
    for paragraph in paragraphs:
        if is_row and all(not line[: column - _COLUMN_TOLERANCE].strip() for line in paragraph.split("\n")):
            held += f"\n{paragraph}"
            continue
        if held:
            yield held
        held, is_row = paragraph, bool(_row(paragraph.split("\n"), column))
    if held:
        yield held


def _find_column(lines: Sequence[str]) -> int | None:
    """Find where the second column begins: the position at which most lines go on after a gap; None if few do."""
    begins = Counter(gap.end() for line in lines for gap in _GAP.finditer(line))
    if not begins:
        return None
    column, often = begins.most_common(1)[0]
    return column if often >= _FEWEST_ROWS else None


def _row(lines: Sequence[str], column: int) -> str:
    """A paragraph as a row of two cells; "" if it is none."""
    cells: tuple[list[str], list[str]] = ([], [])
    for line in lines:
        gap = next((gap for gap in _GAP.finditer(line) if abs(gap.end() - column) <= _COLUMN_TOLERANCE), None)
        if gap is None and len(line.rstrip()) >= column:
            return ""
        left, right = (line[: gap.start()], line[gap.end() :]) if gap else (line, "")
        for cell, words in zip(cells, (left, right), strict=True):
            cell.extend([words.strip()] if words.strip() else [])
    return "\t".join(reduce(join, cell) for cell in cells) if all(cells) else ""


def unroll_drawn_tables(text: str) -> str:
    """Turn tables drawn with lines ("├──┼──┤", "+---+---+") into text: a row's name, and below it its content.

    Everything between two horizontal lines is a row, however many text lines its cells have.
    """
    lines = text.split("\n")
    rules = [at for at, line in enumerate(lines) if _DRAWN.match(line)]
    columns = max((_find_crossings(lines[at]) for at in rules), key=len, default=[])
    if len(rules) < _FEWEST_ROWS or not columns:
        return text
    runs = groupby(lines, key=lambda line: _DRAWN.match(line) is not None or line[:1] in _VERTICAL_LINES)
    return "\n".join(text for drawn, run in runs for text in (_read_table(list(run), columns) if drawn else run))


def _read_table(lines: Sequence[str], columns: Sequence[int]) -> Sequence[str]:
    """Read the rows inside a drawn table's frame; other lines stay as they are."""
    rules = [at for at, line in enumerate(lines) if _DRAWN.match(line)]
    if len(rules) < _MIN_FRAME_RULES:
        return lines
    runs = groupby(lines[rules[0] : rules[-1]], key=lambda line: _DRAWN.match(line) is not None)
    rows = [row for ruled, run in runs if not ruled for row in _read_drawn(list(run), columns)]
    table = "\n".join("\t".join(filter(None, map(" ".join, row))) for row in rows)
    if len(columns) == 1 and not holds_question_table(table):
        # A question table is read by unroll_grids; its first row may name the columns.
        table = "\n".join(line for row in rows for line in _format_drawn_row(*row))
    return [*lines[: rules[0]], "", table, "", *lines[rules[-1] + 1 :]]


def _find_crossings(rule: str) -> list[int]:
    """Find where vertical lines cross a horizontal one, apart from its ends."""
    return [at for at, sign in enumerate(rule) if sign in _CROSSINGS and rule[:at].strip() and rule[at + 1 :].strip()]


def _read_drawn(lines: Sequence[str], columns: Sequence[int]) -> list[tuple[list[str], ...]]:
    """Read the rows between two drawn lines, each cell as its lines; a name continues on a line in lower case."""
    rows: list[tuple[list[str], ...]] = []
    for line in filter(str.strip, lines):
        cells = _cut(line, columns)
        if not rows or (cells[0] and not cells[0][0].islower()):
            rows.append(tuple([] for _ in cells))
        for held, cell in zip(rows[-1], cells, strict=True):
            if held and cell and not _STARTS_NEW_LINE.match(cell):
                held[-1] = join(held[-1], cell)
            elif cell:
                held.append(cell)
    return rows


def _cut(line: str, columns: Sequence[int]) -> list[str]:
    """Split a line into cells; if a word stands across the columns, all of it is the last cell."""
    edges = [
        next((near for near in (at, at + 1, at - 1) if line[near : near + 1] in _VERTICAL_LINES), 0) for at in columns
    ]
    cells = [line[at:end] for at, end in pairwise([0, *edges, len(line)])] if all(edges) else ["" for _ in columns]
    return [cell.strip(_VERTICAL_LINES) for cell in (cells if all(edges) else [*cells, line])]


def _format_drawn_row(asked: Sequence[str], own: Sequence[str]) -> Sequence[str]:
    """Write a row as lines; a row whose content has no letters (a date, a number) is dropped."""
    told = any(c.isalpha() for line in own for c in line)
    return format_question_answer(" ".join(asked), own) if asked and told else ["", *asked, *own, ""] if told else []
