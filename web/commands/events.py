"""Events on the command line: read and check event files, and keep the log (``headwater events``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.wording.counts import how_many
from web.commands.environment import FILE, errors_as_sentences, find_installation, make_tools, open_home
from web.commands.lines import hanging_row, terminal_width, wrap
from web.commands.options import DATES, EVENT_ROLES, EVENTS, choices_for_events

if TYPE_CHECKING:
    from analyzer.events import Event
    from analyzer.ingest import EventSheet
    from analyzer.pipeline import Store, Tools

# End of the error message that tells how to specify what a table does not show.
_HOW_TO_SAY = {
    "roles": ", or say which one holds it (--map {of}NAME=date).",
    "dates": " (--dates {of}dmy reads 03/04 as 3 April, --dates {of}mdy as March 4).",
}
# Problem rows listed in one error message.
_MAX_LISTED = 3

skip_option = click.option(
    "--skip-problem-rows", "skip", is_flag=True, help="Go on without the rows of event files that cannot be used."
)


def event_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which events a run leaves out of its test."""
    options = (
        click.option(
            "--events",
            type=FILE,
            multiple=True,
            help="Openings, refits, incidents and the like, whose units and months the test leaves out: a table with "
            "date, end, unit, kind, note. Repeatable. Without it, the log counts (headwater events list).",
        ),
        click.option("--no-events", is_flag=True, help="Leave nothing out, whatever the log holds."),
        skip_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(name="events")
def group() -> None:
    """Keep the log of events, whose units and months every run leaves out of its test."""


@group.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def list_log(as_json: bool) -> None:
    """List the log, newest first."""
    from analyzer.wording import EVENT_NAMES
    from models.queries import events

    with open_home().sessions() as session:
        rows = [
            {
                "id": event.id,
                "unit": event.unit,
                "start": event.start.isoformat(),
                "end": event.end.isoformat() if event.end else None,
                "kind": event.kind,
                "note": event.note,
            }
            for event in events(session)
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    if not rows:
        click.echo("No event is in the log: 'headwater events add' adds a table of them.")
    names = {kind.value: one for kind, (one, _) in EVENT_NAMES.items()}
    for row in rows:
        days = f"{row['start']} – {row['end']}" if row["end"] else row["start"]
        where = f"{row['unit'] or 'all units'}  {row['note']}".rstrip()
        click.echo(hanging_row(f"{row['id']:>5}  {days:<23}  {names[str(row['kind'])]:<14}  ", where, terminal_width()))


@group.command()
@click.argument("file", type=FILE)
@click.option("--dates", type=click.Choice(DATES), help="What comes first in a date: dmy reads 03/04 as 3 April.")
@click.option(
    "--map", "columns", multiple=True, metavar="COLUMN=ROLE", help=f"A column's role. Roles: {', '.join(EVENT_ROLES)}."
)
@skip_option
def add(file: Path, dates: str | None, columns: Sequence[str], skip: bool) -> None:
    """Add a table of events: date, end, unit, kind, note. A row without a unit is an event at all of them."""
    from analyzer.pipeline import log_events

    pairs = [column.removeprefix("events:").rpartition("=") for column in columns]
    if any(not name or not equals for name, equals, _ in pairs):
        raise click.UsageError("A column's role is given as --map COLUMN=ROLE.")
    said = {"roles": [("events", name, role) for name, _, role in pairs], "dates": [("", dates)] if dates else []}
    with errors_as_sentences():
        sheets = read_sheets([file], said, of="")
        store = open_home()
        sheets = check_sheets(keep_known_units(store, sheets), skip=skip)
        new = log_events(store, events_in(sheets), make_tools())
    for line in (*describe_left_out(sheets), f"{how_many(len(events_in(sheets)), 'event')}, {new} of them new."):
        click.echo(wrap(line, terminal_width()))


@group.command()
@click.argument("numbers", type=int, nargs=-1, required=True, metavar="ID...")
def delete(numbers: Sequence[int]) -> None:
    """Take events out of the log. Runs that were given them keep them."""
    from sqlalchemy.exc import NoResultFound

    from analyzer.pipeline import forget_event

    store = open_home()
    for number in numbers:
        try:
            forget_event(store, number)
        except NoResultFound as error:
            raise click.UsageError(f"There is no event {number}: 'headwater events list' lists them.") from error
        click.echo(f"Event {number} is out of the log.")


def read_sheets(paths: Sequence[Path], said: Mapping[str, Any], of: str = f"{EVENTS}:") -> tuple[EventSheet, ...]:
    """Read files of events.

    Args:
        paths: The files.
        said: The values of the options ``roles`` and ``dates``.
        of: The prefix that marks values of these options as meant for events, for error messages.

    Raises:
        IngestError: A file cannot be read.
    """
    from analyzer.ingest import IngestError, MissingChoiceError, read_events

    choices, limit = choices_for_events(said), find_installation().upload_limit
    try:
        return tuple(read_events(path, path.name, choices, limit) for path in paths)
    except MissingChoiceError as error:
        raise IngestError(f"{error}".removesuffix(".") + _HOW_TO_SAY[error.missing_choice].format(of=of)) from error


def keep_known_units(
    store: Store, sheets: Sequence[EventSheet], upload_ids: Sequence[int] | None = None
) -> tuple[EventSheet, ...]:
    """Keep the events at units that records name; only records of certain uploads if these are given."""
    from analyzer.types import Side
    from models.queries import units

    with store.sessions() as session:
        known = units(session, list(Side), upload_ids)
    return tuple(sheet.at(known) for sheet in sheets)


def check_sheets(sheets: tuple[EventSheet, ...], *, skip: bool) -> tuple[EventSheet, ...]:
    """Return the sheets if all their rows can be used, or if the others may be skipped.

    Raises:
        IngestError: A sheet has rows that cannot be used and may not be skipped.
    """
    from analyzer.ingest import IngestError

    for sheet in sheets if not skip else ():
        if sheet.problems:
            named = [f"line {row.line}: {row.reason}" for row in sheet.problems[:_MAX_LISTED]]
            more = [f"and {len(sheet.problems) - _MAX_LISTED} more"] if len(sheet.problems) > _MAX_LISTED else []
            listed = "; ".join((*named, *more))
            raise IngestError(
                f"{sheet.name} has rows that cannot be used, so nothing of it is used. "
                f"Mend them, or leave them out with --skip-problem-rows: {listed}{'' if listed.endswith('?') else '.'}"
            )
    return sheets


def choose_events(options: Mapping[str, Any], sheets: Sequence[EventSheet], tools: Tools) -> tuple[Event, ...] | None:
    """Return the events that a run was told to leave out; None if it takes the log."""
    from analyzer.pipeline import without_names

    if not sheets and not options["no_events"]:
        return None
    return without_names(events_in(sheets), tools)


def events_in(sheets: Sequence[EventSheet]) -> tuple[Event, ...]:
    """Return the events of all sheets, each once."""
    return tuple(dict.fromkeys(event for sheet in sheets for _, event in sheet.events))


def describe_left_out(sheets: Sequence[EventSheet]) -> tuple[str, ...]:
    """Describe the rows and columns of event files that were left out."""
    lines = []
    for sheet in sheets:
        rows = sorted((*sheet.problems, *sheet.skipped), key=lambda row: row.line)
        lines += [f"{sheet.name}, line {row.line} is left out: {row.reason}" for row in rows]
        if sheet.everywhere:
            lines.append(f"{sheet.name} has no column of units, so each of its events is one at all units.")
        if sheet.unused:
            lines.append(f"{sheet.name}: not read are the columns {', '.join(sheet.unused)}.")
    return tuple(lines)
