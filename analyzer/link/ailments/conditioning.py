"""What is left among several series once one of them is taken into account.

A root explains why its symptoms move together: given the root, little is left among them. A symptom does not explain
the root's other links: given one symptom, the root still goes with the others. Where a complaint itself stands between
(A to B to C), or where the complaints share a cause of their own, it is the other way round (Pearl 2009, ch. 1.2: a
fork and a chain differ in which variable separates the other two).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analyzer.checks import Conditioning
from analyzer.link.covariation import Series

Matrix = NDArray[np.float64]


def free_of_mood(first: Series, second: Series, roots: Sequence[int], symptoms: Sequence[int]) -> tuple[Series, Series]:
    """Take the general mood of each place out of the root's and the symptoms' series.

    The mood is what all other themes of either side do; neither the root nor a symptom is part of it, for each of them
    would then be taken into account before its turn.

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


def on_one_clock(roots: Series, symptoms: Series, lags: Sequence[int]) -> Series:
    """Put the root, the mean of its themes, before its symptoms, each symptom taken as much later as it follows.

    Returns:
        Centred series, each of unit norm, shape (1 + symptoms, units, periods left).
    """
    length = symptoms.shape[2] - max(lags)
    root = standard(roots).mean(axis=0)[:, :length]
    later = [symptom[:, lag : lag + length] for symptom, lag in zip(symptoms, lags, strict=True)]
    return standard(np.stack([root, *later]))


def standard(series: Series) -> Series:
    """Centre each series and give it unit norm; shapes as given."""
    centred = series - series.mean(axis=(1, 2), keepdims=True)
    norm = np.sqrt((centred**2).sum(axis=(1, 2), keepdims=True))
    return np.asarray(centred / np.maximum(norm, 1e-12))


def condition(series: Series, order: NDArray[np.int64], draws: Matrix) -> Conditioning:
    """Test whether the first series explains why the others move together, and none of the others does so in its place.

    Null of the association among the symptoms: the series of one place fit any other place as well. Null of its fall:
    the root's series of any place explain it as well. Whole series of places are swapped for both. The intervals come
    from a bootstrap of whole places.

    Args:
        series: From ``on_one_clock``.
        order: Swaps of places, shape (swaps, units).
        draws: How often each place is drawn in each resample, shape (resamples, units).
    """
    moments = np.einsum("aut,but->uab", series, series)
    whole = correlate(series)
    resampled = _scaled(np.einsum("nu,uab->nab", draws, moments))
    low, high = np.quantile(removed_share(resampled), [0.025, 0.975])
    kept = 1 - removed_by_symptoms(resampled).max(axis=-1)
    return Conditioning(
        among=float(_among(whole) / len(_pairs(whole))),
        among_p=together(series[1:], order),
        removed=float(removed_share(whole)),
        low=float(low),
        high=float(high),
        p=_fall(series, whole, order),
        by_symptom=float(removed_by_symptoms(whole).max()),
        kept_low=float(np.quantile(kept, 0.05)),
    )


def correlate(series: Series) -> Matrix:
    """Correlate series that are centred and of unit norm with each other, shape (n, n)."""
    return np.asarray(np.einsum("aut,but->ab", series, series))


def removed_share(correlations: Matrix) -> Matrix:
    """Share of the association among the symptoms that is gone once the root is taken into account.

    Args:
        correlations: Of the root, first, and its symptoms, shape (..., 1 + symptoms, 1 + symptoms).

    Returns:
        Shape (...); 1 where nothing is left.
    """
    explained = sum(correlations[..., 0, i] * correlations[..., 0, j] for i, j in _pairs(correlations))
    return np.asarray(explained / _no_zero(_among(correlations)))


def removed_by_symptoms(correlations: Matrix) -> Matrix:
    """Share of the root's other links that is gone once one symptom is taken into account, shape (..., symptoms)."""
    count = correlations.shape[-1]
    shares = []
    for given in range(1, count):
        others = [other for other in range(1, count) if other != given]
        through = correlations[..., 0, given, None] * correlations[..., given, others]
        shares.append(through.sum(axis=-1) / _no_zero(correlations[..., 0, others].sum(axis=-1)))
    return np.stack(shares, axis=-1)


def reliability(raw: Series, shrunken: Series, asked: Matrix) -> float:
    """Estimate which share of what one side's shrunken series vary is what people's true shares vary, 0 to 1.

    Args:
        raw: Unshrunken deviations in standard deviations of one person, shape (themes, units, periods).
        shrunken: Their prediction, same shape.
        asked: People by cell, shape (units, periods).
    """
    weights = asked / max(asked.sum(), 1.0)
    noise = (asked > 0).sum() / max(asked.sum(), 1.0)
    # One person varies by 1 in all, of which what the cells differ by is no noise.
    seen = ((raw**2 * weights).sum(axis=(1, 2)) - noise) / max(1 - noise, 1e-12)
    true = np.maximum(seen, 0.0).sum()
    return float(np.clip((shrunken**2 * weights).sum() / max(true, 1e-12), 0.05, 1.0))


def together(series: Series, order: NDArray[np.int64]) -> float:
    """Return how likely several series would move together as much if each place's series stood anywhere (one-sided).

    Args:
        series: Centred and of unit norm, shape (n, units, periods).
        order: Swaps of places, shape (swaps, units).
    """
    # What unit vectors have in common follows from the length of their sum: n swaps, and not one for each pair.
    heaps = np.broadcast_to(series[0], (len(order), *series[0].shape)).copy()
    for shift in range(1, len(series)):
        # Each series is swapped by rows of its own; the first may stay where it is.
        heaps += series[shift][np.roll(order, shift, axis=0)]
    observed = (series.sum(axis=0) ** 2).sum()
    null = np.einsum("sut,sut->s", heaps, heaps)
    return float((1 + (null >= observed * (1 - 1e-12)).sum()) / (len(order) + 1))


def _fall(series: Series, correlations: Matrix, order: NDArray[np.int64]) -> float:
    here = np.arange(series.shape[1])
    swapped = np.stack([(series[0] @ symptom.T)[order, here].sum(axis=1) for symptom in series[1:]])
    null = sum(swapped[i - 1] * swapped[j - 1] for i, j in _pairs(correlations))
    observed = sum(correlations[0, i] * correlations[0, j] for i, j in _pairs(correlations))
    return float((1 + np.sum(null >= observed)) / (len(order) + 1))


def _among(correlations: Matrix) -> Matrix:
    return np.asarray(sum(correlations[..., i, j] for i, j in _pairs(correlations)))


def _pairs(correlations: Matrix) -> list[tuple[int, int]]:
    """Pairs of symptoms: the root has place 0."""
    return list(combinations(range(1, correlations.shape[-1]), 2))


def _scaled(covariances: Matrix) -> Matrix:
    deviations = np.sqrt(np.maximum(np.diagonal(covariances, axis1=-2, axis2=-1), 1e-12))
    return np.asarray(covariances / (deviations[..., :, None] * deviations[..., None, :]))


def _no_zero(values: Matrix) -> Matrix:
    return np.where(np.abs(values) < 1e-12, 1e-12, values)


def _residual(series: Series, moods: Series) -> Series:
    flat, basis = (part.reshape(len(part), -1) for part in (series, moods))
    flat, basis = (part - part.mean(axis=1, keepdims=True) for part in (flat, basis))
    # Least squares, because a mood is nothing where a side has no other theme.
    explained = np.linalg.lstsq(basis.T, flat.T, rcond=None)[0]
    return np.asarray((flat - explained.T @ basis).reshape(series.shape))
