"""Plan a removal: find out what goes and what stays when a record, an upload or a run is removed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from analyzer.pipeline.removal.names import names_come_from
from analyzer.types import Side
from models import Measurement, Record, Run, RunUpload, Statement, Upload, UploadRecord, Wave
from models.enums import RunStatus, UploadStatus

_UNFINISHED = frozenset({RunStatus.QUEUED, RunStatus.RUNNING})


class RemovalError(Exception):
    """Something cannot be removed now. The message is one sentence for people."""


class UnderWayError(RemovalError):
    """A run that would be affected is queued or running."""

    def __init__(self, run_id: int) -> None:
        """Name the run."""
        super().__init__(f"Run {run_id} is under way: wait until it is done, or cancel it first.")
        self.run_id = run_id


@dataclass(frozen=True, slots=True)
class RunReference:
    """A run as people name it: its number and when it was created."""

    id: int
    created: datetime


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """What a removal does.

    Attributes:
        records: Keys of the records that are removed, with all that is derived from them.
        identity: What identifies the upload or the single records for certain: a record's number may be used again.
        statements: How many statements they hold.
        shared: Records of an upload that stay, because other uploads contain them too.
        upload: The upload that is removed, or None.
        barred: Whether the records' rows are barred from coming in again.
        runs: Runs that are removed with all their results.
        named: Whether these are removed because their themes have names made of words that nobody else said.
        kept: Finished runs that read the records and keep their counts.
        restarted: Unfinished runs that read the records; they start again from the first step.
        followers: Runs that follow a removed run; their themes stay as they are.
        measured: How many actions the removed runs had measured; the actions stay.
    """

    records: tuple[int, ...] = ()
    identity: tuple[str, ...] = ()
    statements: int = 0
    shared: int = 0
    upload: int | None = None
    barred: bool = False
    runs: tuple[RunReference, ...] = ()
    named: bool = False
    kept: tuple[RunReference, ...] = ()
    restarted: tuple[RunReference, ...] = ()
    followers: tuple[RunReference, ...] = ()
    measured: int = 0

    @property
    def seal(self) -> str:
        """A hash of what is removed, so that nothing is removed but what somebody agreed to."""
        groups = [
            [f"{run.id} {run.created.isoformat()}" for run in runs] for runs in (self.runs, self.kept, self.restarted)
        ]
        return hashlib.blake2b(repr((self.identity, self.records, groups)).encode(), digest_size=16).hexdigest()


PlanRemoval = Callable[[Session], RemovalPlan]


def plan_record_removal(session: Session, record_ids: Sequence[int]) -> RemovalPlan:
    """Plan the removal of records of one side, at most those of one person.

    Raises:
        RemovalError: A run that reads them is under way.
        sqlalchemy.exc.NoResultFound: There is no such record.
    """
    found = [session.get_one(Record, record_id) for record_id in sorted(record_ids)]
    records = tuple(record.id for record in found)
    holding = select(UploadRecord.upload_id).where(UploadRecord.record_id.in_(records))
    readers = session.scalars(_runs_reading(holding)).all()
    _refuse_under_way([run for run in readers if run.status in _UNFINISHED])
    done = [run for run in readers if run.status is RunStatus.DONE]
    (side,) = {Side(record.side) for record in found}
    named = {run.id for run in done if names_come_from(session, run.id, side, records)}
    return replace(
        _plan_runs_removal(session, [run for run in done if run.id in named]),
        records=records,
        identity=tuple(record.fingerprint for record in found),
        statements=session.scalars(select(func.count(Statement.id)).where(Statement.record_id.in_(records))).one(),
        barred=True,
        named=bool(named),
        kept=_references([run for run in done if run.id not in named]),
        restarted=_references([run for run in readers if run.status is not RunStatus.DONE]),
    )


def plan_upload_removal(session: Session, upload_id: int) -> RemovalPlan:
    """Plan the removal of an upload, with its own records and the runs that read it.

    Raises:
        RemovalError: It is being stored, or a run that reads it is under way.
        sqlalchemy.exc.NoResultFound: There is no such upload.
    """
    upload = session.get_one(Upload, upload_id)
    if upload.status is UploadStatus.READING:
        raise RemovalError("It is being stored: wait until that is done.")
    other = aliased(UploadRecord)
    elsewhere = select(other).where(other.record_id == UploadRecord.record_id, other.upload_id != upload_id).exists()
    held = select(UploadRecord.record_id).where(UploadRecord.upload_id == upload_id)
    records = tuple(session.scalars(held.where(~elsewhere).order_by(UploadRecord.record_id)))
    statements = select(func.count(Statement.id)).where(Statement.record_id.in_(held.where(~elsewhere)))
    readers = session.scalars(_runs_reading(select(Upload.id).where(Upload.id == upload_id))).all()
    return replace(
        _plan_runs_removal(session, readers),
        records=records,
        identity=(upload.fingerprint, upload.created.isoformat()),
        statements=session.scalars(statements).one(),
        shared=session.scalars(select(func.count()).select_from(held.where(elsewhere).subquery())).one(),
        upload=upload_id,
    )


def plan_run_removal(session: Session, run_id: int) -> RemovalPlan:
    """Plan the removal of a run.

    Raises:
        RemovalError: It is under way, or a run that is not done follows it.
        sqlalchemy.exc.NoResultFound: There is no such run.
    """
    return _plan_runs_removal(session, [session.get_one(Run, run_id)])


def same_person(session: Session, record_id: int) -> tuple[int, ...]:
    """List the known records of the author of a record, including that record."""
    person = session.get_one(Record, record_id).person
    return tuple(session.scalars(select(Record.id).where(Record.person == person).order_by(Record.id)))


def _plan_runs_removal(session: Session, runs: Sequence[Run]) -> RemovalPlan:
    """Plan the removal of runs only."""
    _refuse_under_way([run for run in runs if run.status in _UNFINISHED])
    gone = [run.id for run in runs]
    follow = select(Run).join(Wave, Wave.run_id == Run.id).where(Wave.after_id.in_(gone), Run.id.not_in(gone))
    followers = session.scalars(follow.order_by(Run.id)).all()
    for run in followers:
        if run.status is not RunStatus.DONE:
            raise RemovalError(f"Run {run.id}, which is not done, follows it: let it go on, or remove it first.")
    measured = select(func.count(Measurement.action_id.distinct())).where(Measurement.run_id.in_(gone))
    return RemovalPlan(
        runs=_references(runs), followers=_references(followers), measured=session.scalars(measured).one()
    )


def _runs_reading(uploads: Select[int]) -> Select[Run]:
    reading = select(RunUpload.run_id).where(RunUpload.upload_id.in_(uploads))
    return select(Run).where(Run.id.in_(reading)).order_by(Run.id)


def _references(runs: Sequence[Run]) -> tuple[RunReference, ...]:
    return tuple(RunReference(run.id, run.created) for run in runs)


def _refuse_under_way(runs: Sequence[Run]) -> None:
    for run in runs:
        raise UnderWayError(run.id)
