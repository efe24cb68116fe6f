"""Groups of one side: as its statements part by themselves, or, where they do not, anchored in the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.engines import emerging
from analyzer.cluster.graph import by_size, communities
from analyzer.cluster.ground import Ground
from analyzer.membership import centroids, likeness_within, memberships, shares
from analyzer.neighbours import Neighbours, smooth, within
from analyzer.settings import ThemeSettings

# Chosen on linkbench development worlds (docs/evaluation/links.md): above this smoothed probability a statement is
# taken for an anchor's; fewer neighbours carry an anchor than make a group, so that it does not swallow what lies near.
ANCHORED = 0.16
ANCHOR_NEIGHBOURS = 15
# A statement further than this from its group's centre says something else.
WEAKEST_COSINE = 0.15
# A statement belongs to its theme as far as its neighbours do. Half of its strength is its own; to this its neighbours
# must add so much, or it stands at the edge and is counted with the remainder.
OWN_HALF = 0.5
FROM_NEIGHBOURS = 0.06
# Emerging groups whose statements are on average less alike than this are not one subject: pains, and the rest, which
# is grouped more coarsely. One grain is too coarse for some pains where it is right for others, so a loose group of
# them is parted once more where it is large enough for three; what is loose then are left-overs (docs/decisions/0032).
LOOSEST = 0.25
LOOSEST_REST = 0.22
PARTING_RESOLUTION = 1.0
ENOUGH = 3
# Those floors were chosen on sides whose pains lie at least so near to their neighbours, on average. Where few people
# speak, or several languages, all lies further apart, and what says one thing does too: the floors go down with it,
# though not below this share of what they are (docs/decisions/0044-few-pains.md).
NEAR = 0.39
LEAST_EASE = 0.7
# A group of which so few records are left once its edge is cut is no theme, however many stand at the edge.
SMALLEST_CORE = 3
# How finely emerging groups part. A finer grain for pains would only make more of them, and less pure ones
# (docs/decisions/0042-one-grain-beside-anchors.md).
RESOLUTION = 1.0
# Where there are no anchors to take any away, pains hold more matters than that grain tells (docs/decisions/0028); but
# of few pains so fine a grain makes groups too small for themes (docs/decisions/0044-few-pains.md).
UNCLAIMED_RESOLUTION = 4.0
UNCLAIMED_RESOLUTION_OF_FEW = 2.0
FEW = 500


@dataclass(frozen=True, slots=True)
class Grouping:
    """Disjoint groups of one side's statements.

    Attributes:
        labels: Group of each statement from 0, or -1 in the remainder; shape (n,).
        strength: Membership in that group, 0 to 1; 0 in the remainder; shape (n,).
        anchors: For each group the column of the anchor it is anchored in, or None for an emerging one.
        leanings: The same as labels, but for statements of the remainder the group at whose edge they stand, or a loose
            group, numbered after the others, or -1; shape (n,).
        ground: What it stands on.
    """

    labels: NDArray[np.int64]
    strength: NDArray[np.float32]
    anchors: tuple[int | None, ...]
    leanings: NDArray[np.int64]
    ground: Ground


def group(
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    pains: NDArray[np.bool_],
    anchors: NDArray[np.float32],
    settings: ThemeSettings,
    ground: Ground,
) -> Grouping:
    """Group the distinct statements of one side.

    Where the statements, or a kind of text among them, part cleanly by themselves they are grouped as they part.
    Elsewhere pains are first given to the anchors that claim them clearly; what is left, and apart from it what is no
    pain, forms groups of its own. Groups that too few people speak of, and statements far from their group, are the
    remainder; so are loose groups, and pains at the edge of theirs.

    Args:
        vectors: Distinct statements, shape (n, d), unit length, in an order that does not depend on the input's.
        counts: How many records say each, shape (n,).
        pains: Which of them name something bad or wanted, shape (n,).
        anchors: Probability of each anchor, shape (n, m); m may be 0.
        settings: Which engine forms emerging groups.
        ground: What grouping them stands on, laid for these very statements.
    """
    labels, rest = _by_kind(counts, ground), np.flatnonzero(ground.kinds < 0)
    if len(rest):
        ease = _ease(ground, pains, anchors.shape[1])
        part = _Part(
            vectors[rest], counts[rest], pains[rest], anchors[rest], ground.apart.among(rest), ground.share, ease
        )
        claimed = _claimed(part, settings)
        labels[labels >= 0] += int(claimed.max(initial=anchors.shape[1])) + 1
        labels[rest] = claimed
    return _finish(vectors, counts, pains, labels, anchors.shape[1] if len(rest) else 0, ground)


def smallest_group(statements: int) -> int:
    """How many statements make a theme: 3 of a few dozen, up to 30 of many thousands."""
    return int(np.clip(round(statements**0.5 / 3), SMALLEST_CORE, 30))


def _by_kind(counts: NDArray[np.int64], ground: Ground) -> NDArray[np.int64]:
    """Group each kind that parts cleanly; what is too small for a group joins its neighbours'.

    Returns:
        Group of each statement from 0, or -1 for none and where no kind parts; shape (n,).
    """
    labels = np.full(len(counts), -1, dtype=np.int64)
    for kind, resolution in enumerate(ground.resolutions):
        inside = np.flatnonzero(ground.kinds == kind)
        near, said = ground.apart.among(inside), counts[inside]
        found = communities(near, resolution)
        large = _large(found, said, max(3, smallest_group(int(said.sum())) // 3))
        belonging = shares(near, large, int(found.max(initial=0)) + 1)
        joined = np.where((large < 0) & (belonging.max(axis=1) > 0), belonging.argmax(axis=1), large)
        labels[inside] = np.where(joined >= 0, joined + labels.max(initial=-1) + 1, -1)
    return labels


def _edge(labels: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Say from which strength on each statement is firmly in its group; shape (n,).

    A group smaller than a neighbourhood cannot fill one, so less is asked of its statements.
    """
    others = np.bincount(labels[labels >= 0], minlength=count + 1) - 1
    return OWN_HALF + FROM_NEIGHBOURS * np.minimum(others / ANCHOR_NEIGHBOURS, 1.0)[labels]


@dataclass(frozen=True, slots=True)
class _Part:
    """Statements that do not part by themselves: see ``group`` and ``Ground``."""

    vectors: NDArray[np.float32]
    counts: NDArray[np.int64]
    pains: NDArray[np.bool_]
    anchors: NDArray[np.float32]
    apart: Neighbours
    share: float
    ease: float


def _claimed(part: _Part, settings: ThemeSettings) -> NDArray[np.int64]:
    """Give pains to the anchors that claim them, and group the other pains and the rest each by themselves.

    Returns:
        The anchor's column, or m and more for emerging groups, or -1; shape (n,).
    """
    smallest, columns = smallest_group(int(part.counts.sum())), part.anchors.shape[1]
    labels = np.full(len(part.pains), -1, dtype=np.int64)
    bad = np.flatnonzero(part.pains)
    labels[bad] = _large(_anchored(part.anchors[bad], part.apart.among(bad)), part.counts[bad], smallest)
    unclaimed = UNCLAIMED_RESOLUTION_OF_FEW if len(bad) < FEW else UNCLAIMED_RESOLUTION
    # Noise that is parted looks alike: of what has the lower floor nothing is.
    for chosen, resolution, parted in (
        (np.flatnonzero(part.pains & (labels < 0)), RESOLUTION if columns else unclaimed, LOOSEST * part.ease),
        (np.flatnonzero(~part.pains), RESOLUTION, -1.0),
    ):
        near, said = within(part.vectors, part.apart, chosen), part.counts[chosen]
        found = emerging(part.vectors[chosen], near, settings, part.share * resolution)
        loose = _likeness(part.vectors[chosen], found, int(found.max(initial=-1)) + 1) < parted
        found = _large(_part_loose(near, said, found, loose, ENOUGH * smallest), said, smallest)
        labels[chosen] = np.where(found >= 0, found + columns, -1)
        columns += int(found.max(initial=-1)) + 1
    return labels


def _part_loose(
    near: Neighbours, counts: NDArray[np.int64], labels: NDArray[np.int64], loose: NDArray[np.bool_], enough: int
) -> NDArray[np.int64]:
    """Part each loose group of which enough records speak."""
    said = np.bincount(labels + 1, weights=counts, minlength=len(loose) + 1)[1:]
    parted = labels.copy()
    for group in np.flatnonzero(loose & (said >= enough)):
        inside = np.flatnonzero(labels == group)
        found = communities(near.among(inside), PARTING_RESOLUTION)
        parted[inside] = np.where(found > 0, parted.max() + found, group)
    return parted


def _anchored(anchors: NDArray[np.float32], near: Neighbours) -> NDArray[np.int64]:
    """Say which anchor claims each pain, -1 for none; shape (n,)."""
    if not anchors.size or len(anchors) <= ANCHOR_NEIGHBOURS:
        return np.full(len(anchors), -1, dtype=np.int64)
    agreed = smooth(_as_spoken_of(anchors), near)
    return np.where(agreed.max(axis=1) > ANCHORED, agreed.argmax(axis=1), -1)


def _as_spoken_of(anchors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weigh anchors by how much they seem to be spoken of in these statements, shape (n, m).

    No organisation has all ailments of a wide knowledge base, and those it does not have claim what belongs to their
    neighbours. The share of each in the statements, were it known, would be the weight (Saerens et al. 2002); the first
    estimate of it holds much of what is mistaken for the others, so its root is taken (docs/decisions/0027).
    """
    spoken = np.sqrt(anchors.mean(axis=0))
    weighed: NDArray[np.float32] = anchors * spoken
    weighed *= anchors.sum(axis=1, keepdims=True) / weighed.sum(axis=1, keepdims=True)
    return weighed


def _large(labels: NDArray[np.int64], counts: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Take away the groups that too few records speak of."""
    said = np.bincount(labels + 1, weights=counts, minlength=1)[1:]
    return np.where((labels >= 0) & (np.append(said, 0)[labels] >= smallest), labels, -1)


def _finish(
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    pains: NDArray[np.bool_],
    labels: NDArray[np.int64],
    columns: int,
    ground: Ground,
) -> Grouping:
    """Cut groups to their core, number them, and say how firmly statements belong.

    Pains at an edge go to the remainder: leaders act on them, so their themes have to be pure. Of the rest as much as
    can be is told. In kinds that part cleanly edges are cut, pains or not, but no group is loose.

    Args:
        vectors: Shape (n, d).
        counts: Shape (n,).
        pains: Shape (n,).
        labels: Group of each, anchors' columns first, -1 for none; shape (n,).
        columns: How many anchors there are.
        ground: What the groups stand on.
    """
    kept, leanings = _dense(_near(vectors, labels))
    belonging = memberships(vectors, leanings, len(kept), ground.near)
    strength = np.where(leanings >= 0, belonging[np.arange(len(labels)), leanings] if len(kept) else 0, 0)
    bad = np.bincount(leanings[pains & (leanings >= 0)], minlength=len(kept)) > 0
    loosest = np.where(bad, LOOSEST, LOOSEST_REST) * _ease(ground, pains, columns)
    loose = np.append((kept >= columns) & (_likeness(vectors, leanings, len(kept)) < loosest), True)
    edge = strength < _edge(leanings, len(kept))
    out = np.where(ground.kinds >= 0, edge | (leanings < 0), loose[leanings] | (pains & edge))
    shown = _large(np.where(out, -1, leanings), counts, SMALLEST_CORE)
    order = np.concatenate([_by_size(shown), np.setdiff1d(np.arange(len(kept)), shown)])
    rank = np.append(np.argsort(order), -1)
    return Grouping(
        labels=rank[shown],
        strength=np.where(shown >= 0, strength, 0).astype(np.float32),
        anchors=tuple(int(kept[at]) if kept[at] < columns else None for at in _by_size(shown)),
        leanings=rank[leanings],
        ground=ground,
    )


def _ease(ground: Ground, pains: NDArray[np.bool_], columns: int) -> float:
    """How far floors go down where no anchors vouch for what is said and pains lie far apart; 1 for not at all."""
    near = ground.apart.cosines[pains & (ground.kinds < 0)]
    if columns or not near.size:
        return 1.0
    return float(np.clip(near.mean() / NEAR, LEAST_EASE, 1.0))


def _near(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Take statements that lie far from the centre out of their group."""
    kept, dense = _dense(labels)
    if not len(kept):
        return labels
    own = np.einsum("nd,nd->n", vectors, centroids(vectors, dense, len(kept))[dense])
    return np.where(own < WEAKEST_COSINE, -1, labels)


def _dense(labels: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number groups from 0 without gaps; returns what each was called, and the numbers."""
    kept, numbers = np.unique(labels[labels >= 0], return_inverse=True)
    dense = np.full(len(labels), -1, dtype=np.int64)
    dense[labels >= 0] = numbers
    return kept, dense


def _likeness(vectors: NDArray[np.float32], labels: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return the mean cosine between two statements of each group, shape (count,); 1 for one that stands alone."""
    from scipy.sparse import csr_matrix

    inside = np.flatnonzero(labels >= 0)
    sums = csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape=(count, len(labels))) @ vectors
    return likeness_within(sums, np.bincount(labels[inside], minlength=count))


def _by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """List the groups that have statements, largest first."""
    inside = labels[labels >= 0]
    if not len(inside):
        return np.zeros(0, dtype=np.int64)
    ranked = by_size(inside)
    return inside[np.unique(ranked, return_index=True)[1]]
