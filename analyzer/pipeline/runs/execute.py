"""Create a run, execute it step by step, cancel it, and resume it where it stopped."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from importlib.metadata import version

from filelock import FileLock, Timeout
from sqlalchemy import select

from analyzer.embed import EmbedderError
from analyzer.events import Event
from analyzer.knowledge import KnowledgeError
from analyzer.pipeline.events import give_events, logged_events
from analyzer.pipeline.runs.context import Cancelled, RunContext, StepContext
from analyzer.pipeline.runs.steps import STEPS, steps_of
from analyzer.pipeline.runs.stored_settings import from_json, to_json
from analyzer.pipeline.store import Progress, Store, ignore_progress
from analyzer.pipeline.tools import Tools
from analyzer.settings import Settings
from analyzer.weights import WeightsError
from models import Comparison, Run, RunStep, RunUpload
from models.enums import RunStatus, StepStatus

log = logging.getLogger(__name__)


def create_run(
    store: Store,
    upload_ids: Sequence[int],
    settings: Settings,
    user_id: int | None = None,
    events: Sequence[Event] | None = None,
    intended: Sequence[str] = (),
) -> int:
    """Create a run that waits to be executed. Returns its id. The language model's key is not stored with it.

    Args:
        store: Where it is stored.
        upload_ids: The uploads that it reads.
        settings: Its settings.
        user_id: Who starts it; None on the command line.
        events: Events that its test leaves out; None takes the log as it is now.
        intended: What leaders say they do, redacted, as ``read_intentions`` returns it.
    """
    with store.sessions.begin() as session:
        run = Run(
            settings=to_json(settings),
            seed=settings.seed,
            code_version=version("headwater"),
            user_id=user_id,
            created=store.clock(),
            steps=[RunStep(position=position, name=name) for position, name in enumerate(steps_of(settings))],
        )
        session.add(run)
        session.flush()
        give_events(session, run.id, logged_events(session) if events is None else events)
        session.add(Comparison(run_id=run.id, intended=list(intended)))
        session.add_all(RunUpload(run_id=run.id, upload_id=upload_id) for upload_id in sorted(set(upload_ids)))
        return run.id


def execute(store: Store, run_id: int, tools: Tools, progress: Progress = ignore_progress) -> RunStatus:
    """Execute the steps of a run that are not done yet. Returns its status afterwards.

    A step's results and its status DONE are stored in one transaction, so a run that was killed, failed or cancelled
    resumes where it stopped. A run that another process is executing is left to that process.
    """
    try:
        with FileLock(store.lock(f"run-{run_id}"), timeout=0, mode=0o600):
            return _resume(store, run_id, tools, progress)
    except Timeout:
        return RunStatus.RUNNING


def is_abandoned(store: Store, run_id: int) -> bool:
    """Whether a run has the status RUNNING though no process executes it, because the process was killed."""
    with store.sessions() as session:
        if session.get_one(Run, run_id).status is not RunStatus.RUNNING:
            return False
    try:
        with FileLock(store.lock(f"run-{run_id}"), timeout=0, mode=0o600):
            return True
    except Timeout:
        return False


def request_cancel(store: Store, run_id: int) -> None:
    """Request that a run stops: at once if it is queued, after the current chunk of work if it is running."""
    with store.sessions.begin() as session:
        run = session.get_one(Run, run_id)
        run.cancel = True
        if run.status is RunStatus.QUEUED:
            run.status, run.finished = RunStatus.CANCELLED, store.clock()


def queue_again(store: Store, run_id: int) -> None:
    """Queue a failed or cancelled run again; it resumes where it stopped."""
    with store.sessions.begin() as session:
        run = session.get_one(Run, run_id)
        if run.status in {RunStatus.FAILED, RunStatus.CANCELLED}:
            run.status, run.cancel, run.error, run.finished = RunStatus.QUEUED, False, None, None


def _resume(store: Store, run_id: int, tools: Tools, progress: Progress) -> RunStatus:
    with store.sessions.begin() as session:
        run = session.get_one(Run, run_id)
        if run.status in {RunStatus.DONE, RunStatus.CANCELLED}:
            return run.status
        run.status, run.error, run.finished = RunStatus.RUNNING, None, None
        run.started = run.started or store.clock()
        settings = from_json(run.settings)
        waiting = [(step.position, step.name) for step in run.steps if step.status is not StepStatus.DONE]
    context = RunContext(store, run_id, settings, tools, progress)
    with ExitStack() as ending:
        ending.push(partial(_record_outcome, store, run_id))
        for position, name in waiting:
            STEPS[name](StepContext(context, position, name, store.clock()))
            log.info("run %d: %s done", run_id, name)
    with store.sessions() as session:
        return session.scalars(select(Run.status).where(Run.id == run_id)).one()


def _record_outcome(
    store: Store, run_id: int, kind: type[BaseException] | None, error: BaseException | None, *_: object
) -> bool:
    """Store how a run ended, whatever ended it. Of all exceptions only ``Cancelled`` is suppressed."""
    with store.sessions.begin() as session:
        run = session.get_one(Run, run_id)
        run.finished = store.clock()
        run.status = _status(kind)
        run.error = None if error is None or kind is Cancelled else _public_message(error)
    return kind is Cancelled


def _status(kind: type[BaseException] | None) -> RunStatus:
    if kind is None:
        return RunStatus.DONE
    return RunStatus.CANCELLED if kind is Cancelled else RunStatus.FAILED


def _public_message(error: BaseException) -> str:
    """Keep only messages that were written for people: any other may quote statements."""
    if isinstance(error, EmbedderError | KnowledgeError | WeightsError):
        return str(error)
    return f"The run broke off ({type(error).__name__}). It can go on where it was."
