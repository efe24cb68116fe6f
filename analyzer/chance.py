"""What chance alone brings about: the few distributions and tests that steps need, and the false discovery rate.

The same as in ``scipy.stats``, whose import takes longer than a rerun's tests; ``scipy.special`` is there already.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Two tables that are equally likely may differ by so much in rounding (as in R).
_EQUAL = 1 + 1e-7


def below(quantile: float) -> float:
    """Return how likely a normal value lies below a quantile."""
    from scipy.special import ndtr

    return float(ndtr(quantile))


def student_above(value: float, freedom: float) -> float:
    """Return how likely a value of Student's distribution lies above another."""
    from scipy.special import stdtr

    return float(stdtr(freedom, -value))


def student_quantile(share: float, freedom: float) -> float:
    """Return the value below which so large a share of Student's distribution lies."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, share))


def fisher(table: tuple[tuple[int, int], tuple[int, int]]) -> float:
    """Return Fisher's exact two-sided p of a table: all tables with its margins that are no likelier than it."""
    from scipy.special import gammaln

    (a, b), (c, d) = table
    row, other, column = a + b, c + d, a + c
    if not min(row, other, column, b + d):
        return 1.0
    first = np.arange(max(0, column - other), min(row, column) + 1, dtype=np.float64)
    factorials = gammaln(np.stack([first, row - first, column - first, other - column + first]) + 1).sum(axis=0)
    likely = np.exp(factorials.min() - factorials)
    here = likely[a - int(first[0])]
    return float(likely[likely <= here * _EQUAL].sum() / likely.sum())


def adjusted(p: ArrayLike, method: Literal["bh", "by"] = "bh") -> NDArray[np.float64]:
    """Adjust p-values for the false discovery rate, along the last axis.

    Args:
        p: Any shape.
        method: "bh" (Benjamini and Hochberg 1995), or "by" (Benjamini and Yekutieli 2001), which holds however tests
            hang together.
    """
    values = np.asarray(p, dtype=np.float64)
    count = values.shape[-1]
    if not values.size:
        return values
    order = np.argsort(values, axis=-1)
    ranks = np.arange(1, count + 1)
    scaled = np.take_along_axis(values, order, axis=-1) * (count / ranks)
    if method == "by":
        scaled *= math.fsum(1 / ranks)
    held = np.minimum.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    found = np.empty_like(held)
    np.put_along_axis(found, order, held, axis=-1)
    return np.minimum(found, 1.0)
