"""Remove a run, without harm to the runs that follow it; and restart a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from analyzer.pipeline.waves.follow import followed
from analyzer.types import Side
from models import Ailment, Comparison, Link, Measurement, Membership, Neighbourhood, Run, RunStep, Theme, Wave
from models.enums import StepStatus


def remove_run(session: Session, run_id: int) -> None:
    """Delete a run with all its results; runs that follow it now follow the run before it."""
    before = followed(session, run_id)
    for each in session.scalars(select(Wave).where(Wave.run_id != run_id)):
        for side in Side:
            _move_formation(session, each, side, run_id)
    session.execute(update(Wave).where(Wave.after_id == run_id).values(after_id=before))
    session.execute(delete(Run).where(Run.id == run_id))


def restart_run(session: Session, run_id: int) -> None:
    """Delete what an unfinished run has found so far, so that it starts again from its first step."""
    for table in (Link, Ailment, Measurement, Membership, Theme, Neighbourhood):
        session.execute(delete(table).where(table.run_id == run_id))
    nothing = {"status": StepStatus.WAITING, "done": 0, "total": 0, "seconds": 0.0}
    session.execute(update(RunStep).where(RunStep.run_id == run_id).values(nothing))
    session.execute(update(Comparison).where(Comparison.run_id == run_id).values(intentions=[], involved=[]))
    session.execute(update(Wave).where(Wave.run_id == run_id).values(employee=None, customer=None))
    found: dict[str, object] = {"not_tested": [], "controls": {}, "slices": None, "judged_by": None, "heard_by": None}
    session.execute(update(Run).where(Run.id == run_id).values(found))


def _move_formation(session: Session, wave: Wave, side: Side, run_id: int) -> None:
    """If a side's themes were formed in the removed run, take the next run after it as the one that formed them."""
    account: Mapping[str, Any] = getattr(wave, side) or {}
    if account.get("formed") != run_id:
        return
    here: Wave | None = wave
    while here is not None and here.after_id is not None and here.after_id != run_id:
        here = session.get(Wave, here.after_id)
    setattr(wave, side, {**account, "formed": here.run_id if here else wave.run_id})
