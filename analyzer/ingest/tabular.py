"""Rows of a table → raw records, and the rows set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, tee
from pathlib import Path

from analyzer.ingest.answers import is_generic_subject, parse_rating, says_nothing
from analyzer.ingest.dates import parse_date, prefix_week
from analyzer.ingest.plan import Format, Plan, Role
from analyzer.ingest.prose.interview import parse_answer
from analyzer.ingest.prose.letters import strip_polite
from analyzer.ingest.sources.row import Row
from analyzer.ingest.subheaders import find_repeated_headers
from analyzer.ingest.tables import table_parts
from analyzer.ingest.words import fold, names, phrases
from analyzer.types import Aside, RawRecord, SetAside

# Qualtrics' codes for previews, tests and spam in the column Status.
_PREVIEW_CODES = frozenset({"1", "2", "8", "9", "12", "17", "40", "48"})
_NUMBERS = re.compile(r"\d+")
_MAX_TOTAL_CHARS = 30
_FALSE_WORDS = frozenset({"0", "false", "falsch", "faux", "falso"})


@dataclass(frozen=True, slots=True)
class _Positions:
    """Where a row's parts stand."""

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
    """Every row below the headers once, as a record or set aside; titles above them are set aside, too.

    Raises:
        IngestError: The file broke off.
    """
    positions = _find_positions(plan)
    numbers = count(1)
    for row in rows_below(path, plan):
        yield row if isinstance(row, SetAside) else _read_row(row, next(numbers), plan, positions)


def rows_below(path: Path, plan: Plan) -> Iterator[Row | SetAside]:
    """Every row below the headers; titles above them, and headers that come again, are set aside.

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
    """Why a row with something in it is no row of the table, or "".

    Args:
        cells: As many as the table has columns.
        texts: Columns that make any row a row where they are filled.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(cells) > 1 and all(map(_is_count, filled[1:])) and _is_total(filled[0]):
        return "total"
    if len(filled) == 1 < len(cells) and not any(cells[at].strip() for at in texts) and _is_footer(filled[0]):
        return "line below the table"
    return ""


def _without_blank_lines(rows: Iterator[Row]) -> Iterator[Row]:
    """Empty rows are lines between rows, not rows, as far as counting titles and headers goes."""
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
    said: dict[str, None] = {}
    asked: dict[str, None] = {}
    # A column that names each row's question says more than the header above all answers.
    told = next((cells[at].strip() for at in positions.questions if len(cells[at].split()) > 1), "")
    for at in positions.texts:
        cell = cells[at].strip()
        if says_nothing(cell, survey=plan.survey) or (at in positions.subjects and is_generic_subject(cell)):
            continue
        answer = parse_answer(cell, plan.columns[at].labels)
        words = strip_polite(answer.text)
        if words == cell or not says_nothing(words, survey=plan.survey):
            said[words] = None
            asked.update(dict.fromkeys((told or plan.columns[at].question, *answer.asked)))
    asked.pop("", None)
    when = _cell(cells, positions.date)
    # Were those kept that read the same either way (05/05), trends would be drawn from a few odd days.
    dated = prefix_week(when, plan.columns[positions.date].called) if positions.date is not None else ""
    day = None if plan.dates_unsettled else parse_date(dated, plan.date_order)
    return RawRecord(
        id=_cell(cells, positions.id) or str(number),
        line=line,
        text="\n\n".join(said),
        asked=tuple(asked),
        date=day,
        unit=_cell(cells, positions.unit) or None,
        person=_cell(cells, positions.person) or None,
        rating=parse_rating(_cell(cells, positions.rating)),
        attributes=tuple(
            (plan.columns[at].called, cells[at].strip()) for at in positions.attributes if cells[at].strip()
        ),
        undated=day is None and not plan.dates_unsettled and bool(when) and not says_nothing(when),
    )


def _fit_width(cells: tuple[str, ...], plan: Plan, positions: _Positions) -> tuple[str, ...] | None:
    """The row with the right number of fields, or None where no single way to mend it is plain.

    Empty fields left out or added at the end are mended; so is a last column of text with an unquoted delimiter in it.
    In a workbook, which has no delimiters, a row ends at its last cell that was ever touched.
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
    """Whether a cell says what is counted or averaged: "Total", "Average score", "Total comments: 12"."""
    words = _NUMBERS.sub(" ", fold(cell)).split() if len(cell) < _MAX_TOTAL_CHARS else []
    if " ".join(words) in phrases("totals"):
        return True
    told = [word in phrases("totals") for word in words]
    return any(told) and all(total or word in phrases("counted") for total, word in zip(told, words, strict=True))


def _is_count(cell: str) -> bool:
    """Whether a cell is a number, or one with what it counts: "10 comments"."""
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
        attributes=plan.with_role(Role.ATTRIBUTE),
        questions=tuple(
            at for at in plan.with_role(Role.ATTRIBUTE) if names("question").match(fold(plan.columns[at].name))
        ),
        subjects=tuple(at for at in plan.with_role(Role.TEXT) if names("subject").match(fold(plan.columns[at].name))),
        writer=next((at for at, each in enumerate(plan.columns) if names("writer_part").match(fold(each.name))), None),
        status=headed("status") if plan.survey else None,
        finished=headed("finished") if plan.survey else None,
    )
