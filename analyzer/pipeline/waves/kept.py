"""What a run takes over of statements that the run it follows has read already: verdicts, and who is spoken of.

Only from models that are the very same, by their fingerprints, and only of the same rows: what goes with its record or
its run is not taken from anywhere else.
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
    """A verdict, and a keyed hash of the question under which it was found, None where none was asked."""

    verdict: Verdict
    question: str | None


def reusable_verdicts(session: Session, run_id: int, judge: str) -> dict[int, Judged]:
    """Find what the run that is followed says of each statement, by its key; nothing where another judge said it."""
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


def reusable_passages(session: Session, run_id: int, ear: str) -> dict[int, Sequence[Any]]:
    """Find what that run heard in statements, by the key of each that was listened to; nothing with another ear."""
    followed_run = followed(session, run_id, Run.heard_by == ear)
    if followed_run is None:
        return {}
    heard = select(Membership.statement_id, Membership.heard)
    rows = session.execute(heard.where(Membership.run_id == followed_run, Membership.heard.is_not(None)))
    return {statement: found or () for statement, found in rows}
