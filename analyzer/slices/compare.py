"""How the people of one band differ from all others in naming a theme, unadjusted and at equal tenure and role.

Unadjusted: the difference of two shares with Newcombe's interval and the score test. At equal tenure and role: the
Mantel-Haenszel risk difference over strata with Sato's variance, which stays valid where strata are many and small
(Sato, Greenland & Robins, Biometrics 1989), and the Cochran-Mantel-Haenszel test. The null hypothesis of both is no
difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.types import Effect

POINTS = "percentage points"
_Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Comparison:
    """A difference in percentage points, and the p-value of the null hypothesis of no difference."""

    effect: Effect
    p: float


def compare_shares(names: NDArray[np.bool_], inside: NDArray[np.bool_]) -> Comparison:
    """Compare the share of those who name something inside a band with the share of the others.

    Args:
        names: Who names it, shape (people,).
        inside: Who is in the band; at least one person is, and at least one is not.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep

    counts = int(names[inside].sum()), int(inside.sum()), int(names[~inside].sum()), int((~inside).sum())
    low, high = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
    value = counts[0] / counts[1] - counts[2] / counts[3]
    if names.all() or not names.any():
        return Comparison(_points(value, low, high), 1.0)
    tested = test_proportions_2indep(*counts, method="score", compare="diff", correction=False)
    return Comparison(_points(value, low, high), float(tested.pvalue))


def compare_within(names: NDArray[np.bool_], inside: NDArray[np.bool_], strata: NDArray[np.int64]) -> Comparison | None:
    """Compare the same shares between people of the same stratum, pooled over the strata.

    Args:
        names: Who names it, shape (people,).
        inside: Who is in the band.
        strata: Each person's stratum, from 0.

    Returns:
        None where no stratum has people both inside and outside the band, or nothing varies within strata.
    """
    table = _tables(names, inside, strata)
    if not len(table):
        return None
    (x1, n1), (x0, n0) = table[:, 0].T, table[:, 1].T
    whole = n1 + n0
    weight = (n1 * n0 / whole).sum()
    value = ((x1 * n0 - x0 * n1) / whole).sum() / weight
    first = ((n1**2 * x0 - n0**2 * x1 + n1 * n0 * (n0 - n1) / 2) / whole**2).sum()
    second = ((x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * whole)).sum()
    error = float(np.sqrt(max(value * first + second, 0.0))) / weight
    p = _cochran_mantel_haenszel(x1, n1, x0, n0)
    return None if p is None else Comparison(_points(value, value - _Z_95 * error, value + _Z_95 * error), p)


def _tables(names: NDArray[np.bool_], inside: NDArray[np.bool_], strata: NDArray[np.int64]) -> NDArray[np.float64]:
    """Count by stratum, inside and outside: (who names it, people), shape (strata with both, 2, 2)."""
    size = int(strata.max(initial=-1)) + 1
    columns = [
        np.stack([np.bincount(strata[of & names], minlength=size), np.bincount(strata[of], minlength=size)], axis=1)
        for of in (inside, ~inside)
    ]
    table = np.stack(columns, axis=1).astype(np.float64)
    return table[(table[:, :, 1] > 0).all(axis=1)]


def _cochran_mantel_haenszel(
    x1: NDArray[np.float64], n1: NDArray[np.float64], x0: NDArray[np.float64], n0: NDArray[np.float64]
) -> float | None:
    from scipy.stats import chi2

    whole, naming = n1 + n0, x1 + x0
    variance = np.divide(
        naming * (whole - naming) * n1 * n0, whole**2 * (whole - 1), out=np.zeros_like(whole), where=whole > 1
    ).sum()
    if variance <= 0:
        return None
    return float(chi2.sf(((x1 - naming * n1 / whole).sum()) ** 2 / variance, 1))


def _points(value: float, low: float, high: float) -> Effect:
    return Effect(round(100 * float(value), 2), round(100 * float(low), 2), round(100 * float(high), 2), POINTS)
