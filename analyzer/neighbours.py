"""The nearest-neighbour graph of statements, and label propagation on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from scipy.sparse import csr_matrix

# Up to this many statements numpy is fast enough, which saves importing torch (two seconds).
MAX_FOR_NUMPY = 16_000
# Beyond this many statements not all pairs are compared: that is quadratic and takes one core some
# ten seconds for this many, an hour for a million (docs/decisions/0020-two-tiers.md).
MAX_COMPARED = 50_000
# Rows of the product matrix held at once. Blocks of up to 32 MB (256 × 60,000 in bf16) reuse their memory; larger ones
# are allocated anew each time, which takes half as long again.
BLOCK = 256
# Columns propagated together: so few columns of 50,000 statements stay in the processor's cache, which takes a third of
# the time.
COLUMN_BLOCK = 16
# Products are searched in groups of this size, of which only the maximum is looked at first.
GROUP = 32


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest neighbours of each statement: indices and cosines, both of shape (n, k)."""

    indices: NDArray[np.int64]
    cosines: NDArray[np.float32]

    @property
    def weights(self) -> NDArray[np.float32]:
        """Weight of each neighbour, shape (n, k): its squared cosine, so that close neighbours count most."""
        weights: NDArray[np.float32] = np.maximum(self.cosines, 0.0) ** 2
        return weights

    def among(self, chosen: NDArray[np.int64]) -> Neighbours:
        """Restrict the graph to the statements at some positions, shape (m,), without replacing lost neighbours.

        In place of a neighbour that was not chosen stands the statement itself, at a cosine of 0.
        """
        place = np.full(len(self.indices), -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        indices = place[self.indices[chosen]]
        here = indices >= 0
        return Neighbours(
            np.where(here, indices, np.arange(len(chosen))[:, None]),
            np.where(here, self.cosines[chosen], np.float32(0)),
        )


def nearest(vectors: NDArray[np.float32], count: int) -> Neighbours:
    """Find each statement's nearest neighbours by blocked matrix products.

    If the processor multiplies bf16 in hardware, products in bf16 along the leading principal directions shortlist
    twice as many neighbours as wanted, and only their cosines are computed in full: 9,999 of 10,000 neighbours are the
    exact ones, at a third of the cost.

    Args:
        vectors: Shape (n, d), unit length.
        count: Number of neighbours; fewer are returned if there are not that many other statements.
    """
    n = len(vectors)
    k = max(0, min(count, n - 1))
    if n <= MAX_FOR_NUMPY:
        return _exact(vectors, vectors, k, np.arange(n))
    import torch

    from analyzer.processor import best_precision

    exact, products = torch.from_numpy(vectors), _Products(vectors, best_precision())
    indices = np.empty((n, k), dtype=np.int64)
    cosines = np.empty((n, k), dtype=np.float32)
    for start in range(0, n, BLOCK):
        block = exact[start : start + BLOCK]
        # One more than twice as many, because a statement is nearest to itself.
        likely = products.largest(start, len(block), 2 * k + 1)
        found = torch.bmm(exact[likely], block[:, :, None])[:, :, 0]
        found[likely == torch.arange(start, start + len(block))[:, None]] = -2.0
        best, places = found.topk(k, dim=1)
        cosines[start : start + BLOCK] = best.numpy()
        indices[start : start + BLOCK] = likely.gather(1, places).numpy()
    return Neighbours(indices, cosines)


def nearest_of(queries: NDArray[np.float32], vectors: NDArray[np.float32], count: int) -> Neighbours:
    """Find the nearest of ``vectors``, shape (n, d), to each of a few others, shape (m, d); indices into the former."""
    return _exact(queries, vectors, min(count, len(vectors)))


def nearest_within(vectors: NDArray[np.float32], near: Neighbours, chosen: NDArray[np.int64]) -> Neighbours:
    """Find the nearest neighbours of some statements among these alone, given their neighbours among all.

    Only statements that have a neighbour outside the chosen ones are compared again: four in ten for a kind of text.
    If there are not enough others, the statement itself stands in their place, at a cosine of 0.

    Args:
        vectors: All statements, shape (n, d), unit length.
        near: Their neighbours.
        chosen: Positions of the chosen statements, shape (m,).

    Returns:
        As many neighbours as ``near`` has; indices into ``chosen``.
    """
    found, own = near.among(chosen), np.arange(len(chosen))
    alone = near.indices[chosen] == chosen[:, None]
    lacking = np.flatnonzero(((found.indices == own[:, None]) & ~alone).any(axis=1))
    if len(lacking) > MAX_FOR_NUMPY:
        return nearest(vectors[chosen], near.indices.shape[1])
    count = max(0, min(near.indices.shape[1], len(chosen) - 1))
    anew = _exact(vectors[chosen[lacking]], vectors[chosen], count, lacking)
    found.indices[lacking], found.cosines[lacking] = lacking[:, None], 0
    found.indices[lacking, :count], found.cosines[lacking, :count] = anew.indices, anew.cosines
    return found


class _Products:
    """Finds the positions of the largest products between blocks of vectors and all vectors."""

    def __init__(self, vectors: NDArray[np.float32], precision: str) -> None:
        import torch

        self._groups = -(-len(vectors) // GROUP)
        leading = _leading(vectors)
        padded = torch.zeros((self._groups * GROUP, leading.shape[1]), dtype=getattr(torch, precision))
        padded[: len(vectors)] = torch.from_numpy(leading)
        self._vectors, self._count = padded, len(vectors)

    def largest(self, start: int, rows: int, count: int) -> torch.Tensor:
        """Return the positions of the largest products of each row from ``start`` on, shape (rows, count).

        Every ``_groups``-th column forms a group, so one pass over memory gives the maxima of all groups. The largest
        products lie in the groups with the largest maxima.
        """
        import torch

        products = self._vectors[start : start + rows] @ self._vectors.T
        products[:, self._count :] = -2.0
        highest = products.view(rows, GROUP, self._groups).amax(dim=1)
        groups = highest.topk(min(count, self._groups), dim=1, sorted=False).indices
        columns = (groups[:, None, :] + torch.arange(GROUP)[:, None] * self._groups).reshape(rows, -1)
        places = products.gather(1, columns).topk(count, dim=1, sorted=False).indices
        return columns.gather(1, places)


def _leading(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Project vectors, shape (n, d), onto the two thirds of principal directions that hold most of their length."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    leading: NDArray[np.float32] = vectors @ directions[:, vectors.shape[1] // 3 :]
    return leading


def _exact(
    queries: NDArray[np.float32], vectors: NDArray[np.float32], k: int, own: NDArray[np.int64] | None = None
) -> Neighbours:
    """Compare all pairs in float32, block by block, searching for the largest as ``_Products.largest`` does.

    If the queries are among the vectors, ``own`` gives their positions, so that none becomes its own neighbour.
    """
    groups = -(-len(vectors) // GROUP)
    padded = np.zeros((groups * GROUP, vectors.shape[1]), dtype=np.float32)
    padded[: len(vectors)] = vectors
    indices, cosines = np.empty((len(queries), k), dtype=np.int64), np.empty((len(queries), k), dtype=np.float32)
    for start in range(0, len(queries) if k else 0, BLOCK):
        products = queries[start : start + BLOCK] @ padded.T
        rows = np.arange(len(products))
        products[:, len(vectors) :] = -2.0
        if own is not None:
            products[rows, own[start : start + BLOCK]] = -2.0
        highest = products.reshape(len(rows), GROUP, groups).max(axis=1)
        chosen = _largest(highest, min(k, groups))
        columns = (chosen[:, None, :] + np.arange(GROUP)[:, None] * groups).reshape(len(rows), -1)
        found = np.take_along_axis(products, columns, axis=1)
        best = _largest(found, k)
        indices[start : start + BLOCK] = np.take_along_axis(columns, best, axis=1)
        cosines[start : start + BLOCK] = np.take_along_axis(found, best, axis=1)
    return Neighbours(indices, cosines)


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the positions of each row's largest values, shape (rows, count), in no particular order."""
    if count == values.shape[1]:
        return np.tile(np.arange(count), (len(values), 1))
    return np.argpartition(values, values.shape[1] - count, axis=1)[:, -count:]


def smooth(
    values: NDArray[np.float32], neighbours: Neighbours, share: float = 0.7, rounds: int = 10
) -> NDArray[np.float32]:
    """Smooth values over the graph: each statement takes ``share`` of its value from its neighbours.

    Label propagation with restart (Zhou et al. 2004, "Learning with local and global consistency"), with squared
    cosines as weights, so that close neighbours count most.

    Args:
        values: Shape (n, m).
        neighbours: The neighbours of the same n statements.
        share: How much of a value comes from the neighbours, 0 to 1.
        rounds: Number of steps that values travel along the graph.
    """
    from scipy.sparse import diags

    graph = _symmetric(neighbours)
    degree = np.asarray(graph.sum(axis=1)).ravel()
    transition = diags(share / np.maximum(degree, 1e-12)) @ graph
    smoothed = np.empty(values.shape, dtype=np.float32)
    for start in range(0, values.shape[1], COLUMN_BLOCK):
        spread = np.ascontiguousarray(values[:, start : start + COLUMN_BLOCK])
        own = (1 - share) * spread
        for _ in range(rounds):
            spread = own + transition @ spread
        smoothed[:, start : start + COLUMN_BLOCK] = spread
    return smoothed


def _symmetric(neighbours: Neighbours) -> csr_matrix:
    from scipy.sparse import csr_matrix

    n, k = neighbours.indices.shape
    graph = csr_matrix(
        (neighbours.weights.ravel(), (np.repeat(np.arange(n), k), neighbours.indices.ravel())), shape=(n, n)
    )
    return graph.maximum(graph.T).tocsr()
