"""Load the actions of a run, with what it measured of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.actions import Action, Change, Measured, Moved, Outcome
from analyzer.rollout import waiting
from analyzer.types import Effect, Reason
from models import Action as StoredAction
from models import Measurement, Theme
from models.actions import actions_of_run


def load_actions(session: Session, run_id: int) -> tuple[Action, ...]:
    """Load the actions that a run measured, the other actions of its links, and those that no run has measured yet."""
    codes = dict(session.execute(select(Theme.id, Theme.code).where(Theme.run_id == run_id)).all())
    return tuple(_action(action, measured, codes) for action, measured in actions_of_run(session, run_id))


def read_measured(stored: Measurement) -> Measured:
    """Convert a stored measurement."""
    evidence: dict[str, Any] = dict(stored.evidence)
    return Measured(
        outcome=Outcome(stored.outcome),
        sentence=stored.sentence,
        employee=_change(evidence["employee"]),
        customer=_change(evidence["customer"]),
        settle=evidence["settle"],
        limits=tuple(evidence["limits"]),
    )


def _action(stored: StoredAction, measurement: Measurement | None, codes: Mapping[int, str]) -> Action:
    by: list[Any] = list(measurement.evidence["found_by"]) if measurement else ["", ""]  # type: ignore[call-overload]
    return Action(
        id=stored.id,
        what=stored.what,
        owner=stored.owner,
        open=stored.open,
        rollouts=tuple((rollout.unit, rollout.day) for rollout in stored.rollouts),
        declared=stored.declared.date(),
        employee_name=stored.employee_name,
        customer_name=stored.customer_name,
        employee_theme=codes.get(measurement.employee_theme_id or 0) if measurement else None,
        customer_theme=codes.get(measurement.customer_theme_id or 0) if measurement else None,
        found_by=(by[0], by[1]),
        measured=read_measured(measurement) if measurement else waiting(),
    )


def _change(stored: Mapping[str, Any] | None) -> Change | None:
    if stored is None:
        return None
    return Change(
        **{
            **stored,
            "moved": Moved(stored["moved"]),
            "effect": Effect(**stored["effect"]) if stored["effect"] else None,
            "placebo": Effect(**stored["placebo"]) if stored["placebo"] else None,
            "reasons": tuple(Reason(**reason) for reason in stored["reasons"]),
        }
    )
