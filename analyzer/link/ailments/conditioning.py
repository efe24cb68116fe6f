"""How much of the association among several series is left when one of them is conditioned on.

A root explains why its symptoms move together: given the root, little association is left among them. A symptom does
not explain the root's other links: given one symptom, the root still correlates with the others. Where a complaint
itself stands between (A to B to C), or where the complaints share a cause of their own, it is the other way round
(Pearl 2009, ch. 1.2: a fork and a chain differ in which variable separates the other two).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analyzer.checks import Conditioning
from analyzer.link.covariation import Series, standardise

Matrix = NDArray[np.float64]


def remove_mood(first: Series, second: Series, roots: Sequence[int], symptoms: Sequence[int]) -> tuple[Series, Series]:
    """Partial the general mood of each place out of the root's and the symptoms' series.

    The mood is the sum of all other themes of either side. It excludes the root and the symptoms, because otherwise
    they would already be conditioned on here.

    Args:
        first: All series of the root's side, shape (k, units, periods).
        second: All series of the symptoms' side, shape (l, units, periods).
        roots: Indices of the root's themes.
        symptoms: Indices of the symptoms' themes.

    Returns:
        The root's themes and the symptoms, shapes (roots, units, periods) and (symptoms, units, periods).
    """
    own, other = first[list(roots)], second[list(symptoms)]
    moods = np.stack([first.sum(axis=0) - own.sum(axis=0), second.sum(axis=0) - other.sum(axis=0)])
    return _residual(own, moods), _residual(other, moods)


def align_by_lag(roots: Series, symptoms: Series, lags: Sequence[int]) -> Series:
    """Stack the root (the mean of its themes) and its symptoms, each symptom shifted back by its lag behind the root.

    Returns:
        Centred series, each of unit norm, shape (1 + symptoms, units, periods left).
    """
    length = symptoms.shape[2] - max(lags)
    root = standardise(roots).mean(axis=0)[:, :length]
    later = [symptom[:, lag : lag + length] for symptom, lag in zip(symptoms, lags, strict=True)]
    return standardise(np.stack([root, *later]))


def condition(series: Series, reorderings: NDArray[np.int64], resamples: Matrix) -> Conditioning:
    """Test whether the first series explains why the others move together, and none of the others does so in its place.

    Null hypothesis for the association among the symptoms: series are exchangeable between places. For the share that
    the root removes: the root's series of any other place would remove as much. Both are tested by swapping whole
    series between places. The intervals come from a bootstrap of whole places.

    Args:
        series: From ``align_by_lag``.
        reorderings: Swaps of places, shape (swaps, units).
        resamples: How often each place is drawn in each resample, shape (resamples, units).
    """
    moments = np.einsum("aut,but->uab", series, series)
    whole = correlate(series)
    resampled = _scaled(np.einsum("nu,uab->nab", resamples, moments))
    low, high = np.quantile(removed_share(resampled), [0.025, 0.975])
    kept = 1 - removed_by_symptoms(resampled).max(axis=-1)
    return Conditioning(
        among=float(_total_association(whole) / len(_pairs(whole))),
        among_p=association_p(series[1:], reorderings),
        removed=float(removed_share(whole)),
        low=float(low),
        high=float(high),
        p=_removed_p(series, whole, reorderings),
        by_symptom=float(removed_by_symptoms(whole).max()),
        kept_low=float(np.quantile(kept, 0.05)),
    )


def correlate(series: Series) -> Matrix:
    """Correlate series that are centred and of unit norm with each other, shape (n, n)."""
    return np.asarray(np.einsum("aut,but->ab", series, series))


def removed_share(correlations: Matrix) -> Matrix:
    """Return the share of the association among the symptoms that is gone when the root is conditioned on.

    Args:
        correlations: Of the root, first, and its symptoms, shape (..., 1 + symptoms, 1 + symptoms).

    Returns:
        Shape (...); 1 where nothing is left.
    """
    explained = sum(correlations[..., 0, i] * correlations[..., 0, j] for i, j in _pairs(correlations))
    return np.asarray(explained / _no_zero(_total_association(correlations)))


def removed_by_symptoms(correlations: Matrix) -> Matrix:
    """Return the share of the root's other links that is gone when one symptom is conditioned on, (..., symptoms)."""
    count = correlations.shape[-1]
    shares = []
    for given in range(1, count):
        others = [other for other in range(1, count) if other != given]
        through = correlations[..., 0, given, None] * correlations[..., given, others]
        shares.append(through.sum(axis=-1) / _no_zero(correlations[..., 0, others].sum(axis=-1)))
    return np.stack(shares, axis=-1)


def reliability(raw: Series, shrunken: Series, speakers: Matrix) -> float:
    """Estimate the reliability of one side's shrunken series: their variance over that of the true shares, 0 to 1.

    Args:
        raw: Unshrunken deviations in standard deviations of one person, shape (themes, units, periods).
        shrunken: Their prediction, same shape.
        speakers: People by cell, shape (units, periods).
    """
    weights = speakers / max(speakers.sum(), 1.0)
    noise = (speakers > 0).sum() / max(speakers.sum(), 1.0)
    # One person's total variance is 1; the part of it between cells is not noise.
    seen = ((raw**2 * weights).sum(axis=(1, 2)) - noise) / max(1 - noise, 1e-12)
    true = np.maximum(seen, 0.0).sum()
    return float(np.clip((shrunken**2 * weights).sum() / max(true, 1e-12), 0.05, 1.0))


def association_p(series: Series, reorderings: NDArray[np.int64]) -> float:
    """Return the one-sided p-value that several series move together, under swaps of series between places.

    Args:
        series: Centred and of unit norm, shape (n, units, periods).
        reorderings: Swaps of places, shape (swaps, units).
    """
    # The correlations among unit vectors follow from the length of their sum, so n series need n swaps, not one a pair.
    totals = np.broadcast_to(series[0], (len(reorderings), *series[0].shape)).copy()
    for shift in range(1, len(series)):
        # Each series gets its own set of swaps; the first may stay in place.
        totals += series[shift][np.roll(reorderings, shift, axis=0)]
    observed = (series.sum(axis=0) ** 2).sum()
    null = np.einsum("sut,sut->s", totals, totals)
    return float((1 + (null >= observed * (1 - 1e-12)).sum()) / (len(reorderings) + 1))


def _removed_p(series: Series, correlations: Matrix, reorderings: NDArray[np.int64]) -> float:
    here = np.arange(series.shape[1])
    swapped = np.stack([(series[0] @ symptom.T)[reorderings, here].sum(axis=1) for symptom in series[1:]])
    null = sum(swapped[i - 1] * swapped[j - 1] for i, j in _pairs(correlations))
    observed = sum(correlations[0, i] * correlations[0, j] for i, j in _pairs(correlations))
    return float((1 + np.sum(null >= observed)) / (len(reorderings) + 1))


def _total_association(correlations: Matrix) -> Matrix:
    return np.asarray(sum(correlations[..., i, j] for i, j in _pairs(correlations)))


def _pairs(correlations: Matrix) -> list[tuple[int, int]]:
    """List the pairs of symptoms; the root has index 0."""
    return list(combinations(range(1, correlations.shape[-1]), 2))


def _scaled(covariances: Matrix) -> Matrix:
    deviations = np.sqrt(np.maximum(np.diagonal(covariances, axis1=-2, axis2=-1), 1e-12))
    return np.asarray(covariances / (deviations[..., :, None] * deviations[..., None, :]))


def _no_zero(values: Matrix) -> Matrix:
    return np.where(np.abs(values) < 1e-12, 1e-12, values)


def _residual(series: Series, moods: Series) -> Series:
    flat, basis = (part.reshape(len(part), -1) for part in (series, moods))
    flat, basis = (part - part.mean(axis=1, keepdims=True) for part in (flat, basis))
    # Least squares rather than QR, because a mood is all zero where a side has no other theme.
    explained = np.linalg.lstsq(basis.T, flat.T, rcond=None)[0]
    return np.asarray((flat - explained.T @ basis).reshape(series.shape))
