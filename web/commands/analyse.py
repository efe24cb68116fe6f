"""The main job of the command line: read files, execute one run, write its files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from analyzer import pipeline
from analyzer.events import Event
from analyzer.gate import gate
from analyzer.ingest import IngestError
from analyzer.pipeline import NewUpload, Progress, Store, Tools
from analyzer.report import to_html, to_json, write_statements_csv
from analyzer.report.build import Report, build_report
from analyzer.settings import GateSettings, Settings
from analyzer.types import Side
from models import Run
from models.enums import RunStatus
from models.home import make_private_file
from models.queries import stored_uploads
from web.commands.input_files import InputFile, explain_os_errors


@dataclass(frozen=True, slots=True)
class RunInputs:
    """The inputs of a run besides its uploads.

    Attributes:
        events: Events that its test leaves out; None takes the log as it is.
        intended: What leaders say they do, redacted.
        after: The run whose themes it continues: a number, "newest", or "none" to form themes from scratch.
    """

    events: Sequence[Event] | None = None
    intended: Sequence[str] = ()
    after: str = "newest"


def stored_upload_ids(store: Store | None) -> list[int]:
    """List the uploads whose records are stored, of both sides.

    Raises:
        click.UsageError: There is none, or no installation yet.
    """
    found: list[int] = []
    if store:
        with store.sessions() as session:
            found = [upload.id for upload in stored_uploads(session, tuple(Side))]
    if not found:
        raise click.UsageError("Nothing was handed in before; give --employees, --customers, or both.")
    return sorted(found)


def take_in(store: Store, given: InputFile, tools: Tools, progress: Progress) -> int:
    """Store a file's records. Returns the upload's id.

    Raises:
        IngestError: It cannot be read.
    """
    new_upload = NewUpload(given.path.name, given.side, given.public, given.choices, places=given.places)
    with explain_os_errors(given.path), given.path.open("rb") as content:
        return pipeline.add_upload(store, content, new_upload, tools, progress)


def read_intended(path: Path | None, tools: Tools) -> tuple[str, ...]:
    """Read what leaders say they do, redacted; empty if no file is named.

    Raises:
        IngestError: It cannot be read, or holds no intention.
    """
    if path is None:
        return ()
    if path.is_dir():
        raise IngestError(f"{path.name} is a folder; name one file with what leaders say they do.")
    return pipeline.read_intentions_in(path, tools.redactor())


def analyse(
    store: Store, uploads: Sequence[int], settings: Settings, inputs: RunInputs, tools: Tools, progress: Progress
) -> int:
    """Create and execute one run over uploads. Returns its id.

    Args:
        store: Where it is stored.
        uploads: The uploads that it reads.
        settings: Its settings.
        inputs: Its other inputs.
        tools: The tools of its steps.
        progress: Called with the progress of each step.
    """
    after = _find_after(store, uploads, inputs.after)
    run_id = pipeline.create_run(store, uploads, settings, events=inputs.events, intended=inputs.intended)
    if after is not None:
        pipeline.follow(store, run_id, after)
    pipeline.execute(store, run_id, tools, progress)
    return run_id


def check_after(store: Store, after: str) -> str:
    """Check the run to follow before any work is done.

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
    _replaced_file(folder / "report.html").write_text(to_html(gated, today), "utf-8")
    _replaced_file(folder / "analysis.json").write_text(
        json.dumps(to_json(analysis), ensure_ascii=False, indent=1), "utf-8"
    )
    write_statements_csv(analysis, _replaced_file(folder / "statements.csv"))
    return build_report(gated, today)


def _replaced_file(path: Path) -> Path:
    """Replace a file of an earlier run by an empty private one: the folder may be open to others."""
    path.unlink(missing_ok=True)
    make_private_file(path)
    return path
