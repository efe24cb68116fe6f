"""Work in the background."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from filelock import FileLock
from huey.consumer import Consumer

from analyzer.pipeline import NewUpload, Store, receive
from analyzer.redact import Redactor
from analyzer.types import Side
from models import Run, Upload
from models.enums import RunStatus, UploadStatus
from tests.analyzer.pipeline.company import employees, make_run, open_company
from tests.fakes import fake_tools
from web.jobs import FAULT_SENTENCE, Queue, open_queue, requeue_unfinished, work

NOON = datetime(2026, 3, 1, 12, 0)  # noqa: DTZ001  # as Huey counts the hours


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def work_off(queue: Queue) -> int:
    """Do what is on the queue, as the worker would. Returns how much it was."""
    done = 0
    while task := queue.huey.dequeue():
        queue.huey.execute(task)
        done += 1
    return done


def upload_of(store: Store) -> int:
    return receive(store, BytesIO(employees(30)), NewUpload("leavers.csv", Side.EMPLOYEE))


def status(store: Store, table: type[Run] | type[Upload], key: int) -> str:
    with store.sessions() as session:
        return session.get_one(table, key).status


def uploads(store: Store) -> list[Upload]:
    with store.sessions() as session:
        return session.query(Upload).all()


def test_it_takes_in_an_upload(store: Store) -> None:
    queue, upload_id = open_queue(store, fake_tools()), upload_of(store)
    queue.take_in(upload_id)
    assert status(store, Upload, upload_id) is UploadStatus.WAITING
    assert work_off(queue) == 1
    assert status(store, Upload, upload_id) is UploadStatus.STORED


def test_it_does_a_run(store: Store) -> None:
    queue, run_id = open_queue(store, fake_tools()), make_run(store, fake_tools())
    queue.execute(run_id)
    work_off(queue)
    assert status(store, Run, run_id) is RunStatus.DONE


def test_it_keeps_the_queue_private(store: Store) -> None:
    open_queue(store, fake_tools())
    assert {path.stat().st_mode & 0o777 for path in store.installation.home.glob("queue.db*")} == {0o600}


class Faulty(Redactor):
    """Fails as code with a fault does, with somebody's words in its message."""

    def redact_all(self, texts: object) -> None:  # type: ignore[override]
        raise KeyError("The till froze")


def test_it_outlives_a_fault_and_logs_no_words(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    queue, upload_id = open_queue(store, fake_tools(redactor=Faulty())), upload_of(store)
    queue.take_in(upload_id)
    queue.take_in(upload_id)
    assert work_off(queue) == 2
    with store.sessions() as session:
        upload = session.get_one(Upload, upload_id)
    assert (upload.status, upload.error, upload.spool) == (UploadStatus.FAILED, FAULT_SENTENCE, None)
    assert "KeyError" in caplog.text
    assert "froze" not in caplog.text


def test_it_writes_down_that_a_run_failed(store: Store) -> None:
    tools = replace(fake_tools(), knowledge=lambda own: {}["nothing"])
    queue, run_id = open_queue(store, tools), make_run(store, fake_tools())
    queue.execute(run_id)
    work_off(queue)
    assert status(store, Run, run_id) is RunStatus.FAILED


def test_it_puts_back_what_a_kill_left_undone(store: Store) -> None:
    queue, upload_id, run_id = open_queue(store, fake_tools()), upload_of(store), make_run(store, fake_tools())
    with store.sessions.begin() as session:
        session.get_one(Run, run_id).status = RunStatus.RUNNING
        session.get_one(Upload, upload_id).status = UploadStatus.READING
    requeue_unfinished(store, queue)
    work_off(queue)
    assert status(store, Run, run_id) is RunStatus.DONE
    assert status(store, Upload, upload_id) is UploadStatus.STORED


def test_it_leaves_the_queue_to_a_worker_that_is_there(store: Store) -> None:
    with FileLock(store.lock("worker")):
        assert work(store, fake_tools()) is False


def work_an_hour(consumer: Consumer) -> None:
    """Do what a worker does when the clock strikes: what is due is put on the queue and done."""
    consumer.stop_flag.set()  # it does not wait for the next look
    consumer._create_scheduler().loop(NOON)
    while task := consumer.huey.dequeue():
        consumer.huey.execute(task)


def test_it_forgets_what_nobody_decided_about_for_a_day_while_it_works(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = store.clock()
    aging = replace(store, clock=lambda: now)

    def run(consumer: Consumer) -> None:
        nonlocal now
        upload_of(aging)
        work_an_hour(consumer)
        assert len(uploads(store)) == 1
        now += timedelta(days=2)
        work_an_hour(consumer)

    monkeypatch.setattr(Consumer, "run", run)
    assert work(aging, fake_tools()) is True
    assert (uploads(store), list(store.spool.iterdir())) == ([], [])


def test_it_sweeps_before_the_runs_that_wait(store: Store) -> None:
    queue = open_queue(store, fake_tools())
    queue.execute(1)
    (sweep,) = queue.huey.read_periodic(NOON)
    queue.huey.enqueue(sweep)
    assert queue.huey.dequeue().name == "sweep"


def test_it_goes_on_where_a_sweep_breaks_off(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_off(store: Store) -> None:
        raise KeyError("The till froze")

    monkeypatch.setattr("analyzer.pipeline.sweep", break_off)
    queue = open_queue(store, fake_tools())
    for task in queue.huey.read_periodic(NOON):
        queue.huey.execute(task)
    assert "KeyError" in caplog.text
    assert "froze" not in caplog.text


def test_a_run_that_was_removed_before_its_turn_is_no_fault(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    queue, run = open_queue(store, fake_tools()), make_run(store, fake_tools())
    queue.execute(run)
    with store.sessions.begin() as session:
        session.delete(session.get_one(Run, run))
    assert work_off(queue) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
