"""Update nearest neighbours when only some of the statements are new."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.neighbours import Neighbours, nearest, nearest_of

# Rows of the similarity matrix held at once.
_BLOCK = 512
# If more than this share has no valid neighbours, finding all of them again is no more expensive.
MAX_NEW_SHARE = 0.3


def extend(old: Neighbours, vectors: NDArray[np.float32], known: NDArray[np.int64]) -> Neighbours:
    """Find the neighbours that ``nearest`` would find, comparing only pairs that were not compared before.

    Args:
        old: Neighbours of the earlier statements among themselves.
        vectors: All current statements, shape (n, d), unit length.
        known: Position of each in ``old``, or -1 for a new one; shape (n,). Some of ``old`` may be missing now.
    """
    count = old.indices.shape[1]
    place = np.full(len(old.indices), -1, dtype=np.int64)
    place[known[known >= 0]] = np.flatnonzero(known >= 0)
    indices, cosines = np.full((len(known), count), -1), np.zeros((len(known), count), dtype=np.float32)
    indices[known >= 0] = place[old.indices[known[known >= 0]]]
    cosines[known >= 0] = old.cosines[known[known >= 0]]
    # If a neighbour is gone, any other statement may have moved up in its place, so the statement is treated as new.
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
    """Find the nearest neighbours of some statements, excluding each statement itself."""
    found = nearest_of(vectors[rows], vectors, count + 1)
    likeness = np.where(found.indices == rows[:, None], -2.0, found.cosines)
    best = np.argsort(-likeness, axis=1, kind="stable")[:, :count]
    return np.take_along_axis(found.indices, best, axis=1), np.take_along_axis(found.cosines, best, axis=1)
