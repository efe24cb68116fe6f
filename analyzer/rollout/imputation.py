"""What a change did in the places that had it, from what would have been there without it.

The shares of cells that the change had not reached yet are explained by a level for each unit and one for each
period; that says what the reached cells would have shown, and the average of what they show beyond it is the effect.
It is the imputation estimator of Borusyak, Jaravel and Spiess (2024, Review of Economic Studies): group-time effects
as in Callaway and Sant'Anna (2021), each against the units not yet reached, but measured from all periods before
instead of the last one, which with three leavers a cell would be noise. A regression on unit, period and treatment
(two-way fixed effects) is not used: with staggered dates it compares late units with early ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """One theme's people, unit by unit and period by period.

    Attributes:
        said: How many people name the theme; shape (units, periods).
        asked: How many people spoke at all; same shape.
    """

    said: Array
    asked: Array

    @property
    def points(self) -> Array:
        """Shares in points of people, 0 where nobody spoke; shape (units, periods)."""
        return 100 * self.said / np.maximum(self.asked, 1.0)


@dataclass(frozen=True, slots=True)
class Dates:
    """When each unit got the change; periods between ``until`` and ``since`` hold both and are left out.

    Attributes:
        until: How many periods lie wholly before it; all of them where it never came. Shape (units,).
        since: The first period wholly after it; the number of periods where it never came. Shape (units,).
    """

    until: Whole
    since: Whole


def contrasts(asked: Array, until: Whole, since: Whole) -> Array:
    """Give the weight of every cell's share in the estimate, for several ways to hand out the dates.

    The weights add up to nothing over each unit and over each period, so that neither lasting levels nor seasons
    enter. Cells that cannot be imputed (a unit never heard before, a period with no unit left to compare) get none.

    Args:
        asked: People heard, shape (units, periods).
        until: As in ``Dates``, shape (ways, units).
        since: Likewise.

    Returns:
        Shape (ways, units, periods); all zero where not everything that was reached can be compared.
    """
    period = np.arange(asked.shape[1])
    free = asked * (period < until[:, :, None])
    level, season = free.sum(axis=2), free.sum(axis=1)
    reached = asked * (period >= since[:, :, None]) * (level > 0)[:, :, None] * (season > 0)[:, None, :]
    total = reached.sum(axis=(1, 2), keepdims=True)
    reached = np.divide(reached, total, out=np.zeros_like(reached), where=total > 0)
    weights: Array = reached - project(free, reached.sum(axis=2), reached.sum(axis=1))
    # Where units and periods fall apart into groups that share no cell, some levels cannot be told from seasons.
    weights[np.abs(weights.sum(axis=1)).max(axis=1) > 1e-6] = 0.0
    return weights


def project(weights: Array, by_unit: Array, by_period: Array) -> Array:
    """Spread given sums over the cells as weighted least squares on unit and period levels does.

    Args:
        weights: Shape (ways, units, periods).
        by_unit: What each unit's cells must add up to, shape (ways, units).
        by_period: What each period's cells must add up to, shape (ways, periods).

    Returns:
        Shape (ways, units, periods), with those sums.
    """
    level, season = weights.sum(axis=2), weights.sum(axis=1)
    inverse = np.divide(1.0, level, out=np.zeros_like(level), where=level > 0)
    scaled = weights * inverse[:, :, None]
    # Unit levels are eliminated; what is left is a small system in the periods.
    left = -np.einsum("wut,wus->wts", scaled, weights)
    size = weights.shape[2]
    diagonal = np.arange(size)
    scale = np.maximum(season.sum(axis=1), 1.0)[:, None]
    # Levels may move up and seasons down without any difference: that direction is fixed, and so are empty periods.
    left[:, diagonal, diagonal] += season + scale * 1e-9 + np.where(season > 0, 0.0, scale)
    left += (scale / size**2)[:, :, None]
    right = by_period - np.einsum("wut,wu->wt", scaled, by_unit)
    seasons = np.linalg.solve(left, right[:, :, None])[:, :, 0]
    levels = inverse * (by_unit - np.einsum("wut,wt->wu", weights, seasons))
    spread: Array = weights * (levels[:, :, None] + seasons[:, None, :])
    return spread


def residuals(values: Array, asked: Array) -> Array:
    """Take unit and period levels out of values, weighted by people; shape (units, periods)."""
    weighted = (values * asked)[None]
    fitted = project(asked[None], weighted.sum(axis=2), weighted.sum(axis=1))[0]
    left: Array = values - np.divide(fitted, asked, out=np.zeros_like(asked), where=asked > 0)
    return np.where(asked > 0, left, 0.0)
