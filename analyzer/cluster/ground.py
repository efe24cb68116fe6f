"""What groups stand on: who is near to whom, and which kinds of text part cleanly by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.grain import find_grain
from analyzer.cluster.graph import quick_communities
from analyzer.membership import NEIGHBOURS
from analyzer.neighbours import MOST, Neighbours, nearest, within

# Fewer statements say little about how cleanly they part.
FEWEST_PARTED = 500
# So coarse a grouping tells kinds of text apart, requests from comments, and leaves what is of one kind nearly whole.
KIND_RESOLUTION = 0.25

# A kind's statements by their positions, shape (m,), their neighbours among themselves, and the resolution for them.
_Kind = tuple[NDArray[np.int64], Neighbours, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What groups stand on. With it a part of the statements can be grouped as all were.

    Attributes:
        at: Positions of the statements that are grouped, shape (n,): all, or of very many a sample.
        near: Their nearest neighbours.
        kinds: For each the kind of text that parts cleanly by itself, from 0, or -1; shape (n,).
        resolutions: At which each of these kinds is grouped.
        apart: Each one's neighbours among those that it may be grouped with: its kind, or where that does not part,
            pains among pains and others among others.
        share: How many these are of those for whom resolutions were chosen: modularity parts a part of them more finely
            (Reichardt & Bornholdt 2006).
    """

    at: NDArray[np.int64]
    near: Neighbours
    kinds: NDArray[np.int64]
    resolutions: tuple[float, ...]
    apart: Neighbours
    share: float = 1.0

    def part(self, chosen: NDArray[np.int64]) -> Ground:
        """Return that of some of these statements, given by their places among them."""
        near, apart = self.near.among(chosen), self.apart.among(chosen)
        return Ground(np.arange(len(chosen)), near, self.kinds[chosen], self.resolutions, apart, self.share)


def lay_ground(
    vectors: NDArray[np.float32], pains: NDArray[np.bool_], parts: bool, share: float = 1.0, fewest: int = 1
) -> Ground:
    """Find neighbours, and the kinds of text that part cleanly; of very many statements, those of a sample.

    The sample depends on the order of the statements alone, which their content gives.

    Args:
        vectors: Distinct statements, shape (n, d), unit length.
        pains: Which of them name something bad or wanted, shape (n,).
        parts: Whether to look for such kinds at all.
        share: See ``Ground``.
        fewest: How many statements make a group of such a kind that is of use.
    """
    at, count = np.arange(len(vectors)), len(vectors)
    if count > MOST:
        at = np.sort(np.random.default_rng(0).permutation(count)[:MOST])
        vectors, pains, fewest = vectors[at], pains[at], round(fewest * MOST / count)
    # To find neighbours is the dearest step of grouping: these serve all that follows.
    near = nearest(vectors, NEIGHBOURS)
    found = list(_find_kinds(vectors, near, fewest)) if parts else []
    kinds = np.full(len(vectors), -1, dtype=np.int64)
    for number, (inside, _, _) in enumerate(found):
        kinds[inside] = number
    apart = Neighbours(np.empty_like(near.indices), np.empty_like(near.cosines))
    rest = (np.flatnonzero((kinds < 0) & these) for these in (pains, ~pains))
    for inside, own in [(at, own) for at, own, _ in found] + [(at, within(vectors, near, at)) for at in rest]:
        apart.indices[inside], apart.cosines[inside] = inside[own.indices], own.cosines
    return Ground(at, near, kinds, tuple(resolution for _, _, resolution in found), apart, share)


def _find_kinds(vectors: NDArray[np.float32], near: Neighbours, fewest: int) -> Iterator[_Kind]:
    """Find what parts cleanly: the whole, or else each kind of text that does."""
    if len(vectors) < FEWEST_PARTED:
        return
    grain = find_grain(vectors, near, fewest)
    if grain.parts:
        yield np.arange(len(vectors)), near, grain.resolution
        return
    (kinds,) = quick_communities(near, (KIND_RESOLUTION,))
    # What parts so well that even coarse groups stay small is one kind together.
    kinds = np.where(np.bincount(kinds)[kinds] < FEWEST_PARTED, kinds.max() + 1, kinds)
    for kind in np.flatnonzero(np.bincount(kinds) >= FEWEST_PARTED):
        inside = np.flatnonzero(kinds == kind)
        own = within(vectors, near, inside)
        grain = find_grain(vectors[inside], own, fewest)
        if len(inside) < len(vectors) and grain.parts:
            yield inside, own, grain.resolution
