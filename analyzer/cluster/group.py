"""Groups of one side: anchored in the knowledge base where it speaks clearly, emerging everywhere else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.engines import emerging
from analyzer.cluster.graph import by_size
from analyzer.membership import centroids, memberships
from analyzer.neighbours import nearest, smooth
from analyzer.settings import ThemeSettings

# Chosen on linkbench development worlds (docs/evaluation.md): above this smoothed probability a statement is taken
# for an anchor's; fewer neighbours carry an anchor than make a group, so that it does not swallow what lies near.
ANCHORED = 0.10
ANCHOR_NEIGHBOURS = 15
# A statement further than this from its group's centre says something else.
WEAKEST_COSINE = 0.25
# Praise and plain facts are read at a coarser grain than pains: leaders act on pains.
PAIN_RESOLUTION = 2.0
OTHER_RESOLUTION = 1.0


@dataclass(frozen=True, slots=True)
class Grouping:
    """Disjoint groups of one side's statements.

    Attributes:
        labels: Group of each statement from 0, or -1 in the remainder; shape (n,).
        strength: Membership in that group, 0 to 1; 0 in the remainder; shape (n,).
        anchors: For each group the column of the anchor it is anchored in, or None for an emerging one.
    """

    labels: NDArray[np.int64]
    strength: NDArray[np.float32]
    anchors: tuple[int | None, ...]


def group(
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    pains: NDArray[np.bool_],
    anchors: NDArray[np.float32],
    settings: ThemeSettings,
    seed: int,
) -> Grouping:
    """Group the distinct statements of one side.

    Pains are first given to the anchors that claim them clearly; what is left, and apart from it what is no pain,
    forms groups of its own. Groups that too few people speak of, and statements far from their group, are the
    remainder.

    Args:
        vectors: Distinct statements, shape (n, d), unit length, in an order that does not depend on the input's.
        counts: How many records say each, shape (n,).
        pains: Which of them name something bad or wanted, shape (n,).
        anchors: Probability of each anchor, shape (n, m); m may be 0.
        settings: Which engine forms emerging groups, and its neighbours.
        seed: For the engine.
    """
    smallest = smallest_group(int(counts.sum()))
    labels = np.full(len(vectors), -1, dtype=np.int64)
    bad = np.flatnonzero(pains)
    labels[bad] = _anchored(vectors[bad], anchors[bad], counts[bad], smallest)
    columns = anchors.shape[1]
    for chosen, resolution in (
        (np.flatnonzero(pains & (labels < 0)), PAIN_RESOLUTION),
        (np.flatnonzero(~pains), OTHER_RESOLUTION),
    ):
        found = _large(emerging(vectors[chosen], settings, resolution, seed), counts[chosen], smallest)
        labels[chosen] = np.where(found >= 0, found + columns, -1)
        columns += int(found.max(initial=-1)) + 1
    return _finish(vectors, labels, anchors.shape[1])


def smallest_group(statements: int) -> int:
    """How many statements make a theme: 3 of a few dozen, up to 30 of many thousands."""
    return int(np.clip(round(statements**0.5 / 3), 3, 30))


def _anchored(
    vectors: NDArray[np.float32], anchors: NDArray[np.float32], counts: NDArray[np.int64], smallest: int
) -> NDArray[np.int64]:
    if not anchors.size or len(vectors) <= ANCHOR_NEIGHBOURS:
        return np.full(len(vectors), -1, dtype=np.int64)
    agreed = smooth(anchors, nearest(vectors, ANCHOR_NEIGHBOURS))
    labels = np.where(agreed.max(axis=1) > ANCHORED, agreed.argmax(axis=1), -1)
    return _large(labels, counts, smallest)


def _large(labels: NDArray[np.int64], counts: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Take away the groups that too few records speak of."""
    said = np.bincount(labels + 1, weights=counts, minlength=1)[1:]
    return np.where((labels >= 0) & (np.append(said, 0)[labels] >= smallest), labels, -1)


def _finish(vectors: NDArray[np.float32], labels: NDArray[np.int64], columns: int) -> Grouping:
    """Send far statements to the remainder, number the groups, and measure how firmly statements belong."""
    kept, dense = np.unique(labels[labels >= 0], return_inverse=True)
    numbered = np.full(len(labels), -1, dtype=np.int64)
    numbered[labels >= 0] = dense
    centres = centroids(vectors, numbered, len(kept))
    own = np.einsum("nd,nd->n", vectors, centres[numbered]) if len(kept) else np.zeros(len(labels))
    numbered[own < WEAKEST_COSINE] = -1
    shares = memberships(vectors, numbered, len(kept))
    strength = np.where(numbered >= 0, shares[np.arange(len(labels)), numbered] if len(kept) else 0, 0)
    anchored = tuple(int(label) if label < columns else None for label in kept)
    return _ranked(Grouping(numbered, strength.astype(np.float32), anchored))


def _ranked(grouping: Grouping) -> Grouping:
    """Number groups by size and forget those that became empty."""
    labels = grouping.labels
    inside = labels >= 0
    if not inside.any():
        return Grouping(labels, grouping.strength, ())
    ranked = labels.copy()
    ranked[inside] = by_size(labels[inside])
    first = np.unique(ranked[inside], return_index=True)[1]
    return Grouping(ranked, grouping.strength, tuple(grouping.anchors[at] for at in labels[inside][first]))
