"""Invented actions, as a run knows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analyzer.actions import Action, Change, Moved
from analyzer.rollout import not_found, waiting
from analyzer.rollout.verdict import judge_action
from analyzer.types import Effect, Reason

NAMES = ("Too few people on shift", "Long queues at the till")
FELL = Change(
    moved=Moved.FELL,
    effect=Effect(-6.1, -9.2, -3.0, "points of employees"),
    before=21.0,
    p=0.0004,
    q=0.0016,
    placebo=Effect(0.4, -2.0, 2.9, "points of employees"),
    placebo_p=0.71,
    detectable=4.4,
    units_with=8,
    units_without=12,
    before_periods=9,
    after_periods=5,
)
FELL_TOO = replace(FELL, effect=Effect(-4.0, -6.5, -1.4, "points of customers"), p=0.002, q=0.004)
UNCLEAR = replace(FELL, moved=Moved.UNCLEAR, effect=Effect(-1.0, -3.9, 1.8, "points of customers"), p=0.4, q=0.5)
UNMOVED = replace(UNCLEAR, moved=Moved.UNMOVED, effect=Effect(0.1, -1.2, 1.4, "points of customers"))
UNMEASURED = Change(
    moved=Moved.UNMEASURED,
    units_with=3,
    units_without=17,
    before_periods=9,
    after_periods=1,
    reasons=(
        Reason(
            "FEW_UNITS_WITH", "Too few units with the action were heard before and after it: 3, at least 4 are needed."
        ),
        Reason("FEW_PERIODS_AFTER", "Too few periods lie wholly after it: 1, at least 2 are needed."),
    ),
)
NOT_FOUND, WAITING = not_found(NAMES), waiting()


def make_action(employee: Change = FELL, customer: Change = FELL_TOO, **changes: object) -> Action:
    """An action on E1 and C1 of the invented retailer."""
    action = Action(
        id=1,
        what="Put a second person on the late shift",
        owner="Head of stores",
        open=True,
        rollouts=(("Harbour Street", date(2026, 3, 9)), ("Mill Lane", date(2026, 4, 1))),
        declared=date(2026, 2, 20),
        employee_name=NAMES[0],
        customer_name=NAMES[1],
        employee_theme="E1",
        customer_theme="C1",
        found_by=("mechanism", "meaning"),
        measured=judge_action(NAMES, (employee, customer), late=False, beside=False),
    )
    return replace(action, **changes)  # type: ignore[arg-type]
