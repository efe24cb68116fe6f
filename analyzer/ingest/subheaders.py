"""Whether a row below the column names is a person's, or goes on saying what the columns hold, or says it again.

Survey tools write codes above questions, questions above answer options, or both. No tool is known by its name here:
the row is compared with what stands above and below it. A true first record must not be taken for a header, so whatever
a person may well have written (a question, words where a date belongs) settles nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.columns import ColumnProfile, profile_column
from analyzer.ingest.dates import looks_dated
from analyzer.ingest.words import begins, fold, is_code, names, phrases

_MAX_COMPARED_ROWS = 200
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*\s*%?")
# As machines name a column: q_comment_open, responseDate.v2.
_MACHINE_NAME = re.compile(r"[A-Za-z]\w*(?:[_.:-]\w+)+")
_QUESTION_END = re.compile(r"[?:？]\s*(?:\([^()]{1,60}\)|\*)?$|^¿")
_SENTENCE_END = re.compile(r"[.!…]\W*$")
_LABEL_KINDS = ("text", "id", "date", "other_date", "unit", "rating", "person", "personal", "attribute")
_MAX_LABEL_WORDS = 6


class RowKind(Enum):
    """What a row below the column names is."""

    RECORD = auto()
    DOUBTFUL = auto()
    HEADER = auto()


class _Vote(Enum):
    """What one cell says: it names its column where values of a kind stand below, or words, or it is of their kind."""

    STRONG = auto()
    WEAK = auto()
    AGAINST = auto()


def classify_row(above: Sequence[Sequence[str]], row: Sequence[str], below: Sequence[Sequence[str]]) -> RowKind:
    """Tell what a row is.

    Args:
        above: The header rows found so far, the first one first; at least one.
        row: The row in question.
        below: The rows that follow it.
    """
    filled = [at for at, cell in enumerate(row) if cell]
    if not filled or not below or all(row[at] == above[0][at] for at in filled):
        return RowKind.RECORD
    options = _classify_options(above[0], row, below)
    return options if options is not RowKind.RECORD else _classify_cells(above, row, below[:_MAX_COMPARED_ROWS])


def find_repeated_headers(heads: Sequence[Sequence[str]], rows: Iterable[Sequence[str]]) -> Iterator[bool]:
    """Tell of each row below the headers whether it repeats one of them, as where exports were pasted together.

    A later header row counts only right below the repeat of the one above it: by itself it may be somebody's.

    Args:
        heads: The header rows as they stand, the first one first.
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
    """Whether a cell is a name for programs ("Q3", "q_comment_open"), not one for people."""
    return is_code(cell) or _MACHINE_NAME.fullmatch(cell) is not None


def _classify_options(first: Sequence[str], row: Sequence[str], below: Sequence[Sequence[str]]) -> RowKind:
    """Answer options: blank under the ids, they fill what the first row left blank.

    Where the ids were taken out, what tools write under an open question tells them.
    """
    filled = [at for at, cell in enumerate(row) if cell]
    told = [at for at in filled if fold(row[at]) in phrases("sub_headers")]
    if any(looks_dated(row[at]) or _SENTENCE_END.search(row[at]) for at in filled if at not in told):
        return RowKind.RECORD
    gaps = [at for at in filled if not first[at]]
    if row[0] == "" and all(each[0] for each in below[:50]) and (told or gaps):
        # One gap alone may be a remark beside the table, in the row of somebody without an id.
        return RowKind.HEADER if told or len(gaps) > 1 else RowKind.DOUBTFUL
    # One word ("Response") may be somebody's answer.
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
    """A question of several options heads the first of them and leaves the others blank."""
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
    """What a cell says; ``coded`` where a code or a group of columns stands above it and tells nothing of it."""
    seen = profile_column(values)
    echoes = any(_without_spaces(cell) == _without_spaces(head) for head in heads if head)
    # Ids and labels look like names for machines themselves.
    machine = is_machine_name(cell) and (not seen.coded or seen.dates >= 0.8) and not any(map(is_machine_name, values))
    named = echoes or machine or (coded and _is_label(cell))
    if _is_typed(seen):
        if _fits_type(cell, seen, values):
            return _Vote.AGAINST
        return _Vote.STRONG if named or _is_question(cell) or _begins_asking(cell) else None
    if seen.filled >= 6 and seen.distinct <= 0.5:
        if cell in values:
            return _Vote.AGAINST
        return _Vote.STRONG if _is_question(cell) else _Vote.WEAK if named or _begins_asking(cell) else None
    if named:
        return _Vote.WEAK
    return _vote_on_words(cell, values) if coded else None


def _vote_on_words(cell: str, values: Sequence[str]) -> _Vote | None:
    """A question above answers; under a name of its own ("comment") it may be the first answer as well."""
    if _is_question(cell):
        return _Vote.WEAK if sum(map(_is_question, values)) <= 0.2 * len(values) else None
    if _begins_asking(cell):
        return _Vote.WEAK
    return _Vote.AGAINST if _SENTENCE_END.search(cell) else None


def _is_typed(seen: ColumnProfile) -> bool:
    return seen.dates >= 0.8 or seen.numbers >= 0.8 or seen.personal >= 0.8 or seen.coded


def _fits_type(cell: str, seen: ColumnProfile, values: Sequence[str]) -> bool:
    return (
        (seen.dates >= 0.8 and looks_dated(cell))
        or (seen.numbers >= 0.8 and _NUMBER.fullmatch(cell) is not None)
        or (seen.personal >= 0.8 and profile_column([cell]).personal > 0)
        or (seen.coded and _mask_digits(cell) in map(_mask_digits, values))
    )


def _trim_row(cells: Sequence[str]) -> tuple[str, ...]:
    """Rows are often cut short behind their last filled cell."""
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)


def _mask_digits(cell: str) -> str:
    return re.sub(r"\d+", "0", cell)


def _is_question(cell: str) -> bool:
    return len(cell) > 4 and _QUESTION_END.search(cell) is not None


def _begins_asking(cell: str) -> bool:
    """How instructions on a form begin, "Please rate"; "What a mess it was." is somebody's."""
    folded = fold(cell)
    words = folded.split()
    return (
        begins(folded, "prompts")
        and len(words) > 2
        and (words[0] in {"please", "bitte"} or not _SENTENCE_END.search(cell))
    )


def _is_label(cell: str) -> bool:
    """A column's name for the greater part: "Date of leaving" is one, "last day of May" none."""
    folded = fold(cell)
    count = len(folded.split())
    return 0 < count <= _MAX_LABEL_WORDS and any(names(kind).covers(folded) for kind in _LABEL_KINDS)


def _without_spaces(cell: str) -> str:
    return fold(cell).replace(" ", "")
