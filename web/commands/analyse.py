"""The main job from the command line: files in, one run, its files out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from analyzer import pipeline
from analyzer.events import Event
from analyzer.gate import gate
from analyzer.ingest import Choices, EventSheet, IngestError, inspect, read
from analyzer.pipeline import Offer, Progress, Store, Tools
from analyzer.report import to_html, to_json, write_statements_csv
from analyzer.report.build import Report, build_report
from analyzer.settings import GateSettings, Settings
from analyzer.types import RawRecord, Side
from models import Run
from models.enums import RunStatus
from models.home import make_private_file
from models.queries import stored_uploads


@dataclass(frozen=True, slots=True)
class Given:
    """A file to be read, and what was said about it.

    Attributes:
        path: Where it lies.
        side: Whose words it holds.
        choices: How it is to be read, where that was said.
        public: Whether everybody can read it elsewhere.
    """

    path: Path
    side: Side
    choices: Choices
    public: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a run is told beside what it reads.

    Attributes:
        events: What its test leaves out; None takes the log as it stands.
        intended: What leaders say they do, redacted.
        after: The run whose themes it carries on; "newest", or "none" to find them from nothing.
    """

    events: Sequence[Event] | None = None
    intended: Sequence[str] = ()
    after: str = "newest"


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


def check_columns(given: Sequence[Given], roles: Mapping[str, str]) -> None:
    """Refuse a column that was named for both sides where a file has none of that name.

    Args:
        given: Files of both sides.
        roles: Column → role, of what was said without a side.

    Raises:
        click.UsageError: A file lacks a column.
    """
    for each in given if roles else ():
        held = _columns_of(each)
        missing = [column for column in roles if held is not None and _folded(column) not in held]
        if missing:
            other = next(side for side in Side if side is not each.side)
            raise click.UsageError(
                f'{each.path.name} has no column "{missing[0]}"; '
                f"put the side that has it before it, as in --map {other}:{missing[0]}={roles[missing[0]]}."
            )


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


def at_units_in(given: Sequence[Given], sheets: Sequence[EventSheet]) -> tuple[EventSheet, ...]:
    """Keep the events at units that files name which are not taken in yet, so that all that is wrong is said at once.

    Raises:
        IngestError: A file cannot be read.
    """
    if not any(event.unit for sheet in sheets for _, event in sheet.events):
        return tuple(sheets)
    rows = (
        row
        for each in given
        for row in read(each.path, inspect(each.path, each.path.name, each.choices, side=each.side))
    )
    units = sorted({row.unit for row in rows if isinstance(row, RawRecord) and row.unit})
    return tuple(sheet.at(units) for sheet in sheets)


def handed_in(store: Store | None) -> list[int]:
    """List the uploads whose records are stored, of both sides.

    Raises:
        click.UsageError: There is none, or no home to hold one.
    """
    found: list[int] = []
    if store:
        with store.sessions() as session:
            found = [upload.id for upload in stored_uploads(session, tuple(Side))]
    if not found:
        raise click.UsageError("Nothing was handed in before; give --employees, --customers, or both.")
    return sorted(found)


def take_in(store: Store, given: Given, tools: Tools, progress: Progress) -> int:
    """Store a file's records. Returns the upload's id.

    Raises:
        IngestError: It cannot be read.
    """
    offer = Offer(given.path.name, given.side, given.public, given.choices)
    try:
        with given.path.open("rb") as content:
            return pipeline.add_upload(store, content, offer, tools, progress)
    except OSError as error:
        raise IngestError(
            f"{given.path.name} cannot be opened: {(error.strerror or 'unknown reason').lower()}."
        ) from error


def read_intended(path: Path | None, tools: Tools) -> tuple[str, ...]:
    """Read what leaders say they do, redacted; nothing where no file is named.

    Raises:
        IngestError: It cannot be read, or holds no intention.
    """
    if path is None:
        return ()
    if path.is_dir():
        raise IngestError(f"{path.name} is a folder; name one file with what leaders say they do.")
    return pipeline.read_intentions_in(path, tools.redactor())


def analyse(
    store: Store, uploads: Sequence[int], settings: Settings, told: Told, tools: Tools, progress: Progress
) -> int:
    """Do one run over uploads. Returns its id.

    Args:
        store: Where it is kept.
        uploads: What it reads.
        settings: What it is made with.
        told: What it is told beside what it reads.
        tools: What it works with.
        progress: Shows how far it is.
    """
    after = _find_after(store, uploads, told.after)
    run_id = pipeline.create_run(store, uploads, settings, events=told.events, intended=told.intended)
    if after is not None:
        pipeline.follow(store, run_id, after)
    pipeline.execute(store, run_id, tools, progress)
    return run_id


def check_after(store: Store, after: str) -> str:
    """Refuse a run to follow that is none, before the work that follows it.

    Raises:
        click.UsageError: It is neither "newest" nor "none" nor the number of a finished run.
    """
    if after not in {"newest", "none"}:
        with store.sessions() as session:
            found = session.get(Run, int(after)) if after.isdecimal() else None
        if found is None or found.status is not RunStatus.DONE:
            raise click.UsageError(f"There is no finished run {after} to follow: 'headwater runs' lists them.")
    return after


def _find_after(store: Store, uploads: Sequence[int], after: str) -> int | None:
    if after == "newest":
        with store.sessions() as session:
            return pipeline.newest_to_follow(session, uploads)
    return None if after == "none" else int(after)


def write_files(store: Store, run_id: int, settings: GateSettings, folder: Path) -> Report:
    """Write a run's report.html (gated), analysis.json and statements.csv. Returns what the report says."""
    with store.sessions() as session:
        analysis = pipeline.with_mechanisms(store, pipeline.load_analysis(session, run_id))
        gated = gate(analysis, settings, pipeline.public_sides(session, run_id))
    today = store.clock().date()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _fresh(folder / "report.html").write_text(to_html(gated, today), "utf-8")
    _fresh(folder / "analysis.json").write_text(json.dumps(to_json(analysis), ensure_ascii=False, indent=1), "utf-8")
    write_statements_csv(analysis, _fresh(folder / "statements.csv"))
    return build_report(gated, today)


def _columns_of(given: Given) -> set[str] | None:
    # As if nothing had been said of columns; what else is wrong with the file is said when it is read.
    try:
        plan = inspect(given.path, given.path.name, replace(given.choices, roles=None))
    except IngestError:
        return None
    return {_folded(column.name) for column in plan.columns}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _fresh(path: Path) -> Path:
    """Put an empty private file in the place of what a run before wrote: the folder may be open to others."""
    path.unlink(missing_ok=True)
    make_private_file(path)
    return path
