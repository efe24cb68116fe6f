"""Measure what all actions of a run changed: testability, estimate, placebo in time, multiple testing, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analyzer.actions import Change, Measured, Moved
from analyzer.rollout.imputation import Cells, Dates
from analyzer.rollout.randomise import Estimate, estimate
from analyzer.rollout.testability import extent, why_untestable
from analyzer.rollout.verdict import judge_action
from analyzer.types import Effect, Reason, Side

# False discovery rate over both themes of all actions of a run.
FDR = 0.05
# A placebo in time with a p-value up to this shows that the two groups of units were moving apart before the action.
PLACEBO_LEVEL = 0.10
# So does a placebo above this share of the effect, however imprecise: such checks have little power (Roth 2022, AER:
# Insights).
PLACEBO_SHARE = 0.5
# A fall by at least this share of what there was before is worth having.
WORTH_HAVING = 0.2
# An effect of this many standard errors is detected with a power of .80 at a level of .05.
_DETECTABLE_ERRORS = 2.8
_UNITS = {Side.EMPLOYEE: "points of employees", Side.CUSTOMER: "points of customers"}


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of an action's link, with the counts of people who named it.

    Attributes:
        side: Whose.
        name: What readers call it.
        cells: People by unit and period, over units that both sides name.
        dates: When each unit got the action.
        months: Months in a period, 1 or 3.
        lacking: Why there are no cells at all (no units, no dates); then nothing is measured.
    """

    side: Side
    name: str
    cells: Cells
    dates: Dates
    months: int
    lacking: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """An action with both themes of its link.

    Attributes:
        employee: The employee theme.
        customer: The customer theme.
        late: Whether its places and dates were written down long after they began.
        beside: Whether there is another action on the same two themes.
    """

    employee: Theme
    customer: Theme
    late: bool
    beside: bool = False


def measure(trials: Sequence[Trial], permutations: int, seed: int) -> tuple[Measured, ...]:
    """Measure actions together, because their themes are one family of tests.

    Args:
        trials: Every action that the run measures: leaving some out would change the results of the rest.
        permutations: Number of random reassignments of the dates.
        seed: Makes them repeatable.

    Returns:
        One for each action, in their order.
    """
    themes = [theme for trial in trials for theme in (trial.employee, trial.customer)]
    changes = _adjust([_change(theme, permutations, seed) for theme in themes])
    settled = [_settle(change) for change in changes]
    pairs = zip(settled[::2], settled[1::2], strict=True)
    return tuple(
        judge_action((trial.employee.name, trial.customer.name), pair, late=trial.late, beside=trial.beside)
        for trial, pair in zip(trials, pairs, strict=True)
    )


def _change(theme: Theme, permutations: int, seed: int) -> Change:
    """Measure one theme; q-value and verdict follow later."""
    cells, dates = theme.cells, theme.dates
    reasons = theme.lacking or why_untestable(cells, dates, theme.side)
    size = extent(cells, dates)
    change = Change(
        moved=Moved.UNMEASURED,
        units_with=size.units_with,
        units_without=size.units_without,
        before_periods=size.before,
        after_periods=size.after,
        months=theme.months,
        reasons=reasons,
    )
    found = None if reasons else estimate(cells, dates, permutations, seed)
    if found is None:
        nothing = Reason("NO_COMPARISON", f"On the {theme.side} side no place was left to compare with in any period.")
        return replace(change, reasons=reasons or (nothing,))
    before = _share_before(cells, dates)
    placebo = estimate(*placebo_in_time(cells, dates), permutations, seed)
    return replace(
        change,
        effect=_effect(found, theme.side),
        before=round(before, 2),
        p=found.p,
        placebo=_effect(placebo, theme.side) if placebo else None,
        placebo_p=placebo.p if placebo else None,
        detectable=round(_DETECTABLE_ERRORS * found.error, 2),
    )


def placebo_in_time(cells: Cells, dates: Dates) -> tuple[Cells, Dates]:
    """Build the placebo in time: only the periods before the first date, with the action pretended at their middle."""
    first = int(dates.until.min())
    half = first // 2
    reached = dates.until < cells.speakers.shape[1]
    pretended = np.where(reached, half, first)
    return Cells(cells.said[:, :first], cells.speakers[:, :first]), Dates(pretended, pretended)


def _share_before(cells: Cells, dates: Dates) -> float:
    """Return the share of people, in points, who named the theme before the action in the units that got it."""
    period = np.arange(cells.speakers.shape[1])
    before = (period < dates.until[:, None]) & (dates.until < len(period))[:, None]
    return float(100 * cells.said[before].sum() / max(cells.speakers[before].sum(), 1.0))


def _effect(found: Estimate, side: Side) -> Effect:
    return Effect(round(found.value, 2), round(found.low, 2), round(found.high, 2), _UNITS[side])


def _adjust(changes: Sequence[Change]) -> list[Change]:
    """Adjust the p-values of all themes (Benjamini-Hochberg)."""
    from scipy.stats import false_discovery_control

    measured = [change.p for change in changes if change.p is not None]
    adjusted = iter(false_discovery_control(measured)) if measured else iter(())
    return [change if change.p is None else replace(change, q=round(float(next(adjusted)), 6)) for change in changes]


def _settle(change: Change) -> Change:
    """Decide what became of a theme, and whether its two groups of units were moving apart before the action."""
    moved = _moved(change)
    if change.effect is None or change.placebo is None or change.placebo_p is None:
        return replace(change, moved=moved)
    drifted = change.placebo.value / change.effect.value if change.effect.value else 0.0
    claimed = moved in {Moved.FELL, Moved.ROSE} and drifted > PLACEBO_SHARE
    return replace(change, moved=moved, apart=change.placebo_p <= PLACEBO_LEVEL or claimed)


def _moved(change: Change) -> Moved:
    if change.effect is None or change.q is None or change.before is None:
        return Moved.UNMEASURED
    if change.q <= FDR and change.effect.high < 0:
        return Moved.FELL
    if change.q <= FDR and change.effect.low > 0:
        return Moved.ROSE
    return Moved.UNMOVED if change.effect.low > -WORTH_HAVING * change.before else Moved.UNCLEAR
