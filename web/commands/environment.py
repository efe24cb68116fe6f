"""What all commands share: the installation, tools and settings, and errors as sentences with exit codes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from analyzer.pipeline import Store, Tools
    from analyzer.settings import InstallationSettings, Settings

FILE = click.Path(path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
_SQLITE = "sqlite:///"


class UnreadableError(click.ClickException):
    """Input that cannot be read."""

    exit_code = 3


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """Convert errors whose messages are written for people into click errors with the right exit codes."""
    from analyzer.embed import EmbedderError
    from analyzer.ingest import IngestError
    from analyzer.knowledge import KnowledgeError
    from analyzer.weights import WeightsError

    try:
        yield
    except (IngestError, KnowledgeError) as error:
        raise UnreadableError(str(error)) from error
    except EmbedderError as error:
        raise click.UsageError(str(error)) from error
    except WeightsError as error:
        raise click.ClickException(str(error)) from error


def make_tools(key: str = "") -> Tools:
    """Return the tools of the commands: the shipped ones, or those that ``main`` was given."""
    from analyzer.pipeline import shipped_tools

    make: Callable[[str], Tools] = click.get_current_context().obj or shipped_tools
    return make(key)


def find_installation() -> InstallationSettings:
    """Read the settings of the installation, or report which of them cannot be used."""
    from analyzer.settings import SettingError, installation_settings

    try:
        return installation_settings()
    except SettingError as error:
        raise click.UsageError(str(error)) from error


def read_settings() -> Settings:
    """Read the settings of runs, or report which of them cannot be used."""
    from analyzer.settings import SettingError, run_settings

    try:
        return run_settings()
    except SettingError as error:
        raise click.UsageError(str(error)) from error


def open_home() -> Store:
    """Open the installation, or report why its home folder cannot be used."""
    from analyzer.pipeline import open_store

    home = find_installation()
    try:
        return open_store(home)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise click.UsageError(
            f"{home.home} cannot be used: {reason}. Name another folder in HEADWATER_HOME."
        ) from error


def open_home_if_made() -> Store | None:
    """Open the installation if there is one; none is created just to look."""
    database = find_installation().database
    made = not database.startswith(_SQLITE) or Path(database.removeprefix(_SQLITE)).exists()
    return open_home() if made else None


def check_finished(store: Store, run: int) -> None:
    """Raise UsageError for a run that does not exist or is not done."""
    from models import Run
    from models.enums import RunStatus

    with store.sessions() as session:
        found = session.get(Run, run)
        if found is None or found.status is not RunStatus.DONE:
            raise click.UsageError(f"There is no finished run {run}: 'headwater runs' lists them.")


def check_folder(folder: Path) -> None:
    """Raise UsageError for a folder that cannot be written, before any work is done."""
    whole = folder.absolute()
    there = next(path for path in (whole, *whole.parents) if os.path.exists(path))  # noqa: PTH110  # never raises
    if not there.is_dir():
        raise click.UsageError(f"{there} is a file; name a folder with --out.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise click.UsageError(f"Nothing can be written to {there}; name another folder with --out.")
