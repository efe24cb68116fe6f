"""Store ailments as rows and load them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.checks import Conditioning
from analyzer.types import Ailment, Grade, Reason, Side
from models import Ailment as StoredAilment


def store_ailments(session: Session, run_id: int, ailments: Sequence[Ailment]) -> None:
    """Store a run's ailments, in their order."""
    session.add_all(_row(run_id, rank, ailment) for rank, ailment in enumerate(ailments))


def load_ailments(session: Session, run_id: int) -> tuple[Ailment, ...]:
    """Load a run's ailments, those that are one first."""
    query = select(StoredAilment).where(StoredAilment.run_id == run_id).order_by(StoredAilment.rank)
    return tuple(_ailment(stored) for stored in session.scalars(query))


def _row(run_id: int, rank: int, ailment: Ailment) -> StoredAilment:
    evidence = asdict(ailment)
    columns = {name: evidence.pop(name) for name in ("grade", "sentence")}
    return StoredAilment(
        run_id=run_id, code=evidence.pop("id"), rank=rank, is_one=ailment.is_one, **columns, evidence=evidence
    )


def _ailment(stored: StoredAilment) -> Ailment:
    evidence: dict[str, Any] = dict(stored.evidence)
    conditioning = evidence["conditioning"]
    return Ailment(
        id=stored.code,
        side=Side(evidence["side"]),
        roots=tuple(evidence["roots"]),
        symptoms=tuple(evidence["symptoms"]),
        links=tuple((employee, customer) for employee, customer in evidence["links"]),
        grade=Grade(stored.grade),
        sentence=stored.sentence,
        mechanism=evidence["mechanism"],
        levers=tuple(evidence["levers"]),
        conditioning=Conditioning(**conditioning) if conditioning else None,
        reasons=tuple(Reason(**reason) for reason in evidence["reasons"]),
    )
