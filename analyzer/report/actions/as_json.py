"""Convert actions to the JSON of the analyst's file."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.actions import Action, Change
    from analyzer.types import Effect


def actions_to_json(actions: Iterable[Action]) -> list[dict[str, object]]:
    """Give the actions that a run knows in the shape of the contract, units and days included."""
    return [_action(action) for action in actions]


def _action(action: Action) -> dict[str, object]:
    measured = action.measured
    return {
        "id": action.id,
        "what": action.what,
        "owner": action.owner,
        "open": action.open,
        "units": [{"unit": unit, "day": day.isoformat()} for unit, day in action.rollouts],
        "declared": action.declared.isoformat(),
        "link": {"employee_name": action.employee_name, "customer_name": action.customer_name},
        "employee_theme": action.employee_theme,
        "customer_theme": action.customer_theme,
        "found_by": [by or None for by in action.found_by],
        "outcome": str(measured.outcome),
        "sentence": measured.sentence,
        "employee": _change(measured.employee),
        "customer": _change(measured.customer),
        "settle": measured.settle,
        "limits": list(measured.limits),
    }


def _change(change: Change | None) -> dict[str, object] | None:
    if change is None:
        return None
    return {
        "moved": str(change.moved),
        "effect": _effect(change.effect),
        "before": change.before,
        "p": _number(change.p),
        "q": _number(change.q),
        "placebo": _effect(change.placebo),
        "placebo_p": _number(change.placebo_p),
        "apart": change.apart,
        "detectable": change.detectable,
        "units_with": change.units_with,
        "units_without": change.units_without,
        "before_periods": change.before_periods,
        "after_periods": change.after_periods,
        "months": change.months,
        "reasons": [{"reason": reason.reason, "detail": reason.detail} for reason in change.reasons],
    }


def _effect(effect: Effect | None) -> dict[str, object] | None:
    if effect is None:
        return None
    return {"value": effect.value, "low": effect.low, "high": effect.high, "unit": effect.unit}


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 6)
