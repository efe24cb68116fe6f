"""Each unit's share of people naming a theme, freed of season and shrunken towards what its own history supports.

Plain shares of thin cells are mostly noise; pure fixed effects throw away that a site is bad all year. The estimator
between them: shares with the common movement of each period removed, then the best linear prediction of the true
share given the whole series of the unit, under a covariance of a lasting site level and a slowly drifting part that
is estimated from the data, pooled over themes (Robinson 1991, "That BLUP is a good thing").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.link.panel import Panel

# People by which a period's share is pulled towards the overall share.
PERIOD_PRIOR = 20.0
LONGEST_GAP = 6
DRIFTS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
FEWEST_ASKED = 1e-3
# No theme is taken to differ more than so many times as much as themes do on average.
WIDEST = 8.0


def deviations(panel: Panel) -> NDArray[np.float64]:
    """Return each cell's share minus its period's, in standard deviations of one person; 0 where nobody spoke.

    Returns:
        Shape (k, units, periods).
    """
    asked = panel.asked[None]
    overall = panel.said.sum(axis=(1, 2)) / max(panel.asked.sum(), 1.0)
    by_period = (panel.said.sum(axis=1) + PERIOD_PRIOR * overall[:, None]) / (panel.asked.sum(axis=0) + PERIOD_PRIOR)
    share = panel.said / np.maximum(asked, FEWEST_ASKED)
    scale = np.sqrt(np.maximum(panel.spread, 1e-12))[:, None, None]
    return np.where(asked > 0, (share - by_period[:, None, :]) / scale, 0.0)


def shrink(values: NDArray[np.float64], asked: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the best linear prediction of each theme's true deviation in every cell.

    Args:
        values: Deviations, shape (k, units, periods).
        asked: People by cell, shape (units, periods): one person's noise has variance 1.
    """
    covariance = series_covariance(values, asked)
    predicted = np.empty_like(values)
    for unit in range(values.shape[1]):
        noise = np.diag(1.0 / np.maximum(asked[unit], FEWEST_ASKED))
        predicted[:, unit] = values[:, unit] @ np.linalg.solve(covariance + noise, covariance)
    return predicted


def shrink_by_own(values: NDArray[np.float64], asked: NDArray[np.float64]) -> NDArray[np.float64]:
    """Predict as ``shrink`` does, but pull a theme that differs more than most towards no difference as much less.

    Pooled over themes the prediction is steadier, and better to test with. But a slope on a theme that was pulled too
    far comes out too steep, so sizes are measured on these (docs/decisions/0016).

    Args:
        values: Deviations, shape (k, units, periods).
        asked: People by cell, shape (units, periods).
    """
    covariance = series_covariance(values, asked)
    scales = _scales(values, asked, covariance)
    predicted = np.empty_like(values)
    for unit in range(values.shape[1]):
        noise = np.diag(1.0 / np.maximum(asked[unit], FEWEST_ASKED))
        own = scales[:, None, None] * covariance
        predicted[:, unit] = np.einsum("kt,kts->ks", values[:, unit], np.linalg.solve(own + noise, own))
    return predicted


def _scales(
    values: NDArray[np.float64], asked: NDArray[np.float64], covariance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How much more each theme differs between cells than themes do on average, 1 where it does not; shape (k,)."""
    gaps = range(1, min(LONGEST_GAP, values.shape[2]))
    pooled = sum(float(np.diagonal(covariance, gap).mean()) for gap in gaps)
    own = np.array([sum(_product(values[k : k + 1], asked, gap) for gap in gaps) for k in range(len(values))])
    return np.clip(own / max(pooled, 1e-12), 1.0, WIDEST)


def reliabilities(values: NDArray[np.float64], asked: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return which share of the differences between the predicted cells of a theme is not noise.

    Each theme's own lasting level and drift are estimated as in ``shrink``; the reliability is the mean share of a
    cell's true variance that its unit's whole series predicts.

    Args:
        values: Deviations, shape (k, units, periods).
        asked: People by cell, shape (units, periods).

    Returns:
        Shape (k,), 0 to 1.
    """
    reliable, heard = np.zeros(len(values)), asked[asked.any(axis=1)]
    noise = np.eye(asked.shape[1]) / np.maximum(heard, FEWEST_ASKED)[:, :, None]
    for theme in range(len(values)):
        covariance = series_covariance(values[theme : theme + 1], asked)
        # The ridge of series_covariance is no signal.
        if len(heard) and covariance.max() > 2e-6:
            predicted = covariance @ np.linalg.solve(covariance + noise, covariance)
            reliable[theme] = np.trace(predicted, axis1=1, axis2=2).mean() / np.trace(covariance)
    return reliable


def series_covariance(values: NDArray[np.float64], asked: NDArray[np.float64]) -> NDArray[np.float64]:
    """Estimate how a unit's true deviations vary together over time: a lasting level plus a first-order drift.

    Products of different periods of one unit hold no noise; their mean by gap, pooled over themes and units, is
    fitted by non-negative least squares for each candidate drift.

    Returns:
        Shape (periods, periods), positive definite.
    """
    from scipy.optimize import nnls

    periods = values.shape[2]
    gaps = np.arange(1, min(LONGEST_GAP, periods))
    observed = np.array([_product(values, asked, int(gap)) for gap in gaps])
    fits = [(*nnls(np.stack([np.ones(len(gaps)), drift**gaps], axis=1), observed), drift) for drift in DRIFTS]
    (level, drifting), _, drift = min(fits, key=lambda fit: float(fit[1]))
    distance = np.abs(np.arange(periods)[:, None] - np.arange(periods)[None, :])
    covariance: NDArray[np.float64] = level + drifting * drift**distance + 1e-6 * np.eye(periods)
    return covariance


def _product(values: NDArray[np.float64], asked: NDArray[np.float64], gap: int) -> float:
    weight = asked[:, :-gap] * asked[:, gap:]
    products = values[:, :, :-gap] * values[:, :, gap:]
    return float((products * weight).sum() / max(len(values) * weight.sum(), 1e-12))
