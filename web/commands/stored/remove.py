"""``headwater remove``: a record, an upload or a run, once somebody has read what goes and agreed to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from web.commands.ground import open_home
from web.commands.lines import terminal_width, wrap

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from analyzer.pipeline import Going, Store

yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group()
def remove() -> None:
    """Remove a record, an upload or a run, with all that is known of it. It cannot be taken back."""


@remove.command()
@click.argument("upload", type=int)
@yes_option
def upload(upload: int, yes: bool) -> None:
    """Remove an upload with its records and the runs that read it."""
    from analyzer.pipeline import foresee_upload

    unknown = f"There is no upload {upload}: 'headwater uploads' lists them."
    _ask(f"Upload {upload}", partial(foresee_upload, upload_id=upload), unknown, yes=yes)


@remove.command()
@click.argument("run", type=int)
@yes_option
def run(run: int, yes: bool) -> None:
    """Remove a run with all that it found."""
    from analyzer.pipeline import foresee_run

    unknown = f"There is no run {run}: 'headwater runs' lists them."
    _ask(f"Run {run}", partial(foresee_run, run_id=run), unknown, yes=yes)


@remove.command()
@click.argument("upload", type=int)
@click.argument("line", type=int)
@click.option("--person", is_flag=True, help="Remove all records that are known of the same person.")
@yes_option
def record(upload: int, line: int, person: bool, yes: bool) -> None:
    """Remove the record that begins on a line of an upload, as its page of records lists it.

    The same row does not come in again.
    """
    from analyzer.pipeline import foresee_records

    store = open_home()
    records = _find(store, upload, line, person=person)
    name = f"The record at line {line} of upload {upload}"
    if person:
        name = f"All that the person at line {line} of upload {upload} said"
    _ask(name, partial(foresee_records, record_ids=records), "The record is gone already.", yes=yes)


def _find(store: Store, upload_id: int, line: int, *, person: bool) -> tuple[int, ...]:
    from analyzer.pipeline import same_person
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
        known = same_person(session, found[0])
    if len(known) > 1 and not person:
        click.echo(f"Of the same person {len(known)} records are known: --person removes them all.", err=True)
    return known if person else (found[0],)


def _ask(name: str, foresee: Callable[[Session], Going], unknown: str, *, yes: bool) -> None:
    """Say what goes, ask, and remove it."""
    from sqlalchemy.exc import NoResultFound

    from analyzer.pipeline import RemovalError
    from analyzer.pipeline import remove as carry_out
    from web.page.going import ELSEWHERE, tell, tell_done

    store = open_home()
    try:
        with store.sessions() as session:
            going = foresee(session)
        told = tell(going)
        for head, lines in (("What goes", told.goes), ("What stays", told.stays)):
            if lines:
                click.echo("\n".join([f"{head}:", *(wrap(line, terminal_width(), "  ") for line in lines)]))
        click.echo(wrap(f"{ELSEWHERE} It cannot be taken back.", terminal_width()))
        if not (yes or click.confirm(f"{name}: remove it?")):
            click.echo("Nothing is removed.")
            return
        gone = carry_out(store, foresee, going.seal)
    except RemovalError as error:
        raise click.UsageError(str(error)) from error
    except NoResultFound as error:
        raise click.UsageError(unknown) from error
    click.echo(tell_done(name, gone))
