"""``headwater actions``: what was tried about links, written down and looked up."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands.environment import FILE, UnreadableError, open_home
from web.commands.lines import CONTINUATION_INDENT, hanging_row, terminal_width, wrap_error

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Action, Measurement


# Lines listed in one error message.
_MAX_LISTED = 3
# Text that is meant as a date, in whatever order of day, month and year.
_DATED = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")


class Day(click.ParamType[date]):
    """A day as 2026-03-01."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it."""
        found = value if isinstance(value, date) else _read_day(str(value))
        if found is None:
            self.fail(f"{value} is no day; write it as 2026-03-01.", param, ctx)
        return found


class ThemePair(click.ParamType[tuple[str, str]]):
    """A link by its themes' ids: E1:C4."""

    name = "E1:C4"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split it into the two ids."""
        if isinstance(value, tuple):
            return value
        employee, colon, customer = str(value).partition(":")
        if not (colon and employee and customer):
            self.fail(f"{value} is no link; name its two themes as in analysis.json, such as E1:C4.", param, ctx)
        return employee, customer


@click.group()
def actions() -> None:
    """Write down what is done about a link, so that later runs measure what it changed."""


@actions.command()
@click.option("--run", "run_id", type=int, required=True, help="The run whose link it is for.")
@click.option("--link", "pair", type=ThemePair(), required=True, help="The link's two themes.")
@click.option("--what", required=True, help="What is done; leaders read it. Name no place and no person in it.")
@click.option("--owner", required=True, help="Who sees to it: a role or a name.")
@click.option("--from", "first", type=Day(), help="The first day, for every unit that has none of its own.")
@click.option("--unit", "units", multiple=True, help="A unit that gets it, as NAME or NAME=YYYY-MM-DD. Repeatable.")
@click.option("--units", "table", type=FILE, help="A CSV file with the columns unit and date.")
def add(run_id: int, pair: tuple[str, str], **options: Any) -> None:
    """Write an action down for a link."""
    from analyzer.pipeline import ActionError, ActionPlan, add_action, cautions, known_units, units_of_run

    store = open_home()
    named = [_split(unit) for unit in options["units"]]
    if options["table"]:
        named += _read_table(options["table"])
    dated = _with_days(named, options["first"])
    with store.sessions() as session:
        link_id, known, same = _find_link(session, run_id, pair), units_of_run(session, run_id), known_units(session)
    plan = ActionPlan(options["what"], options["owner"], tuple((same.name(unit), day) for unit, day in dated))
    try:
        action_id = add_action(store, link_id, plan)
    except ActionError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Action {action_id} is written down. The next run measures it.")
    for sentence in cautions(plan, known):
        click.echo(wrap_error(sentence), err=True)


@actions.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def list_actions(as_json: bool) -> None:
    """List the actions, newest first, with what the newest run measured of each."""
    from models.actions import all_actions, newest_measurements

    with open_home().sessions() as session:
        measured = newest_measurements(session)
        found = [_to_json(action, measured.get(action.id)) for action in all_actions(session)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    elif not found:
        click.echo("No action is written down: 'headwater actions add' writes one down for a link.")
    else:
        heading = "action  state   from        units  "
        click.echo(hanging_row(heading, "what is done, and who sees to it", terminal_width()))
    for action in () if as_json else found:
        click.echo(_describe(action, terminal_width()))


@actions.command()
@click.argument("action", type=int)
def close(action: int) -> None:
    """Close an action: no further run measures it."""
    _set_open(action, to=False)
    click.echo(f"Action {action} is closed.")


@actions.command()
@click.argument("action", type=int)
def reopen(action: int) -> None:
    """Open a closed action again."""
    _set_open(action, to=True)
    click.echo(f"Action {action} is open.")


def _set_open(action: int, *, to: bool) -> None:
    from sqlalchemy.exc import NoResultFound

    from analyzer.pipeline import set_open

    try:
        set_open(open_home(), action, to=to)
    except NoResultFound as error:
        raise click.UsageError(f"There is no action {action}: 'headwater actions list' lists them.") from error


def _find_link(session: Session, run_id: int, pair: tuple[str, str]) -> int:
    from models.findings import links_of_run

    linked = {(employee.code, customer.code): link.id for link, employee, customer in links_of_run(session, run_id)}
    if pair not in linked:
        raise click.UsageError(
            f"Run {run_id} has no link of {pair[0]} and {pair[1]}; its analysis.json lists those it has."
        )
    return linked[pair]


def _split(unit: str) -> tuple[str, date | None]:
    """Split off a day at the end; a unit's name may itself contain equals signs."""
    name, equals, day = unit.rpartition("=")
    found = _read_day(day) if equals else None
    if equals and not found and _DATED.fullmatch(day.strip()):
        raise click.UsageError(f"“{day.strip()}” is no day; give it as YYYY-MM-DD, such as 2026-03-01.")
    return (name, found) if found else (unit, None)


def _read_table(path: Path) -> list[tuple[str, date | None]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UnreadableError(f"{path.name} cannot be opened: {reason}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(f"{path.name} cannot be read as a CSV file in UTF-8.") from error
    columns = {(name or "").strip().casefold(): name for row in rows[:1] for name in row}
    if not {"unit", "date"} <= columns.keys():
        raise UnreadableError(f"{path.name} needs a first row with the columns unit and date, and a row for each unit.")
    found, wrong = [], []
    for line, row in enumerate(rows, 2):
        unit, day = ((row[columns[name]] or "").strip() for name in ("unit", "date"))
        if day and _read_day(day) is None:
            wrong.append(f"line {line} has {day}")
        if unit:
            found.append((unit, _read_day(day)))
    if wrong:
        listed = ", ".join(wrong[:_MAX_LISTED]) + (
            f" and {len(wrong) - _MAX_LISTED} more" if wrong[_MAX_LISTED:] else ""
        )
        raise UnreadableError(f"{path.name} has dates that cannot be read: {listed}; write each as 2026-03-01.")
    return found


def _with_days(named: Sequence[tuple[str, date | None]], first: date | None) -> tuple[tuple[str, date], ...]:
    found = []
    for unit, own in named:
        day = own or first
        if day is None:
            raise click.UsageError(f"“{unit}” has no first day: give --from, or {unit}=2026-03-01.")
        found.append((unit, day))
    return tuple(found)


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _to_json(action: Action, measured: Measurement | None) -> dict[str, Any]:
    return {
        "id": action.id,
        "what": action.what,
        "owner": action.owner,
        "open": action.open,
        "employee_theme": action.employee_name,
        "customer_theme": action.customer_name,
        "units": [{"unit": rollout.unit, "day": rollout.day.isoformat()} for rollout in action.rollouts],
        "run": measured.run_id if measured else None,
        "outcome": measured.outcome if measured else "waiting",
        "sentence": measured.sentence if measured else "Not measured yet.",
    }


def _describe(action: dict[str, Any], width: int) -> str:
    begun = min(each["day"] for each in action["units"])
    state = "open" if action["open"] else "closed"
    cells = f"{action['id']:>6}  {state:<6}  {begun}  {len(action['units']):>5,}  "
    measured = f"{action['employee_theme']} ↔ {action['customer_theme']}: {action['sentence']}"
    return "\n".join(
        (
            hanging_row(cells, f"{action['what']} ({action['owner']})", width),
            hanging_row(" " * CONTINUATION_INDENT, measured, width),
        )
    )
