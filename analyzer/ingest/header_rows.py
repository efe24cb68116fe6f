"""Tell whether a row below the column names is a record, another header row, or a repeated header.

Survey tools write codes above questions, questions above answer options, or both. This module does not look for
particular tools but compares the row with those above and below it. A real first record must not be taken for a header,
so anything a person might have written (a question, words instead of a date) decides nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.columns import ColumnProfile, profile_column
from analyzer.ingest.dates import looks_like_date
from analyzer.ingest.words import begins, column_phrases, fold, is_code, phrases

_MAX_COMPARED_ROWS = 200
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*\s*%?")
# A column's name in a program: q_comment_open, responseDate.v2.
_MACHINE_NAME = re.compile(r"[A-Za-z]\w*(?:[_.:-]\w+)+")
_QUESTION_END = re.compile(r"[?:？]\s*(?:\([^()]{1,60}\)|\*)?$|^¿")
_SENTENCE_END = re.compile(r"[.!…]\W*$")
_LABEL_KINDS = ("text", "id", "date", "other_date", "unit", "rating", "person", "personal", "attribute")
_MAX_LABEL_WORDS = 6


class RowKind(Enum):
    """What a row below the column names is: a record, a header, or perhaps one."""

    RECORD = auto()
    DOUBTFUL = auto()
    HEADER = auto()


class _Vote(Enum):
    """A cell's vote on its row: a name above typed values (STRONG), above words (WEAK), or a value itself (AGAINST)."""

    STRONG = auto()
    WEAK = auto()
    AGAINST = auto()


def classify_row(above: Sequence[Sequence[str]], row: Sequence[str], below: Sequence[Sequence[str]]) -> RowKind:
    """Classify a row as a header, a record, or doubtful.

    Args:
        above: The header rows found so far, from the top; at least one.
        row: The row in question.
        below: The rows that follow it.
    """
    filled = [at for at, cell in enumerate(row) if cell]
    if not filled or not below or all(row[at] == above[0][at] for at in filled):
        return RowKind.RECORD
    options = _classify_options(above[0], row, below)
    return options if options is not RowKind.RECORD else _classify_cells(above, row, below[:_MAX_COMPARED_ROWS])


def find_repeated_headers(heads: Sequence[Sequence[str]], rows: Iterable[Sequence[str]]) -> Iterator[bool]:
    """Tell for each row below the headers whether it repeats one of them, as in concatenated exports.

    A second or third header row counts only directly below a repeat of the one above it: by itself it may be a record.

    Args:
        heads: The header rows, unchanged, from the top.
        rows: The rows below them, in order.
    """
    known = [_trim_row(head) for head in heads]
    last = -1
    for row in rows:
        found = _trim_row(row)
        if last + 1 < len(known) and found == known[last + 1]:
            last += 1
        else:
            last = 0 if known and found == known[0] else -1
        yield last >= 0


def is_machine_name(cell: str) -> bool:
    """Tell whether a cell is a name for programs ("Q3", "q_comment_open"), not for people."""
    return is_code(cell) or _MACHINE_NAME.fullmatch(cell) is not None


def _classify_options(first: Sequence[str], row: Sequence[str], below: Sequence[Sequence[str]]) -> RowKind:
    """Recognise a row of answer options: it is blank in the column of ids, and fills cells the first row left blank.

    If the ids were removed, it is recognised by the words that tools write under an open question.
    """
    filled = [at for at, cell in enumerate(row) if cell]
    told = [at for at in filled if fold(row[at]) in phrases("sub_headers")]
    if any(looks_like_date(row[at]) or _SENTENCE_END.search(row[at]) for at in filled if at not in told):
        return RowKind.RECORD
    gaps = [at for at in filled if not first[at]]
    if row[0] == "" and all(each[0] for each in below[:50]) and (told or gaps):
        # A single gap may be a remark beside the table, in a record without an id.
        return RowKind.HEADER if told or len(gaps) > 1 else RowKind.DOUBTFUL
    # A single word ("Response") may be an answer.
    sure = len(told) > 1 or any(len(row[at].split()) > 1 for at in told)
    if not told or any(at not in told and at not in gaps and not _beside_gap(first, at) for at in filled):
        return RowKind.RECORD
    return RowKind.HEADER if sure else RowKind.DOUBTFUL


def _classify_cells(above: Sequence[Sequence[str]], row: Sequence[str], below: Sequence[Sequence[str]]) -> RowKind:
    votes = list(_votes(above, row, below))
    strong, weak = votes.count(_Vote.STRONG), votes.count(_Vote.WEAK)
    if _Vote.AGAINST in votes or not strong + weak:
        return RowKind.RECORD
    return RowKind.HEADER if strong and strong + weak > 1 else RowKind.DOUBTFUL


def _beside_gap(first: Sequence[str], at: int) -> bool:
    """Tell whether the next header is blank: a question with several options stands above the first of them only."""
    return at + 1 < len(first) and not first[at + 1]


def _votes(
    above: Sequence[Sequence[str]], row: Sequence[str], below: Sequence[Sequence[str]]
) -> Iterator[_Vote | None]:
    for at, cell in enumerate(row):
        values = [each[at] for each in below if each[at] and not says_nothing(each[at])]
        if cell and values and not says_nothing(cell):
            heads = [each[at] for each in above]
            yield _vote(heads, cell, values, coded=is_code(heads[0]) or not heads[0] or _beside_gap(above[0], at))


def _vote(heads: Sequence[str], cell: str, values: Sequence[str], *, coded: bool) -> _Vote | None:
    """Return a cell's vote; ``coded``: above it is only a code or the name of a group of columns."""
    stats = profile_column(values)
    echoes = any(_without_spaces(cell) == _without_spaces(head) for head in heads if head)
    # Values that are ids or labels look like machine names themselves.
    machine = (
        is_machine_name(cell) and (not stats.coded or stats.dates >= 0.8) and not any(map(is_machine_name, values))
    )
    named = echoes or machine or (coded and _is_label(cell))
    if _is_typed(stats):
        if _fits_type(cell, stats, values):
            return _Vote.AGAINST
        return _Vote.STRONG if named or _is_question(cell) or _begins_asking(cell) else None
    if stats.filled >= 6 and stats.distinct <= 0.5:
        if cell in values:
            return _Vote.AGAINST
        return _Vote.STRONG if _is_question(cell) else _Vote.WEAK if named or _begins_asking(cell) else None
    if named:
        return _Vote.WEAK
    return _vote_on_words(cell, values) if coded else None


def _vote_on_words(cell: str, values: Sequence[str]) -> _Vote | None:
    """Return the vote of a cell below a code and above words: a question is a header, a sentence is an answer."""
    if _is_question(cell):
        return _Vote.WEAK if sum(map(_is_question, values)) <= 0.2 * len(values) else None
    if _begins_asking(cell):
        return _Vote.WEAK
    return _Vote.AGAINST if _SENTENCE_END.search(cell) else None


def _is_typed(stats: ColumnProfile) -> bool:
    return stats.dates >= 0.8 or stats.numbers >= 0.8 or stats.contacts >= 0.8 or stats.coded


def _fits_type(cell: str, stats: ColumnProfile, values: Sequence[str]) -> bool:
    return (
        (stats.dates >= 0.8 and looks_like_date(cell))
        or (stats.numbers >= 0.8 and _NUMBER.fullmatch(cell) is not None)
        or (stats.contacts >= 0.8 and profile_column([cell]).contacts > 0)
        or (stats.coded and _mask_digits(cell) in map(_mask_digits, values))
    )


def _trim_row(cells: Sequence[str]) -> tuple[str, ...]:
    """Strip cells and drop the empty ones at the end: rows are often cut off after their last filled cell."""
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)


def _mask_digits(cell: str) -> str:
    return re.sub(r"\d+", "0", cell)


def _is_question(cell: str) -> bool:
    return len(cell) > 4 and _QUESTION_END.search(cell) is not None


def _begins_asking(cell: str) -> bool:
    """Tell whether a cell begins like an instruction on a form, "Please rate"; "What a mess it was." is an answer."""
    folded = fold(cell)
    words = folded.split()
    return (
        begins(folded, "prompts")
        and len(words) > 2
        and (words[0] in {"please", "bitte"} or not _SENTENCE_END.search(cell))
    )


def _is_label(cell: str) -> bool:
    """Tell whether a known column name makes up most of a cell: "Date of leaving", but not "last day of May"."""
    folded = fold(cell)
    count = len(folded.split())
    return 0 < count <= _MAX_LABEL_WORDS and any(column_phrases(kind).covers(folded) for kind in _LABEL_KINDS)


def _without_spaces(cell: str) -> str:
    return fold(cell).replace(" ", "")
