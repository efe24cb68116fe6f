"""Results about statements that a run reuses from the run it follows: verdicts, and passages about the other side.

Only results of the very same models, by fingerprint, and of the same rows are reused: what was removed with its record
or its run comes from nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.pipeline.waves.follow import followed
from analyzer.types import Valence
from analyzer.valence import Verdict
from models import Membership, Run


class Judged(NamedTuple):
    """A verdict with the keyed hash of the question under which the statement was judged; None if none was asked."""

    verdict: Verdict
    question: str | None


def reusable_verdicts(session: Session, run_id: int, judge: str) -> dict[int, Judged]:
    """Load the followed run's verdict on each statement, by key; none if another judge made them."""
    followed_run = followed(session, run_id, Run.judged_by == judge)
    if followed_run is None:
        return {}
    columns = (Membership.statement_id, Membership.valence, Membership.severity, Membership.question)
    valences = {valence.value: valence for valence in Valence}
    return {
        statement: Judged(Verdict(valences[valence], severity), question)
        for statement, valence, severity, question in session.execute(
            select(*columns).where(Membership.run_id == followed_run)
        )
    }


def reusable_passages(session: Session, run_id: int, judged_by: str) -> dict[int, Sequence[Any]]:
    """Load the passages that the followed run found, by key of each statement judged; none if its models differ."""
    followed_run = followed(session, run_id, Run.heard_by == judged_by)
    if followed_run is None:
        return {}
    heard = select(Membership.statement_id, Membership.heard)
    rows = session.execute(heard.where(Membership.run_id == followed_run, Membership.heard.is_not(None)))
    return {statement: found or () for statement, found in rows}
