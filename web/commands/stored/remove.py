"""``headwater remove``: remove a record, an upload or a run, after showing what goes and asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from web.commands.environment import open_home
from web.commands.lines import terminal_width, wrap

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from analyzer.pipeline import RemovalPlan, Store

# Characters of a record that are enough to recognise it.
_MAX_SHOWN_CHARACTERS = 80
# A run whose process was killed.
_ABANDONED = (
    "Run {run} broke off, and nothing works on it: 'headwater worker' finishes it, or 'headwater serve' once it is "
    "started again; then remove."
)

yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group()
def remove() -> None:
    """Remove a record, an upload or a run, with all that is known of it. It cannot be taken back."""


@remove.command()
@click.argument("upload", type=int)
@yes_option
def upload(upload: int, yes: bool) -> None:
    """Remove an upload with its records and the runs that read it."""
    from analyzer.pipeline import plan_upload_removal

    unknown = f"There is no upload {upload}: 'headwater uploads' lists them."
    _confirm_and_remove(f"Upload {upload}", partial(plan_upload_removal, upload_id=upload), unknown, yes=yes)


@remove.command()
@click.argument("run", type=int)
@yes_option
def run(run: int, yes: bool) -> None:
    """Remove a run with all that it found."""
    from analyzer.pipeline import plan_run_removal

    unknown = f"There is no run {run}: 'headwater runs' lists them."
    _confirm_and_remove(f"Run {run}", partial(plan_run_removal, run_id=run), unknown, yes=yes)


@remove.command()
@click.argument("upload", type=int)
@click.argument("line", type=int)
@click.option("--person", is_flag=True, help="Remove all records that are known of the same person.")
@yes_option
def record(upload: int, line: int, person: bool, yes: bool) -> None:
    """Remove the record that begins on a line of an upload, as its page of records lists it.

    The same row does not come in again.
    """
    from analyzer.pipeline import plan_record_removal

    store = open_home()
    found = _find(store, upload, line)
    known = _of_person(store, found)
    _hint(len(known), person=person)
    if not yes:
        _show(store, upload, found)
    name = _name(line, upload, len(known), person=person)
    plan_removal = partial(plan_record_removal, record_ids=known if person else (found,))
    _confirm_and_remove(name, plan_removal, "The record is gone already.", yes=yes)


def _find(store: Store, upload_id: int, line: int) -> int:
    from models.queries import records_at_line

    with store.sessions() as session:
        found = records_at_line(session, upload_id, line)
    if not found:
        raise click.UsageError(
            f"No record of upload {upload_id} begins on line {line}: its page of records lists them."
        )
    if len(found) > 1:
        raise click.UsageError(
            f"{len(found)} records of upload {upload_id} begin on line {line}: remove the one you mean on the web."
        )
    return found[0]


def _of_person(store: Store, record_id: int) -> tuple[int, ...]:
    from analyzer.pipeline import same_person

    with store.sessions() as session:
        return same_person(session, record_id)


def _name(line: int, upload_id: int, known: int, *, person: bool) -> str:
    if not person:
        return f"The record at line {line} of upload {upload_id}"
    if known == 1:
        return f"The only record known of the person at line {line} of upload {upload_id}"
    return f"All that the person at line {line} of upload {upload_id} said"


def _hint(known: int, *, person: bool) -> None:
    """Warn if more records of the person are known than are removed, or fewer than was asked for."""
    if known > 1 and not person:
        click.echo(f"Of the same person {known} records are known: --person removes them all.", err=True)
    if known == 1 and person:
        click.echo("Only this record is known of the person: no column of a file gives them another.", err=True)


def _show(store: Store, upload_id: int, record_id: int) -> None:
    """Show the record, so that a wrong line is noticed before it is removed."""
    from models import Record, UploadRecord

    with store.sessions() as session:
        held, record = session.get_one(UploadRecord, (upload_id, record_id)), session.get_one(Record, record_id)
    about = [f"Record {held.label}", f"{record.date:%-d %b %Y}" if record.date else "", record.unit or ""]
    text = " ".join(record.text.split())
    beginning = text if len(text) <= _MAX_SHOWN_CHARACTERS else f"{text[:_MAX_SHOWN_CHARACTERS].rstrip()} …"
    click.echo(wrap(f"{', '.join(filter(None, about))}:", terminal_width()))
    click.echo(wrap(beginning, terminal_width(), "  "))


def _confirm_and_remove(name: str, plan_removal: Callable[[Session], RemovalPlan], unknown: str, *, yes: bool) -> None:
    """Say what goes, ask, and remove it."""
    from sqlalchemy.exc import NoResultFound

    from analyzer.pipeline import RemovalError, UnderWayError, is_abandoned
    from analyzer.pipeline import remove as carry_out
    from web.page.removal import ELSEWHERE, describe_removal, describe_removed

    store = open_home()
    try:
        with store.sessions() as session:
            plan = plan_removal(session)
        summary = describe_removal(plan)
        for head, lines in (("What goes", summary.goes), ("What stays", summary.stays)):
            if lines:
                click.echo("\n".join([f"{head}:", *(wrap(line, terminal_width(), "  ") for line in lines)]))
        click.echo(wrap(f"{ELSEWHERE} It cannot be taken back.", terminal_width()))
        if not (yes or click.confirm(f"{name}: remove it?")):
            click.echo("Nothing is removed.")
            return
        gone = carry_out(store, plan_removal, plan.seal)
    except UnderWayError as error:
        left = _ABANDONED.format(run=error.run_id) if is_abandoned(store, error.run_id) else str(error)
        raise click.UsageError(left) from error
    except RemovalError as error:
        raise click.UsageError(str(error)) from error
    except NoResultFound as error:
        raise click.UsageError(unknown) from error
    click.echo(describe_removed(name, gone))
