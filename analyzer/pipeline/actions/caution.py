"""Warnings about a declared action: texts that leaders will not see, and too few units to measure it."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.gate import UnitNames
from analyzer.pipeline.actions.declare import ActionPlan
from analyzer.rollout import FEWEST_WITH, FEWEST_WITHOUT
from analyzer.spelling import unit_key
from analyzer.wording.counts import how_many


def cautions(plan: ActionPlan, units: Sequence[str]) -> tuple[str, ...]:
    """Warn about what a valid action will lack.

    Args:
        plan: The action, whose units are all known.
        units: The units of its link's run.

    Returns:
        One sentence per warning.
    """
    taken = {unit_key(unit) for unit, _ in plan.rollouts}
    left = len({unit_key(unit) for unit in units} - taken)
    names = UnitNames((*units, *(unit for unit, _ in plan.rollouts)))
    said = [
        f"Leaders will not see {what}: “{found}” names a unit. Write it without."
        for what, text in (("what is done", plan.what), ("who sees to it", plan.owner))
        if (found := names.first(text))
    ]
    have, without = how_many(len(taken), "unit"), how_many(left, "unit")
    if len(taken) < FEWEST_WITH:
        said.append(f"It cannot be measured yet: {have} with it, and at least {FEWEST_WITH} are needed.")
    if left < FEWEST_WITHOUT:
        said.append(
            f"It cannot be measured while {without} without it {'is' if left == 1 else 'are'} left to compare "
            f"with: at least {FEWEST_WITHOUT} are needed."
        )
    return tuple(said)
