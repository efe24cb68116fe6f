"""Files given to one command: what was said of them, and all that can be wrong with them before any is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import click

from analyzer.ingest import Choices, IngestError, inspect, inspect_rows, read_units
from analyzer.spelling import place_of
from analyzer.types import Side

# Columns and files that one sentence has room for.
_MAX_LISTED = 12


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be read, and what was said about it.

    Attributes:
        path: Where it lies.
        side: Whose words it holds.
        choices: How it is to be read, where that was said.
        public: Whether everybody can read it elsewhere.
        places: The units that are known from elsewhere, as ``place_of`` gives them.
    """

    path: Path
    side: Side
    choices: Choices
    public: bool = False
    places: frozenset[str] = frozenset()


def files_in(path: Path) -> list[Path]:
    """List a folder's files by name, hidden ones left out; a path that is no folder stands for itself.

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
    """Refuse header rows that were said of files of both sides: a side that has fewer would lose its first record.

    Args:
        rows: (side, how many), as they were said.

    Raises:
        click.UsageError: One was said without a side.
    """
    for said in (many for side, many in rows if not side):
        raise click.UsageError(
            f"--header-rows {said} does not say of which side's files; "
            f"put the side before it, as in --header-rows {Side.EMPLOYEE}:{said}."
        )


def keep_known_columns(given: Sequence[InputFile], said: Sequence[tuple[str, str, str]]) -> list[InputFile]:
    """Keep for each file what was said of columns that it has: a side's files may have different ones.

    Args:
        given: Files of both sides.
        said: (side, column, role), the side "" where it was said of both.

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
    """Read files for their units before any is stored: none is kept where another cannot be read.

    Args:
        given: Files of both sides.
        limit: Bytes that a file may have.
        known: The units of what is stored, as ``place_of`` gives them.

    Returns:
        The files, each with the units that are known from elsewhere; and every unit, as it is spelled.

    Raises:
        IngestError: A file cannot be read.
    """
    named: list[frozenset[str]] = []
    for each in given:
        with explain_os_errors(each.path):
            plan = inspect(each.path, each.path.name, each.choices, limit, each.side, known)
            named.append(frozenset(read_units(each.path, plan)))
    places = [frozenset(map(place_of, units)) for units in named]
    fitted = [
        replace(each, places=frozenset(known).union(*places[:at], *places[at + 1 :])) for at, each in enumerate(given)
    ]
    return fitted, sorted(frozenset[str]().union(*named))


@contextmanager
def explain_os_errors(path: Path) -> Iterator[None]:
    """Say in a sentence why a file cannot be opened."""
    try:
        yield
    except OSError as error:
        raise IngestError(f"{path.name} cannot be opened: {(error.strerror or 'unknown reason').lower()}.") from error


def _columns_of(given: InputFile) -> tuple[str, ...] | None:
    """A file's columns, as if nothing had been said of them; None where it cannot be read, which is said later."""
    unsaid = replace(given.choices, roles=None)
    with suppress(IngestError, OSError):
        return tuple(column.name for column in inspect(given.path, given.path.name, unsaid).columns)
    with suppress(IngestError, OSError):
        # A table without a column of text may be given one.
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
    """Say which files lack a column, and what to say instead of it, or which columns they have."""
    files = _list([each.path.name for each, _ in lacking])
    start = f'{files} has no column "{column}"' if len(lacking) == 1 else f'None of {files} has a column "{column}"'
    if instead:
        return f"{start}; put the side that has it before it, as in --map {instead}."
    columns = list(dict.fromkeys(name for _, held in lacking for name in held or ()))
    return f"{start}; the columns are: {_list(columns)}." if columns else f"{start}: text has no columns."


def _list(names: Sequence[str]) -> str:
    more = len(names) - _MAX_LISTED
    return f"{', '.join(names[:_MAX_LISTED])} and {more} more" if more > 0 else ", ".join(names)
