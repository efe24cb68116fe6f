"""Read a table of events into events with their line numbers, and rows set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from analyzer.events import Event
from analyzer.ingest.dates import count_votes, parse_span
from analyzer.ingest.detect import MAX_FILE_BYTES, inspect_rows
from analyzer.ingest.event_words import EventColumn, guess_role, kind_of, means_everywhere
from analyzer.ingest.plan import Choices, DateOrder, IngestError, Plan
from analyzer.ingest.sources.row import Row
from analyzer.ingest.table_records import rows_below, skip_reason
from analyzer.spelling import unit_key
from analyzer.types import Aside, SetAside

# Event logs are kept by hand: a file with more rows is something else.
MAX_EVENTS = 20_000
MAX_UNIT_CHARS = 120
MAX_NOTE_CHARS = 500

_NO_CHOICES = Choices()
_MAX_SHOWN_UNIT_CHARS = 40


class MissingChoiceError(IngestError):
    """A table of events that a person must first make a choice about. Pages and command line add how to make it.

    Attributes:
        unsaid: The field of ``Choices`` that is missing: "roles" or "dates".
    """

    def __init__(self, sentence: str, missing_choice: str) -> None:
        super().__init__(sentence)
        self.missing_choice = missing_choice


@dataclass(frozen=True, slots=True)
class EventSheet:
    """The result of reading a table of events: every row once, as an event, skipped, or a problem row.

    Attributes:
        name: The file's name as its owner knows it.
        events: (line, event), in the file's order.
        skipped: Titles, totals and blank rows.
        problems: Rows that cannot be used, with a reason each.
        unused: Names of the columns that were not read.
        everywhere: Whether there is no column of units, so that every event affects all units.
    """

    name: str
    events: tuple[tuple[int, Event], ...]
    skipped: tuple[SetAside, ...]
    problems: tuple[SetAside, ...]
    unused: tuple[str, ...] = ()
    everywhere: bool = False

    def at(self, units: Sequence[str]) -> EventSheet:
        """Return the sheet with units spelled as in ``units``; events at other units become problem rows."""
        known = {unit_key(unit): unit for unit in units}
        kept, unknown = [], []
        for line, event in self.events:
            flaw = unit_problem(event.unit, known)
            if flaw:
                unknown.append(SetAside(line, Aside.PROBLEM, flaw))
            else:
                kept.append((line, replace(event, unit=event.unit and known[unit_key(event.unit)])))
        problems = sorted((*self.problems, *unknown), key=lambda row: row.line)
        return replace(self, events=tuple(kept), problems=tuple(problems))


def read_events(path: Path, name: str, choices: Choices = _NO_CHOICES, limit: int = MAX_FILE_BYTES) -> EventSheet:
    """Read a table of events: a column of dates and, optionally, of end dates, units, kinds and notes.

    Args:
        path: Where its bytes lie.
        name: What its owner calls it.
        choices: A person's corrections: the columns' roles (``EventColumn``) and the order of day and month.
        limit: Largest accepted size, bytes.

    Raises:
        IngestError: It is no table, has no dates, or the order of day and month in them is ambiguous.
    """
    plan = inspect_rows(path, name, limit)
    positions = _find_columns(plan, choices.roles or {})
    rows, asides = _sort_rows(path, plan)
    order = _settle_order(name, rows, positions, choices.dates)
    events: list[tuple[int, Event]] = []
    for row in rows:
        found = _event(row, positions, order)
        if isinstance(found, Event):
            events.append((row.line, found))
        else:
            asides.append(SetAside(row.line, Aside.PROBLEM, found))
    asides.sort(key=lambda row: row.line)
    return EventSheet(
        name,
        tuple(events),
        tuple(row for row in asides if row.kind is Aside.SKIPPED),
        tuple(row for row in asides if row.kind is Aside.PROBLEM),
        tuple(column.name for at, column in enumerate(plan.columns) if at not in positions.values()),
        EventColumn.UNIT not in positions,
    )


def unit_problem(unit: str | None, known: Mapping[str, str]) -> str:
    """Say that no record names this unit, and suggest the most similar one; "" if one does, or if all units are meant.

    Args:
        unit: The unit as it was written, None for all units.
        known: The units that records name, keyed by ``unit_key``.
    """
    if unit is None or unit_key(unit) in known:
        return ""
    if not known:
        return "no record names a unit yet: hand in interviews or comments first"
    near = get_close_matches(unit_key(unit), known, n=1)
    shown = unit if len(unit) <= _MAX_SHOWN_UNIT_CHARS else f"{unit[: _MAX_SHOWN_UNIT_CHARS - 1]}…"
    meant = f"; is it “{known[near[0]]}”?" if near else ""
    return f"no record names the unit “{shown}”{meant}"


def _find_columns(plan: Plan, chosen: Mapping[str, str]) -> dict[EventColumn, int]:
    given = _check_choices(plan, chosen)
    ranked: dict[EventColumn, list[tuple[int, int]]] = {}
    for at, column in enumerate(plan.columns):
        found = (given[at], -1) if at in given else guess_role(column.name)
        if found and found[0] is not EventColumn.IGNORED:
            ranked.setdefault(found[0], []).append((found[1], at))
    positions = {role: min(columns)[1] for role, columns in ranked.items()}
    if EventColumn.DATE not in positions:
        listed = ", ".join(column.name for column in plan.columns[:12])
        raise MissingChoiceError(
            f"{plan.name} has no column with the day of each event, only these: {listed}; name one date or start.",
            missing_choice="roles",
        )
    return positions


def _check_choices(plan: Plan, chosen: Mapping[str, str]) -> dict[int, EventColumn]:
    at = {unit_key(column.name): place for place, column in enumerate(plan.columns)}
    for column, role in chosen.items():
        if unit_key(column) not in at:
            listed = ", ".join(found.name for found in plan.columns)
            raise IngestError(f'{plan.name} has no column "{column}"; the columns are: {listed}.')
        if role not in set(EventColumn):
            raise IngestError(f'"{role}" is no role of a column of events; the roles are: {", ".join(EventColumn)}.')
    return {at[unit_key(column)]: EventColumn(role) for column, role in chosen.items()}


def _sort_rows(path: Path, plan: Plan) -> tuple[list[Row], list[SetAside]]:
    """Split the rows into usable ones, fitted to the number of columns, and rows set aside by their form alone."""
    rows: list[Row] = []
    asides: list[SetAside] = []
    for row in rows_below(path, plan):
        if isinstance(row, SetAside):
            asides.append(row)
        else:
            fitted = _fit(row, plan)
            (rows if isinstance(fitted, Row) else asides).append(fitted)  # type: ignore[arg-type]
        if len(rows) > MAX_EVENTS:
            raise IngestError(f"{plan.name} has more than {MAX_EVENTS:,} rows; hand in a table with one event a row.")
    return rows, asides


def _fit(row: Row, plan: Plan) -> Row | SetAside:
    width = len(plan.columns)
    cells = (*(cell.strip() for cell in row.cells[:width]), *[""] * (width - len(row.cells)))
    if row.fault:
        return SetAside(row.line, Aside.PROBLEM, row.fault)
    if row.blank:
        return SetAside(row.line, Aside.SKIPPED, "empty row")
    if any(cell.strip() for cell in row.cells[width:]):
        reason = f"{len(row.cells)} fields where {width} were expected"
        return SetAside(row.line, Aside.PROBLEM, reason)
    if reason := skip_reason(cells):
        return SetAside(row.line, Aside.SKIPPED, reason)
    return Row(row.line, cells)


def _settle_order(
    name: str, rows: Sequence[Row], positions: Mapping[EventColumn, int], chosen: str | None
) -> DateOrder | None:
    if chosen:
        if chosen not in set(DateOrder):
            raise IngestError(f'"{chosen}" is no order of dates; give dmy (day first) or mdy (month first).')
        return DateOrder(chosen)
    dated = [positions[role] for role in (EventColumn.DATE, EventColumn.END) if role in positions]
    votes = count_votes(row.cells[at] for row in rows for at in dated)
    if votes.open and votes.order is None:
        raise MissingChoiceError(
            f"Nothing in {name} settles whether the day or the month comes first in its dates; say which.",
            missing_choice="dates",
        )
    return votes.order


def _event(row: Row, positions: Mapping[EventColumn, int], order: DateOrder | None) -> Event | str:
    """Return the event of a row, or the reason why there is none."""
    unit, kind, note = (_cell(row, positions, role) for role in (EventColumn.UNIT, EventColumn.KIND, EventColumn.NOTE))
    days = _days(row, positions, order)
    if isinstance(days, str):
        return days
    if len(unit) > MAX_UNIT_CHARS or len(note) + len(kind) > MAX_NOTE_CHARS:
        return f"a unit has at most {MAX_UNIT_CHARS} characters, a kind and a note {MAX_NOTE_CHARS}"
    found, known = kind_of(kind)
    if not known:
        # Unknown words for the kind are kept in the note, for analysts.
        note = f"{kind}: {note}" if note and kind else kind or note
    return Event(None if means_everywhere(unit) else " ".join(unit.split()), *days, found, note)


def _days(row: Row, positions: Mapping[EventColumn, int], order: DateOrder | None) -> tuple[date, date | None] | str:
    first, last = (_cell(row, positions, role) for role in (EventColumn.DATE, EventColumn.END))
    if not first:
        return "no date"
    begun = parse_span(first, order)
    ended = parse_span(last, order) if last else begun
    if begun is None or ended is None:
        return f"its {'end' if begun else 'date'} cannot be read; write it like 2025-03-31"
    # A quarter or a week without an end date lasts until its own last day.
    start, end = begun[0], ended[1] if last or ended[0] != ended[1] else None
    return "its end lies before its date" if end and end < start else (start, end)


def _cell(row: Row, positions: Mapping[EventColumn, int], role: EventColumn) -> str:
    return row.cells[positions[role]] if role in positions else ""
