"""Which earlier run a run follows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from analyzer.pipeline.store import Store
from analyzer.pipeline.units import known_units
from models import Record, Run, RunUpload, Upload, UploadRecord, Wave
from models.enums import RunStatus


class WaveError(ValueError):
    """A run cannot be followed. The message is written for people."""


def follow(store: Store, run_id: int, after: int) -> None:
    """Let a queued run continue the themes of an earlier one.

    Raises:
        WaveError: There is no such finished run.
    """
    with store.sessions.begin() as session:
        earlier = session.get(Run, after)
        if earlier is None or earlier.status is not RunStatus.DONE or after == run_id:
            raise WaveError(f"There is no finished run {after} to follow.")
        session.merge(Wave(run_id=run_id, after_id=after))


def followed(session: Session, run_id: int, *same: ColumnElement[bool]) -> int | None:
    """Find the run that a run follows, if it meets these conditions."""
    return session.scalar(select(Run.id).join(Wave, Wave.after_id == Run.id).where(Wave.run_id == run_id, *same))


def newest_to_follow(session: Session, upload_ids: Sequence[int]) -> int | None:
    """Find the newest finished run that a run of these uploads may follow; None if there is none.

    It must have read a side that they have, and share a record or a unit with them; if either names no unit, the side
    alone decides. Otherwise themes of another organisation could give their names to what is said here.
    """
    sides = select(Upload.side).where(Upload.id.in_(upload_ids))
    runs = (
        select(Run.id)
        .join(RunUpload, RunUpload.run_id == Run.id)
        .join(Upload, Upload.id == RunUpload.upload_id)
        .where(Run.status == RunStatus.DONE, Upload.side.in_(sides))
        .distinct()
        .order_by(Run.id.desc())
    )
    own = select(Upload.id).where(Upload.id.in_(upload_ids))
    places = _places(session, own)
    return next((run for run in session.scalars(runs) if _may_belong_together(session, own, places, run)), None)


def _may_belong_together(session: Session, own: Select[int], places: frozenset[str], run_id: int) -> bool:
    theirs = select(RunUpload.upload_id).where(RunUpload.run_id == run_id)
    held = select(UploadRecord.record_id).where(UploadRecord.upload_id.in_(own))
    shared = select(UploadRecord.record_id).where(UploadRecord.upload_id.in_(theirs), UploadRecord.record_id.in_(held))
    if session.scalar(shared.limit(1)) is not None:
        return True
    known = _places(session, theirs)
    return not places or not known or bool(places & known)


def _places(session: Session, uploads: Select[int]) -> frozenset[str]:
    query = select(Record.unit).join(UploadRecord, UploadRecord.record_id == Record.id).distinct()
    units = session.scalars(query.where(UploadRecord.upload_id.in_(uploads), Record.unit.is_not(None)))
    known = known_units(session)
    return frozenset(known.key(unit) for unit in units if unit)
