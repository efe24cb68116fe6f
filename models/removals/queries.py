"""What pages and the pipeline ask about what was removed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import chunks
from models.removals.tables import BarredRow, Loss, Trace


def barred_rows(session: Session, fingerprints: Sequence[str]) -> set[str]:
    """Find which of these rows are barred from coming in again."""
    found: set[str] = set()
    for chunk in chunks(fingerprints):
        found.update(session.scalars(select(BarredRow.fingerprint).where(BarredRow.fingerprint.in_(chunk))))
    return found


def removed_since(session: Session, run_id: int) -> dict[str, int]:
    """Count by side the records that were removed since a run had read them; no side without any."""
    return dict(session.execute(select(Loss.side, Loss.records).where(Loss.run_id == run_id)).all())


def traces_of_theme(session: Session, run_id: int, code: str) -> int:
    """Count the statements of a theme that were removed since."""
    mine = (Trace.run_id == run_id, Trace.theme == code)
    return session.scalars(select(func.count(Trace.id)).where(*mine)).one()
