"""Group one side's statements: by clustering alone where they separate cleanly, elsewhere with the help of anchors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.engines import form_groups
from analyzer.cluster.graph import by_size, communities
from analyzer.cluster.plan import GroupingPlan
from analyzer.membership import centroids, mean_cosine_within, memberships, memberships_from
from analyzer.neighbours import Neighbours, nearest_within, smooth
from analyzer.settings import ThemeSettings

# Chosen on linkbench development worlds (docs/evaluation/links.md). A pain whose smoothed probability of an anchor is
# above the threshold is assigned to that anchor. The neighbourhood for this is small, so that an anchor does not
# swallow the statements around its own.
ANCHOR_THRESHOLD = 0.16
ANCHOR_NEIGHBOURS = 15
# Minimum cosine of a statement to its group's centre; one further away says something else.
MIN_COSINE_TO_CENTRE = 0.15
# A statement's strength is half its own label and half the agreement of its neighbours. Its own half is the base; if
# its neighbours add less than the second figure, the statement is at the group's edge and counts with the remainder.
BASE_STRENGTH = 0.5
NEIGHBOUR_STRENGTH = 0.06
# Groups without an anchor whose mean pairwise cosine is below these floors are loose: they are not about one subject.
# Groups of other statements are coarser than those of pains and have a lower floor. No single resolution suits all
# pains, so a loose group of pains is split once more if it has the records of three smallest groups; groups that are
# still loose go to the remainder (docs/decisions/0032).
MIN_LIKENESS_OF_PAINS = 0.25
MIN_LIKENESS_OF_OTHERS = 0.22
# Of few pains that floor leaves a third out, and the largest matters in pieces
# (docs/decisions/0055-few-pains-may-be-looser.md).
MIN_LIKENESS_OF_FEW_PAINS = 0.16
SPLIT_RESOLUTION = 1.0
SPLIT_SIZE_FACTOR = 3
# The floors were chosen on sides where a pain's mean cosine to its neighbours is at least USUAL_PAIN_COSINE. With few
# pains, or several languages, all statements are less similar, even those about one subject, so the floors are scaled
# down in proportion, but not below MIN_FLOOR_SCALE (docs/decisions/0044-few-pains.md).
USUAL_PAIN_COSINE = 0.39
MIN_FLOOR_SCALE = 0.7
# A group with fewer records left after its edge is cut is no theme, however many statements stand at the edge.
MIN_CORE_RECORDS = 3
# Leiden resolution for statements that no anchor claims. A finer one for pains only gives more, but less pure, groups
# (docs/decisions/0042-one-grain-beside-anchors.md).
RESOLUTION = 1.0
# Without anchors all pains are left to be clustered, about more matters than that resolution can tell apart
# (docs/decisions/0028); but with few pains so fine a resolution gives groups too small for themes
# (docs/decisions/0044-few-pains.md).
RESOLUTION_WITHOUT_ANCHORS = 4.0
RESOLUTION_OF_FEW_PAINS = 2.0
FEW_PAINS = 500


@dataclass(frozen=True, slots=True)
class Grouping:
    """Disjoint groups of one side's statements.

    Attributes:
        labels: Group of each statement from 0, or -1 in the remainder; shape (n,).
        strength: Membership in that group, 0 to 1; 0 in the remainder; shape (n,).
        anchors: For each group the column of the anchor that claimed it, or None for a group without one.
        leanings: Like labels, but a statement of the remainder has the group at whose edge it stands, or its loose
            group, numbered after the other groups, or -1; shape (n,).
        plan: What the groups were formed with.
    """

    labels: NDArray[np.int64]
    strength: NDArray[np.float32]
    anchors: tuple[int | None, ...]
    leanings: NDArray[np.int64]
    plan: GroupingPlan


def group(
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    pains: NDArray[np.bool_],
    anchors: NDArray[np.float32],
    settings: ThemeSettings,
    plan: GroupingPlan,
) -> Grouping:
    """Group the distinct statements of one side.

    Statements that separate cleanly, or a kind of text among them that does, are grouped by clustering alone. Of the
    others, pains are first assigned to anchors that clearly claim them; the pains that are left are then clustered, and
    so, separately, are the statements that are not pains. The remainder holds groups with too few records, statements
    far from their group's centre, loose groups, and pains at their group's edge.

    Args:
        vectors: Distinct statements, shape (n, d), unit length, in an order that does not depend on the input's.
        counts: How many records say each, shape (n,).
        pains: Which of them name something bad or wanted, shape (n,).
        anchors: Probability of each anchor, shape (n, m); m may be 0.
        settings: Names the engine that clusters statements without an anchor.
        plan: Prepared by ``plan_grouping`` for exactly these statements.
    """
    labels, rest = _group_kinds(counts, plan), np.flatnonzero(plan.kinds < 0)
    if len(rest):
        part = _Unseparated(
            vectors[rest],
            counts[rest],
            pains[rest],
            anchors[rest],
            plan.groupable.among(rest),
            plan.share,
            _floors(plan, pains, anchors.shape[1])[0],
        )
        claimed = _group_unseparated(part, settings)
        labels[labels >= 0] += int(claimed.max(initial=anchors.shape[1])) + 1
        labels[rest] = claimed
    return _finish(vectors, counts, pains, labels, anchors.shape[1] if len(rest) else 0, plan)


def smallest_group(statements: int) -> int:
    """How many statements make a theme: 3 if there are a few dozen in all, up to 30 if there are many thousands."""
    return int(np.clip(round(statements**0.5 / 3), MIN_CORE_RECORDS, 30))


def _group_kinds(counts: NDArray[np.int64], plan: GroupingPlan) -> NDArray[np.int64]:
    """Cluster each kind of text that separates cleanly; statements of groups too small join their neighbours' group.

    Returns:
        Group of each statement from 0, or -1 for none and for statements of no such kind; shape (n,).
    """
    labels = np.full(len(counts), -1, dtype=np.int64)
    for kind, resolution in enumerate(plan.resolutions):
        inside = np.flatnonzero(plan.kinds == kind)
        near, said = plan.groupable.among(inside), counts[inside]
        found = communities(near, resolution)
        large = _without_small(found, said, max(3, smallest_group(int(said.sum())) // 3))
        belonging = memberships_from(near, large, int(found.max(initial=0)) + 1)
        joined = np.where((large < 0) & (belonging.max(axis=1) > 0), belonging.argmax(axis=1), large)
        labels[inside] = np.where(joined >= 0, joined + labels.max(initial=-1) + 1, -1)
    return labels


def _core_threshold(labels: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return the strength from which on each statement is in its group's core rather than at its edge; shape (n,).

    The members of a group smaller than a neighbourhood cannot fill one, so their threshold is lower.
    """
    others = np.bincount(labels[labels >= 0], minlength=count + 1) - 1
    return BASE_STRENGTH + NEIGHBOUR_STRENGTH * np.minimum(others / ANCHOR_NEIGHBOURS, 1.0)[labels]


@dataclass(frozen=True, slots=True)
class _Unseparated:
    """Statements of no kind that separates cleanly; fields as in ``group`` and ``GroupingPlan``."""

    vectors: NDArray[np.float32]
    counts: NDArray[np.int64]
    pains: NDArray[np.bool_]
    anchors: NDArray[np.float32]
    groupable: Neighbours
    share: float
    floor_of_pains: float


def _group_unseparated(part: _Unseparated, settings: ThemeSettings) -> NDArray[np.int64]:
    """Assign pains to the anchors that claim them; cluster the other pains and, separately, all other statements.

    Returns:
        The anchor's column, or a number from m on for groups without an anchor, or -1; shape (n,).
    """
    smallest, columns = smallest_group(int(part.counts.sum())), part.anchors.shape[1]
    labels = np.full(len(part.pains), -1, dtype=np.int64)
    bad = np.flatnonzero(part.pains)
    labels[bad] = _without_small(_claim(part.anchors[bad], part.groupable.among(bad)), part.counts[bad], smallest)
    resolution_of_pains = RESOLUTION_OF_FEW_PAINS if len(bad) < FEW_PAINS else RESOLUTION_WITHOUT_ANCHORS
    # Splitting noise gives groups that look coherent, so groups of other statements, with their lower floor, are never
    # split.
    for chosen, resolution, floor in (
        (
            np.flatnonzero(part.pains & (labels < 0)),
            RESOLUTION if columns else resolution_of_pains,
            part.floor_of_pains,
        ),
        (np.flatnonzero(~part.pains), RESOLUTION, -1.0),
    ):
        near, said = nearest_within(part.vectors, part.groupable, chosen), part.counts[chosen]
        found = form_groups(part.vectors[chosen], near, settings, part.share * resolution)
        loose = _likeness(part.vectors[chosen], found, int(found.max(initial=-1)) + 1) < floor
        found = _without_small(_split_loose(near, said, found, loose, SPLIT_SIZE_FACTOR * smallest), said, smallest)
        labels[chosen] = np.where(found >= 0, found + columns, -1)
        columns += int(found.max(initial=-1)) + 1
    return labels


def _split_loose(
    near: Neighbours, counts: NDArray[np.int64], labels: NDArray[np.int64], loose: NDArray[np.bool_], enough: int
) -> NDArray[np.int64]:
    """Split each loose group with enough records once more."""
    said = np.bincount(labels + 1, weights=counts, minlength=len(loose) + 1)[1:]
    parted = labels.copy()
    for group in np.flatnonzero(loose & (said >= enough)):
        inside = np.flatnonzero(labels == group)
        found = communities(near.among(inside), SPLIT_RESOLUTION)
        parted[inside] = np.where(found > 0, parted.max() + found, group)
    return parted


def _claim(anchors: NDArray[np.float32], near: Neighbours) -> NDArray[np.int64]:
    """Return the anchor that claims each pain, -1 for none; shape (n,)."""
    if not anchors.size or len(anchors) <= ANCHOR_NEIGHBOURS:
        return np.full(len(anchors), -1, dtype=np.int64)
    agreed = smooth(_weigh_by_prevalence(anchors), near)
    return np.where(agreed.max(axis=1) > ANCHOR_THRESHOLD, agreed.argmax(axis=1), -1)


def _weigh_by_prevalence(anchors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weight each anchor's probability by how common the anchor seems to be in these statements, shape (n, m).

    No organisation has every problem of a wide knowledge base, and anchors of problems it does not have would claim
    statements of similar ones. The ideal weight is each anchor's true share of the statements (Saerens et al. 2002).
    The first estimate of it includes many statements mistaken for that anchor, so its square root is used
    (docs/decisions/0027).
    """
    spoken = np.sqrt(anchors.mean(axis=0))
    weighed: NDArray[np.float32] = anchors * spoken
    weighed *= anchors.sum(axis=1, keepdims=True) / weighed.sum(axis=1, keepdims=True)
    return weighed


def _without_small(labels: NDArray[np.int64], counts: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Set groups with too few records to -1."""
    said = np.bincount(labels + 1, weights=counts, minlength=1)[1:]
    return np.where((labels >= 0) & (np.append(said, 0)[labels] >= smallest), labels, -1)


def _finish(
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    pains: NDArray[np.bool_],
    labels: NDArray[np.int64],
    columns: int,
    plan: GroupingPlan,
) -> Grouping:
    """Cut groups to their core, number them by size, and measure how firmly statements belong.

    Pains at an edge go to the remainder: leaders act on themes of pains, so these have to be pure. Other statements
    stay, so that as many as possible are shown in a theme. In kinds that separate cleanly, all edges are cut but no
    group counts as loose.

    Args:
        vectors: Shape (n, d).
        counts: Shape (n,).
        pains: Shape (n,).
        labels: Group of each, anchors' columns first, -1 for none; shape (n,).
        columns: How many anchors there are.
        plan: What the groups were formed with.
    """
    kept, leanings = _renumber(_without_far(vectors, labels))
    belonging = memberships(vectors, leanings, len(kept), plan.near)
    strength = np.where(leanings >= 0, belonging[np.arange(len(labels)), leanings] if len(kept) else 0, 0)
    bad = np.bincount(leanings[pains & (leanings >= 0)], minlength=len(kept)) > 0
    loosest = np.where(bad, *_floors(plan, pains, columns))
    loose = np.append((kept >= columns) & (_likeness(vectors, leanings, len(kept)) < loosest), True)
    edge = strength < _core_threshold(leanings, len(kept))
    out = np.where(plan.kinds >= 0, edge | (leanings < 0), loose[leanings] | (pains & edge))
    shown = _without_small(np.where(out, -1, leanings), counts, MIN_CORE_RECORDS)
    order = np.concatenate([_groups_by_size(shown), np.setdiff1d(np.arange(len(kept)), shown)])
    rank = np.append(np.argsort(order), -1)
    return Grouping(
        labels=rank[shown],
        strength=np.where(shown >= 0, strength, 0).astype(np.float32),
        anchors=tuple(int(kept[at]) if kept[at] < columns else None for at in _groups_by_size(shown)),
        leanings=rank[leanings],
        plan=plan,
    )


def _floors(plan: GroupingPlan, pains: NDArray[np.bool_], columns: int) -> tuple[float, float]:
    """Return the least likeness of groups of pains and of other groups: lower for few pains, and without anchors."""
    near = plan.groupable.cosines[pains & (plan.kinds < 0)]
    few = len(near) < FEW_PAINS
    if not near.size or (columns and not few):
        return MIN_LIKENESS_OF_PAINS, MIN_LIKENESS_OF_OTHERS
    of_pains = MIN_LIKENESS_OF_FEW_PAINS if few else MIN_LIKENESS_OF_PAINS
    scale = float(np.clip(near.mean() / USUAL_PAIN_COSINE, MIN_FLOOR_SCALE, 1.0))
    return scale * of_pains, scale * MIN_LIKENESS_OF_OTHERS


def _without_far(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Remove statements that lie far from their group's centre from it."""
    kept, dense = _renumber(labels)
    if not len(kept):
        return labels
    own = np.einsum("nd,nd->n", vectors, centroids(vectors, dense, len(kept))[dense])
    return np.where(own < MIN_COSINE_TO_CENTRE, -1, labels)


def _renumber(labels: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Renumber groups from 0 without gaps; return each group's old number, and the new labels."""
    kept, numbers = np.unique(labels[labels >= 0], return_inverse=True)
    dense = np.full(len(labels), -1, dtype=np.int64)
    dense[labels >= 0] = numbers
    return kept, dense


def _likeness(vectors: NDArray[np.float32], labels: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return the mean cosine between two statements of each group, shape (count,); 1 for one that stands alone."""
    from scipy.sparse import csr_matrix

    inside = np.flatnonzero(labels >= 0)
    sums = csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape=(count, len(labels))) @ vectors
    return mean_cosine_within(sums, np.bincount(labels[inside], minlength=count))


def _groups_by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """List the groups that have any statements, largest first."""
    inside = labels[labels >= 0]
    if not len(inside):
        return np.zeros(0, dtype=np.int64)
    ranked = by_size(inside)
    return inside[np.unique(ranked, return_index=True)[1]]
