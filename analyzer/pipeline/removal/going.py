"""What goes, and what stays as it is, when a record, an upload or a run is removed: found out before anything is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from analyzer.pipeline.removal.names import named_by
from analyzer.types import Side
from models import Measurement, Record, Run, RunUpload, Statement, Upload, UploadRecord, Wave
from models.enums import RunStatus, UploadStatus

_UNDER_WAY = frozenset({RunStatus.QUEUED, RunStatus.RUNNING})


class RemovalError(Exception):
    """Something cannot be removed now. The message is one sentence for people."""


class UnderWayError(RemovalError):
    """A run that it would take from is queued or running."""

    def __init__(self, run_id: int) -> None:
        """Name the run."""
        super().__init__(f"Run {run_id} is under way: wait until it is done, or cancel it first.")
        self.run_id = run_id


@dataclass(frozen=True, slots=True)
class Ran:
    """A run as people name it: its number and when it was asked for."""

    id: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Going:
    """What a removal does.

    Attributes:
        records: Keys of the records that go with all that is known of them.
        marks: What makes the upload or the single records that go themselves: a record's number may be given out again.
        statements: How many statements they hold.
        shared: Records of an upload that stay, because other uploads hold them too.
        upload: The upload that goes, or None.
        barred: Whether the records' rows may not come in again.
        runs: Runs that go with all that they found.
        named: Whether these go because themes of theirs are called by words that nobody else said.
        kept: Finished runs that read the records and keep their counts.
        anew: Runs that broke off after reading them and begin anew.
        followers: Runs that follow one that goes; their themes stay as they are.
        measured: How many actions the runs that go had measured: the actions stay.
    """

    records: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    statements: int = 0
    shared: int = 0
    upload: int | None = None
    barred: bool = False
    runs: tuple[Ran, ...] = ()
    named: bool = False
    kept: tuple[Ran, ...] = ()
    anew: tuple[Ran, ...] = ()
    followers: tuple[Ran, ...] = ()
    measured: int = 0

    @property
    def seal(self) -> str:
        """Say in short what goes, so that no more goes than somebody has agreed to."""
        groups = [[f"{run.id} {run.created.isoformat()}" for run in runs] for runs in (self.runs, self.kept, self.anew)]
        return hashlib.blake2b(repr((self.marks, self.records, groups)).encode(), digest_size=16).hexdigest()


Foresee = Callable[[Session], Going]


def foresee_records(session: Session, record_ids: Sequence[int]) -> Going:
    """Find out what goes with some records of one side: those of one person, at most.

    Raises:
        RemovalError: A run that reads them is under way.
        sqlalchemy.exc.NoResultFound: There is no such record.
    """
    found = [session.get_one(Record, record_id) for record_id in sorted(record_ids)]
    records = tuple(record.id for record in found)
    holding = select(UploadRecord.upload_id).where(UploadRecord.record_id.in_(records))
    readers = session.scalars(_readers(holding)).all()
    _refuse_under_way([run for run in readers if run.status in _UNDER_WAY])
    done = [run for run in readers if run.status is RunStatus.DONE]
    (side,) = {Side(record.side) for record in found}
    named = {run.id for run in done if named_by(session, run.id, side, records)}
    return replace(
        _foresee_runs(session, [run for run in done if run.id in named]),
        records=records,
        marks=tuple(record.fingerprint for record in found),
        statements=session.scalars(select(func.count(Statement.id)).where(Statement.record_id.in_(records))).one(),
        barred=True,
        named=bool(named),
        kept=_ran([run for run in done if run.id not in named]),
        anew=_ran([run for run in readers if run.status is not RunStatus.DONE]),
    )


def foresee_upload(session: Session, upload_id: int) -> Going:
    """Find out what goes with an upload: its own records, and the runs whose numbers came from it.

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
    readers = session.scalars(_readers(select(Upload.id).where(Upload.id == upload_id))).all()
    return replace(
        _foresee_runs(session, readers),
        records=records,
        marks=(upload.fingerprint, upload.created.isoformat()),
        statements=session.scalars(statements).one(),
        shared=session.scalars(select(func.count()).select_from(held.where(elsewhere).subquery())).one(),
        upload=upload_id,
    )


def foresee_run(session: Session, run_id: int) -> Going:
    """Find out what goes with a run.

    Raises:
        RemovalError: It is under way, or a run that is not done follows it.
        sqlalchemy.exc.NoResultFound: There is no such run.
    """
    return _foresee_runs(session, [session.get_one(Run, run_id)])


def same_person(session: Session, record_id: int) -> tuple[int, ...]:
    """List the records of the person who wrote one, itself among them, as far as that is known."""
    person = session.get_one(Record, record_id).person
    return tuple(session.scalars(select(Record.id).where(Record.person == person).order_by(Record.id)))


def _foresee_runs(session: Session, runs: Sequence[Run]) -> Going:
    """Find out what goes with runs alone."""
    _refuse_under_way([run for run in runs if run.status in _UNDER_WAY])
    gone = [run.id for run in runs]
    follow = select(Run).join(Wave, Wave.run_id == Run.id).where(Wave.after_id.in_(gone), Run.id.not_in(gone))
    followers = session.scalars(follow.order_by(Run.id)).all()
    for run in followers:
        if run.status is not RunStatus.DONE:
            raise RemovalError(f"Run {run.id}, which is not done, follows it: let it go on, or remove it first.")
    measured = select(func.count(Measurement.action_id.distinct())).where(Measurement.run_id.in_(gone))
    return Going(runs=_ran(runs), followers=_ran(followers), measured=session.scalars(measured).one())


def _readers(uploads: Select[int]) -> Select[Run]:
    reading = select(RunUpload.run_id).where(RunUpload.upload_id.in_(uploads))
    return select(Run).where(Run.id.in_(reading)).order_by(Run.id)


def _ran(runs: Sequence[Run]) -> tuple[Ran, ...]:
    return tuple(Ran(run.id, run.created) for run in runs)


def _refuse_under_way(runs: Sequence[Run]) -> None:
    for run in runs:
        raise UnderWayError(run.id)
