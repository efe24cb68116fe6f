"""How finely statements part by themselves, and how cleanly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.graph import quick_communities
from analyzer.neighbours import Neighbours, nearest

# The number of groups at a resolution hardly depends on how many statements there are, so a sample shows which to take.
SAMPLE = 5_000
RESOLUTIONS = (2.0, 4.0, 8.0, 12.0, 16.0)
COARSER = (0.25, 0.5, 1.0)
# The coarsest resolution that separates nearly as well as the best one: leaders read few themes rather than many.
NEARLY = 0.96
# Short requests to a bank or an assistant part at .37 and .44, patients' comments at .17 to .23, exit interviews and
# complaints at .14 to .19. Below, anchors help more than they blur (docs/decisions/0022-what-stays-in-a-theme.md).
PARTED = 0.28
# Cosine distances below this are what is left of rounding: equal texts stand apart from nothing.
NO_DISTANCE = 1e-5
# Three groups of four have to be of use.
OF_USE = 0.75


@dataclass(frozen=True, slots=True)
class Grain:
    """The resolution at which statements part best.

    Attributes:
        resolution: For Leiden.
        separation: How well groups stand apart at it, or at the best of those it was chosen from, -1 to 1.
        size: How many statements so many groups hold at least as have to be of use.
    """

    resolution: float
    separation: float
    size: float

    @property
    def parts(self) -> bool:
        """Whether statements part cleanly by themselves."""
        return self.separation >= PARTED


def find_grain(vectors: NDArray[np.float32], near: Neighbours, fewest: int = 1) -> Grain:
    """Find the coarsest resolution whose groups stand apart nearly as well as those of the best.

    What is written by a pattern parts twice: by what it says and, more cleanly, by how it is put. So where groups come
    out smaller than is of use, no finer resolution is looked at than those whose groups are large enough, and of these
    none whose groups do not stand apart (docs/decisions/0041-themes-large-enough-to-test.md).

    Args:
        vectors: Distinct statements, shape (n, d), unit length, in an order that does not depend on the input's.
        near: Their neighbours; a sample's are found anew, as many of each.
        fewest: How many statements make a group of use.
    """
    whole = len(vectors)
    if whole > SAMPLE:
        vectors = vectors[np.sort(np.random.default_rng(0).permutation(whole)[:SAMPLE])]
        near = nearest(vectors, near.indices.shape[1])
    fine = _at(vectors, near, RESOLUTIONS)
    best, enough = _coarsest(fine), fewest * len(vectors) / whole
    if not best.parts or best.size >= enough:
        return best
    clean = [grain for grain in (*_at(vectors, near, COARSER), *fine) if grain.parts]
    return _coarsest(list(takewhile(lambda grain: grain.size >= enough, clean)) or clean[:1])


def _at(vectors: NDArray[np.float32], near: Neighbours, resolutions: Sequence[float]) -> list[Grain]:
    grouped = zip(resolutions, quick_communities(near, resolutions), strict=True)
    return [
        Grain(resolution, separation(vectors, labels), float(np.quantile(np.bincount(labels), 1 - OF_USE)))
        for resolution, labels in grouped
    ]


def _coarsest(grains: Sequence[Grain]) -> Grain:
    """The first that separates nearly as well as the best; whether statements part is told by the best."""
    best = max(grain.separation for grain in grains)
    first = next(grain for grain in grains if grain.separation >= best - (1 - NEARLY) * abs(best))
    return replace(first, separation=best)


def separation(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Return the mean simplified silhouette (Hruschka et al. 2006) of groups, by cosine distance to centres.

    A statement's own centre is that of the others of its group; one that stands alone counts as 0.

    Args:
        vectors: Shape (n, d), unit length.
        labels: Group of each from 0, shape (n,).
    """
    from scipy.sparse import csr_matrix

    count = int(labels.max()) + 1
    if count < 2:
        return 0.0
    sizes = np.bincount(labels, minlength=count)
    ones = np.ones(len(labels), dtype=np.float32)
    sums = csr_matrix((ones, (labels, np.arange(len(labels)))), shape=(count, len(labels))) @ vectors
    others = sums[labels] - vectors
    others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), 1e-9)
    own = np.maximum(1 - np.einsum("nd,nd->n", vectors, others), 0.0)
    centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    to_centres = np.maximum(1 - vectors @ centres.T, 0.0)
    to_centres[np.arange(len(labels)), labels] = np.inf
    nearest_other = to_centres.min(axis=1)
    silhouettes = (nearest_other - own) / np.maximum(np.maximum(nearest_other, own), NO_DISTANCE)
    return float(np.where(sizes[labels] > 1, silhouettes, 0.0).mean())
