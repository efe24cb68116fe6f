"""Do two themes move together over units and periods, beyond what the general mood of each place explains?

A permutation test. Null hypothesis: a unit's employee series is exchangeable with those of the other units. Whole
series are swapped between units, so every series keeps its own history and its calendar; only the pairing of the two
sides is broken. One-sided: a pain is expected to go with more complaints, not fewer. The statistic is the largest
correlation over the declared lags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]
Series = NDArray[np.float64]

# Pairs whose tables are summed at once: enough to read memory in order, few enough for the tables to stay in cache.
PAIRS_PER_BLOCK = 16


@dataclass(frozen=True, slots=True)
class Covariation:
    """The test of a family of pairs.

    Attributes:
        r: Largest correlation over the lags, shape (pairs,).
        lag: The lag that gave it, shape (pairs,).
        p: Permutation p-value, shape (pairs,).
        surprise: z-score of the correlation under its permutation null, shape (pairs,).
        null: The correlation under each swap, shape (pairs, permutations).
    """

    r: NDArray[np.float64]
    lag: NDArray[np.int64]
    p: NDArray[np.float64]
    surprise: NDArray[np.float64]
    null: NDArray[np.float64]


def swaps(units: int, count: int, seed: int) -> NDArray[np.int64]:
    """Draw ``count`` random reorderings of the units, shape (count, units)."""
    rng = np.random.default_rng(seed)
    return rng.permuted(np.tile(np.arange(units), (count, 1)), axis=1)


def log_volumes(*speakers: NDArray[np.float64]) -> Series:
    """Return how busy each cell was: log people on each side, less the mean of all units in that period.

    A month with many exits or comments may change which themes are named, and so their shares, on both sides without a
    link between them.

    Args:
        speakers: People by cell, one array of shape (units, periods) for each side.
    """
    volumes = np.log1p(np.stack(speakers))
    return np.asarray(volumes - volumes.mean(axis=1, keepdims=True))


def without_mood(
    employee: Series, customer: Series, pairs: Sequence[Pair], volumes: Series | None = None
) -> tuple[Series, Series]:
    """Partial the general mood of each cell, and how busy it was, out of both series of each pair.

    The mood has two parts: the sum of the other employee themes and that of the other customer themes. Both are
    partialled out of both series, because a bad place shows in everything people say there.

    Args:
        employee: Shape (k, units, periods).
        customer: Shape (l, units, periods).
        pairs: (employee theme, customer theme).
        volumes: From ``log_volumes``.

    Returns:
        Two arrays of shape (pairs, units, periods).
    """
    first, second = np.empty((2, len(pairs), *employee.shape[1:]))
    moods = employee.sum(axis=0), customer.sum(axis=0)
    busy = () if volumes is None else tuple(volumes)
    for at, (e, c) in enumerate(pairs):
        basis = _basis(moods[0] - employee[e], moods[1] - customer[c], *busy)
        first[at], second[at] = _residual(employee[e], basis), _residual(customer[c], basis)
    return first, second


def every_without_mood(employee: Series, customer: Series, volumes: Series | None = None) -> tuple[Series, Series]:
    """Partial mood and volume out of every theme on its own, whatever its partner; shapes as given."""
    moods = employee.sum(axis=0), customer.sum(axis=0)
    busy = () if volumes is None else tuple(volumes)
    first = [_residual(series, _basis(moods[0] - series, moods[1], *busy)) for series in employee]
    second = [_residual(series, _basis(moods[0], moods[1] - series, *busy)) for series in customer]
    return np.array(first), np.array(second)


def correlations(first: Series, second: Series, lag: int) -> NDArray[np.float64]:
    """Correlate every series of ``first`` with every one of ``second``, ``lag`` periods later; shape (k, l)."""
    a, b = lagged(first, second, lag)
    return np.asarray(np.einsum("kut,lut->kl", a, b, optimize=True))


def lagged(first: Series, second: Series, lag: int) -> tuple[Series, Series]:
    """Align series so that ``second`` follows ``first`` by ``lag`` periods; centre them and scale them to unit norm."""
    periods = first.shape[2]
    a = first[:, :, : periods - lag] if lag >= 0 else first[:, :, -lag:]
    b = second[:, :, lag:] if lag >= 0 else second[:, :, : periods + lag]
    return standardise(a), standardise(b)


def standardise(series: Series) -> Series:
    """Centre each series and scale it to unit norm; shapes as given."""
    centred = series - series.mean(axis=(1, 2), keepdims=True)
    norm = np.sqrt((centred**2).sum(axis=(1, 2), keepdims=True))
    return np.asarray(centred / np.maximum(norm, 1e-12))


def swap_test(first: Series, second: Series, lags: Sequence[int], reorderings: NDArray[np.int64]) -> Covariation:
    """Test each pair of series against swaps of whole unit series.

    Args:
        first: Employee series of each pair, shape (pairs, units, periods).
        second: Customer series of each pair, same shape.
        lags: Declared lags in periods, all shorter than the panel.
        reorderings: From ``swaps``.
    """
    chosen = selection_matrix(reorderings, first.shape[1])
    observed = np.empty((len(lags), len(first)))
    null = np.full((len(first), len(reorderings)), -np.inf)
    for at, lag in enumerate(lags):
        a, b = lagged(first, second, lag)
        observed[at] = np.einsum("put,put->p", a, b)
        # In blocks, because the table of every pair has units × units entries.
        for start in range(0, len(first), PAIRS_PER_BLOCK):
            block = slice(start, start + PAIRS_PER_BLOCK)
            update_maxima(null[block], chosen, b[block] @ a[block].transpose(0, 2, 1))
    r = observed.max(axis=0)
    p = (1 + (null >= r[:, None]).sum(axis=1)) / (len(reorderings) + 1)
    surprise = (r - null.mean(axis=1)) / np.maximum(null.std(axis=1), 1e-12)
    return Covariation(r, np.asarray(lags)[observed.argmax(axis=0)], p, surprise, null)


def shift_test(first: Series, second: Series, lags: Sequence[int], count: int, seed: int) -> NDArray[np.float64]:
    """Test only the co-movement within units over time: each unit's employee series is shifted circularly.

    Null hypothesis: the times at which a unit's employees name a theme more than usual for that unit are unrelated to
    those at which its customers do. Unit means are taken out, so a link that shows only between units is not seen.

    Args:
        first: Employee series of each pair, shape (pairs, units, periods).
        second: Customer series of each pair, same shape.
        lags: Declared lags in periods.
        count: How many sets of shifts.
        seed: For the shifts.

    Returns:
        One-sided p, shape (pairs,).
    """
    units, periods = first.shape[1:]
    a, b = (series - series.mean(axis=2, keepdims=True) for series in (first, second))
    # Correlations at every circular shift, by the convolution theorem: [pair, unit, shift].
    cross_correlations = np.fft.irfft(np.conj(np.fft.rfft(a, axis=2)) * np.fft.rfft(b, axis=2), n=periods, axis=2)
    shifts = np.random.default_rng(seed).integers(periods, size=(count, units))
    chosen = selection_matrix(shifts, periods)
    best, null = np.full(len(a), -np.inf), np.full((len(a), count), -np.inf)
    for lag in lags:
        np.maximum(best, cross_correlations[:, :, lag % periods].sum(axis=1), out=best)
        update_maxima(null, chosen, np.roll(cross_correlations, -lag, axis=2))
    return np.asarray((1 + (null >= best[:, None]).sum(axis=1)) / (count + 1))


def selection_matrix(taken: NDArray[np.int64], width: int) -> Any:
    """Encode which entry each unit takes in each draw as a 0/1 matrix, so that sums for many pairs are one product.

    Args:
        taken: Shape (draws, units), each from 0 to ``width`` - 1.
        width: Entries in a unit's row.

    Returns:
        A sparse matrix of ones, shape (draws, units * width).
    """
    from scipy.sparse import csr_array

    draws, units = taken.shape
    entries = (taken + width * np.arange(units)).ravel()
    starts = np.arange(0, entries.size + 1, units)
    return csr_array((np.ones(entries.size), entries, starts), shape=(draws, units * width))


def update_maxima(null: NDArray[np.float64], chosen: Any, tables: NDArray[np.float64]) -> None:
    """Replace each entry of ``null`` by the sum of its draw where that is larger, in place.

    Args:
        null: Shape (pairs, draws).
        chosen: From ``selection_matrix``.
        tables: Shape (pairs, units, width).
    """
    for start in range(0, len(tables), PAIRS_PER_BLOCK):
        block = slice(start, start + PAIRS_PER_BLOCK)
        side_by_side = np.ascontiguousarray(tables[block].reshape(len(tables[block]), -1).T)
        np.maximum(null[block], (chosen @ side_by_side).T, out=null[block])


def _basis(*moods: Series) -> NDArray[np.float64]:
    """Orthonormal columns that span the moods, each centred."""
    return np.asarray(np.linalg.qr(np.stack([mood.ravel() - mood.mean() for mood in moods], axis=1))[0])


def _residual(values: Series, basis: NDArray[np.float64]) -> Series:
    flat = values.ravel() - values.mean()
    return np.asarray((flat - basis @ (basis.T @ flat)).reshape(values.shape))
