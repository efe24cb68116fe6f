"""How finely statements part by themselves, and how cleanly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.graph import quick_communities
from analyzer.neighbours import Neighbours, nearest

# The number of groups at a resolution hardly depends on how many statements there are, so a sample shows which to take.
SAMPLE = 5_000
RESOLUTIONS = (2.0, 4.0, 8.0, 12.0, 16.0)
# The coarsest resolution that separates nearly as well as the best one: leaders read few themes rather than many.
NEARLY = 0.96


@dataclass(frozen=True, slots=True)
class Grain:
    """The resolution at which statements part best.

    Attributes:
        resolution: For Leiden.
        separation: How well groups stand apart at it, -1 to 1.
    """

    resolution: float
    separation: float


def find_grain(vectors: NDArray[np.float32], near: Neighbours) -> Grain:
    """Find the coarsest resolution whose groups stand apart nearly as well as those of the best.

    Args:
        vectors: Distinct statements, shape (n, d), unit length, in an order that does not depend on the input's.
        near: Their neighbours; a sample's are found anew, as many of each.
    """
    if len(vectors) > SAMPLE:
        vectors = vectors[np.sort(np.random.default_rng(0).permutation(len(vectors))[:SAMPLE])]
        near = nearest(vectors, near.indices.shape[1])
    separations = [separation(vectors, labels) for labels in quick_communities(near, RESOLUTIONS)]
    enough = NEARLY * max(separations)
    return next(Grain(*level) for level in zip(RESOLUTIONS, separations, strict=True) if level[1] >= enough)


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
    own = 1 - np.einsum("nd,nd->n", vectors, others)
    to_centres = 1 - vectors @ (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).T
    to_centres[np.arange(len(labels)), labels] = np.inf
    nearest_other = to_centres.min(axis=1)
    silhouettes = (nearest_other - own) / np.maximum(np.maximum(nearest_other, own), 1e-9)
    return float(np.where(sizes[labels] > 1, silhouettes, 0.0).mean())
