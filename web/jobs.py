"""Background jobs: pages put them on a queue, and one worker executes them.

The queue contains only ids. Results and failures are stored in the database.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from filelock import FileLock, Timeout
from huey import SqliteHuey, crontab
from huey.api import Task, TaskWrapper
from huey.signals import SIGNAL_ERROR
from sqlalchemy import select

from analyzer import pipeline
from analyzer.ingest import IngestError
from analyzer.pipeline import Store, Tools
from models import Run, Upload
from models.enums import RunStatus, UploadStatus
from models.home import make_private_file
from web import extensions
from web.page.errors import log_fault

log = logging.getLogger(__name__)

FAULT_SENTENCE = (
    "It could not be stored, by a fault of ours. Hand it in again; if it fails again, tell whoever runs Headwater."
)


@dataclass(frozen=True, slots=True)
class Queue:
    """An installation's queue. Calling a task enqueues it; the worker enqueues the periodic sweep itself."""

    huey: SqliteHuey
    take_in: TaskWrapper
    execute: TaskWrapper


def take_in(upload_id: int) -> None:
    """Enqueue the processing of a received upload."""
    _request_queue().take_in(upload_id)


def execute(run_id: int) -> None:
    """Enqueue the execution of a run."""
    _request_queue().execute(run_id)


def open_queue(store: Store, tools: Tools) -> Queue:
    """Open an installation's queue; on first use, create its file, private to its user.

    Args:
        store: What the tasks read and write.
        tools: The tools of the tasks.
    """
    path = store.installation.home / "queue.db"
    make_private_file(path)
    huey = SqliteHuey("headwater", filename=str(path), results=False)
    # Huey catches every error of a task and logs it with its message.
    logging.getLogger("huey").addFilter(_drop_traceback)
    huey.signal(SIGNAL_ERROR)(lambda _, task, fault: _record_fault(store, task, fault))
    # Users are promised that waiting bytes are deleted in time, so the sweep takes priority over queued runs.
    huey.periodic_task(crontab(minute="0"), name="sweep", priority=1)(lambda: pipeline.sweep(store))
    return Queue(
        huey=huey,
        take_in=huey.task(name="take_in")(lambda upload_id: _take_in(store, tools, upload_id)),
        execute=huey.task(name="execute")(lambda run_id: _execute(store, tools, run_id)),
    )


def work(store: Store, tools: Tools) -> bool:
    """Execute queued jobs until the process is told to stop. Returns False if another worker is running."""
    try:
        with FileLock(store.lock("worker"), timeout=0, mode=0o600):
            queue = open_queue(store, tools)
            pipeline.sweep(store)
            requeue_unfinished(store, queue)
            queue.huey.create_consumer(periodic=True, max_delay=1.0).run()
    except Timeout:
        return False
    return True


def requeue_unfinished(store: Store, queue: Queue) -> None:
    """Enqueue jobs again that a stop or a kill left unfinished. A job that is queued twice is done once."""
    with store.sessions() as session:
        uploads = session.scalars(select(Upload.id).where(Upload.status == UploadStatus.READING)).all()
        runs = session.scalars(select(Run.id).where(Run.status.in_([RunStatus.QUEUED, RunStatus.RUNNING]))).all()
    for upload_id in uploads:
        queue.take_in(upload_id)
    for run_id in runs:
        queue.execute(run_id)


def _request_queue() -> Queue:
    """Open the queue of the application that serves this request, only to enqueue jobs."""
    return open_queue(extensions.store(), pipeline.shipped_tools())


def _take_in(store: Store, tools: Tools, upload_id: int) -> None:
    try:
        pipeline.take_in(store, upload_id, tools)
    except IngestError:
        log.info("upload %d cannot be read", upload_id)


def _execute(store: Store, tools: Tools, run_id: int) -> None:
    with store.sessions() as session:
        there = session.get(Run, run_id) is not None
    # A run cancelled while queued may have been removed by now.
    if there:
        pipeline.execute(store, run_id, tools)


def _record_fault(store: Store, task: Task, fault: Exception) -> None:
    """Log where a task failed and mark its upload as failed; a run stores its own failure."""
    log_fault(log, (type(fault), fault, fault.__traceback__))
    if task.name == "take_in":
        (upload_id,) = task.args
        pipeline.fail_upload(store, upload_id, FAULT_SENTENCE)


def _drop_traceback(record: logging.LogRecord) -> bool:
    """Remove the exception from Huey's log record: its message may quote somebody."""
    record.exc_info = None
    return True
