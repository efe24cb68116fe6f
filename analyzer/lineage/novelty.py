"""Whether what came since themes were formed says something that none of them says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.membership import mean_cosine_within, sums_by_theme
from analyzer.neighbours import Neighbours

# A young statement may say something new where at least this much of its neighbourhood is young; of what lies as near
# to a new theme's middle as half of the theme does, so much is (docs/decisions/0017).
MIN_YOUNG_NEIGHBOURS = 0.5
MIN_YOUNG_AT_CENTRE = 0.6
# A group so like an earlier theme is that theme, grown: at 1 it is as like it as the theme's own statements are to each
# other. Of parts of a theme that were held back nine in ten lie above .83, of other themes nine in ten below .74.
SAME_THEME_LIKENESS = 0.8
# Fewer statements of a theme say little of how like each other these are.
MIN_STATEMENTS = 3
# A group less alike in itself counts as so much alike: nothing is divided by nought.
MIN_LIKENESS = 1e-3


@dataclass(frozen=True, slots=True)
class Mixed:
    """Statements of two waves.

    Attributes:
        vectors: Distinct statements, shape (n, d), unit length.
        labels: The earlier theme of each that was known to it, 0 to k - 1, or -1; shape (n,).
        pains: Which name something bad or wanted; shape (n,).
        young: Which came since the themes were formed; shape (n,).
        themes: How many themes there are, k.
    """

    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    pains: NDArray[np.bool_]
    young: NDArray[np.bool_]
    themes: int


def among_young(young: NDArray[np.bool_], near: Neighbours) -> NDArray[np.bool_]:
    """Say which young statements have mostly young neighbours, weighed by squared cosine; shape (n,)."""
    share = (near.weights * young[near.indices]).sum(axis=1) / np.maximum(near.weights.sum(axis=1), 1e-12)
    return np.asarray(young & (share >= MIN_YOUNG_NEIGHBOURS), dtype=np.bool_)


def is_new(mixed: Mixed, members: NDArray[np.int64]) -> bool:
    """Whether a group, given by positions, shape (m,), is a theme that was not there.

    Most of what is said about its middle is young, and it is like none of the earlier themes of its valence.
    """
    cosines = mixed.vectors @ mixed.vectors[members].mean(axis=0)
    within = cosines >= np.median(cosines[members])
    return bool(mixed.young[within].mean() >= MIN_YOUNG_AT_CENTRE) and bool(
        (_likeness(mixed, members) < SAME_THEME_LIKENESS).all()
    )


def _likeness(mixed: Mixed, members: NDArray[np.int64]) -> NDArray[np.float64]:
    """Say how like a group is to each earlier theme, shape (k,); 0 for one of the other valence.

    The mean cosine between the two over the geometric mean of those within each: a correlation corrected for
    attenuation (Spearman 1904), so that neither how many nor how loosely people speak makes two themes unlike.
    """
    said = np.bincount(mixed.labels + 1, minlength=mixed.themes + 1)[1:]
    bad = np.bincount(mixed.labels + 1, weights=mixed.pains, minlength=mixed.themes + 1)[1:]
    totals, own = sums_by_theme(mixed.vectors, mixed.labels, mixed.themes), mixed.vectors[members].sum(axis=0)
    ours = mean_cosine_within(own[None], np.array([len(members)]))
    inside = np.sqrt(np.maximum(mean_cosine_within(totals, said), MIN_LIKENESS) * np.maximum(ours, MIN_LIKENESS))
    likeness = totals @ own / np.maximum(said * len(members) * inside, 1e-12)
    alike = (2 * bad >= said) == (2 * mixed.pains[members].sum() >= len(members))
    return np.where(alike & (said >= MIN_STATEMENTS), likeness, 0.0)
