"""Communities of the nearest-neighbour graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.neighbours import Neighbours

# Runs that have to agree; ten agree hardly better than six (docs/decisions/0022-what-stays-in-a-theme.md). On a large
# graph so many would take too long.
RUNS = 6
MOST_REPEATED = 20_000

# An edge's ends by name, and its weight.
Pair = tuple[str, str, float]


def communities(neighbours: Neighbours, resolution: float) -> NDArray[np.int64]:
    """Group the graph's statements with Leiden (Traag et al. 2019) over modularity, cosines as weights.

    Leiden starts from chance, and where statements hardly part it ends elsewhere each time. So it runs several times,
    an edge then weighs as often as its ends came together, and what it finds in that graph counts (consensus
    clustering, Lancichinetti & Fortunato 2012, over the graph's own edges). Its seeds are fixed: chance is no choice
    of the user's.

    Returns:
        Shape (n,): groups from 0, largest first, each statement in one.
    """
    n, edges = len(neighbours.indices), _edges(neighbours)
    if n <= MOST_REPEATED:
        pairs = edges.weighed()
        found = (_leiden(pairs, n, resolution, seed) for seed in range(1, RUNS + 1))
        together = sum(each[edges.low] == each[edges.high] for each in found)
        edges = replace(edges, weights=edges.weights * together / RUNS)
    return by_size(_leiden(edges.weighed(), n, resolution, 0))


def quick_communities(neighbours: Neighbours, resolutions: Sequence[float]) -> Iterator[NDArray[np.int64]]:
    """Group as ``communities`` does, at several resolutions, by a single run each: near enough to compare these."""
    pairs = _edges(neighbours).weighed()
    for resolution in resolutions:
        yield by_size(_leiden(pairs, len(neighbours.indices), resolution, 0))


@dataclass(frozen=True, slots=True)
class _Edges:
    """Each edge once: its ends, the lower first, its weight, and its ends as Leiden names them; all of one length."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    weights: NDArray[np.float64]
    names: tuple[tuple[str, str], ...]

    def weighed(self) -> list[Pair]:
        """List the edges that weigh anything, as Leiden takes them."""
        pairs = zip(self.names, self.weights.tolist(), strict=True)
        return [(low, high, weight) for (low, high), weight in pairs if weight > 0]


def _edges(neighbours: Neighbours) -> _Edges:
    n, k = neighbours.indices.shape
    sources, targets = np.repeat(np.arange(n), k), neighbours.indices.ravel()
    codes = np.minimum(sources, targets) * n + np.maximum(sources, targets)
    codes, position = np.unique(codes, return_index=True)
    low, high = codes // n, codes % n
    weights = np.maximum(neighbours.cosines.ravel()[position], 0.0).astype(np.float64)
    # One string a statement, made once: Leiden runs up to seven times over the same edges.
    names = list(map(str, range(n)))
    ends = ((names[at] for at in side.tolist()) for side in (low, high))
    return _Edges(low, high, weights, tuple(zip(*ends, strict=True)))


def _leiden(pairs: list[Pair], n: int, resolution: float, seed: int) -> NDArray[np.int64]:
    """Return a group for each statement, shape (n,); one without an edge is a group of its own."""
    from graspologic_native import leiden

    labels = np.arange(n, dtype=np.int64)
    if pairs:
        _, found = leiden(pairs, resolution=resolution, seed=seed)
        nodes = list(map(int, found))
        labels[nodes] = n + np.fromiter(found.values(), np.int64, len(found))
    return labels


def by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number groups from 0, largest first, ties by first statement."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    numbered: NDArray[np.int64] = rank[inverse]
    return numbered
