"""Leiden communities of the nearest-neighbour graph, made stable by consensus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from networkit import Graph
    from numpy.typing import NDArray

    from analyzer.neighbours import Neighbours

# Iterations of one Leiden run, each starting from the previous result. Three reach nearly the modularity of ten, and
# much more than one (docs/decisions/0048-a-better-end.md).
LEIDEN_ITERATIONS = 3
# (Up to this many statements, number of Leiden runs for the consensus). A few people more or less change the result
# only in small data, and on a large graph each run takes long.
CONSENSUS_RUNS = ((5_000, 12), (20_000, 6))


def communities(neighbours: Neighbours, resolution: float) -> NDArray[np.int64]:
    """Cluster the graph's statements with Leiden (Traag et al. 2019) over modularity, with cosines as edge weights.

    Leiden is randomised, and where statements hardly separate its result differs from seed to seed. So it runs several
    times, each edge's weight is multiplied by the share of runs that put its two ends together, and a last run on that
    graph gives the result (consensus clustering, Lancichinetti & Fortunato 2012, over the graph's own edges). The seeds
    are fixed and not a setting.

    Returns:
        Shape (n,): groups from 0, largest first, each statement in one.
    """
    edges = _edges(neighbours)
    runs = next((runs for most, runs in CONSENSUS_RUNS if edges.nodes <= most), 0)
    if runs:
        graph = _build_graph(edges)
        found = (_leiden(graph, resolution, seed) for seed in range(1, runs + 1))
        together = sum(each[edges.low] == each[edges.high] for each in found)
        edges = replace(edges, weights=edges.weights * together / runs)
    return by_size(_leiden(_build_graph(edges), resolution, 0))


def quick_communities(neighbours: Neighbours, resolutions: Sequence[float]) -> Iterator[NDArray[np.int64]]:
    """Cluster as ``communities`` does, but with a single run per resolution: good enough to compare resolutions."""
    graph = _build_graph(_edges(neighbours))
    for resolution in resolutions:
        yield by_size(_leiden(graph, resolution, 0))


@dataclass(frozen=True, slots=True)
class _Edges:
    """The undirected edges of the graph, each listed once.

    Attributes:
        nodes: Number of statements.
        low: The end with the smaller index, shape (m,).
        high: The other end, shape (m,).
        weights: Shape (m,), none negative.
    """

    nodes: int
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    weights: NDArray[np.float64]


def _edges(neighbours: Neighbours) -> _Edges:
    n, k = neighbours.indices.shape
    sources, targets = np.repeat(np.arange(n), k), neighbours.indices.ravel()
    codes = np.minimum(sources, targets) * n + np.maximum(sources, targets)
    codes, position = np.unique(codes, return_index=True)
    weights = np.maximum(neighbours.cosines.ravel()[position], 0.0).astype(np.float64)
    return _Edges(n, codes // n, codes % n, weights)


def _build_graph(edges: _Edges) -> Graph:
    import networkit

    weighs = edges.weights > 0
    ends = (edges.low[weighs], edges.high[weighs])
    return networkit.GraphFromCoo((edges.weights[weighs], ends), n=edges.nodes, weighted=True, directed=False)


def _leiden(graph: Graph, resolution: float, seed: int) -> NDArray[np.int64]:
    """Return the group of each statement, shape (n,); one without an edge forms its own group."""
    import networkit

    # With several threads the result is not reproducible. Both are global settings of the library, not of one run.
    networkit.setNumberOfThreads(1)
    networkit.setSeed(seed, useThreadId=False)
    found = networkit.community.ParallelLeiden(graph, iterations=LEIDEN_ITERATIONS, gamma=resolution).run()
    return np.array(found.getPartition().getVector(), dtype=np.int64)


def by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number groups from 0, largest first, ties by first statement."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    numbered: NDArray[np.int64] = rank[inverse]
    return numbered
