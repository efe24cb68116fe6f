"""The neighbours of statements of which most have theirs already."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.neighbours import Neighbours, nearest, nearest_of

# Rows of the similarity matrix held at once.
_BLOCK = 512
# Where more than this share has none, finding all anew costs no more.
MAX_NEW_SHARE = 0.3


def extend(old: Neighbours, vectors: NDArray[np.float32], known: NDArray[np.int64]) -> Neighbours:
    """Find the neighbours that ``nearest`` would find, comparing only what was not compared before.

    Args:
        old: Neighbours of some statements, among these alone.
        vectors: All statements there are now, shape (n, d), unit length.
        known: Position of each in ``old``, or -1 for a new one; shape (n,). Some of ``old`` may be gone.
    """
    count = old.indices.shape[1]
    place = np.full(len(old.indices), -1, dtype=np.int64)
    place[known[known >= 0]] = np.flatnonzero(known >= 0)
    indices, cosines = np.full((len(known), count), -1), np.zeros((len(known), count), dtype=np.float32)
    indices[known >= 0] = place[old.indices[known[known >= 0]]]
    cosines[known >= 0] = old.cosines[known[known >= 0]]
    # Where one of the neighbours is gone, so many may have moved up that the statement counts as new.
    whole = (indices >= 0).all(axis=1)
    new, lacking = np.flatnonzero(known < 0), np.flatnonzero(~whole)
    if len(lacking) > MAX_NEW_SHARE * len(known) or len(known) <= count:
        return nearest(vectors, count)
    if len(new):
        kept, added = np.flatnonzero(whole), vectors[new].T
        for rows in (kept[start : start + _BLOCK] for start in range(0, len(kept), _BLOCK)):
            both = np.hstack([indices[rows], np.tile(new, (len(rows), 1))])
            likeness = np.hstack([cosines[rows], vectors[rows] @ added])
            best = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
            indices[rows], cosines[rows] = (np.take_along_axis(each, best, axis=1) for each in (both, likeness))
    if len(lacking):
        indices[lacking], cosines[lacking] = _others(vectors, lacking, count)
    return Neighbours(indices, cosines)


def _others(
    vectors: NDArray[np.float32], rows: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Find the nearest of some statements, none of them itself."""
    found = nearest_of(vectors[rows], vectors, count + 1)
    likeness = np.where(found.indices == rows[:, None], -2.0, found.cosines)
    best = np.argsort(-likeness, axis=1, kind="stable")[:, :count]
    return np.take_along_axis(found.indices, best, axis=1), np.take_along_axis(found.cosines, best, axis=1)
