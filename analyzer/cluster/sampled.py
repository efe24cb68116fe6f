"""Grouping of very many statements: a sample is grouped, and the others join the group with the nearest centre."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.group import MIN_COSINE_TO_CENTRE, Grouping, group
from analyzer.cluster.plan import GroupingPlan, plan_grouping
from analyzer.membership import centroids
from analyzer.neighbours import MAX_COMPARED
from analyzer.settings import ThemeSettings

# A group in which pains and other statements each have more than this share is open to both.
MIXED_SHARE = 0.1
# Exponent that turns cosines to centres into shares: the larger, the more the nearest centre gets.
SHARPNESS = 8


def group_many(
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    pains: NDArray[np.bool_],
    anchors: NDArray[np.float32],
    settings: ThemeSettings,
    plan: GroupingPlan | None = None,
) -> Grouping:
    """Group statements as ``group`` does; if there are very many, group a sample and assign the others to its groups.

    A statement outside the sample joins the nearest centre among the groups of its valence (pains, others, or mixed).
    Its strength is that centre's share of its similarity to all centres that it may join.
    """
    plan = plan or plan_grouping(vectors, pains, settings.engine == "leiden")
    sample = plan.at
    if len(sample) == len(vectors):
        return group(vectors, counts, pains, anchors, settings, plan)
    found = group(vectors[sample], counts[sample], pains[sample], anchors[sample], settings, plan)
    labels, strength = join_nearest(vectors, pains, sample, found.labels)
    labels[sample], strength[sample] = found.labels, found.strength
    leanings = labels.copy()
    leanings[sample] = found.leanings
    return replace(found, labels=labels, strength=strength, leanings=leanings)


def join_nearest(
    vectors: NDArray[np.float32], pains: NDArray[np.bool_], sample: NDArray[np.int64], found: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Assign each statement to the group with the nearest centre.

    Args:
        vectors: Statements, shape (n, d), unit length.
        pains: Which of them name something bad or wanted, shape (n,).
        sample: Those that were grouped, shape (s,).
        found: Their groups from 0, -1 for none, shape (s,).

    Returns:
        Groups, -1 where no centre is near, and strengths from 0 to 1; both of shape (n,).
    """
    count = int(found.max(initial=-1)) + 1
    labels, strength = np.full(len(vectors), -1, dtype=np.int64), np.zeros(len(vectors), dtype=np.float32)
    if not count:
        return labels, strength
    inside = found >= 0
    centres = centroids(vectors[sample], found, count)
    sizes = np.bincount(found[inside], minlength=count)
    bad = np.bincount(found[inside], weights=pains[sample][inside], minlength=count) / sizes
    open_to = np.stack([bad < 1 - MIXED_SHARE, bad > MIXED_SHARE])
    for start in range(0, len(vectors), MAX_COMPARED):
        block = slice(start, start + MAX_COMPARED)
        labels[block], strength[block] = _nearest_centres(vectors[block] @ centres.T, open_to[pains[block].astype(int)])
    return labels, strength


def _nearest_centres(
    cosines: NDArray[np.float32], allowed: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return each row's nearest allowed centre, or -1 if it is too far, and that centre's share of the similarity."""
    near = np.where(allowed, np.maximum(cosines, 0.0), 0.0)
    best = near.argmax(axis=1)
    top = near[np.arange(len(near)), best]
    nearness = (near / np.maximum(top, 1e-9)[:, None]) ** SHARPNESS
    shares = 1.0 / np.maximum(nearness.sum(axis=1), 1.0)
    joins = top >= MIN_COSINE_TO_CENTRE
    return np.where(joins, best, -1), np.where(joins, shares, 0.0).astype(np.float32)
