"""Describe actions and what they changed for readers."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.actions import Moved
from analyzer.report.phrases import capitalised, count_noun, interval, with_full_stop
from analyzer.types import Side
from analyzer.wording import OUTCOME_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.gate import GatedAction, GatedChange
    from analyzer.types import Reason

REASONS = {
    "FEW_UNITS_WITH": "Too few units with the action were heard before and after it.",
    "FEW_UNITS_WITHOUT": "Too few units are left to compare with.",
    "FEW_PERIODS_BEFORE": "Too little time before the action is covered.",
    "FEW_PERIODS_AFTER": "Too little time after the action is covered.",
    "FEW_PEOPLE": "Too few people name the theme.",
    "NO_SHARED_UNIT": "The two sides name no unit in common.",
    "NO_DATES": "There are no dates.",
    "NO_COMPARISON": "No unit was left to compare with.",
}
# If the placebo's interval contains this multiple of the effect in both directions, it tells nothing about before.
_UNINFORMATIVE_FACTOR = 2.0
_SIDES = {Side.EMPLOYEE: "Among employees", Side.CUSTOMER: "Among customers"}


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One action, ready to be read. Empty texts are left out of the page.

    Attributes:
        title: What was done.
        pair: The two themes it is about, (employee, customer); empty where they may not be named.
        about: Owner, since when, in how many units, whether it goes on.
        outcome: In a word.
        sentence: What the outcome permits to say.
        lines: (side, change) pairs: effect, interval and what they rest on, or why there is none.
        settle: What would settle it.
    """

    title: str
    pair: tuple[str, ...]
    about: str
    outcome: str
    sentence: str
    lines: tuple[tuple[str, str], ...]
    settle: str


@dataclass(frozen=True, slots=True)
class ActionsSection:
    """The section: its cards, and what none of the measurements can rule out."""

    cards: tuple[ActionCard, ...]
    limits: tuple[str, ...]


def describe_actions(actions: Sequence[GatedAction]) -> ActionsSection:
    """Describe actions.

    Args:
        actions: What a reader may see of it.

    Returns:
        The section, without cards where nothing was tried.
    """
    limits = dict.fromkeys(limit for action in actions for limit in action.limits)
    return ActionsSection(tuple(_card(action) for action in actions), tuple(limits))


def _card(action: GatedAction) -> ActionCard:
    changes = zip(Side, action.changes, strict=False)
    return ActionCard(
        title=capitalised(action.what) or "An action whose words would name a unit or a theme that is not shown",
        pair=(action.employee, action.customer) if action.employee and action.customer else (),
        about=_about(action),
        outcome=OUTCOME_NAMES[action.outcome],
        sentence=action.sentence or with_full_stop(OUTCOME_NAMES[action.outcome]),
        lines=tuple((_SIDES[side], _line(change)) for side, change in changes),
        settle=with_full_stop(action.settle),
    )


def _about(action: GatedAction) -> str:
    year, month = action.begun
    parts = [f"since {month_name[month]} {year}", f"in {count_noun(action.places, 'unit')}"]
    if action.owner:
        parts.insert(0, f"seen to by {action.owner}")
    if not action.open:
        parts.append("closed")
    return capitalised(", ".join(parts)) + "."


def _line(change: GatedChange) -> str:
    if change.moved is Moved.UNMEASURED or change.effect is None or change.p is None:
        return " ".join(_reason(reason) for reason in change.reasons) or "Not measured."
    units_with, units_without = count_noun(change.units_with, "unit"), count_noun(change.units_without, "unit")
    rests = f"{units_with} with the action against {units_without} without"
    return f"{interval(change.effect)}; p {_p(change.p)}; {rests}. {_placebo(change)}".rstrip()


def _placebo(change: GatedChange) -> str:
    if change.placebo is None:
        return ""
    if change.apart:
        apart = "already moving apart"
    elif _is_uninformative(change):
        apart = "too few people to tell whether they were moving apart before"
    else:
        apart = "no sign that they were moving apart"
    return f"Between the two halves of the time before: {interval(change.placebo)}, {apart}."


def _is_uninformative(change: GatedChange) -> bool:
    """Whether the placebo's interval is so wide that it contains twice the effect in both directions."""
    if change.placebo is None or change.effect is None:
        return False
    # An effect near zero is no yardstick; then half of its interval is used.
    size = _UNINFORMATIVE_FACTOR * max(abs(change.effect.value), (change.effect.high - change.effect.low) / 2)
    return change.placebo.low <= -size and change.placebo.high >= size


def _p(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else "below 0.001"


def _reason(reason: Reason) -> str:
    return reason.detail or REASONS.get(reason.reason, "The data do not suffice.")
