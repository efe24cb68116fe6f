"""Sums under reorderings, against picking the entries one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.link.covariation import (
    PAIRS_PER_BLOCK,
    lagged,
    selection_matrix,
    shift_test,
    swap_test,
    swaps,
    update_maxima,
)


@given(
    st.integers(1, 2 * PAIRS_PER_BLOCK + 1),
    st.integers(1, 6),
    st.integers(1, 5),
    st.integers(1, 7),
    st.integers(0, 2**32 - 1),
)
def test_it_sums_what_each_unit_takes(pairs: int, units: int, width: int, draws: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = rng.normal(size=(pairs, units, width))
    taken = rng.integers(width, size=(draws, units))
    null = rng.normal(size=(pairs, draws))
    picked = tables[:, np.arange(units), taken].sum(axis=2)
    expected = np.maximum(null, picked)
    update_maxima(null, selection_matrix(taken, width), tables)
    assert np.allclose(null, expected)


def test_the_swap_test_is_what_swapping_whole_series_gives() -> None:
    rng = np.random.default_rng(1)
    first, second = rng.normal(size=(2, PAIRS_PER_BLOCK + 3, 9, 7))
    order = swaps(9, 40, 1)
    null = swap_test(first, second, (0, 2), order).null
    for at, units in enumerate(order):
        by_lag = [(a[:, units] * b).sum(axis=(1, 2)) for a, b in (lagged(first, second, lag) for lag in (0, 2))]
        assert np.allclose(null[:, at], np.max(by_lag, axis=0))


def test_the_shift_test_is_what_turning_each_unit_in_a_circle_gives() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.normal(size=(2, PAIRS_PER_BLOCK + 3, 6, 8))
    second[0] += 2 * np.roll(first[0], 1, axis=1)
    p = shift_test(first, second, (0, 1), 99, 5)
    a, b = (series - series.mean(axis=2, keepdims=True) for series in (first, second))
    shifts = np.random.default_rng(5).integers(8, size=(99, 6))

    def turned(by: np.ndarray) -> np.ndarray:
        moved = np.stack([np.roll(a[:, unit], by[unit], axis=1) for unit in range(6)], axis=1)
        return (moved * b).sum(axis=(1, 2))

    best = np.max([turned(np.full(6, lag)) for lag in (0, 1)], axis=0)
    null = np.array([np.max([turned(by + lag) for lag in (0, 1)], axis=0) for by in shifts])
    assert np.allclose(p, (1 + (null >= best).sum(axis=0)) / 100)
    assert p[0] == 0.01
