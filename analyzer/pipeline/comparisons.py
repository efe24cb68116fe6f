"""Load what a run's themes were compared with: intentions, and the employees involved in complaints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from analyzer.reality import Answer, Intention, Involvement, Portion, Reception, Sense, Shift, Stance
from models import Comparison


def load_intentions(session: Session, run_id: int) -> tuple[Intention, ...]:
    """Load each intention with its outcome; empty for runs older than intentions."""
    stored = session.get(Comparison, run_id)
    return tuple(_intention(each) for each in stored.intentions) if stored else ()


def load_involved(session: Session, run_id: int) -> tuple[Involvement, ...]:
    """Load the employees involved in each complaint; empty for runs older than that step."""
    stored = session.get(Comparison, run_id)
    return tuple(_involvement(each) for each in stored.involved) if stored else ()


def _intention(stored: Mapping[str, Any]) -> Intention:
    answers = tuple(Answer(**{**each, "stance": Stance(each["stance"])}) for each in stored["answers"])
    given = {"sense": Sense(stored["sense"]), "outcome": Reception(stored["outcome"]), "answers": answers}
    return Intention(**{**stored, **given})


def _involvement(stored: Mapping[str, Any]) -> Involvement:
    overall = stored["overall"]
    given = {
        "there": Portion(**stored["there"]),
        "elsewhere": Portion(**stored["elsewhere"]),
        "shifts": tuple(_shift(each) for each in stored["shifts"]),
        "overall": None if overall is None else _shift(overall),
    }
    return Involvement(**{**stored, **given})


def _shift(stored: Mapping[str, Any]) -> Shift:
    return Shift(**{**stored, "there": Portion(**stored["there"]), "elsewhere": Portion(**stored["elsewhere"])})
