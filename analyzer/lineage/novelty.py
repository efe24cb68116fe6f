"""Tell whether statements that came since themes were formed say something that no theme says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.membership import mean_cosine_within, sums_by_theme
from analyzer.neighbours import Neighbours

# "Young" statements came since the themes were formed. One may say something new if at least this share of its
# neighbourhood is young. A new theme needs the second share of young statements in the ball around its mean vector that
# holds half of its members (docs/decisions/0017).
MIN_YOUNG_NEIGHBOURS = 0.5
MIN_YOUNG_AT_CENTRE = 0.6
# From this likeness on, a group counts as the earlier theme, grown: at 1 it is as similar to the theme as the theme's
# own statements are to each other. Of held-back parts of a theme nine in ten are above .83, of other themes nine in ten
# below .74.
SAME_THEME_LIKENESS = 0.8
# With fewer statements of a theme, how similar they are to each other cannot be told.
MIN_STATEMENTS = 3
# Lower bound of the likeness within a group, so that nothing is divided by zero.
MIN_LIKENESS = 1e-3


@dataclass(frozen=True, slots=True)
class TwoWaves:
    """Statements of two waves (runs that follow each other).

    Attributes:
        vectors: Distinct statements, shape (n, d), unit length.
        labels: The earlier theme in which each was already known, 0 to k - 1, or -1; shape (n,).
        pains: Which name something bad or wanted; shape (n,).
        young: Which came since the themes were formed; shape (n,).
        themes: Number of themes, k.
        counts: How often each is made, shape (n,); once if None.
    """

    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    pains: NDArray[np.bool_]
    young: NDArray[np.bool_]
    themes: int
    counts: NDArray[np.int64] | None = None


def among_young(young: NDArray[np.bool_], near: Neighbours) -> NDArray[np.bool_]:
    """Return which young statements have mostly young neighbours, weighted by squared cosine; shape (n,)."""
    share = (near.weights * young[near.indices]).sum(axis=1) / np.maximum(near.weights.sum(axis=1), 1e-12)
    return np.asarray(young & (share >= MIN_YOUNG_NEIGHBOURS), dtype=np.bool_)


def is_new(mixed: TwoWaves, members: NDArray[np.int64], level: float) -> bool:
    """Whether a group, given by positions, shape (m,), is a theme that did not exist before.

    Most statements near its mean vector have to be young, and more of them than if young ones lay anywhere; and it must
    not be like any earlier theme of its valence.

    Args:
        mixed: The statements of both waves.
        members: The group.
        level: Tolerated probability that young statements lie so dense by chance (hypergeometric).
    """
    from scipy.stats import hypergeom

    cosines = _cosines_to_others(mixed.vectors, members)
    counts = np.ones(len(mixed.young), dtype=np.int64) if mixed.counts is None else mixed.counts
    within = counts * (cosines >= np.median(cosines[members]))
    young = within[mixed.young].sum()
    by_chance = hypergeom.sf(young - 1, counts.sum(), counts[mixed.young].sum(), within.sum())
    return bool(
        young >= MIN_YOUNG_AT_CENTRE * within.sum()
        and by_chance <= level
        and (_likeness(mixed, members) < SAME_THEME_LIKENESS).all()
    )


def join_alike(
    vectors: NDArray[np.float32],
    pains: NDArray[np.bool_],
    labels: NDArray[np.int64],
    mechanisms: Sequence[str | None],
) -> NDArray[np.int64]:
    """Make groups one that are as like each other as a part of a theme is like the rest of it. Returns shape (n,).

    Args:
        vectors: Statements, shape (n, d), unit length.
        pains: Which name something bad or wanted; shape (n,).
        labels: Group of each from 0, or -1; shape (n,). A joined group gets the lowest number of its parts.
        mechanisms: The mechanism of each group, or None: only groups of the same one are joined.
    """
    count = int(labels.max(initial=-1)) + 1
    groups = TwoWaves(vectors, labels, pains, np.zeros(len(labels), dtype=np.bool_), count)
    first = np.arange(count)
    for group in range(count):
        members = np.flatnonzero(labels == group)
        if len(members) < MIN_STATEMENTS:
            continue
        for other in np.flatnonzero(_likeness(groups, members) >= SAME_THEME_LIKENESS).tolist():
            if mechanisms[group] != mechanisms[other]:
                continue
            first[first == max(first[group], first[other])] = min(first[group], first[other])
    return np.append(first, -1)[labels]


def _cosines_to_others(vectors: NDArray[np.float32], members: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return each statement's mean cosine to a group, shape (n,), members' without themselves: else they are nearer."""
    cosines = vectors @ vectors[members].mean(axis=0)
    if len(members) > 1:
        cosines[members] = (len(members) * cosines[members] - 1) / (len(members) - 1)
    return np.asarray(cosines, dtype=np.float32)


def _likeness(mixed: TwoWaves, members: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how similar a group is to each earlier theme, shape (k,); 0 for a theme of the other valence.

    This is the mean cosine between the two, divided by the geometric mean of the mean cosines within each: a
    correlation corrected for attenuation (Spearman 1904). So neither few statements nor loosely related ones make two
    themes differ.
    """
    said = np.bincount(mixed.labels + 1, minlength=mixed.themes + 1)[1:]
    bad = np.bincount(mixed.labels + 1, weights=mixed.pains, minlength=mixed.themes + 1)[1:]
    totals, own = sums_by_theme(mixed.vectors, mixed.labels, mixed.themes), mixed.vectors[members].sum(axis=0)
    ours = mean_cosine_within(own[None], np.array([len(members)]))
    inside = np.sqrt(np.maximum(mean_cosine_within(totals, said), MIN_LIKENESS) * np.maximum(ours, MIN_LIKENESS))
    likeness = totals @ own / np.maximum(said * len(members) * inside, 1e-12)
    alike = (2 * bad >= said) == (2 * mixed.pains[members].sum() >= len(members))
    return np.where(alike & (said >= MIN_STATEMENTS), likeness, 0.0)
