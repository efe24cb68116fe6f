"""Communities of the nearest-neighbour graph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.neighbours import Neighbours


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
