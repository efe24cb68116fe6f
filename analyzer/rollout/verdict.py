"""Derive an action's outcome from the changes of both themes, and the one sentence that it permits.

No causal verb is used below Tested.
"""

from __future__ import annotations

from analyzer.actions import Change, Measured, Moved, Outcome
from analyzer.types import Side
from analyzer.wording.counts import signed

_PEOPLE = {Side.EMPLOYEE: "employees", Side.CUSTOMER: "customers"}
_CLAIMED = frozenset({Moved.FELL, Moved.ROSE, Moved.UNMOVED})

CHOSEN = "Places were chosen, not drawn by lot: whatever else changed there alone, at that time, is counted with it."
HEARD_OF = (
    "People may have heard of it before it began, not every place may have kept to it, and who leaves soon after "
    "still speaks of the time before: each of these mostly makes the measured change smaller."
)
LATE = (
    "Places and dates were written down, or changed, more than a month after it began, when first results may have "
    "been known."
)

BESIDE = "Another action is written down for the same two themes: what it did is counted with this one, or against it."


def judge_action(names: tuple[str, str], changes: tuple[Change, Change], *, late: bool, beside: bool) -> Measured:
    """Derive the outcome of an action and its sentences.

    Args:
        names: Of the employee theme and the customer theme.
        changes: What became of them.
        late: Whether places and dates were written down long after they began.
        beside: Whether there is another action on the same two themes.
    """
    outcome = _outcome(*changes)
    measured = outcome is not Outcome.NOT_MEASURABLE
    limits = (CHOSEN, HEARD_OF, *((LATE,) if late else ()), *((BESIDE,) if beside else ()))
    return Measured(
        outcome=outcome,
        sentence=_sentence(outcome, names, changes),
        employee=changes[0],
        customer=changes[1],
        settle=_settle(outcome, changes),
        limits=limits if measured else (),
    )


def not_found(missing: tuple[str, ...]) -> Measured:
    """Say that a link's themes are not among those of this run.

    Args:
        missing: Names of the themes that were not found again.
    """
    named = " and ".join(f"“{name}”" for name in missing)
    return Measured(
        outcome=Outcome.NOT_FOUND,
        sentence=f"Not measured: no theme of this run is clearly the same as {named}.",
        settle="Start a run that also reads the uploads from which the link was found.",
    )


def waiting() -> Measured:
    """Say that a run knows an action and has not measured it."""
    return Measured(Outcome.WAITING, "Not measured yet: the next run measures it.")


def _outcome(employee: Change, customer: Change) -> Outcome:
    moved = employee.moved, customer.moved
    if moved == (Moved.UNMEASURED, Moved.UNMEASURED):
        return Outcome.NOT_MEASURABLE
    if any(change.apart and change.moved in _CLAIMED for change in (employee, customer)):
        return Outcome.TREND
    if moved == (Moved.FELL, Moved.FELL):
        return Outcome.TESTED
    if Moved.ROSE in moved:
        return Outcome.WORSE
    if Moved.FELL in moved:
        return Outcome.EMPLOYEE_ONLY if moved[0] is Moved.FELL else Outcome.CUSTOMER_ONLY
    return Outcome.NO_EFFECT if moved == (Moved.UNMOVED, Moved.UNMOVED) else Outcome.UNCLEAR


def _sentence(outcome: Outcome, names: tuple[str, str], changes: tuple[Change, Change]) -> str:
    employee, customer = names
    if outcome is Outcome.NOT_MEASURABLE:
        return f"Whether “{employee}” and “{customer}” changed cannot be measured yet."
    described = [
        f"among {_PEOPLE[side]} “{name}” {_describe_change(change)}"
        for side, name, change in zip(Side, names, changes, strict=True)
    ]
    if outcome is Outcome.TESTED:
        return (
            f"When “{employee}” was changed, “{customer}” changed with it. Against the places without the action, "
            f"{described[0]}, and {described[1]}."
        )
    joined = "and" if changes[0].moved is changes[1].moved else "but"
    return (
        f"Against the places without the action, {described[0]}, {joined} {described[1]}. {_remark(outcome, changes)}"
    )


def _describe_change(change: Change) -> str:
    effect = change.effect
    if effect is None:
        return "could not be measured"
    between = f"(95% interval {signed(effect.low)} to {signed(effect.high)})"
    if change.moved is Moved.FELL:
        return f"fell by {signed(-effect.value)} points (95% interval {signed(-effect.high)} to {signed(-effect.low)})"
    if change.moved is Moved.ROSE:
        return f"rose by {effect.value:.1f} points {between}"
    if change.moved is Moved.UNMOVED:
        return f"did not fall by a fifth or more {between}"
    return f"may have changed or not {between}"


def _remark(outcome: Outcome, changes: tuple[Change, Change]) -> str:
    other = changes[0] if outcome is Outcome.CUSTOMER_ONLY else changes[1]
    if outcome is Outcome.EMPLOYEE_ONLY and other.moved is Moved.UNMOVED:
        return "The pain fell and the complaint stayed: that speaks against the link."
    if outcome is Outcome.CUSTOMER_ONLY and other.moved is Moved.UNMOVED:
        return "The complaint fell and the pain stayed: something other than this pain was changed for customers."
    return _REMARKS[outcome]


def _settle(outcome: Outcome, changes: tuple[Change, Change]) -> str:
    reasons = [reason.reason for change in changes for reason in change.reasons]
    remedies = " ".join(dict.fromkeys(_REMEDIES[code] for code in reasons if code in _REMEDIES))
    if outcome in {Outcome.TESTED, Outcome.NO_EFFECT, Outcome.WORSE}:
        return ""
    if outcome is Outcome.TREND:
        return "Take the action in further places, drawn by lot from those without it."
    open_ones = [
        f"a fall of {change.detectable:.1f} points among {_PEOPLE[side]}"
        for side, change in zip(Side, changes, strict=True)
        if change.moved is Moved.UNCLEAR and change.detectable is not None
    ]
    if not open_ones:
        return remedies
    seen = f"These data would show {' and '.join(open_ones)} four times out of five; a smaller one needs more months "
    return " ".join(part for part in (f"{seen}after the action, or more places with it.", remedies) if part)


_REMARKS = {
    Outcome.EMPLOYEE_ONLY: "So far the change is seen on the employees’ side alone.",
    Outcome.CUSTOMER_ONLY: "So far the change is seen on the customers’ side alone, which says nothing of the link.",
    Outcome.NO_EFFECT: "A fall worth having is ruled out on both sides.",
    Outcome.WORSE: "Something got worse there: look into it before the action goes further.",
    Outcome.TREND: "The two groups of places were moving apart before the action already, so this says nothing of it.",
    Outcome.UNCLEAR: "These data cannot tell yet.",
}
_REMEDIES = {
    "NO_SHARED_UNIT": "Name the same sites, stores or departments on both sides.",
    "NO_DATES": "Give both sides a date.",
    "FEW_UNITS_WITH": "Take the action in at least 4 units that both sides name.",
    "FEW_UNITS_WITHOUT": "Leave at least 4 units without it for a while, to compare with.",
    "FEW_PERIODS_BEFORE": "Let the run read the uploads of at least 4 months before the action too.",
    "FEW_PERIODS_AFTER": "Wait until 2 months after the action are over, or 2 quarters where months are thin.",
    "FEW_PEOPLE": "Collect more interviews or comments from these places.",
    "NO_COMPARISON": "Leave some units without the action for a while, to compare with.",
}
