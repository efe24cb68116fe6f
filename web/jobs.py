"""Work in the background: pages put it on a queue, one worker does it.

The queue holds ids and nothing else. What the work found or why it broke off stands in the database.
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
    """An installation's queue: calling a task puts it on, and a worker puts the sweep on by itself."""

    huey: SqliteHuey
    take_in: TaskWrapper
    execute: TaskWrapper


def take_in(upload_id: int) -> None:
    """Let the worker read and store an upload that was received."""
    _request_queue().take_in(upload_id)


def execute(run_id: int) -> None:
    """Let the worker do a run."""
    _request_queue().execute(run_id)


def open_queue(store: Store, tools: Tools) -> Queue:
    """Open an installation's queue; on first use, make its file, private to its user.

    Args:
        store: What the tasks read and write.
        tools: What they work with.
    """
    path = store.installation.home / "queue.db"
    make_private_file(path)
    huey = SqliteHuey("headwater", filename=str(path), results=False)
    # Huey lets the worker outlive whatever a task does, and says so.
    logging.getLogger("huey").addFilter(_drop_traceback)
    huey.signal(SIGNAL_ERROR)(lambda _, task, fault: _record_fault(store, task, fault))
    # Whoever's bytes wait too long was promised that they go: before the runs that wait, however many.
    huey.periodic_task(crontab(minute="0"), name="sweep", priority=1)(lambda: pipeline.sweep(store))
    return Queue(
        huey=huey,
        take_in=huey.task(name="take_in")(lambda upload_id: _take_in(store, tools, upload_id)),
        execute=huey.task(name="execute")(lambda run_id: _execute(store, tools, run_id)),
    )


def work(store: Store, tools: Tools) -> bool:
    """Do what is on the queue until the process is told to stop. Returns False where a worker is there already."""
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
    """Put work on the queue again that a stop or a kill left undone. What is on it twice is done once."""
    with store.sessions() as session:
        uploads = session.scalars(select(Upload.id).where(Upload.status == UploadStatus.READING)).all()
        runs = session.scalars(select(Run.id).where(Run.status.in_([RunStatus.QUEUED, RunStatus.RUNNING]))).all()
    for upload_id in uploads:
        queue.take_in(upload_id)
    for run_id in runs:
        queue.execute(run_id)


def _request_queue() -> Queue:
    """The queue of the application that serves this request, which only puts things on it."""
    return open_queue(extensions.store(), pipeline.shipped_tools())


def _take_in(store: Store, tools: Tools, upload_id: int) -> None:
    try:
        pipeline.take_in(store, upload_id, tools)
    except IngestError:
        log.info("upload %d cannot be read", upload_id)


def _execute(store: Store, tools: Tools, run_id: int) -> None:
    with store.sessions() as session:
        there = session.get(Run, run_id) is not None
    # One that was cancelled while it waited may be removed before its turn comes.
    if there:
        pipeline.execute(store, run_id, tools)


def _record_fault(store: Store, task: Task, fault: Exception) -> None:
    """Log where a task broke off, and write it down; a run itself writes down that it failed."""
    log_fault(log, (type(fault), fault, fault.__traceback__))
    if task.name == "take_in":
        (upload_id,) = task.args
        pipeline.fail_upload(store, upload_id, FAULT_SENTENCE)


def _drop_traceback(record: logging.LogRecord) -> bool:
    """Leave a fault's message out of what Huey logs: it may quote somebody."""
    record.exc_info = None
    return True
