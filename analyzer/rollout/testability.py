"""Whether the data allow an action to be measured. Checked first, so that an unmeasured action has its reasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analyzer.rollout.imputation import Cells, Dates
from analyzer.types import Reason, Side

# Four of eight units can be chosen in 70 ways; with fewer units, chance alone would reach p = .05.
FEWEST_WITH = 4
FEWEST_WITHOUT = 4
# Half of them serve as the placebo in time.
FEWEST_BEFORE = 4
FEWEST_AFTER = 2
FEWEST_MENTIONS = {Side.EMPLOYEE: 20, Side.CUSTOMER: 30}
# A theme that was hardly named where the action was taken cannot fall there.
FEWEST_MENTIONS_BEFORE = 10


@dataclass(frozen=True, slots=True)
class Extent:
    """How many units and periods there are to compare.

    Attributes:
        units_with: Units with the action in which people spoke before and after it.
        units_without: Units in which people spoke before the action reached any unit, and after it had reached one
            while it had not reached them.
        before: Periods before the first unit's date.
        after: Periods wholly after it.
    """

    units_with: int
    units_without: int
    before: int
    after: int


def extent(cells: Cells, dates: Dates) -> Extent:
    """Count the units and periods that can be compared."""
    periods = cells.speakers.shape[1]
    period = np.arange(periods)
    free, reached = period < dates.until[:, None], period >= dates.since[:, None]
    first, since = (int(ends.min(initial=periods)) for ends in (dates.until, dates.since))
    heard = cells.speakers > 0
    with_it = (heard & free).any(axis=1) & (heard & reached).any(axis=1)
    without = (heard & (period < first)).any(axis=1) & (heard & free & (period >= min(since, periods - 1))).any(axis=1)
    return Extent(int(with_it.sum()), int(without.sum()), first, periods - since)


def why_untestable(cells: Cells, dates: Dates, side: Side) -> tuple[Reason, ...]:
    """Return why one side cannot be measured; empty when it can."""
    found = extent(cells, dates)
    # No word for people in these: next to one, the gate would take a small number for a small group.
    counts = (
        ("FEW_UNITS_WITH", found.units_with, FEWEST_WITH, "units with the action were heard before and after it"),
        ("FEW_UNITS_WITHOUT", found.units_without, FEWEST_WITHOUT, "units without it are there to compare with"),
        ("FEW_PERIODS_BEFORE", found.before, FEWEST_BEFORE, "periods lie before it"),
        ("FEW_PERIODS_AFTER", found.after, FEWEST_AFTER, "periods lie wholly after it"),
    )
    reasons = [
        Reason(code, f"Too few {what}: {number}, at least {fewest} are needed.")
        for code, number, fewest, what in counts
        if number < fewest
    ]
    return (*reasons, *_why_too_few_people(cells, dates, side))


def _why_too_few_people(cells: Cells, dates: Dates, side: Side) -> tuple[Reason, ...]:
    reached = dates.until < cells.said.shape[1]
    before = cells.said * (np.arange(cells.said.shape[1]) < dates.until[:, None])
    enough = not reached.any() or before[reached].sum() >= FEWEST_MENTIONS_BEFORE
    if cells.said.sum() >= FEWEST_MENTIONS[side] and enough:
        return ()
    found = f"Too few people of the {side} side name the theme"
    fewest = f"at least {FEWEST_MENTIONS[side]} in all, and {FEWEST_MENTIONS_BEFORE} before it where it was taken"
    return (Reason("FEW_PEOPLE", f"{found}; needed are {fewest}."),)
