"""Each unit's share of people naming a theme, with the season removed and shrunken towards what its history supports.

Raw shares of thin cells are mostly noise, and pure fixed effects discard that a site is bad all year. This estimator
lies between them: the common movement of each period is removed, then the true share is predicted by best linear
unbiased prediction (BLUP) from the whole series of the unit. The covariance, a lasting site level plus a slowly
drifting part, is estimated from the data and pooled over themes (Robinson 1991, "That BLUP is a good thing").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.link.panel import Panel

# Strength, in people, of the prior that pulls a period's share towards the overall share.
PERIOD_PRIOR_PEOPLE = 20.0
# Autocovariances are fitted at gaps below this many periods.
LONGEST_GAP = 6
# The autocorrelations of the drifting part among which the best fit is chosen.
DRIFT_AUTOCORRELATIONS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
# Stands for 0 speakers where something is divided by their number.
MIN_SPEAKERS = 1e-3
# A theme's own covariance is taken to be at most this many times the pooled one.
MAX_SCALE = 8.0


def deviations(panel: Panel) -> NDArray[np.float64]:
    """Return each cell's share minus its period's, in standard deviations of one person; 0 where nobody spoke.

    Returns:
        Shape (k, units, periods).
    """
    speakers = panel.speakers[None]
    overall = panel.said.sum(axis=(1, 2)) / max(panel.speakers.sum(), 1.0)
    by_period = (panel.said.sum(axis=1) + PERIOD_PRIOR_PEOPLE * overall[:, None]) / (
        panel.speakers.sum(axis=0) + PERIOD_PRIOR_PEOPLE
    )
    share = panel.said / np.maximum(speakers, MIN_SPEAKERS)
    scale = np.sqrt(np.maximum(panel.variance, 1e-12))[:, None, None]
    return np.where(speakers > 0, (share - by_period[:, None, :]) / scale, 0.0)


def shrink(values: NDArray[np.float64], speakers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the best linear prediction of each theme's true deviation in every cell.

    Args:
        values: Deviations, shape (k, units, periods).
        speakers: People by cell, shape (units, periods): one person's noise has variance 1.
    """
    covariance = series_covariance(values, speakers)
    predicted = np.empty_like(values)
    for unit in range(values.shape[1]):
        noise = np.diag(1.0 / np.maximum(speakers[unit], MIN_SPEAKERS))
        predicted[:, unit] = values[:, unit] @ np.linalg.solve(covariance + noise, covariance)
    return predicted


def shrink_by_theme(values: NDArray[np.float64], speakers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Predict as ``shrink`` does, but shrink a theme that differs between cells more than most correspondingly less.

    The prediction pooled over themes is steadier and better to test with. But a slope on a theme that was shrunken too
    much comes out too steep, so effect sizes are measured on these series (docs/decisions/0016).

    Args:
        values: Deviations, shape (k, units, periods).
        speakers: People by cell, shape (units, periods).
    """
    covariance = series_covariance(values, speakers)
    scales = _scales(values, speakers, covariance)
    predicted = np.empty_like(values)
    for unit in range(values.shape[1]):
        noise = np.diag(1.0 / np.maximum(speakers[unit], MIN_SPEAKERS))
        own = scales[:, None, None] * covariance
        predicted[:, unit] = np.einsum("kt,kts->ks", values[:, unit], np.linalg.solve(own + noise, own))
    return predicted


def _scales(
    values: NDArray[np.float64], speakers: NDArray[np.float64], covariance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how much more each theme varies between cells than themes do on average, at least 1; shape (k,)."""
    gaps = range(1, min(LONGEST_GAP, values.shape[2]))
    pooled = sum(float(np.diagonal(covariance, gap).mean()) for gap in gaps)
    own = np.array([sum(_autocovariance(values[k : k + 1], speakers, gap) for gap in gaps) for k in range(len(values))])
    return np.clip(own / max(pooled, 1e-12), 1.0, MAX_SCALE)


def reliabilities(values: NDArray[np.float64], speakers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return which share of the differences between the predicted cells of a theme is not noise.

    Each theme's own lasting level and drift are estimated as in ``shrink``; the reliability is the mean share of a
    cell's true variance that its unit's whole series predicts.

    Args:
        values: Deviations, shape (k, units, periods).
        speakers: People by cell, shape (units, periods).

    Returns:
        Shape (k,), 0 to 1.
    """
    reliable, heard = np.zeros(len(values)), speakers[speakers.any(axis=1)]
    noise = np.eye(speakers.shape[1]) / np.maximum(heard, MIN_SPEAKERS)[:, :, None]
    for theme in range(len(values)):
        covariance = series_covariance(values[theme : theme + 1], speakers)
        # The ridge that series_covariance adds is not signal.
        if len(heard) and covariance.max() > 2e-6:
            predicted = covariance @ np.linalg.solve(covariance + noise, covariance)
            reliable[theme] = np.trace(predicted, axis1=1, axis2=2).mean() / np.trace(covariance)
    return reliable


def series_covariance(values: NDArray[np.float64], speakers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Estimate the autocovariance of a unit's true deviations: a lasting level plus a first-order drift.

    Sampling noise is independent between periods, so products of different periods contain none on average. Their mean
    by gap, pooled over themes and units, is fitted by non-negative least squares for each candidate autocorrelation.

    Returns:
        Shape (periods, periods), positive definite.
    """
    from scipy.optimize import nnls

    periods = values.shape[2]
    gaps = np.arange(1, min(LONGEST_GAP, periods))
    observed = np.array([_autocovariance(values, speakers, int(gap)) for gap in gaps])
    fits = [
        (*nnls(np.stack([np.ones(len(gaps)), drift**gaps], axis=1), observed), drift)
        for drift in DRIFT_AUTOCORRELATIONS
    ]
    (level, drifting), _, drift = min(fits, key=lambda fit: float(fit[1]))
    distance = np.abs(np.arange(periods)[:, None] - np.arange(periods)[None, :])
    covariance: NDArray[np.float64] = level + drifting * drift**distance + 1e-6 * np.eye(periods)
    return covariance


def _autocovariance(values: NDArray[np.float64], speakers: NDArray[np.float64], gap: int) -> float:
    weight = speakers[:, :-gap] * speakers[:, gap:]
    products = values[:, :, :-gap] * values[:, :, gap:]
    return float((products * weight).sum() / max(len(values) * weight.sum(), 1e-12))
