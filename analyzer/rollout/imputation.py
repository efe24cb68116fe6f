"""Estimate what a change did in the units that had it, against an imputed counterfactual.

Unit and period effects are fitted to the shares of the cells that the change had not reached yet. They impute what the
reached cells would have shown without it; the effect is the mean difference of the observed from the imputed shares.
This is the imputation estimator of Borusyak, Jaravel and Spiess (2024, Review of Economic Studies): group-time effects
as in Callaway and Sant'Anna (2021), each against the units not yet reached, but measured from all earlier periods
instead of the last one, which would be noise with three leavers a cell. A regression on unit, period and treatment
(two-way fixed effects) is not used: with staggered dates it compares late units with early ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """One theme's people, unit by unit and period by period.

    Attributes:
        said: How many people name the theme; shape (units, periods).
        speakers: How many people spoke at all; same shape.
    """

    said: Array
    speakers: Array

    @property
    def points(self) -> Array:
        """Shares in points of people, 0 where nobody spoke; shape (units, periods)."""
        return 100 * self.said / np.maximum(self.speakers, 1.0)


@dataclass(frozen=True, slots=True)
class Dates:
    """When each unit got the change; periods from ``until`` to before ``since`` are mixed and are left out.

    Attributes:
        until: Number of periods wholly before it, which is all of them where it never came. Shape (units,).
        since: Index of the first period wholly after it; the number of periods where it never came. Shape (units,).
    """

    until: IntArray
    since: IntArray


def contrasts(speakers: Array, until: IntArray, since: IntArray) -> Array:
    """Return the weight of every cell's share in the estimate, for several assignments of the dates to units.

    The weights sum to zero over each unit and over each period, so neither lasting levels nor seasons enter. Cells that
    cannot be imputed (nobody of the unit spoke before, or no unit is left to compare with in the period) get weight 0.

    Args:
        speakers: People who spoke, shape (units, periods).
        until: As in ``Dates``, shape (assignments, units).
        since: Likewise.

    Returns:
        Shape (assignments, units, periods); all zero where unit and period effects cannot be told apart.
    """
    period = np.arange(speakers.shape[1])
    free = speakers * (period < until[:, :, None])
    level, season = free.sum(axis=2), free.sum(axis=1)
    reached = speakers * (period >= since[:, :, None]) * (level > 0)[:, :, None] * (season > 0)[:, None, :]
    total = reached.sum(axis=(1, 2), keepdims=True)
    reached = np.divide(reached, total, out=np.zeros_like(reached), where=total > 0)
    weights: Array = reached - project(free, reached.sum(axis=2), reached.sum(axis=1))
    # Where units and periods fall into groups that share no cell, unit and period effects are not identified.
    weights[np.abs(weights.sum(axis=1)).max(axis=1) > 1e-6] = 0.0
    return weights


def project(weights: Array, by_unit: Array, by_period: Array) -> Array:
    """Fit weighted unit and period effects whose weighted cells have the given sums (least-squares normal equations).

    Args:
        weights: Shape (assignments, units, periods).
        by_unit: The sum of each unit's cells, shape (assignments, units).
        by_period: The sum of each period's cells, shape (assignments, periods).

    Returns:
        The weighted effects of each cell, with those sums; shape (assignments, units, periods).
    """
    level, season = weights.sum(axis=2), weights.sum(axis=1)
    inverse = np.divide(1.0, level, out=np.zeros_like(level), where=level > 0)
    scaled = weights * inverse[:, :, None]
    # Eliminating the unit effects leaves a small linear system in the period effects.
    left = -np.einsum("wut,wus->wts", scaled, weights)
    size = weights.shape[2]
    diagonal = np.arange(size)
    scale = np.maximum(season.sum(axis=1), 1.0)[:, None]
    # A constant can move between unit and period effects: that direction is fixed, and so are empty periods.
    left[:, diagonal, diagonal] += season + scale * 1e-9 + np.where(season > 0, 0.0, scale)
    left += (scale / size**2)[:, :, None]
    right = by_period - np.einsum("wut,wu->wt", scaled, by_unit)
    seasons = np.linalg.solve(left, right[:, :, None])[:, :, 0]
    levels = inverse * (by_unit - np.einsum("wut,wt->wu", weights, seasons))
    spread: Array = weights * (levels[:, :, None] + seasons[:, None, :])
    return spread


def residuals(values: Array, speakers: Array) -> Array:
    """Subtract unit and period effects, fitted with people as weights, from values; shape (units, periods)."""
    weighted = (values * speakers)[None]
    fitted = project(speakers[None], weighted.sum(axis=2), weighted.sum(axis=1))[0]
    left: Array = values - np.divide(fitted, speakers, out=np.zeros_like(speakers), where=speakers > 0)
    return np.where(speakers > 0, left, 0.0)
