"""The input files of one command, with the options for each, and all checks made before any of them is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import click

from analyzer.ingest import Choices, IngestError, inspect, inspect_rows, read_units
from analyzer.spelling import unit_key
from analyzer.types import Side

# Columns or files listed in one error message.
_MAX_LISTED = 12


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be read, with the options given for it.

    Attributes:
        path: Its path.
        side: Whose words it holds.
        choices: How it is to be read, as far as options say so.
        public: Whether it is published elsewhere.
        places: Units known from other files and stored records, as ``unit_key`` returns them.
    """

    path: Path
    side: Side
    choices: Choices
    public: bool = False
    places: frozenset[str] = frozenset()


def files_in(path: Path) -> list[Path]:
    """List a folder's files by name, without hidden ones; for any other path return the path itself.

    Raises:
        click.UsageError: The folder holds no file.
    """
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    if not found:
        raise click.UsageError(f"The folder {path} holds no file; name one that does, or a file.")
    return found


def check_header_rows(rows: Sequence[tuple[str, str]]) -> None:
    """Refuse a number of header rows meant for both sides: a side with fewer would lose its first record.

    Args:
        rows: (side, number of rows), as given.

    Raises:
        click.UsageError: One was given without a side.
    """
    for said in (many for side, many in rows if not side):
        raise click.UsageError(
            f"--header-rows {said} does not say of which side's files; "
            f"put the side before it, as in --header-rows {Side.EMPLOYEE}:{said}."
        )


def keep_known_columns(given: Sequence[InputFile], said: Sequence[tuple[str, str, str]]) -> list[InputFile]:
    """Keep for each file the roles of columns that it has: a side's files may have different columns.

    Args:
        given: Files of both sides.
        said: (side, column, role), the side "" if meant for both.

    Raises:
        click.UsageError: No file of a side has a column of that name.
    """
    if not said:
        return list(given)
    held = [_columns_of(each) for each in given]
    for of, column, role in said:
        for side in (side for side in Side if of in {"", side}):
            own = [(each, columns) for each, columns in zip(given, held, strict=True) if each.side is side]
            if own and not any(_has_column(columns, column) for _, columns in own):
                other = next(each for each in Side if each is not side)
                both = not of and any(each.side is other for each in given)
                raise click.UsageError(_say_lacking(own, column, f"{other}:{column}={role}" if both else ""))
    return [_keep_roles(each, columns) for each, columns in zip(given, held, strict=True)]


def read_units_ahead(
    given: Sequence[InputFile], limit: int, known: Collection[str]
) -> tuple[list[InputFile], list[str]]:
    """Read the units of all files before any is stored, so that nothing is stored if one of them cannot be read.

    Args:
        given: Files of both sides.
        limit: Maximal size of a file, bytes.
        known: The units of stored records, as ``unit_key`` returns them.

    Returns:
        The files, each with the units known from elsewhere; and every unit as spelled.

    Raises:
        IngestError: A file cannot be read.
    """
    named: list[frozenset[str]] = []
    for each in given:
        with explain_os_errors(each.path):
            plan = inspect(each.path, each.path.name, each.choices, limit, each.side, known)
            named.append(frozenset(read_units(each.path, plan)))
    places = [frozenset(map(unit_key, units)) for units in named]
    fitted = [
        replace(each, places=frozenset(known).union(*places[:at], *places[at + 1 :])) for at, each in enumerate(given)
    ]
    return fitted, sorted(frozenset[str]().union(*named))


@contextmanager
def explain_os_errors(path: Path) -> Iterator[None]:
    """Turn an OSError into one sentence on why a file cannot be opened."""
    try:
        yield
    except OSError as error:
        raise IngestError(f"{path.name} cannot be opened: {(error.strerror or 'unknown reason').lower()}.") from error


def _columns_of(given: InputFile) -> tuple[str, ...] | None:
    """Return a file's columns regardless of the roles given; None if it cannot be read, which is reported later."""
    unsaid = replace(given.choices, roles=None)
    with suppress(IngestError, OSError):
        return tuple(column.name for column in inspect(given.path, given.path.name, unsaid).columns)
    with suppress(IngestError, OSError):
        # A table in which no text column was detected may be given one by an option.
        return tuple(column.name for column in inspect_rows(given.path, given.path.name, choices=unsaid).columns)
    return None


def _has_column(columns: Collection[str] | None, column: str) -> bool:
    return columns is None or _folded(column) in map(_folded, columns)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _keep_roles(given: InputFile, columns: Collection[str] | None) -> InputFile:
    roles = {column: role for column, role in (given.choices.roles or {}).items() if _has_column(columns, column)}
    return replace(given, choices=replace(given.choices, roles=roles or None))


def _say_lacking(lacking: Sequence[tuple[InputFile, Sequence[str] | None]], column: str, instead: str) -> str:
    """Say which files lack a column, and which option to give instead, or which columns they have."""
    files = _list([each.path.name for each, _ in lacking])
    start = f'{files} has no column "{column}"' if len(lacking) == 1 else f'None of {files} has a column "{column}"'
    if instead:
        return f"{start}; put the side that has it before it, as in --map {instead}."
    columns = list(dict.fromkeys(name for _, held in lacking for name in held or ()))
    return f"{start}; the columns are: {_list(columns)}." if columns else f"{start}: text has no columns."


def _list(names: Sequence[str]) -> str:
    more = len(names) - _MAX_LISTED
    return f"{', '.join(names[:_MAX_LISTED])} and {more} more" if more > 0 else ", ".join(names)
