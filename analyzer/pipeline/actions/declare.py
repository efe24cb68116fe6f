"""Declare an action for a link, checked against the link's run; change it, close it, reopen it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from analyzer.pipeline.statements import load_records
from analyzer.pipeline.store import Store
from analyzer.spelling import unit_key
from analyzer.types import Side
from models import Action, Link, Rollout, Theme

MAX_ACTION_LENGTH = 300
MAX_OWNER_LENGTH = 120
# Units listed in one error message.
_MAX_UNITS_LISTED = 5


class ActionError(Exception):
    """A declared action is not valid. The message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """An action as a user declares it.

    Attributes:
        what: What is done.
        owner: A role or a name: who sees to it.
        rollouts: (unit, first day there) pairs.
    """

    what: str
    owner: str
    rollouts: tuple[tuple[str, date], ...]


def units_of_run(session: Session, run_id: int) -> tuple[str, ...]:
    """List the units that a run's records name, each in its most frequent spelling, sorted."""
    spellings: dict[str, Counter[str]] = {}
    for side in Side:
        for record in load_records(session, run_id, side).values():
            if key := unit_key(record.unit or ""):
                spellings.setdefault(key, Counter())[" ".join((record.unit or "").split())] += 1
    return tuple(min(found, key=lambda name: (-found[name], name)) for _, found in sorted(spellings.items()))


def add_action(store: Store, link_id: int, plan: ActionPlan, user_id: int | None = None) -> int:
    """Declare an action for a link. Returns its number.

    Raises:
        ActionError: The plan lacks something, or names a unit that no record of the link's run names.
        sqlalchemy.exc.NoResultFound: There is no such link.
    """
    with store.sessions.begin() as session:
        link = session.get_one(Link, link_id)
        employee, customer = (session.get_one(Theme, key) for key in (link.employee_theme_id, link.customer_theme_id))
        checked = _checked_plan(plan, units_of_run(session, link.run_id))
        action = Action(
            link_id=link_id,
            what=checked.what,
            owner=checked.owner,
            employee_name=employee.name,
            customer_name=customer.name,
            employee_mechanism=employee.mechanism,
            customer_mechanism=customer.mechanism,
            user_id=user_id,
            created=store.clock(),
            declared=store.clock(),
            rollouts=[Rollout(unit=unit, day=day) for unit, day in checked.rollouts],
        )
        session.add(action)
        session.flush()
        return action.id


def change_action(store: Store, action_id: int, plan: ActionPlan, units: Sequence[str]) -> None:
    """Change an action. What runs have measured of it stays as it was.

    Args:
        store: Where it is stored.
        action_id: Its number.
        plan: The changed action.
        units: The units that it may name.

    Raises:
        ActionError: The plan lacks something, or names another unit.
        sqlalchemy.exc.NoResultFound: There is no such action.
    """
    with store.sessions.begin() as session:
        action = session.get_one(Action, action_id)
        checked = _checked_plan(plan, units)
        action.what, action.owner = checked.what, checked.owner
        held = {rollout.unit: rollout for rollout in action.rollouts}
        if {unit: rollout.day for unit, rollout in held.items()} == dict(checked.rollouts):
            return
        # Rows of units that stay are reused: new rows would have the same keys.
        action.rollouts = [held.get(unit) or Rollout(unit=unit, day=day) for unit, day in checked.rollouts]
        for rollout, (_, day) in zip(action.rollouts, checked.rollouts, strict=True):
            rollout.day = day
        action.declared = store.clock()


def set_open(store: Store, action_id: int, *, to: bool) -> None:
    """Close an action, so that no further run measures it, or reopen it."""
    with store.sessions.begin() as session:
        session.get_one(Action, action_id).open = to


def _checked_plan(plan: ActionPlan, units: Sequence[str]) -> ActionPlan:
    what, owner = " ".join(plan.what.split()), " ".join(plan.owner.split())
    if not what or not owner:
        raise ActionError(f"Say {'what is done' if not what else 'who sees to it'}.")
    if len(what) > MAX_ACTION_LENGTH or len(owner) > MAX_OWNER_LENGTH:
        raise ActionError(f"An action has at most {MAX_ACTION_LENGTH} characters, its owner {MAX_OWNER_LENGTH}.")
    if not plan.rollouts:
        raise ActionError("Name at least one unit in which it is done, with its first day there.")
    return ActionPlan(what, owner, _spell_units(plan.rollouts, units))


def _spell_units(rollouts: Sequence[tuple[str, date]], units: Sequence[str]) -> tuple[tuple[str, date], ...]:
    """Replace each unit by its spelling in the records."""
    if not units:
        raise ActionError("No record of this run names a unit, so there is no place in which an action could be seen.")
    spelled = {unit_key(unit): unit for unit in units}
    unknown = list(dict.fromkeys(f"“{unit}”" for unit, _ in rollouts if unit_key(unit) not in spelled))
    if unknown:
        named = ", ".join(unknown[:_MAX_UNITS_LISTED]) + (
            f" and {len(unknown) - _MAX_UNITS_LISTED} more" if unknown[_MAX_UNITS_LISTED:] else ""
        )
        raise ActionError(
            f"No record of this run names the unit{'s' if unknown[1:] else ''} {named}; records name "
            + (f"{len(units)} units, such as “{units[0]}”." if len(units) > 1 else f"one unit, “{units[0]}”.")
        )
    days: dict[str, date] = {}
    for unit, day in rollouts:
        if days.setdefault(spelled[unit_key(unit)], day) != day:
            raise ActionError(f"“{unit}” has two first days; give one.")
    return tuple(sorted(days.items()))
