"""What the same machinery finds where nothing can be, and how a pair stands out from its mismatched neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analyzer import chance
from analyzer.link.covariation import Pair

# Swaps taken as if they were the real pairing.
SCRAMBLES = 200
# A normal distribution's standard deviation is this many median absolute deviations.
MAD_TO_SD = 1.4826
# What a median absolute deviation tells of a spread, against a standard deviation (Rousseeuw & Croux 1993).
MAD_EFFICIENCY = 0.37


def adjusted(
    p: NDArray[np.float64], families: NDArray[np.int64], method: Literal["bh", "by"] = "bh"
) -> NDArray[np.float64]:
    """Adjust p-values within each declared family.

    Args:
        p: Shape (pairs,).
        families: Family of each pair, shape (pairs,).
        method: "bh" (Benjamini-Hochberg), or "by" (Benjamini-Yekutieli).
    """
    q = np.ones(len(p))
    for family in np.unique(families):
        q[families == family] = chance.adjusted(p[families == family], method)
    return q


def specificity(correlations: NDArray[np.float64], pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Return how likely a pair's correlation would be among the mismatched pairs that share one of its themes.

    A pair that is no larger than its row and column is general mood, not a link. Median and median absolute
    deviation stand for the mismatched pairs, so that other true links among them do little harm. A spread known from
    few pairs is known badly, so the tail is Student's.

    Args:
        correlations: Of every employee theme with every customer theme, shape (k, l).
        pairs: The pairs asked about.

    Returns:
        One-sided tail, shape (pairs,); 1 where there is nothing to compare with.
    """
    tails = np.ones(len(pairs))
    for at, (e, c) in enumerate(pairs):
        others = np.concatenate([np.delete(correlations[e], c), np.delete(correlations[:, c], e)])
        if len(others) >= 5:
            middle = np.median(others)
            spread = MAD_TO_SD * np.median(np.abs(others - middle))
            known = MAD_EFFICIENCY * (len(others) - 1)
            tails[at] = chance.student_above((correlations[e, c] - middle) / max(spread, 1e-12), known)
    return tails


def scrambled_links(null: NDArray[np.float64], families: NDArray[np.int64], fdr: NDArray[np.float64]) -> float:
    """Count the links that the test would report if sites were paired at random, on average.

    Args:
        null: The statistics under swaps, shape (pairs, swaps).
        families: Family of each pair, shape (pairs,).
        fdr: Share of false links tolerated in each pair's family, as in the real run, shape (pairs,).
    """
    counts = []
    ranks = null.shape[1] - np.argsort(np.argsort(null, axis=1), axis=1)
    for swap in range(min(SCRAMBLES, null.shape[1])):
        p = (1 + ranks[:, swap]) / (null.shape[1] + 1)
        counts.append(int((adjusted(p, families) <= fdr).sum()))
    return float(np.mean(counts)) if counts else 0.0
