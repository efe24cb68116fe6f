"""Carry out a planned removal in one transaction: all of it or nothing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from analyzer.pipeline.removal.counts import keep_counts
from analyzer.pipeline.removal.plan import PlanRemoval, RemovalError, RemovalPlan
from analyzer.pipeline.removal.runs import remove_run, restart_run
from analyzer.pipeline.removal.words import drop_vectors, hashes_of
from analyzer.pipeline.store import Store
from analyzer.types import Side
from models import BarredRow, Record, Run, Upload, UploadRecord
from models.db import chunks, insert_new, overwrite_deleted

log = logging.getLogger(__name__)


def remove(store: Store, plan_removal: PlanRemoval, agreed: str) -> RemovalPlan:
    """Remove what somebody has agreed to. Returns what went.

    Args:
        store: Where it is stored.
        plan_removal: Finds out what goes.
        agreed: The seal of the plan that they agreed to.

    Raises:
        RemovalError: It cannot be removed now, or the plan has changed since; nothing is removed.
        sqlalchemy.exc.NoResultFound: It is gone already.
    """
    with store.sessions.begin() as session:
        # A write that changes nothing, as a lock: until this is done no run starts and nothing else is stored.
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
    """Carry out a plan. Returns the names of spooled files that contain what was removed."""
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
    """Detach the spooled files that contain these records from their uploads. Returns the files' names."""
    holding = select(UploadRecord.upload_id).where(UploadRecord.record_id.in_(records))
    kept = (Upload.id.in_(holding)) & Upload.spool.is_not(None)
    spools = [spool for spool in session.scalars(select(Upload.spool).where(kept)) if spool]
    session.execute(update(Upload).where(kept).values(spool=None))
    return spools


def _bar_rows(session: Session, store: Store, records: Sequence[int]) -> None:
    """Bar the rows of these records from coming in again, and count the removed records in their uploads."""
    known_by = set(session.scalars(select(Record.fingerprint).where(Record.id.in_(records))))
    # With other columns read, a row has another text, but its author's pseudonym, made from other fields, is the same.
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
            # A file with one interview is often named after the person interviewed.
            upload.name = f"upload-{upload.id}"
