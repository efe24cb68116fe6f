"""Plan how to read a table of any format, and read its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from analyzer.ingest.answers import says_nothing
from analyzer.ingest.columns import assign_roles
from analyzer.ingest.dates import OrderVotes, count_votes, names_quarter, prefix_week, say_order
from analyzer.ingest.header_rows import find_repeated_headers
from analyzer.ingest.headers import Header, find_header
from analyzer.ingest.plan import Choices, Column, DateOrder, Format, Hint, IngestError, Plan, Role
from analyzer.ingest.prose.chats import chat_labels
from analyzer.ingest.prose.interview import parse_answer
from analyzer.ingest.prose.letters import strip_courtesies
from analyzer.ingest.sources.delimited import Dialect, find_dialect, read_rows
from analyzer.ingest.sources.json_rows import find_items, json_objects, line_objects, to_rows
from analyzer.ingest.sources.row import Row
from analyzer.ingest.sources.workbook import sheet_names, sheet_rows
from analyzer.ingest.sources.xml_rows import element_rows, find_elements

_SAMPLE_ROWS = 2_000
_PREVIEW_ROWS = 5
_MAX_LISTED_COLUMNS = 12
_OWN_COLUMNS_NOTE = "The place and the day that were given are for running text; of a table its own columns count."
_WEEKS_NOTE = "12/2025 is read as week 12, since its name says week."
_QUARTERS_NOTE = "a row that names a quarter alone counts in the middle month of it."


@dataclass(frozen=True, slots=True)
class _Table:
    """The first rows of a table, with header and columns."""

    header: Header
    data: tuple[Row, ...]
    columns: tuple[Column, ...]


def plan_table(path: Path, start: Plan, choices: Choices, known_units: Collection[str] = ()) -> Plan:
    """Complete ``start`` (name, format, encoding) to a full plan for a table of texts.

    Raises:
        IngestError: It has no rows or no open text, or ``choices`` do not fit it.
    """
    plan = plan_rows(path, start, choices, known_units)
    if not plan.with_role(Role.TEXT):
        raise IngestError(
            f"{plan.name} has no column of open text, only these: {_list_columns(plan)}; "
            "add a column with people's own words, or say which of these holds them."
        )
    if choices.unit or choices.day:
        plan = replace(plan, notes=(*plan.notes, _OWN_COLUMNS_NOTE))
    return _settle_dates(path, plan, choices)


def plan_rows(path: Path, start: Plan, choices: Choices, known_units: Collection[str] = ()) -> Plan:
    """Complete ``start`` (name, format, encoding) with rows and columns, whether or not there is a column of text.

    Raises:
        IngestError: It has no rows, or ``choices`` do not fit it.
    """
    planners = {
        Format.CSV: _plan_delimited,
        Format.XLSX: _plan_workbook,
        Format.JSON: _plan_objects,
        Format.JSONL: _plan_objects,
        Format.XML: _plan_objects,
    }
    return planners[start.format](path, start, choices, known_units)


def table_parts(path: Path, plan: Plan) -> Iterator[Iterator[Row]]:
    """Yield the rows of a planned table, including headers and titles: one iterator for each sheet."""
    if plan.format is Format.XLSX:
        yield from (sheet_rows(path, sheet, plan.name) for sheet in plan.sheets)
    elif plan.format is Format.CSV:
        yield read_rows(path, plan.encoding or "", Dialect(plan.delimiter or "", plan.escape or "", len(plan.columns)))
    else:
        yield to_rows(_objects(path, plan), [column.name for column in plan.columns])


def _list_columns(plan: Plan) -> str:
    listed = ", ".join(column.name for column in plan.columns[:_MAX_LISTED_COLUMNS])
    return (
        f"{listed} and {len(plan.columns) - _MAX_LISTED_COLUMNS} more"
        if len(plan.columns) > _MAX_LISTED_COLUMNS
        else listed
    )


def _plan_delimited(path: Path, start: Plan, choices: Choices, known_units: Collection[str]) -> Plan:
    dialect = find_dialect(path, start.encoding or "")
    rows = read_rows(path, start.encoding or "", dialect)
    table = _read_table(islice(rows, _SAMPLE_ROWS), start.name, choices, known_units)
    plan = replace(start, delimiter=dialect.delimiter or None, escape=dialect.escape or None)
    return _with_table(plan, table)


def _plan_workbook(path: Path, start: Plan, choices: Choices, known_units: Collection[str]) -> Plan:
    """Plan to read the sheet with most open text, and all sheets with the same columns."""
    tables: dict[str, _Table] = {}
    for sheet in sheet_names(path, start.name):
        rows = list(islice(sheet_rows(path, sheet, start.name), _SAMPLE_ROWS))
        if len(rows) > 1:
            tables[sheet] = _read_table(iter(rows), start.name, Choices(header_rows=choices.header_rows))
    if not tables:
        raise IngestError(
            f"{start.name} has no sheet with rows; put the comments in one with a header row and try again."
        )
    best = max(tables, key=lambda sheet: (_text_cells(tables[sheet]), len(tables[sheet].data)))
    same = tuple(sheet for sheet in tables if tables[sheet].header.column_names == tables[best].header.column_names)
    table = _with_roles(
        tables[best].header, [row for sheet in same for row in tables[sheet].data], choices, known_units
    )
    left = tuple(f'Sheet "{sheet}" was not read: its columns are others.' for sheet in tables if sheet not in same)
    return _with_table(replace(start, sheets=same, notes=left), table)


def _plan_objects(path: Path, start: Plan, choices: Choices, known_units: Collection[str]) -> Plan:
    finders = {Format.JSON: find_items, Format.XML: find_elements}
    finder = finders.get(start.format)
    plan = replace(start, items=finder(path, start.encoding or "", start.name) if finder else "")
    sample = [found for _, found in islice(_objects(path, plan), _SAMPLE_ROWS) if isinstance(found, dict)]
    keys = tuple(dict.fromkeys(key for found in sample for key in found))
    if not keys:
        raise IngestError(f"{start.name} holds no objects with keys; give one JSON object per comment.")
    header = Header(0, 0, (), keys, ("",) * len(keys))
    rows = [Row(at, tuple(found.get(key, "") for key in keys)) for at, found in enumerate(sample, start=1)]
    return _with_table(plan, _with_roles(header, rows, choices, known_units))


def _read_table(rows: Iterator[Row], name: str, choices: Choices, known_units: Collection[str] = ()) -> _Table:
    sound = [row for row in rows if not row.fault and not row.blank]
    header = find_header(sound, choices.header_rows)
    top = header.titles + header.rows
    heads = [row.cells for row in sound[header.titles : top]]
    again = find_repeated_headers(heads, [row.cells for row in sound[top:]])
    data = [row for row, repeated in zip(sound[top:], again, strict=True) if not repeated]
    if not data:
        found = "column names but no rows" if sound else "no row that can be read"
        raise IngestError(f"{name} holds {found}; export it again with its answers and try once more.")
    return _with_roles(header, data, choices, known_units)


def _with_roles(header: Header, data: Sequence[Row], choices: Choices, known_units: Collection[str]) -> _Table:
    cells = [[_answer_in(row, at, header) for row in data] for at in range(len(header.column_names))]
    columns = assign_roles(header.column_names, header.questions, cells, choices.roles or {}, known_units)
    parted = (
        replace(column, labels=chat_labels(said)) if column.role is Role.TEXT else column
        for column, said in zip(columns, cells, strict=True)
    )
    return _Table(header, tuple(data), tuple(parted))


def _answer_in(row: Row, at: int, header: Header) -> str:
    cell = row.cells[at] if at < len(row.cells) else ""
    return "" if header.survey and says_nothing(cell, survey=True) else cell


def _with_table(plan: Plan, table: _Table) -> Plan:
    header = table.header
    shown = table.data[:_PREVIEW_ROWS]
    preview = tuple(
        tuple(_show(cell, column) for cell, column in zip(row.cells, table.columns, strict=False)) for row in shown
    )
    return replace(
        plan,
        header_rows=header.rows,
        headers_unsettled=header.unsettled,
        titles=header.titles,
        header=header.cells,
        columns=table.columns,
        survey=header.survey,
        preview=preview,
        notes=(*plan.notes, *filter(None, [*_say_hints(table.columns), _say_other_speakers(table)])),
    )


def _show(cell: str, column: Column) -> str:
    """Return what is read of a cell: nothing if ignored; of a chat or mail, the writer's words without greetings."""
    if column.role is Role.IGNORED:
        return ""
    return strip_courtesies(parse_answer(cell.strip(), column.labels).text) if column.role is Role.TEXT else cell


def _say_hints(columns: Sequence[Column]) -> list[str]:
    """Return one sentence for each kind of hint, on roles that a person may want to change."""
    hinted = {hint: [f"“{column.display_name}”" for column in columns if column.hint is hint] for hint in Hint}
    taken = next((column.display_name for column in columns if column.role is Role.UNIT), "")
    said = {
        Hint.PASSED_OVER: "Column “{taken}” is taken for the unit, not {ors}.",
        Hint.KNOWN_UNITS: "Column {ands} is taken for the unit: what stands in it are units that are known already.",
        Hint.PICKED: "Answers to {ands} look picked from a list and are not read as people's words; "
        "where they are, give the column the role text.",
        Hint.UNREAD: "What stands in {ands} may be people's own words and is not read as such; "
        "where it is, give the column the role text.",
        Hint.SUBJECT: "What stands in {ands} only heads the texts in a few words and is left out; "
        "where people say something of their own there, give the column the role text.",
    }
    return [
        said[hint].format(taken=taken, ors=" or ".join(names), ands=" and ".join(names))
        for hint, names in hinted.items()
        if names
    ]


def _say_other_speakers(table: _Table) -> str:
    """Say that of chats and mails in cells only one side is read; "" if no sampled cell holds any."""
    texts = [(at, column.labels) for at, column in enumerate(table.columns) if column.role is Role.TEXT]
    cells = [
        (cell, labels)
        for row in table.data
        for at, labels in texts
        if at < len(row.cells) and (cell := row.cells[at].strip())
    ]
    parted = sum(parse_answer(cell, labels).text != cell for cell, labels in cells)
    if not parted:
        return ""
    return (
        f"In {parted:,} of the first {len(cells):,} texts somebody else speaks, too, as an interviewer or an agent "
        "does: these words are left out, and only those of the person who wrote in are read."
    )


def _text_cells(table: _Table) -> int:
    texts = [at for at, column in enumerate(table.columns) if column.role is Role.TEXT]
    return sum(bool(row.cells[at].strip()) for row in table.data for at in texts if at < len(row.cells))


def _settle_dates(path: Path, plan: Plan, choices: Choices) -> Plan:
    """Decide the order of day and month. If the sample leaves it ambiguous, the rest of the file is read, too."""
    chosen = _chosen_order(choices.dates) if choices.dates else None
    positions = plan.with_role(Role.DATE)
    if not positions:
        return replace(plan, date_order=chosen)
    column = plan.columns[positions[0]].display_name
    votes, quarters, weeks = OrderVotes(), False, False
    for part in table_parts(path, plan):
        cells = (row.cells[positions[0]] for row in part if len(row.cells) > positions[0])
        sample = list(islice(cells, _SAMPLE_ROWS))
        votes += count_votes(sample)
        quarters = quarters or any(map(names_quarter, sample))
        weeks = weeks or any(prefix_week(cell, column) != cell for cell in sample)
        if votes.open and not votes.order and not chosen:
            votes += count_votes(cells)
    order = "" if chosen else say_order(votes)
    said = ((_QUARTERS_NOTE, quarters), (_WEEKS_NOTE, weeks), (order, bool(order)))
    told = [f"Column “{column}”: {note}" for note, holds in said if holds]
    notes = (*plan.notes, *filter(None, [votes.mixed]), *told)
    if chosen:
        return replace(plan, date_order=chosen, notes=notes)
    return replace(plan, date_order=votes.order, dates_unsettled=bool(votes.open and not votes.order), notes=notes)


def _chosen_order(dates: str) -> DateOrder:
    if dates not in set(DateOrder):
        raise IngestError(f'"{dates}" is no order of dates; give dmy (day first) or mdy (month first).')
    return DateOrder(dates)


def _objects(path: Path, plan: Plan) -> Iterator[tuple[int, dict[str, str] | str]]:
    if plan.format is Format.JSON:
        return json_objects(path, plan.encoding or "", plan.items, plan.name)
    if plan.format is Format.XML:
        return element_rows(path, plan.encoding or "", plan.items, plan.name)
    return line_objects(path, plan.encoding or "")
