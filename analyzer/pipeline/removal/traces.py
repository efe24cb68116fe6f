"""What a run keeps of records that were removed after it read them, so that its counts stay as reported."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.pipeline.removal.coverage import coverage_from_json
from analyzer.removed import Removed
from analyzer.types import Coverage, Side, Statement, Valence
from models import Loss, Trace
from models.findings import severities_of_run


def load_removed(session: Session, run_id: int) -> dict[Side, Removed]:
    """Load what is kept of each side's removed records; sides without removed records are left out."""
    losses = session.scalars(select(Loss).where(Loss.run_id == run_id).order_by(Loss.side.desc())).all()
    return {
        Side(loss.side): Removed(
            loss.records,
            _load_traces(session, run_id, loss.side),
            frozenset(loss.units),
            None if loss.severities is None else severities_of_run(session, run_id, loss.side),
        )
        for loss in losses
    }


def kept_coverage(session: Session, run_id: int, side: Side) -> Coverage | None:
    """Load a side's coverage from before the first of its records was removed; None if none was."""
    loss = session.get(Loss, (run_id, str(side)))
    return coverage_from_json(loss.coverage) if loss else None


def read_trace(trace: Trace) -> Statement:
    """Convert a trace to a statement without words, to be counted."""
    return Statement(
        side=Side(trace.side),
        record="",
        start=0,
        end=0,
        text="",
        language="und",
        person=trace.person,
        unit=None,
        date=trace.month,
        valence=Valence(trace.valence),
        theme=trace.theme,
        area=trace.area,
    )


def _load_traces(session: Session, run_id: int, side: str) -> tuple[Statement, ...]:
    query = select(Trace).where(Trace.run_id == run_id, Trace.side == side).order_by(Trace.id)
    return tuple(read_trace(trace) for trace in session.scalars(query))
