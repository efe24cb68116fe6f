"""Uploads and runs that are removed, what depends on them, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import select, text, update

from analyzer.ingest import IngestError
from analyzer.pipeline import (
    ActionPlan,
    RemovalError,
    Store,
    add_action,
    create_run,
    execute,
    follow,
    is_abandoned,
    plan_record_removal,
    plan_run_removal,
    plan_upload_removal,
    remove,
    request_cancel,
)
from analyzer.redact import Redacted, Redactor
from analyzer.settings import Settings
from analyzer.types import Side
from analyzer.waves import Continuation
from models import Action, Link, Measurement, Record, Run, Upload, Wave
from models.enums import RunStatus, StepStatus, UploadStatus
from tests.analyzer.pipeline.company import SITES, hand_in, open_company
from tests.removing import (
    both,
    do,
    done,
    dump,
    employees_alone,
    forget,
    found,
    leavers,
    odd,
    record_saying,
    tools,
)


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def test_an_upload_goes_with_its_own_records_and_the_runs_that_read_it(store: Store) -> None:
    employee, customer = both(store, odd())
    short = hand_in(store, leavers(), Side.EMPLOYEE, tools(), "short.csv")
    gone, stays = done(store, employee, customer), done(store, short, customer)
    plan = do(store, partial(plan_upload_removal, upload_id=employee))
    assert (len(plan.records), plan.shared, [run.id for run in plan.runs]) == (1, 48, [gone])
    with store.sessions() as session:
        assert session.get(Upload, employee) is None
        assert session.scalars(select(Run.id)).all() == [stays]
    assert "zebra" not in dump(store)
    assert found(store, stays).removed == {}
    again = hand_in(store, leavers(odd()), Side.EMPLOYEE, tools(), "leavers.csv")
    with store.sessions() as session:
        assert session.get_one(Upload, again).records == 49


def test_an_action_outlives_the_run_whose_link_it_is_for(store: Store) -> None:
    uploads = both(store)
    run = done(store, *uploads)
    with store.sessions() as session:
        link = session.scalars(select(Link.id).where(Link.run_id == run)).first()
    assert link
    action = add_action(store, link, ActionPlan("Mend the tills", "Head of shops", ((SITES[0], date(2025, 6, 1)),)))
    later = done(store, *uploads)
    plan = do(store, partial(plan_run_removal, run_id=run))
    assert (plan.measured, plan.records) == (0, ())
    assert do(store, partial(plan_run_removal, run_id=later)).measured == 1
    with store.sessions() as session:
        assert session.get_one(Action, action).link_id is None
        assert session.scalars(select(Measurement)).all() == []


def test_a_run_that_followed_one_that_is_gone_hands_its_themes_on(store: Store) -> None:
    upload = employees_alone(store)
    first = done(store, upload)
    second = done(store, upload, after=first)
    third = done(store, upload, after=second)
    assert [run.id for run in do(store, partial(plan_run_removal, run_id=second)).followers] == [third]
    with store.sessions() as session:
        assert session.get_one(Wave, third).after_id == first
    do(store, partial(plan_run_removal, run_id=first))
    fourth = found(store, done(store, upload, after=third))
    assert {wave.how for wave in fourth.waves.values()} == {Continuation.JOINED}
    assert [(t.id, t.name) for t in fourth.themes] == [(t.id, t.name) for t in found(store, third).themes]


def test_a_run_that_broke_off_begins_anew_without_it(store: Store) -> None:
    upload = employees_alone(store, odd())
    run = create_run(store, [upload], Settings())
    execute(store, run, tools())
    with store.sessions.begin() as session:
        stored = session.get_one(Run, run)
        stored.status = RunStatus.FAILED
        stored.steps[-1].status = StepStatus.WAITING
    assert [each.id for each in forget(store, record_saying(store, "zebra")).restarted] == [run]
    with store.sessions() as session:
        assert {step.status for step in session.get_one(Run, run).steps} == {StepStatus.WAITING}
    assert execute(store, run, tools()) is RunStatus.DONE
    assert found(store, run).removed == {}
    assert "zebra" not in dump(store)


@pytest.mark.parametrize("status", [RunStatus.QUEUED, RunStatus.RUNNING])
def test_nothing_is_removed_under_a_run(store: Store, status: RunStatus) -> None:
    upload = employees_alone(store, odd())
    run = create_run(store, [upload], Settings())
    with store.sessions.begin() as session:
        session.execute(update(Run).values(status=status))
    for plan_removal in (
        partial(plan_record_removal, record_ids=[record_saying(store, "zebra")]),
        partial(plan_upload_removal, upload_id=upload),
        partial(plan_run_removal, run_id=run),
    ):
        with pytest.raises(RemovalError, match=rf"Run {run} is under way"):
            remove(store, plan_removal, "")
    assert "zebra" in dump(store)


def test_a_run_that_another_waits_to_follow_stays(store: Store) -> None:
    upload = employees_alone(store)
    first = done(store, upload)
    second = create_run(store, [upload], Settings())
    follow(store, second, first)
    with pytest.raises(RemovalError, match=f"Run {second}, which is not done, follows it"):
        do(store, partial(plan_run_removal, run_id=first))


def test_an_upload_that_is_being_stored_stays(store: Store) -> None:
    employee = employees_alone(store)
    with store.sessions.begin() as session:
        session.get_one(Upload, employee).status = UploadStatus.READING
    with pytest.raises(RemovalError, match="being stored"):
        do(store, partial(plan_upload_removal, upload_id=employee))


def test_no_more_goes_than_was_agreed_to(store: Store) -> None:
    upload = employees_alone(store)
    with store.sessions() as session:
        agreed = plan_upload_removal(session, upload).seal
    run = done(store, upload)
    with pytest.raises(RemovalError, match="look again"):
        remove(store, partial(plan_upload_removal, upload_id=upload), agreed)
    assert found(store, run).themes


def count_as_before(store: Store) -> None:
    """Give numbers out again, as a home does that was restored from a backup."""
    with store.sessions.begin() as session:
        session.execute(text("DELETE FROM sqlite_sequence"))


def test_what_was_agreed_of_one_run_removes_no_other_of_its_number(store: Store) -> None:
    upload = employees_alone(store)

    def broken_off() -> int:
        run = create_run(store, [upload], Settings())
        request_cancel(store, run)
        return run

    run = broken_off()
    plan_removal = partial(plan_run_removal, run_id=run)
    agreed = do(store, plan_removal).seal
    count_as_before(store)
    assert broken_off() == run
    with pytest.raises(RemovalError, match="look again"):
        remove(store, plan_removal, agreed)


def test_what_was_agreed_of_an_upload_or_a_record_removes_no_other_of_its_number(store: Store) -> None:
    upload = employees_alone(store, odd())
    record = record_saying(store, "zebra")
    with store.sessions() as session:
        agreed = plan_record_removal(session, [record]).seal
    whole = do(store, partial(plan_upload_removal, upload_id=upload)).seal
    count_as_before(store)
    assert employees_alone(store, odd(text="Quinces amuse nobody, said granny.")) == upload
    assert record_saying(store, "Quinces") == record
    for plan_removal, told in (
        (partial(plan_record_removal, record_ids=[record]), agreed),
        (partial(plan_upload_removal, upload_id=upload), whole),
    ):
        with pytest.raises(RemovalError, match="look again"):
            remove(store, plan_removal, told)


def test_a_killed_run_is_left_and_one_that_is_executed_is_not(store: Store) -> None:
    run = create_run(store, [employees_alone(store)], Settings())
    assert not is_abandoned(store, run)
    with store.sessions.begin() as session:
        session.get_one(Run, run).status = RunStatus.RUNNING
    assert is_abandoned(store, run)
    with FileLock(store.lock(f"run-{run}")):
        assert not is_abandoned(store, run)


def test_an_upload_whose_record_is_removed_while_it_is_read_stores_nothing(store: Store) -> None:
    both(store, odd())

    class Removing(Redactor):
        def redact_all(self, texts: Iterable[str]) -> Iterator[Redacted]:
            with store.sessions() as session:
                there = session.scalars(select(Record.id).where(Record.text.contains("zebra"))).all()
            for record in there:
                forget(store, record)
            return super().redact_all(texts)

    slow = replace(tools(), redactor=lambda: Removing(None))
    with pytest.raises(IngestError, match="removed while it was read"):
        hand_in(store, leavers(odd(), odd(2)), Side.EMPLOYEE, slow, "again.csv")
    assert list(store.spool.iterdir()) == []
    with store.sessions() as session:
        assert session.scalars(select(Upload.name).order_by(Upload.id)).all() == ["leavers.csv", "comments.csv"]
    assert "zebra" not in dump(store)
