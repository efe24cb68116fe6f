"""Communities of the nearest-neighbour graph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from networkit import Graph
    from numpy.typing import NDArray

    from analyzer.neighbours import Neighbours

# Passes of one run, each from where the last one ended. After three a run ends nearly as high as after ten, and much
# higher than after one (docs/decisions/0048-a-better-end.md).
PASSES = 3
# Runs that have to agree, and up to how many statements so many do: what a few people more or less turn over is small,
# and on a large graph runs take long.
RUNS = ((5_000, 12), (20_000, 6))


def communities(neighbours: Neighbours, resolution: float) -> NDArray[np.int64]:
    """Group the graph's statements with Leiden (Traag et al. 2019) over modularity, cosines as weights.

    Leiden starts from chance, and where statements hardly part it ends elsewhere each time. So it runs several times,
    an edge then weighs as often as its ends came together, and what it finds in that graph counts (consensus
    clustering, Lancichinetti & Fortunato 2012, over the graph's own edges). Its seeds are fixed: chance is no choice
    of the user's.

    Returns:
        Shape (n,): groups from 0, largest first, each statement in one.
    """
    edges = _edges(neighbours)
    runs = next((runs for most, runs in RUNS if edges.count <= most), 0)
    if runs:
        graph = _lay_out(edges)
        found = (_leiden(graph, resolution, seed) for seed in range(1, runs + 1))
        together = sum(each[edges.low] == each[edges.high] for each in found)
        edges = replace(edges, weights=edges.weights * together / runs)
    return by_size(_leiden(_lay_out(edges), resolution, 0))


def quick_communities(neighbours: Neighbours, resolutions: Sequence[float]) -> Iterator[NDArray[np.int64]]:
    """Group as ``communities`` does, at several resolutions, by a single run each: near enough to compare these."""
    graph = _lay_out(_edges(neighbours))
    for resolution in resolutions:
        yield by_size(_leiden(graph, resolution, 0))


@dataclass(frozen=True, slots=True)
class _Edges:
    """Each edge once.

    Attributes:
        count: Of the statements.
        low: The end that comes first, shape (m,).
        high: The other, shape (m,).
        weights: Shape (m,), none negative.
    """

    count: int
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


def _lay_out(edges: _Edges) -> Graph:
    import networkit

    weighs = edges.weights > 0
    ends = (edges.low[weighs], edges.high[weighs])
    return networkit.GraphFromCoo((edges.weights[weighs], ends), n=edges.count, weighted=True, directed=False)


def _leiden(graph: Graph, resolution: float, seed: int) -> NDArray[np.int64]:
    """Return a group for each statement, shape (n,); one without an edge is a group of its own."""
    import networkit

    # By several threads it ends elsewhere each time; both are settings of the library, not of a run.
    networkit.setNumberOfThreads(1)
    networkit.setSeed(seed, useThreadId=False)
    found = networkit.community.ParallelLeiden(graph, iterations=PASSES, gamma=resolution).run()
    return np.array(found.getPartition().getVector(), dtype=np.int64)


def by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number groups from 0, largest first, ties by first statement."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    numbered: NDArray[np.int64] = rank[inverse]
    return numbered
