"""How sure an estimate is: against the same dates handed out to other units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.rollout.imputation import Array, Cells, Dates, Whole, contrasts, residuals

# Ways whose contrasts are held at once, so that memory does not grow with their number.
_AT_ONCE = 250
# Effects tried on each side of the estimate when the interval is sought, close to it densely: up to 200 points.
_TRIED = 400
_FARTHEST = 200.0
_LEVEL = 0.05


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
class _Ways:
    """What each way to hand out the dates gives, the real one first; shape (ways,) each.

    A unit has a part in the estimate that comes of its shares, and another that one point of effect in the cells
    really reached would add; the estimate is the sum of the parts, its variance the sum of their squares.

    Attributes:
        shares: Sum of the first.
        doses: Sum of the second.
        squares: Sum of squares of the first.
        crossed: Sum of products of both.
        dosed: Sum of squares of the second.
    """

    shares: Array
    doses: Array
    squares: Array
    crossed: Array
    dosed: Array

    def variance(self, effect: float) -> Array:
        """Give the variance under the null that the change did exactly so much."""
        spread: Array = np.maximum(self.squares - 2 * effect * self.crossed + effect**2 * self.dosed, 1e-12)
        return spread


def estimate(cells: Cells, dates: Dates, permutations: int, seed: int) -> Estimate | None:
    """Estimate what a change did, and how sure that is; None where nothing can be compared.

    Had the change done nothing, its dates could as well have been other units' dates. So they are handed out again at
    random, and the real estimate, divided by its standard error (clustered by unit, under the null), has to stand out
    (MacKinnon and Webb 2020, Journal of Econometrics). The interval holds the effects that, once taken off, leave
    nothing that stands out: it and p never disagree.

    Args:
        cells: People by unit and period.
        dates: Of the change.
        permutations: How often the dates are handed out again.
        seed: Makes that repeatable.
    """
    asked = np.where(_mixed(cells, dates), 0.0, cells.asked)
    reached = np.where(np.arange(asked.shape[1]) >= dates.since[:, None], 1.0, 0.0)
    tables = residuals(cells.points, asked), residuals(reached, asked)
    ways = _hand_out(asked, dates, _orders(len(asked), permutations, seed), tables)
    value = float(ways.shares[0])
    error = float(np.sqrt(ways.variance(value)[0]))
    # Nothing to compare, or nothing that varies.
    if not ways.dosed[0] or error <= 1e-5:
        return None
    return Estimate(value, *_interval(ways, value, error), _stands_out(ways, 0.0), error)


def _mixed(cells: Cells, dates: Dates) -> NDArray[np.bool_]:
    period = np.arange(cells.asked.shape[1])
    return (period >= dates.until[:, None]) & (period < dates.since[:, None])


def _orders(units: int, permutations: int, seed: int) -> Whole:
    """Ways to hand out the dates, the real one first; shape (1 + permutations, units)."""
    rng = np.random.default_rng(seed)
    shuffled = rng.permuted(np.tile(np.arange(units), (permutations, 1)), axis=1)
    return np.vstack([np.arange(units), shuffled])


def _hand_out(asked: Array, dates: Dates, orders: Whole, tables: tuple[Array, Array]) -> _Ways:
    found = []
    for start in range(0, len(orders), _AT_ONCE):
        chosen = orders[start : start + _AT_ONCE]
        weights = contrasts(asked, dates.until[chosen], dates.since[chosen])
        shares, doses = (np.einsum("wut,ut->wu", weights, table) for table in tables)
        sums = shares.sum(axis=1), doses.sum(axis=1)
        found.append([*sums, *(np.einsum("wu,wu->w", *two) for two in ((shares,) * 2, (shares, doses), (doses,) * 2))])
    return _Ways(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _stands_out(ways: _Ways, effect: float) -> float:
    """Give p for the null that the change did exactly so much."""
    found = np.abs(ways.shares - effect * ways.doses) / np.sqrt(ways.variance(effect))
    # A way that compares nothing speaks for chance: it must not make the real one look rarer.
    found[ways.dosed == 0] = np.inf
    return float(np.mean(found >= found[0] * (1 - 1e-9)))


def _interval(ways: _Ways, value: float, error: float) -> tuple[float, float]:
    reach = error * np.sinh(np.linspace(0, np.arcsinh(_FARTHEST / error), _TRIED))
    return _end(ways, value - reach), _end(ways, value + reach)


def _end(ways: _Ways, effects: Array) -> float:
    """Give the last effect, going away from the estimate, that is not ruled out before one that is."""
    last = float(effects[0])
    for effect in effects:
        if _stands_out(ways, float(effect)) <= _LEVEL:
            break
        last = float(effect)
    return last
