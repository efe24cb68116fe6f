"""What a reader may see of actions: no unit, no exact day, no count of people, no hidden theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.actions import Outcome
from analyzer.gate.texts import Texts
from analyzer.gate.unit_names import UnitNames

if TYPE_CHECKING:
    from analyzer.actions import Action, Change, Moved
    from analyzer.gate.values import GatedTheme
    from analyzer.types import Effect, Reason

NOT_FOUND = "Not measured: the themes of its link are not both among those of this run."


@dataclass(frozen=True, slots=True)
class GatedChange:
    """What became of one theme; the fields mean what they mean in ``Change``, whose counts are of units and periods."""

    moved: Moved
    effect: Effect | None
    p: float | None
    q: float | None
    placebo: Effect | None
    apart: bool
    units_with: int
    units_without: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class GatedAction:
    """An action whose two themes may be shown, or that could not be measured because they are not there.

    Attributes:
        what: What was done; "" where the text names a unit or a theme that is not shown.
        owner: Who is responsible; "" likewise.
        open: Whether runs still measure it.
        employee: Name of the employee theme; "" where it may not be shown.
        customer: Name of the customer theme; likewise.
        begun: The first month anywhere, as (year, month).
        places: Number of units in which it was taken.
        outcome: What became of it.
        sentence: What the outcome permits to say.
        changes: Of the employee theme and the customer theme; empty where nothing was looked at.
        settle: What would settle it.
        limits: What the measurement cannot rule out.
    """

    what: str
    owner: str
    open: bool
    employee: str
    customer: str
    begun: tuple[int, int]
    places: int
    outcome: Outcome
    sentence: str
    changes: tuple[GatedChange, ...]
    settle: str
    limits: tuple[str, ...]


def gate_actions(
    actions: Iterable[Action], shown: Mapping[str, GatedTheme], texts: Texts, units: Iterable[str]
) -> tuple[GatedAction, ...]:
    """Keep what a reader may see of a run's actions.

    Args:
        actions: What was tried.
        shown: The themes that a reader sees, by id: an action on another theme would name it.
        texts: Lets a generated text pass.
        units: Every unit that the run or an action names: no reader sees one.
    """
    actions = tuple(actions)
    places = UnitNames({unit for unit in units if unit} | {unit for action in actions for unit, _ in action.rollouts})
    gated = (_gate(action, _names(action, shown), texts, places) for action in actions)
    return tuple(action for action in gated if action)


def _names(action: Action, shown: Mapping[str, GatedTheme]) -> tuple[str, ...]:
    """Return the names of both themes, or nothing where either may not be shown.

    A theme that this run has found again has this run's name, any other the name from the link's own run. That name may
    be shown only where a theme that is shown here has the same one.
    """
    called = {theme.name for theme in shown.values()}
    found = (action.employee_theme, action.employee_name), (action.customer_theme, action.customer_name)
    names = tuple(name if code is None else shown[code].name for code, name in found if code is None or code in shown)
    return names if len(names) == len(found) and called.issuperset(names) else ()


def _gate(action: Action, names: tuple[str, ...], texts: Texts, places: UnitNames) -> GatedAction | None:
    measured, begun = action.measured, action.begun
    if not names and measured.outcome is not Outcome.NOT_FOUND:
        return None
    return GatedAction(
        what=texts.nameless(places.without(action.what)),
        owner=texts.nameless(places.without(action.owner)),
        open=action.open,
        employee=names[0] if names else "",
        customer=names[1] if names else "",
        begun=(begun.year, begun.month),
        places=len(action.rollouts),
        outcome=measured.outcome,
        sentence=texts.passed(measured.sentence) if names else NOT_FOUND,
        changes=tuple(_change(change, texts) for change in (measured.employee, measured.customer) if change),
        settle=texts.passed(measured.settle),
        limits=measured.limits,
    )


def _change(change: Change, texts: Texts) -> GatedChange:
    return GatedChange(
        moved=change.moved,
        effect=change.effect,
        p=change.p,
        q=change.q,
        placebo=change.placebo,
        apart=change.apart,
        units_with=change.units_with,
        units_without=change.units_without,
        reasons=texts.reasons(change.reasons),
    )
