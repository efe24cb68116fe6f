"""Removing what was foreseen, in one transaction: all of it or nothing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from analyzer.pipeline.removal.counts import keep_counts
from analyzer.pipeline.removal.going import PlanRemoval, RemovalError, RemovalPlan
from analyzer.pipeline.removal.runs import remove_run, restart_run
from analyzer.pipeline.removal.words import chunks, drop_vectors, hashes_of
from analyzer.pipeline.store import Store
from analyzer.types import Side
from models import BarredRow, Record, Run, Upload, UploadRecord
from models.db import insert_new, overwrite_deleted

log = logging.getLogger(__name__)


def remove(store: Store, plan_removal: PlanRemoval, agreed: str) -> RemovalPlan:
    """Remove what somebody has agreed to. Returns what went.

    Args:
        store: Where it is kept.
        plan_removal: Finds out what goes.
        agreed: The seal of what they were told.

    Raises:
        RemovalError: It cannot be removed now, or more or less would go than they were told; nothing is removed.
        sqlalchemy.exc.NoResultFound: It is gone already.
    """
    with store.sessions.begin() as session:
        # A write that changes nothing: from here on no run begins, and nothing else is stored, until this is done.
        session.execute(update(Run).values(cancel=Run.cancel))
        plan = plan_removal(session)
        if plan.seal != agreed:
            raise RemovalError("Something has changed since you looked, and nothing is removed: look again.")
        spools = _carry_out(session, store, plan)
        bind = session.get_bind()
    for spool in spools:
        (store.spool / spool).unlink(missing_ok=True)
    overwrite_deleted(bind.engine)
    runs = ", ".join(str(run.id) for run in plan.runs) or "none"
    log.info("removed: upload %s, %d records, runs: %s", plan.upload, len(plan.records), runs)
    return plan


def _carry_out(session: Session, store: Store, plan: RemovalPlan) -> list[str]:
    """Do it. Returns the names of spooled bytes that hold what went."""
    for run in plan.runs:
        remove_run(session, run.id)
    hashes: set[str] = set()
    spools: list[str | None] = []
    for chunk in chunks(plan.records):
        hashes |= hashes_of(session, store, chunk)
        spools += _detach_spooled_files(session, chunk)
    for run in plan.restarted:
        restart_run(session, run.id)
    if plan.kept:
        (side,) = session.scalars(select(Record.side).where(Record.id.in_(plan.records)).distinct())
        for run in plan.kept:
            keep_counts(session, run.id, Side(side), plan.records)
    if plan.barred:
        _bar_rows(session, store, plan.records)
    for chunk in chunks(plan.records):
        session.execute(delete(Record).where(Record.id.in_(chunk)))
    if plan.upload is not None:
        spools += session.scalars(delete(Upload).where(Upload.id == plan.upload).returning(Upload.spool)).all()
    drop_vectors(session, hashes)
    return [spool for spool in spools if spool]


def _detach_spooled_files(session: Session, records: Sequence[int]) -> list[str]:
    """Let go of kept bytes in which these records stand."""
    holding = select(UploadRecord.upload_id).where(UploadRecord.record_id.in_(records))
    kept = (Upload.id.in_(holding)) & Upload.spool.is_not(None)
    spools = [spool for spool in session.scalars(select(Upload.spool).where(kept)) if spool]
    session.execute(update(Upload).where(kept).values(spool=None))
    return spools


def _bar_rows(session: Session, store: Store, records: Sequence[int]) -> None:
    """Let the rows of these records not come in again, and count them in the uploads that held them."""
    known_by = set(session.scalars(select(Record.fingerprint).where(Record.id.in_(records))))
    # A row read with other columns has other words; whoever wrote it is known by what else stands in it.
    people = set(session.scalars(select(Record.person).where(Record.id.in_(records), Record.person.startswith("r"))))
    stay = session.scalars(select(Record.person).where(Record.person.in_(people), Record.id.not_in(records)))
    known_by |= people - set(stay)
    now = store.clock()
    rows = [{"fingerprint": each, "created": now} for each in sorted(known_by)]
    session.execute(insert_new(session, BarredRow), rows)
    held = select(UploadRecord.upload_id, func.count()).where(UploadRecord.record_id.in_(records))
    gone: Counter[int] = Counter(dict(session.execute(held.group_by(UploadRecord.upload_id)).all()))
    for upload_id, number in gone.items():
        upload = session.get_one(Upload, upload_id)
        upload.removed += number
        if upload.removed == upload.records:
            # A file of one interview is often called after whoever gave it.
            upload.name = f"upload-{upload.id}"
