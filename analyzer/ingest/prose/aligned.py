"""Questions and answers in two columns that only blanks set apart, as a page pasted from a PDF has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from itertools import groupby

from analyzer.ingest.prose.grid import is_grid
from analyzer.ingest.prose.layout import join

_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)|^\s{2,}(?=\S)")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_FEWEST_ROWS = 3
_ASKEW = 2


def unroll_columns(text: str) -> str:
    """Put each row of such a table on one line, with a tab between its cells; other texts stay as they are.

    A row is a paragraph, since its cells may have several lines.
    """
    column = _find_column(text.split("\n")) if "  " in text else None
    if column is None:
        return text
    paragraphs = _BLANK.split(text)
    rows = [_row(paragraph.split("\n"), column) for paragraph in paragraphs]
    runs = [list(run) for filled, run in groupby(range(len(rows)), key=lambda at: bool(rows[at])) if filled]
    longest = max(runs, key=len, default=[])
    table = "\n".join(rows[at] for at in longest)
    if len(longest) < _FEWEST_ROWS or not is_grid(table):
        return text
    return "\n\n".join([*paragraphs[: longest[0]], table, *paragraphs[longest[-1] + 1 :]])


def _find_column(lines: Sequence[str]) -> int | None:
    """Where the second column begins: most lines that have a gap go on there."""
    begins = Counter(gap.end() for line in lines if (gap := _GAP.search(line)))
    if not begins:
        return None
    column, often = begins.most_common(1)[0]
    return column if often >= _FEWEST_ROWS else None


def _row(lines: Sequence[str], column: int) -> str:
    """A paragraph as a row of two cells; "" where it is none."""
    cells: tuple[list[str], list[str]] = ([], [])
    for line in lines:
        gap = _GAP.search(line)
        if abs(gap.end() - column) > _ASKEW if gap else len(line.rstrip()) >= column:
            return ""
        left, right = (line[: gap.start()], line[gap.end() :]) if gap else (line, "")
        for cell, words in zip(cells, (left, right), strict=True):
            cell.extend([words.strip()] if words.strip() else [])
    return "\t".join(reduce(join, cell) for cell in cells) if all(cells) else ""
