"""What is asked of units: which are one, and which file names which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.statements import Record, UploadRecord
from models.units.tables import SameUnit


def same_units(session: Session) -> Sequence[SameUnit]:
    """List the pairs that were said to be one, in the order in which that was said."""
    return session.scalars(select(SameUnit).order_by(SameUnit.id)).all()


def units_by_upload(session: Session, upload_ids: Sequence[int] | None = None) -> dict[tuple[str, int], set[str]]:
    """List by (side, upload) the units that records name, as they are spelled; of certain uploads where given."""
    query = (
        select(Record.side, UploadRecord.upload_id, Record.unit)
        .join(UploadRecord)
        .where(Record.unit.is_not(None))
        .distinct()
    )
    if upload_ids is not None:
        query = query.where(UploadRecord.upload_id.in_(upload_ids))
    found: dict[tuple[str, int], set[str]] = {}
    for side, upload, unit in session.execute(query.order_by(UploadRecord.upload_id)):
        if unit:
            found.setdefault((side, upload), set()).add(unit)
    return found


def spelled_units(session: Session) -> Sequence[str]:
    """List every unit that records name, of either side, as it is spelled."""
    return [unit for unit in session.scalars(select(Record.unit).distinct()) if unit]


def days_of_units(session: Session, side: str, upload_ids: Sequence[int] | None = None) -> dict[str, set[date]]:
    """List by unit, as it is spelled, the days of a side's records that name it; of certain uploads where given."""
    query = select(Record.unit, Record.date).where(Record.side == side, Record.date.is_not(None)).distinct()
    if upload_ids is not None:
        query = query.join(UploadRecord).where(UploadRecord.upload_id.in_(upload_ids))
    found: dict[str, set[date]] = {}
    for unit, day in session.execute(query):
        if unit and day:
            found.setdefault(unit, set()).add(day)
    return found
