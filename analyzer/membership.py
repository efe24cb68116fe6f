"""How firmly statements belong to themes: one measure, used for strength and for counting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.neighbours import Neighbours, nearest, smooth

# How many neighbours count, and how much of a membership comes from them. Shares from 0.3 to 0.8 find the same links
# within noise; hard labels find fewer (docs/decisions/0004).
NEIGHBOURS = 15
NEIGHBOUR_SHARE = 0.5
# A theme whose stability is below this counts as dissolved when statements are left out (Hennig 2007).
DISSOLVED_STABILITY = 0.5


def is_unstable(stability: float | None) -> bool:
    """Whether a theme is unstable when statements are left out; False if its stability is not known."""
    return stability is not None and stability < DISSOLVED_STABILITY


def ranks_behind(stability: float | None, *, held: bool) -> bool:
    """Whether a theme ranks behind the others: it is unstable, and no person decided to hold on to it."""
    return not held and is_unstable(stability)


def centroids(
    vectors: NDArray[np.float32], labels: NDArray[np.int64], count: int, index: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """Return the unit-length mean vector of each theme, shape (count, d); zeros for a theme without statements.

    Args:
        vectors: Statements, shape (n, d), or their distinct texts, shape (m, d).
        labels: Theme of each statement, -1 for none.
        count: How many themes there are.
        index: Row of each statement's vector, shape (n,), if vectors are those of distinct texts.
    """
    return as_unit(sums_by_theme(vectors, labels, count, index))


def sums_by_theme(
    vectors: NDArray[np.float32], labels: NDArray[np.int64], count: int, index: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """Return the sum of each theme's vectors, shape (count, d); arguments as in ``centroids``."""
    from scipy.sparse import csr_matrix

    chosen = np.flatnonzero(labels >= 0)
    columns = chosen if index is None else index[chosen]
    ones = np.ones(len(chosen), dtype=np.float32)
    return np.asarray(csr_matrix((ones, (labels[chosen], columns)), shape=(count, len(vectors))) @ vectors)


def mean_cosine_within(
    totals: NDArray[np.float32] | NDArray[np.float64], sizes: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the mean cosine between two statements of each theme, shape (count,); 1 for one that stands alone.

    Args:
        totals: The sum of each theme's vectors, shape (count, d).
        sizes: How many statements each has, shape (count,).
    """
    pairs = sizes * (sizes - 1.0)
    within = (np.einsum("kd,kd->k", totals, totals) - sizes) / np.maximum(pairs, 1)
    return np.where(pairs > 0, within, 1.0)


def as_unit(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors at unit length, shape (n, d); zeros stay zeros."""
    norms = np.linalg.norm(values, axis=1, keepdims=True)
    return np.asarray(values / np.maximum(norms, 1e-12), dtype=np.float32)


def memberships(
    vectors: NDArray[np.float32], labels: NDArray[np.int64], count: int, near: Neighbours | None = None
) -> NDArray[np.float32]:
    """Return each statement's membership in each theme, shape (n, count), 0 to 1; rows sum to at most 1.

    A statement's membership in a theme is a weighted share of itself, its nearest neighbours, their neighbours and so
    on that carry the theme's label. What is missing to 1 belongs to no theme.

    Args:
        vectors: Distinct statements, shape (n, d), unit length.
        labels: Theme of each, -1 for none.
        count: How many themes there are.
        near: Their ``NEIGHBOURS`` nearest neighbours, if these are known already.
    """
    if len(vectors) <= NEIGHBOURS or not count:
        return _own(labels, count)
    return memberships_from(near or nearest(vectors, NEIGHBOURS), labels, count)


def memberships_from(neighbours: Neighbours, labels: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    """Return the same as ``memberships``, for statements whose neighbours are known already."""
    return smooth(_own(labels, count), neighbours, share=NEIGHBOUR_SHARE)


def _own(labels: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    own = np.zeros((len(labels), count), dtype=np.float32)
    chosen = np.flatnonzero(labels >= 0)
    own[chosen, labels[chosen]] = 1.0
    return own
