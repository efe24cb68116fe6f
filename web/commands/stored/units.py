"""``headwater units``: which units both sides name, and which of them are one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from web.commands.environment import open_home
from web.commands.lines import hanging_row, terminal_width, wrap

if TYPE_CHECKING:
    from models import SameUnit

alike_option = click.option(
    "--alike",
    is_flag=True,
    help="Count units whose names look alike (--dry-run lists them) as one, in this run and from then on.",
)


@click.group()
def units() -> None:
    """Say which units of the two sides are one, though they are spelled as two."""


@units.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON: the pairs that were said to be one.")
def list_units(as_json: bool) -> None:
    """List the units of all records, names that look alike, and the pairs that were said to be one."""
    from analyzer.types import Side
    from models.units import same_units
    from web.commands.units import describe_units, units_overview

    store, width = open_home(), terminal_width()
    with store.sessions() as session:
        said = same_units(session)
    if as_json:
        click.echo(json.dumps([_to_json(pair) for pair in said], ensure_ascii=False))
        return
    click.echo(describe_units(units_overview({}, store, None), list(Side), width))
    for pair in said:
        click.echo(hanging_row(f"{pair.id:>6}  ", f"{pair.unit} = {pair.other}", width))


@units.command()
@click.argument("name")
@click.argument("other")
def join(name: str, other: str) -> None:
    """Say that unit NAME is the same as OTHER: it goes by that name from now on."""
    from analyzer.pipeline import UnitError, join_units
    from analyzer.spelling import unit_key
    from analyzer.types import Side
    from models.queries import units as named_units

    store, width = open_home(), terminal_width()
    try:
        new = join_units(store, [(name, other)])
    except UnitError as error:
        raise click.UsageError(str(error)) from error
    click.echo(wrap(f"{name} counts as {other}." if new else "They are one already: nothing is added.", width))
    with store.sessions() as session:
        known = {unit_key(unit) for unit in named_units(session, list(Side))}
    for unit in (name, other):
        if unit_key(unit) not in known:
            click.echo(wrap(f"No record that is stored names “{unit}” so far.", width), err=True)


@units.command()
@click.argument("numbers", type=int, nargs=-1, required=True, metavar="ID...")
def part(numbers: tuple[int, ...]) -> None:
    """Take back that two units are one. Runs that are done keep what they found."""
    from sqlalchemy.exc import NoResultFound

    from analyzer.pipeline import part_units

    store = open_home()
    for number in numbers:
        try:
            unit, other = part_units(store, number)
        except NoResultFound as error:
            raise click.UsageError(f"There is no pair {number}: 'headwater units list' lists them.") from error
        click.echo(wrap(f"{unit} and {other} are two units again.", terminal_width()))


def _to_json(pair: SameUnit) -> dict[str, object]:
    return {
        "id": pair.id,
        "unit": pair.unit,
        "other": pair.other,
        "created": pair.created.isoformat(timespec="seconds"),
    }
