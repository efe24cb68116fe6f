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
class _Parts:
    """Each unit's part in the estimate for every way to hand out the dates, the real one first; (ways, units) each.

    Attributes:
        shares: From the shares as they are.
        doses: From what one point of effect in the cells really reached would add.
    """

    shares: Array
    doses: Array


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
    parts = _by_unit(asked, dates, _orders(len(asked), permutations, seed), tables)
    value = float(parts.shares[0].sum())
    error = float(np.sqrt(np.square(parts.shares[0] - value * parts.doses[0]).sum()))
    if not parts.doses[0].any() or error < 1e-9:
        return None
    return Estimate(value, *_interval(parts, value, error), _stands_out(parts, 0.0), error)


def _mixed(cells: Cells, dates: Dates) -> NDArray[np.bool_]:
    period = np.arange(cells.asked.shape[1])
    return (period >= dates.until[:, None]) & (period < dates.since[:, None])


def _orders(units: int, permutations: int, seed: int) -> Whole:
    """Ways to hand out the dates, the real one first; shape (1 + permutations, units)."""
    rng = np.random.default_rng(seed)
    shuffled = rng.permuted(np.tile(np.arange(units), (permutations, 1)), axis=1)
    return np.vstack([np.arange(units), shuffled])


def _by_unit(asked: Array, dates: Dates, orders: Whole, tables: tuple[Array, Array]) -> _Parts:
    found = []
    for start in range(0, len(orders), _AT_ONCE):
        chosen = orders[start : start + _AT_ONCE]
        weights = contrasts(asked, dates.until[chosen], dates.since[chosen])
        found.append([np.einsum("wut,ut->wu", weights, table) for table in tables])
    shares, doses = (np.vstack(parts) for parts in zip(*found, strict=True))
    return _Parts(shares, doses)


def _stands_out(parts: _Parts, effect: float) -> float:
    """Give p for the null that the change did exactly so much."""
    left = parts.shares - effect * parts.doses
    found = np.abs(left.sum(axis=1)) / np.sqrt(np.maximum(np.square(left).sum(axis=1), 1e-12))
    # A way that compares nothing speaks for chance: it must not make the real one look rarer.
    found[~parts.doses.any(axis=1)] = np.inf
    return float(np.mean(found >= found[0] * (1 - 1e-9)))


def _interval(parts: _Parts, value: float, error: float) -> tuple[float, float]:
    reach = error * np.sinh(np.linspace(0, np.arcsinh(_FARTHEST / error), _TRIED))
    return _end(parts, value - reach), _end(parts, value + reach)


def _end(parts: _Parts, effects: Array) -> float:
    """The last effect, going away from the estimate, that is not ruled out before one that is."""
    last = float(effects[0])
    for effect in effects:
        if _stands_out(parts, float(effect)) <= _LEVEL:
            break
        last = float(effect)
    return last
