"""Measure how firmly statements belong to the earlier theme that they joined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.lineage.join import EarlierStatements
from analyzer.membership import NEIGHBOUR_SHARE, NEIGHBOURS
from analyzer.neighbours import MAX_COMPARED

# Rows of the similarity matrix held at once.
_BLOCK = 1024


def strengthen(
    memory: EarlierStatements, known: NDArray[np.float32], vectors: NDArray[np.float32], labels: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Measure the membership of joined statements as ``analyzer.membership`` does, shape (n,), 0 to 1.

    Half of a statement's membership comes from its own label, half from its nearest neighbours' memberships in the same
    theme. The neighbours are earlier statements whose membership is known already, so one step replaces the many rounds
    of smoothing. If there are very many earlier statements, a sample of them is used.

    Args:
        memory: The earlier statements.
        known: Membership of each in its own theme, shape (m,).
        vectors: Joined statements, shape (n, d), unit length.
        labels: The theme that each joined, -1 for none; shape (n,).
    """
    strength = np.zeros(len(vectors), dtype=np.float32)
    inside = np.flatnonzero(labels >= 0)
    sample = np.sort(np.random.default_rng(0).permutation(len(memory.labels))[:MAX_COMPARED])
    earlier, themes, firmly = memory.vectors[sample], memory.labels[sample], known[sample]
    count = min(NEIGHBOURS, len(sample))
    for start in range(0, len(inside) if count else 0, _BLOCK):
        rows = inside[start : start + _BLOCK]
        cosines = vectors[rows] @ earlier.T
        nearest = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        weights = np.maximum(np.take_along_axis(cosines, nearest, axis=1), 0.0) ** 2
        belongs = np.where(themes[nearest] == labels[rows][:, None], firmly[nearest], 0.0)
        agreed = (weights * belongs).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-12)
        strength[rows] = (1 - NEIGHBOUR_SHARE) + NEIGHBOUR_SHARE * agreed
    return strength
