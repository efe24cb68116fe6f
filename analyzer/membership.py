"""How firmly statements belong to themes: one measure, used for strength and for counting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Sharpness of the softmax over cosines, and the cosine at which belonging to nothing is as likely as to one theme.
# Both chosen on linkbench development worlds; docs/evaluation.md gives the figures.
SHARPNESS = 20.0
NOTHING = 0.38


def centroids(vectors: NDArray[np.float32], labels: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    """Return the unit-length mean vector of each theme, shape (count, d); zeros for a theme without statements.

    Args:
        vectors: Statements, shape (n, d).
        labels: Theme of each, -1 for none.
        count: How many themes there are.
    """
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    chosen = labels >= 0
    np.add.at(sums, labels[chosen], vectors[chosen])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.maximum(norms, 1e-12), dtype=np.float32)


def memberships(vectors: NDArray[np.float32], centres: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each statement's membership in each theme, shape (n, k), 0 to 1; rows sum to at most 1.

    The rest up to 1 is the membership in nothing.
    """
    scores = np.exp(SHARPNESS * (vectors @ centres.T))
    total = scores.sum(axis=1, keepdims=True) + np.exp(SHARPNESS * NOTHING)
    return np.asarray(scores / total, dtype=np.float32)
