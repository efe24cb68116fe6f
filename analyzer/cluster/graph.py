"""The nearest-neighbour graph of statements, and what is done on it."""

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


def communities(neighbours: Neighbours, resolution: float, seed: int) -> NDArray[np.int64]:
    """Group the graph's statements with Leiden (Traag et al. 2019) over modularity, cosines as weights.

    Returns:
        Shape (n,): groups from 0, largest first, each statement in one.
    """
    from graspologic_native import leiden

    n, k = neighbours.indices.shape
    sources = np.repeat(np.arange(n), k)
    targets = neighbours.indices.ravel()
    weights = np.maximum(neighbours.cosines.ravel(), 0.0)
    low, high = np.minimum(sources, targets), np.maximum(sources, targets)
    edges, position = np.unique(low * n + high, return_index=True)
    pairs = [
        (str(edge // n), str(edge % n), float(weight))
        for edge, weight in zip(edges, weights[position], strict=True)
        if weight > 0
    ]
    labels = np.arange(n, dtype=np.int64)
    if pairs:
        _, found = leiden(pairs, resolution=resolution, seed=seed)
        for node, community in found.items():
            labels[int(node)] = n + community
    return by_size(labels)


def by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number groups from 0, largest first, ties by first statement."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    numbered: NDArray[np.int64] = rank[inverse]
    return numbered


def _symmetric(neighbours: Neighbours) -> csr_matrix:
    from scipy.sparse import csr_matrix

    n, k = neighbours.indices.shape
    weights = np.maximum(neighbours.cosines, 0.0).ravel() ** 2
    graph = csr_matrix((weights, (np.repeat(np.arange(n), k), neighbours.indices.ravel())), shape=(n, n))
    return graph.maximum(graph.T).tocsr()
