"""Queries of pages, the command line and the steps of a run."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, selectinload

from models.enums import RunStatus, UploadStatus
from models.events import Event
from models.people import User
from models.removals import removed_since
from models.runs import Comparison, Run, RunUpload
from models.statements import Record, UploadRecord
from models.themes import Theme
from models.uploads import SetAside, Upload


def user_by_name(session: Session, name: str) -> User | None:
    """Find a user by name."""
    return session.scalar(select(User).where(User.name == name))


def users(session: Session) -> Sequence[User]:
    """List the users by name."""
    return session.scalars(select(User).order_by(User.name)).all()


def uploads(session: Session, sides: Sequence[str]) -> Sequence[Upload]:
    """List the uploads of the sides that the reader may see, newest first."""
    return session.scalars(select(Upload).where(Upload.side.in_(sides)).order_by(Upload.id.desc())).all()


def stored_uploads(session: Session, sides: Sequence[str]) -> Sequence[Upload]:
    """List the uploads that a run can read, oldest first."""
    query = select(Upload).where(Upload.side.in_(sides), Upload.status == UploadStatus.STORED)
    return session.scalars(query.order_by(Upload.id)).all()


def set_asides(session: Session, upload_id: int, limit: int = 200) -> Sequence[SetAside]:
    """List an upload's rows that became no record, in the file's order."""
    query = select(SetAside).where(SetAside.upload_id == upload_id).order_by(SetAside.line, SetAside.id)
    return session.scalars(query.limit(limit)).all()


def records_of_upload(
    session: Session, upload_id: int, limit: int = 50, offset: int = 0
) -> Sequence[Row[Record, UploadRecord]]:
    """List an upload's redacted records with where they stand, in the file's order."""
    query = select(Record, UploadRecord).join(UploadRecord).where(UploadRecord.upload_id == upload_id)
    return session.execute(query.order_by(UploadRecord.line, Record.id).limit(limit).offset(offset)).all()


def records_at_line(session: Session, upload_id: int, line: int) -> Sequence[int]:
    """List the keys of an upload's records that begin on a line: one, but where a file has several on it."""
    here = (UploadRecord.upload_id == upload_id, UploadRecord.line == line)
    return session.scalars(select(UploadRecord.record_id).where(*here).order_by(UploadRecord.record_id)).all()


def themes_with_statements(session: Session, run_id: int, side: str) -> Sequence[Theme]:
    """List a run's themes of a side that hold statements, by rank; a pinned one may hold none."""
    query = select(Theme).where(Theme.run_id == run_id, Theme.side == side, Theme.statements > 0)
    return session.scalars(query.order_by(Theme.rank)).all()


def runs(session: Session) -> Sequence[Run]:
    """List the runs with their steps, newest first."""
    return session.scalars(select(Run).options(selectinload(Run.steps)).order_by(Run.id.desc())).all()


def run_with_steps(session: Session, run_id: int) -> Run | None:
    """Find a run with its steps as they stand in the database now."""
    query = select(Run).options(selectinload(Run.steps)).where(Run.id == run_id)
    return session.scalar(query.execution_options(populate_existing=True))


def newest_done_run(session: Session) -> Run | None:
    """Find the run that a leader sees first."""
    return session.scalar(select(Run).where(Run.status == RunStatus.DONE).order_by(Run.id.desc()).limit(1))


def uploads_of_run(session: Session, run_id: int) -> Sequence[Upload]:
    """List the uploads that a run reads."""
    query = select(Upload).join(RunUpload).where(RunUpload.run_id == run_id).order_by(Upload.id)
    return session.scalars(query).all()


def count_records(session: Session, run_id: int) -> dict[str, int]:
    """Count the records that a run reads on each side, each once; sides without records are left out.

    Records removed since count, too.
    """
    query = (
        select(Record.side, func.count(Record.id.distinct()))
        .join(UploadRecord)
        .join(RunUpload, RunUpload.upload_id == UploadRecord.upload_id)
        .where(RunUpload.run_id == run_id)
        .group_by(Record.side)
    )
    held, removed = dict(session.execute(query).all()), removed_since(session, run_id)
    return {side: held.get(side, 0) + removed.get(side, 0) for side in sorted({*held, *removed})}


def events(session: Session, limit: int | None = None, offset: int = 0) -> Sequence[Event]:
    """List the log of events, the newest first."""
    query = select(Event).order_by(Event.start.desc(), Event.id.desc())
    return session.scalars(query.limit(limit).offset(offset)).all()


def units(session: Session, sides: Sequence[str], upload_ids: Sequence[int] | None = None) -> Sequence[str]:
    """List the units that the records of some sides name, those of certain uploads where these are given."""
    query = select(Record.unit).where(Record.side.in_(sides), Record.unit.is_not(None)).distinct()
    if upload_ids is not None:
        query = query.join(UploadRecord).where(UploadRecord.upload_id.in_(upload_ids))
    return [unit for unit in session.scalars(query.order_by(Record.unit)) if unit]


def count_units(session: Session, side: str, upload_ids: Sequence[int] | None = None) -> dict[str, int]:
    """Count the records of a side that name each unit, as it is spelled; of certain uploads where these are given."""
    query = select(Record.unit, func.count(Record.id.distinct())).where(Record.side == side, Record.unit.is_not(None))
    if upload_ids is not None:
        query = query.join(UploadRecord).where(UploadRecord.upload_id.in_(upload_ids))
    return {unit: records for unit, records in session.execute(query.group_by(Record.unit)) if unit}


def newest_intentions(session: Session) -> list[str]:
    """Return what leaders say they do, as last given to a run."""
    query = select(Comparison.intended).order_by(Comparison.run_id.desc())
    return next((intended for intended in session.scalars(query) if intended), [])
