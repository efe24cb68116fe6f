"""Turn the rows of a table into raw records and rows set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice, tee
from pathlib import Path

from analyzer.clean import PARAGRAPH_BREAK, count_paragraphs
from analyzer.ingest.answers import is_generic_subject, parse_rating, says_nothing
from analyzer.ingest.dates import parse_date, prefix_week
from analyzer.ingest.header_rows import find_repeated_headers
from analyzer.ingest.plan import Format, Plan, Role
from analyzer.ingest.prose.interview import Interview, parse_answer
from analyzer.ingest.prose.letters import strip_courtesies
from analyzer.ingest.sources.row import Row
from analyzer.ingest.table_plan import table_parts
from analyzer.ingest.words import column_phrases, fold, phrases
from analyzer.types import Aside, RawRecord, SetAside

# Qualtrics' codes for previews, tests and spam in the column Status.
_PREVIEW_CODES = frozenset({"1", "2", "8", "9", "12", "17", "40", "48"})
_NUMBERS = re.compile(r"\d+")
_MAX_TOTAL_CHARS = 30
_FALSE_WORDS = frozenset({"0", "false", "falsch", "faux", "falso"})


@dataclass(frozen=True, slots=True)
class _Positions:
    """The positions of the columns that are read. ``status`` and ``finished`` are those of a Qualtrics export."""

    texts: tuple[int, ...]
    id: int | None
    date: int | None
    unit: int | None
    rating: int | None
    person: int | None
    attributes: tuple[int, ...]
    questions: tuple[int, ...]
    subjects: tuple[int, ...]
    writer: int | None
    status: int | None
    finished: int | None


def read_table(path: Path, plan: Plan) -> Iterator[RawRecord | SetAside]:
    """Yield every row below the headers once, as a record or set aside; titles are set aside, too.

    Raises:
        IngestError: The file broke off.
    """
    positions = _find_positions(plan)
    numbers = count(1)
    for row in rows_below(path, plan):
        yield row if isinstance(row, SetAside) else _read_row(row, next(numbers), plan, positions)


def rows_below(path: Path, plan: Plan) -> Iterator[Row | SetAside]:
    """Yield every row below the headers; titles and repeated headers are set aside.

    Raises:
        IngestError: The file broke off.
    """
    for part in table_parts(path, plan):
        rows = _without_blank_lines(part)
        for row in islice(rows, plan.titles):
            yield SetAside(row.line, Aside.SKIPPED, "title above the table")
        heads = [row.cells for row in islice(rows, plan.header_rows)]
        known, ahead = tee(rows)
        for row, repeated in zip(known, find_repeated_headers(heads, (each.cells for each in ahead)), strict=True):
            yield SetAside(row.line, Aside.SKIPPED, "repeated header") if repeated else row


def skip_reason(cells: Sequence[str], texts: Sequence[int] = ()) -> str:
    """Return why a row that is not empty is no data row (a total, a footer), or "".

    Args:
        cells: One for each column of the table.
        texts: Positions of the text columns; a row with text in one of them is no footer.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(cells) > 1 and all(map(_is_count, filled[1:])) and _is_total(filled[0]):
        return "total"
    if len(filled) == 1 < len(cells) and not any(cells[at].strip() for at in texts) and _is_footer(filled[0]):
        return "line below the table"
    return ""


def _without_blank_lines(rows: Iterator[Row]) -> Iterator[Row]:
    """Drop blank lines, which do not count as title or header rows."""
    return (row for row in rows if row.fault or not row.blank or len(row.cells) > 1)


def _read_row(row: Row, number: int, plan: Plan, positions: _Positions) -> RawRecord | SetAside:
    if row.fault:
        return SetAside(row.line, Aside.PROBLEM, row.fault)
    cells = _fit_width(row.cells, plan, positions)
    if cells is None:
        reason = f"{len(row.cells)} fields where {len(plan.columns)} were expected"
        return SetAside(row.line, Aside.PROBLEM, reason)
    if reason := "empty row" if row.blank else _row_skip_reason(cells, plan, positions):
        return SetAside(row.line, Aside.SKIPPED, reason)
    record = _record(row.line, number, cells, plan, positions)
    return record if record.text else _set_aside_unanswered(row.line, cells, plan, positions)


def _set_aside_unanswered(line: int, cells: tuple[str, ...], plan: Plan, positions: _Positions) -> SetAside:
    if plan.survey and _cell(cells, positions.finished).casefold() in _FALSE_WORDS:
        return SetAside(line, Aside.SKIPPED, "unfinished survey without an answer")
    return SetAside(line, Aside.NO_ANSWER, "no answer")


def _record(line: int, number: int, cells: tuple[str, ...], plan: Plan, positions: _Positions) -> RawRecord:
    # The same words below two questions are two answers; twice below one, or without any, they are one.
    answers: dict[tuple[str, str], tuple[str, ...]] = {}
    # A column that holds each row's question says more than the header of the answers.
    row_question = next((cells[at].strip() for at in positions.questions if len(cells[at].split()) > 1), "")
    for at in positions.texts:
        cell, question = cells[at].strip(), row_question or plan.columns[at].question
        generic = at in positions.subjects and is_generic_subject(cell)
        if generic or says_nothing(cell, survey=plan.survey, question=bool(question)):
            continue
        answer = parse_answer(cell, plan.columns[at].labels)
        words = strip_courtesies(answer.text)
        if words == cell or not says_nothing(words, survey=plan.survey):
            answers.setdefault((question, words), _asked_in(question, words, answer))
    asked = tuple(chain.from_iterable(answers.values()))
    when = _cell(cells, positions.date)
    # While the order is ambiguous, all dates are dropped. Keeping those that read the same either way (05/05) would
    # base trends on a few odd days.
    dated = prefix_week(when, plan.columns[positions.date].display_name) if positions.date is not None else ""
    day = None if plan.dates_unsettled else parse_date(dated, plan.date_order)
    return RawRecord(
        id=_cell(cells, positions.id) or str(number),
        line=line,
        text=PARAGRAPH_BREAK.join(words for _, words in answers),
        asked=asked if any(asked) else (),
        date=day,
        unit=_cell(cells, positions.unit) or None,
        person=_cell(cells, positions.person) or None,
        rating=parse_rating(_cell(cells, positions.rating)),
        attributes=tuple(
            (plan.columns[at].display_name, cells[at].strip()) for at in positions.attributes if cells[at].strip()
        ),
        undated=day is None and not plan.dates_unsettled and bool(when) and not says_nothing(when),
    )


def _asked_in(column: str, words: str, answer: Interview) -> tuple[str, ...]:
    """Return what each paragraph of a cell answers: the column's question, in a conversation what was asked there."""
    paragraphs = count_paragraphs(words)
    if len(answer.questions) == paragraphs:
        return tuple(question or column for question in answer.questions)
    return (column,) * paragraphs


def _fit_width(cells: tuple[str, ...], plan: Plan, positions: _Positions) -> tuple[str, ...] | None:
    """Return the row with the right number of fields, or None if it is not clear how to repair it.

    Extra empty fields at the end are dropped and missing ones added, provided that the text columns are there.
    In a workbook, which has no delimiters, a row always ends at the last cell that was ever edited.
    """
    width = len(plan.columns)
    if len(cells) == width:
        return cells
    if len(cells) > width:
        return cells[:width] if not any(cell.strip() for cell in cells[width:]) else None
    plain = plan.format is Format.XLSX or len(cells) > max(positions.texts) or not any(cell.strip() for cell in cells)
    return cells + ("",) * (width - len(cells)) if plain else None


def _row_skip_reason(cells: tuple[str, ...], plan: Plan, positions: _Positions) -> str:
    if reason := skip_reason(cells, positions.texts):
        return reason
    if fold(_cell(cells, positions.writer)) in phrases("company_writers"):
        return "written by the company"
    status = _cell(cells, positions.status)
    if plan.survey and (status in _PREVIEW_CODES or fold(status) in phrases("preview_status")):
        return "survey preview"
    return ""


def _is_total(cell: str) -> bool:
    """Tell whether a cell labels a total or an average: "Total", "Average score", "Total comments: 12"."""
    words = _NUMBERS.sub(" ", fold(cell)).split() if len(cell) < _MAX_TOTAL_CHARS else []
    if " ".join(words) in phrases("totals"):
        return True
    totals = [word in phrases("totals") for word in words]
    return any(totals) and all(total or word in phrases("counted") for total, word in zip(totals, words, strict=True))


def _is_count(cell: str) -> bool:
    """Tell whether a cell is a number, with or without what it counts: "10 comments"."""
    if not any(c.isalpha() for c in cell):
        return True
    counted = any(c.isdigit() for c in cell) and len(cell) < _MAX_TOTAL_CHARS
    return counted and all(word in phrases("counted") for word in _NUMBERS.sub(" ", fold(cell)).split())


def _is_footer(cell: str) -> bool:
    words = fold(cell).split()
    return any(" ".join(words[:length]) in phrases("footer") for length in range(1, 4))


def _cell(cells: tuple[str, ...], place: int | None) -> str:
    return "" if place is None else cells[place].strip()


def _find_positions(plan: Plan) -> _Positions:
    def one(role: Role) -> int | None:
        return next(iter(plan.with_role(role)), None)

    def headed(name: str) -> int | None:
        return next((at for at, cell in enumerate(plan.header) if fold(cell) == name), None)

    return _Positions(
        texts=plan.with_role(Role.TEXT),
        id=one(Role.ID),
        date=one(Role.DATE),
        unit=one(Role.UNIT),
        rating=one(Role.RATING),
        person=one(Role.PERSON),
        # A survey tool's own: the day on which somebody opened the survey is not the day on which they were hired.
        attributes=tuple(
            at
            for at in plan.with_role(Role.ATTRIBUTE)
            if not (plan.survey and fold(plan.columns[at].name) in {"start date", "end date"})
        ),
        questions=tuple(
            at for at in plan.with_role(Role.ATTRIBUTE) if column_phrases("question").match(fold(plan.columns[at].name))
        ),
        subjects=tuple(
            at for at in plan.with_role(Role.TEXT) if column_phrases("subject").match(fold(plan.columns[at].name))
        ),
        writer=next(
            (at for at, each in enumerate(plan.columns) if column_phrases("writer_part").match(fold(each.name))), None
        ),
        status=headed("status") if plan.survey else None,
        finished=headed("finished") if plan.survey else None,
    )
