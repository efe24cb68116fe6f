"""How large a co-movement is, in natural units, and which side moves first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analyzer.link.covariation import Series, lagged
from analyzer.types import Direction, Effect

UNIT = "points of customers per 10 points of employees"
# Confidence of the reported interval in percent. "More than nothing" and "less than would matter" are each tested
# one-sided at 5 %; the interval that answers both is the 90 % one (Schuirmann 1987, two one-sided tests).
INTERVAL_PERCENT = 90
RESAMPLES = 1999
# At 95 %, 6 to 11 % of same-period links were wrongly said to have a leading side; hence 99 % (docs/methods.md).
DIRECTION_CONFIDENCE = 0.99
DIRECTION_TAIL = (1 - DIRECTION_CONFIDENCE) / 2


def resampled_units(units: int, seed: int) -> NDArray[np.float64]:
    """Draw bootstrap resamples of whole units, as counts of each unit, shape (resamples, units)."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(units, np.full(units, 1 / units), size=RESAMPLES).astype(np.float64)


def slope(cause: Series, outcome: Series, weights: Series, resamples: NDArray[np.float64]) -> Effect:
    """Regress customers' share on employees' predicted share, weighted by the customers who spoke.

    The employees' share is the shrunken one, so that the noise of few exits a cell does not attenuate the slope
    (regression calibration, Carroll et al. 2006). The interval comes from a bootstrap of whole units, with percentiles
    moved outwards to correct for few units (expanded percentile interval, Hesterberg 2015).

    Args:
        cause: Employees' predicted share in points, the mood taken out, at the lag found; shape (units, periods).
        outcome: Customers' share in points, same shape.
        weights: Customers who spoke, same shape.
        resamples: From ``resampled_units``.
    """
    total = max(weights.sum(), 1e-12)
    x = cause - (cause * weights).sum() / total
    y = outcome - (outcome * weights).sum() / total
    products, squares = (weights * x * y).sum(axis=1), (weights * x * x).sum(axis=1)
    drawn = (resamples @ products) / np.maximum(resamples @ squares, 1e-12)
    tail = _expanded_tail(len(products))
    low, high = np.quantile(drawn, [tail, 1 - tail])
    value = products.sum() / max(squares.sum(), 1e-12)
    return Effect(
        round(float(10 * value), 2), round(float(10 * low), 2), round(float(10 * high), 2), UNIT, INTERVAL_PERCENT
    )


@cache
def _expanded_tail(units: int) -> float:
    """Return the tail probability that makes a percentile interval of so few units as wide as Student's t interval."""
    from scipy.stats import norm, t

    return float(norm.cdf(np.sqrt(units / (units - 1)) * t.ppf((1 - INTERVAL_PERCENT / 100) / 2, units - 1)))


@dataclass(frozen=True, slots=True)
class TimeOrder:
    """Which side moves first.

    Attributes:
        leads: Best correlation with employees first.
        follows: Best correlation with customers first.
        low: Lower end of the 99 % interval of ``leads`` less ``follows``.
        high: Upper end.
        direction: What may be said.
    """

    leads: float
    follows: float
    low: float
    high: float
    direction: Direction


def order_in_time(
    first: Series, second: Series, leads: Sequence[int], follows: Sequence[int], resamples: NDArray[np.float64]
) -> TimeOrder:
    """Estimate which side moves first; both directions are always measured.

    One side is said to come first where the bootstrap interval of the best leading less the best following correlation
    excludes zero. "Both ways" is said where it does not, and both correlations are surely larger than that of the same
    periods. Noise weakens all three alike, so a one-way link is not mistaken for a cycle, as a cross-lagged regression
    would.

    Args:
        first: Employee series of the pair, shape (units, periods). Unshrunken, because shrinkage uses later periods
            too.
        second: Customer series, same shape.
        leads: Lags by which customers would follow.
        follows: Negative lags by which employees would follow.
        resamples: From ``resampled_units``.
    """
    ahead, behind, same = (_best(first, second, lags, resamples) for lags in (leads, follows, (0,)))
    low, high = np.quantile(ahead - behind, [DIRECTION_TAIL, 1 - DIRECTION_TAIL])
    whole = np.ones((1, len(first)))
    best = [float(_best(first, second, lags, whole)[0]) for lags in (leads, follows)]
    cycle = all(np.quantile(each - same, DIRECTION_TAIL) > 0 for each in (ahead, behind))
    return TimeOrder(best[0], best[1], float(low), float(high), _direction(float(low), float(high), cycle=cycle))


def _direction(low: float, high: float, *, cycle: bool) -> Direction:
    if low > 0:
        return Direction.EMPLOYEE_FIRST
    if high < 0:
        return Direction.CUSTOMER_FIRST
    return Direction.BOTH_WAYS if cycle else Direction.UNKNOWN


def robustness_value(surprise: float, units: int) -> float:
    """Return how strong an unmeasured common cause would have to be to explain a co-movement away.

    The robustness value: the share of the residual variance of both series that one common cause would have to account
    for to bring the correlation to zero (Cinelli & Hazlett 2020, "Making sense of sensitivity", equation 13). The
    degrees of freedom are those of the units, since the cells of one unit are not independent.

    Args:
        surprise: z-score of the correlation under its permutation null.
        units: How many units were compared.

    Returns:
        0 to 1.
    """
    square = max(surprise, 0.0) ** 2 / max(units - 2, 1)
    return float((np.sqrt(square**2 + 4 * square) - square) / 2)


def _best(first: Series, second: Series, lags: Sequence[int], resamples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the largest correlation over the lags in each resample."""
    by_lag = []
    for lag in lags:
        a, b = lagged(first[None], second[None], lag)
        products, own, other = ((x * y).sum(axis=2)[0] for x, y in ((a, b), (a, a), (b, b)))
        scale = np.sqrt((resamples @ own) * (resamples @ other))
        by_lag.append((resamples @ products) / np.maximum(scale, 1e-12))
    return np.asarray(np.max(by_lag, axis=0))
