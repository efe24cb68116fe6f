"""Randomisation inference: compare the estimate with those under the same dates reassigned to other units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.rollout.imputation import Array, Cells, Dates, IntArray, contrasts, residuals

# Assignments whose contrasts are held at once, so that memory does not grow with their number.
_BATCH_SIZE = 250
# The interval is searched among this many effects on each side of the estimate, denser close to it, up to so many
# points.
_EFFECTS_TRIED = 400
_FARTHEST_POINTS = 200.0
_SIGNIFICANCE_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect in points of people.

    Attributes:
        value: By how many points the share changed beyond what would have been there; negative where it fell.
        low: Lower end of the 95 % interval.
        high: Upper end.
        p: Two-sided.
        error: Its standard error, clustered by unit.
    """

    value: float
    low: float
    high: float
    p: float
    error: float


@dataclass(frozen=True, slots=True)
class _Assignments:
    """Sums over units for each assignment of the dates, the real one first; shape (assignments,) each.

    Each unit contributes to the estimate by its shares; and one point of effect in the cells really reached would
    change that contribution by its dose. The estimate is the sum of the contributions, its variance the sum of their
    squares.

    Attributes:
        shares: Sum of the contributions.
        doses: Sum of the doses.
        squares: Sum of the squared contributions.
        crossed: Sum of the products of contribution and dose.
        dosed: Sum of the squared doses.
    """

    shares: Array
    doses: Array
    squares: Array
    crossed: Array
    dosed: Array

    def variance(self, effect: float) -> Array:
        """Return the variance under the null hypothesis that the change had exactly this effect."""
        spread: Array = np.maximum(self.squares - 2 * effect * self.crossed + effect**2 * self.dosed, 1e-12)
        return spread


def estimate(cells: Cells, dates: Dates, permutations: int, seed: int) -> Estimate | None:
    """Estimate what a change did, with interval and p-value; None where nothing can be compared.

    Had the change done nothing, its dates could as well belong to other units. So the dates are reassigned at random,
    and the studentised real estimate (standard error clustered by unit, under the null) is compared with those of the
    random assignments (MacKinnon and Webb 2020, Journal of Econometrics). The interval inverts this test, so it always
    agrees with p.

    Args:
        cells: People by unit and period.
        dates: Of the change.
        permutations: Number of random reassignments of the dates.
        seed: Makes them repeatable.
    """
    speakers = np.where(_mixed(cells, dates), 0.0, cells.speakers)
    reached = np.where(np.arange(speakers.shape[1]) >= dates.since[:, None], 1.0, 0.0)
    tables = residuals(cells.points, speakers), residuals(reached, speakers)
    assignments = _try_assignments(speakers, dates, _assignments(len(speakers), permutations, seed), tables)
    value = float(assignments.shares[0])
    error = float(np.sqrt(assignments.variance(value)[0]))
    # There is nothing to compare, or nothing varies.
    if not assignments.dosed[0] or error <= 1e-5:
        return None
    return Estimate(value, *_interval(assignments, value, error), _p_value(assignments, 0.0), error)


def _mixed(cells: Cells, dates: Dates) -> NDArray[np.bool_]:
    period = np.arange(cells.speakers.shape[1])
    return (period >= dates.until[:, None]) & (period < dates.since[:, None])


def _assignments(units: int, permutations: int, seed: int) -> IntArray:
    """Draw assignments of the dates to units, the real one first; shape (1 + permutations, units)."""
    rng = np.random.default_rng(seed)
    shuffled = rng.permuted(np.tile(np.arange(units), (permutations, 1)), axis=1)
    return np.vstack([np.arange(units), shuffled])


def _try_assignments(speakers: Array, dates: Dates, orders: IntArray, tables: tuple[Array, Array]) -> _Assignments:
    batches = []
    for start in range(0, len(orders), _BATCH_SIZE):
        chosen = orders[start : start + _BATCH_SIZE]
        weights = contrasts(speakers, dates.until[chosen], dates.since[chosen])
        shares, doses = (np.einsum("wut,ut->wu", weights, table) for table in tables)
        sums = shares.sum(axis=1), doses.sum(axis=1)
        batches.append(
            [*sums, *(np.einsum("wu,wu->w", *two) for two in ((shares,) * 2, (shares, doses), (doses,) * 2))]
        )
    return _Assignments(*(np.concatenate(parts) for parts in zip(*batches, strict=True)))


def _p_value(assignments: _Assignments, effect: float) -> float:
    """Return the p-value of the null hypothesis that the change had exactly this effect."""
    statistics = np.abs(assignments.shares - effect * assignments.doses) / np.sqrt(assignments.variance(effect))
    # An assignment that compares nothing counts as more extreme, so it cannot make the real one look rarer.
    statistics[assignments.dosed == 0] = np.inf
    return float(np.mean(statistics >= statistics[0] * (1 - 1e-9)))


def _interval(assignments: _Assignments, value: float, error: float) -> tuple[float, float]:
    reach = error * np.sinh(np.linspace(0, np.arcsinh(_FARTHEST_POINTS / error), _EFFECTS_TRIED))
    return _end(assignments, value - reach), _end(assignments, value + reach)


def _end(assignments: _Assignments, effects: Array) -> float:
    """Return the last effect before the first one that is ruled out, moving away from the estimate."""
    last = float(effects[0])
    for effect in effects:
        if _p_value(assignments, float(effect)) <= _SIGNIFICANCE_LEVEL:
            break
        last = float(effect)
    return last
