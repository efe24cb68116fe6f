"""Options that correct how files are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from analyzer.types import Side

if TYPE_CHECKING:
    from analyzer.ingest import Choices

_Option = Callable[[Callable[..., None]], Callable[..., None]]
# Written out, because importing the enums would import the readers of every format.
SHAPES = ("interview", "interviews", "lines")
DATES = ("dmy", "mdy")
HEADER_ROWS = ("0", "1", "2", "3")
ROLES = ("id", "text", "date", "unit", "rating", "person", "attribute", "ignored")
EVENT_ROLES = ("date", "end", "unit", "kind", "note", "ignored")
# Prefix before the colon of a value → the option that names such files.
EVENTS = "events"
_FILES = {**{side.value: f"--{side}s" for side in Side}, EVENTS: "--events"}


class ForSide(click.ParamType[tuple[str, str]]):
    """A value for one side ("employee:dmy") or, without a prefix, for all (side ""). Without ``values`` any is allowed.

    With ``events``, ``EVENTS`` is a further side. Other options do not apply to events: they are tables with one header
    row.
    """

    name = "[SIDE:]VALUE"

    def __init__(self, values: Sequence[str] = (), *, events: bool = False) -> None:
        self._values, self._events = values, events

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split off the side and check the value."""
        side, chosen = _split_side(str(value))
        if side == EVENTS and not self._events:
            self.fail(f"events are read as a table with one row of names; leave out {value}.", param, ctx)
        if self._values and chosen not in self._values:
            self.fail(f"{value} is none of {', '.join(self._values)}, with or without a side before it.", param, ctx)
        return side, chosen


class ColumnRole(click.ParamType[tuple[str, str, str]]):
    """What a column is for: "employee:Store=unit", or without the side for both."""

    name = "[SIDE:]COLUMN=ROLE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str, str]:
        """Split off side and role; a column's name may itself contain colons and equals signs."""
        side, rest = _split_side(str(value))
        column, equals, role = rest.rpartition("=")
        if not equals or not column:
            self.fail(f"{value} is no COLUMN=ROLE.", param, ctx)
        return side, column, role


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that correct how files are read."""
    options: Sequence[_Option] = (
        click.option(
            "--map",
            "roles",
            type=ColumnRole(),
            multiple=True,
            help=f"A column's role, such as employee:Store=unit. Roles: {', '.join(ROLES)}.",
        ),
        click.option(
            "--as",
            "shapes",
            type=ForSide(SHAPES),
            multiple=True,
            help="What running text holds: interview (one), interviews (several), or lines (one text a line).",
        ),
        *_options_of_text(),
        click.option(
            "--dates",
            type=ForSide(DATES, events=True),
            multiple=True,
            help="What comes first in a date: dmy reads 03/04 as 3 April, mdy as March 4; employee:dmy for one side, "
            "events:dmy for --events.",
        ),
        click.option(
            "--header-rows",
            type=ForSide(HEADER_ROWS),
            multiple=True,
            help="How many rows of a table say what its columns hold, as 2, or employee:2 where both sides have files.",
        ),
        click.option("--public", is_flag=True, help="The customers' words are published reviews."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _options_of_text() -> Sequence[_Option]:
    """Return the options that specify for running text what a table has columns for."""
    return (
        click.option(
            "--unit",
            "units",
            type=ForSide(),
            multiple=True,
            help="The site, store or department that running text is about, as employee:Leeds; tables have a column. "
            "One for all of a side's files: files of several units need an import each, or a head that names them.",
        ),
        click.option(
            "--day",
            "days",
            type=ForSide(),
            multiple=True,
            help="The day that running text is of, as employee:2026-05-31, for all of a side's files, like --unit.",
        ),
    )


def choices_for(side: Side, options: Mapping[str, Any]) -> Choices:
    """Select the options for one side; a value with the side's prefix takes precedence over one without.

    Raises:
        click.UsageError: A column was given a role that there is none of, or a day is none.
    """
    from analyzer.ingest import Choices, Role

    roles = {column: role for _, column, role in sorted(options["roles"]) if _ in {"", side}}
    for role in roles.values():
        if role not in set(Role):
            raise click.UsageError(f"{role} is no role: a column is one of {', '.join(Role)}.")
    said = {name: _last_said(options[name], side) for name in ("shapes", "dates", "header_rows", "units", "days")}
    return Choices(
        roles=roles or None,
        shape=said["shapes"],
        dates=said["dates"],
        header_rows=int(said["header_rows"]) if said["header_rows"] else None,
        unit=said["units"],
        day=_checked_day(said["days"]),
    )


def choices_for_events(options: Mapping[str, Any]) -> Choices:
    """Select the options for event files; column roles need the prefix, because events have roles of their own.

    Raises:
        click.UsageError: A column was given a role that there is none of.
    """
    from analyzer.ingest import Choices

    roles = {column: role for of, column, role in options["roles"] if of == EVENTS}
    for role in roles.values():
        if role not in EVENT_ROLES:
            raise click.UsageError(f"{role} is no role: a column of events is one of {', '.join(EVENT_ROLES)}.")
    dates = [value for of, value in sorted(options["dates"]) if of in {"", EVENTS}]
    return Choices(roles=roles or None, dates=dates[-1] if dates else None)


def check_sides(given: Sequence[str], options: Mapping[str, Any]) -> None:
    """Refuse options for a side, or for events, without any file.

    Raises:
        click.UsageError: No file is given for a prefix.
    """
    names = {"roles": "--map", "shapes": "--as", "dates": "--dates", "header_rows": "--header-rows"}
    names |= {"units": "--unit", "days": "--day"}
    for name, option in names.items():
        for side, *_ in options[name]:
            if side and side not in given:
                raise click.UsageError(
                    f"{option} {side}:… is said of no file: give {_FILES[side]} too, or leave it out."
                )


def _checked_day(day: str | None) -> str | None:
    try:
        return day and date.fromisoformat(day).isoformat()
    except ValueError:
        raise click.UsageError(f"{day} is no day: write it as 2026-05-31.") from None


def _last_said(values: Sequence[tuple[str, str]], side: Side) -> str | None:
    return max(((of, value) for of, value in values if of in {"", side}), default=("", None))[1]


def _split_side(value: str) -> tuple[str, str]:
    side, colon, rest = value.partition(":")
    return (side, rest) if colon and side in _FILES else ("", value)
