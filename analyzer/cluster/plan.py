"""Prepare the clustering of one side: its nearest neighbours, and the kinds of text that separate cleanly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.graph import quick_communities
from analyzer.cluster.resolution import choose_resolution
from analyzer.membership import NEIGHBOURS
from analyzer.neighbours import MAX_COMPARED, Neighbours, nearest, nearest_within

# With fewer statements the silhouette says little about how cleanly they separate.
MIN_TO_SEPARATE = 500
# Coarse enough to tell kinds of text apart (requests from comments) and to leave each kind nearly in one piece.
KIND_RESOLUTION = 0.25

# One kind of text: positions of its statements, shape (m,), their neighbours among themselves, and their resolution.
_Kind = tuple[NDArray[np.int64], Neighbours, float]


@dataclass(frozen=True, slots=True)
class GroupingPlan:
    """All that is decided before clustering, so that a subset of the statements can be clustered as all of them were.

    Attributes:
        at: Positions of the statements that are clustered, shape (n,): all, or a sample if there are very many.
        near: Their nearest neighbours.
        kinds: Kind of text of each, from 0, for kinds that separate cleanly by themselves, or -1; shape (n,).
        resolutions: The Leiden resolution for each of these kinds.
        groupable: Neighbours of each among the statements that it may share a group with: those of its kind, or where
            its kind does not separate cleanly, pains for a pain and the others for any other statement.
        share: Number of these statements over the number for which resolutions were chosen. Resolutions are scaled by
            it, because at the same resolution modularity splits a subset more finely (Reichardt & Bornholdt 2006).
    """

    at: NDArray[np.int64]
    near: Neighbours
    kinds: NDArray[np.int64]
    resolutions: tuple[float, ...]
    groupable: Neighbours
    share: float = 1.0

    def part(self, chosen: NDArray[np.int64]) -> GroupingPlan:
        """Restrict it to some of its statements, given by their positions among them, shape (m,)."""
        near, groupable = self.near.among(chosen), self.groupable.among(chosen)
        return GroupingPlan(np.arange(len(chosen)), near, self.kinds[chosen], self.resolutions, groupable, self.share)


def plan_grouping(
    vectors: NDArray[np.float32], pains: NDArray[np.bool_], look_for_kinds: bool, share: float = 1.0, fewest: int = 1
) -> GroupingPlan:
    """Find nearest neighbours and kinds of text that separate cleanly; of very many statements, in a sample.

    The sample depends only on the order of the statements, which depends only on their content.

    Args:
        vectors: Distinct statements, shape (n, d), unit length.
        pains: Which of them name something bad or wanted, shape (n,).
        look_for_kinds: Whether to look for kinds that separate cleanly at all.
        share: See ``GroupingPlan``.
        fewest: How many statements make a group of such a kind useful.
    """
    at, count = np.arange(len(vectors)), len(vectors)
    if count > MAX_COMPARED:
        at = np.sort(np.random.default_rng(0).permutation(count)[:MAX_COMPARED])
        vectors, pains, fewest = vectors[at], pains[at], round(fewest * MAX_COMPARED / count)
    # Finding neighbours is the most expensive step of clustering, so all later steps reuse these.
    near = nearest(vectors, NEIGHBOURS)
    found = list(_find_kinds(vectors, near, fewest)) if look_for_kinds else []
    kinds = np.full(len(vectors), -1, dtype=np.int64)
    for number, (inside, _, _) in enumerate(found):
        kinds[inside] = number
    groupable = Neighbours(np.empty_like(near.indices), np.empty_like(near.cosines))
    rest = (np.flatnonzero((kinds < 0) & these) for these in (pains, ~pains))
    for inside, own in [(at, own) for at, own, _ in found] + [(at, nearest_within(vectors, near, at)) for at in rest]:
        groupable.indices[inside], groupable.cosines[inside] = inside[own.indices], own.cosines
    return GroupingPlan(at, near, kinds, tuple(resolution for _, _, resolution in found), groupable, share)


def _find_kinds(vectors: NDArray[np.float32], near: Neighbours, fewest: int) -> Iterator[_Kind]:
    """Find what separates cleanly: all statements together, or else each kind of text that does by itself."""
    if len(vectors) < MIN_TO_SEPARATE:
        return
    score = choose_resolution(vectors, near, fewest)
    if score.is_separated:
        yield np.arange(len(vectors)), near, score.resolution
        return
    (kinds,) = quick_communities(near, (KIND_RESOLUTION,))
    # Text that separates so well that even coarse groups are too small to be judged is put together as one kind.
    kinds = np.where(np.bincount(kinds)[kinds] < MIN_TO_SEPARATE, kinds.max() + 1, kinds)
    for kind in np.flatnonzero(np.bincount(kinds) >= MIN_TO_SEPARATE):
        inside = np.flatnonzero(kinds == kind)
        own = nearest_within(vectors, near, inside)
        score = choose_resolution(vectors[inside], own, fewest)
        if len(inside) < len(vectors) and score.is_separated:
            yield inside, own, score.resolution
