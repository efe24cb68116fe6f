"""The nearest-neighbour graph of statements, and agreement among neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Rows of the similarity matrix held at once: 2,048 × 50,000 floats are 400 MB.
BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each statement its nearest others: indices and cosines, both of shape (n, k)."""

    indices: NDArray[np.int64]
    cosines: NDArray[np.float32]


def nearest(vectors: NDArray[np.float32], count: int) -> Neighbours:
    """Find each statement's nearest neighbours exactly, by blocked matrix products.

    Args:
        vectors: Shape (n, d), unit length.
        count: Neighbours wanted; fewer come back where there are not that many others.
    """
    n = len(vectors)
    k = min(count, n - 1)
    indices = np.empty((n, k), dtype=np.int64)
    cosines = np.empty((n, k), dtype=np.float32)
    for start in range(0, n, BLOCK):
        block = vectors[start : start + BLOCK] @ vectors.T
        rows = np.arange(len(block))
        block[rows, start + rows] = -2.0
        best = np.argpartition(-block, k - 1, axis=1)[:, :k]
        indices[start : start + BLOCK] = best
        cosines[start : start + BLOCK] = np.take_along_axis(block, best, axis=1)
    return Neighbours(indices, cosines)


def smooth(
    values: NDArray[np.float32], neighbours: Neighbours, share: float = 0.7, rounds: int = 10
) -> NDArray[np.float32]:
    """Let statements that say the same thing agree: each takes ``share`` of its value from its neighbours.

    Label propagation with restart (Zhou et al. 2004, "Learning with local and global consistency"), with squared
    cosines as weights, so that close neighbours count most.

    Args:
        values: Shape (n, m).
        neighbours: Of the same n statements.
        share: How much comes from the neighbours, 0 to 1.
        rounds: How far values travel.
    """
    from scipy.sparse import diags

    graph = _symmetric(neighbours)
    degree = np.asarray(graph.sum(axis=1)).ravel()
    mean = diags(1.0 / np.maximum(degree, 1e-12)) @ graph
    spread = values
    for _ in range(rounds):
        spread = (1 - share) * values + share * (mean @ spread)
    return np.asarray(spread, dtype=np.float32)


def _symmetric(neighbours: Neighbours) -> csr_matrix:
    from scipy.sparse import csr_matrix

    n, k = neighbours.indices.shape
    weights = np.maximum(neighbours.cosines, 0.0).ravel() ** 2
    graph = csr_matrix((weights, (np.repeat(np.arange(n), k), neighbours.indices.ravel())), shape=(n, n))
    return graph.maximum(graph.T).tocsr()
