"""How large a co-movement is, in natural units, and which side moves first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analyzer.chance import below, student_quantile
from analyzer.link.covariation import Series, lagged
from analyzer.types import Direction, Effect

UNIT = "points of customers per 10 points of employees"
# Whether a link is more than nothing, or less than would matter, is asked in one direction at 5 %: the interval that
# answers both holds 90 % (Schuirmann 1987, two one-sided tests).
LEVEL = 90
RESAMPLES = 1999
# Same-period links were claimed as leading 6 to 11 % of the time at 95 %; 99 % is stricter (docs/methods.md).
SURE_OF_DIRECTION = 0.99
TAIL = (1 - SURE_OF_DIRECTION) / 2


def resampled_units(units: int, seed: int) -> NDArray[np.float64]:
    """Draw how often each unit is taken in each bootstrap resample of units, shape (resamples, units)."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(units, np.full(units, 1 / units), size=RESAMPLES).astype(np.float64)


def slope(cause: Series, outcome: Series, weights: Series, resamples: NDArray[np.float64]) -> Effect:
    """Regress customers' share on employees' predicted share, weighted by the customers asked.

    The employees' share is the shrunken one, so that the slope is not diluted by the noise of few exits a cell
    (regression calibration, Carroll et al. 2006). The interval of ``LEVEL`` per cent is from a bootstrap of whole
    units, its percentiles moved outwards as few units ask for (expanded percentile interval, Hesterberg 2015).

    Args:
        cause: Employees' predicted share in points, the mood taken out, at the lag found; shape (units, periods).
        outcome: Customers' share in points, same shape.
        weights: Customers asked, same shape.
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
    return Effect(round(float(10 * value), 2), round(float(10 * low), 2), round(float(10 * high), 2), UNIT, LEVEL)


@cache
def _expanded_tail(units: int) -> float:
    """The tail probability that makes a percentile interval of so few units as wide as Student's."""
    return below(np.sqrt(units / (units - 1)) * student_quantile((1 - LEVEL / 100) / 2, units - 1))


@dataclass(frozen=True, slots=True)
class Order:
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
) -> Order:
    """Measure which side moves first, and always the reverse beside it.

    One side is said to come first where the resampled difference between the best leading and the best following
    correlation lies clearly on one side of zero. Both ways is said where it does not, and both are surely larger than
    the correlation of the same periods: noise weakens all three alike, so a one-way link does not look like a cycle,
    as it would to a cross-lagged regression.

    Args:
        first: Employee series of the pair, unshrunken (a prediction knows the future), shape (units, periods).
        second: Customer series, same shape.
        leads: Lags by which customers would follow.
        follows: Negative lags by which employees would follow.
        resamples: From ``resampled_units``.
    """
    ahead, behind, same = (_best(first, second, lags, resamples) for lags in (leads, follows, (0,)))
    low, high = np.quantile(ahead - behind, [TAIL, 1 - TAIL])
    whole = np.ones((1, len(first)))
    best = [float(_best(first, second, lags, whole)[0]) for lags in (leads, follows)]
    cycle = all(np.quantile(each - same, TAIL) > 0 for each in (ahead, behind))
    return Order(best[0], best[1], float(low), float(high), _direction(float(low), float(high), cycle=cycle))


def _direction(low: float, high: float, *, cycle: bool) -> Direction:
    if low > 0:
        return Direction.EMPLOYEE_FIRST
    if high < 0:
        return Direction.CUSTOMER_FIRST
    return Direction.BOTH_WAYS if cycle else Direction.UNKNOWN


def common_cause(surprise: float, units: int) -> float:
    """Say how strong something unmeasured would have to be to explain a co-movement away.

    The robustness value: the share of what is left of both series that one common cause would have to account for to
    bring the correlation to zero (Cinelli & Hazlett 2020, "Making sense of sensitivity", equation 13), on as many
    degrees of freedom as there are units, since a unit's cells do not stand for themselves.

    Args:
        surprise: The correlation in standard deviations of its null.
        units: How many units were compared.

    Returns:
        0 to 1.
    """
    square = max(surprise, 0.0) ** 2 / max(units - 2, 1)
    return float((np.sqrt(square**2 + 4 * square) - square) / 2)


def _best(first: Series, second: Series, lags: Sequence[int], resamples: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest correlation over the lags in each resample."""
    by_lag = []
    for lag in lags:
        a, b = lagged(first[None], second[None], lag)
        products, own, other = ((x * y).sum(axis=2)[0] for x, y in ((a, b), (a, a), (b, b)))
        scale = np.sqrt((resamples @ own) * (resamples @ other))
        by_lag.append((resamples @ products) / np.maximum(scale, 1e-12))
    return np.asarray(np.max(by_lag, axis=0))
