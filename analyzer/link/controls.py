"""Controls of the panel test: multiple testing, scrambled pairings, and how specific a correlation is to its pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analyzer.link.covariation import Pair

# How many swaps are treated as if they were the real pairing.
SCRAMBLED_PAIRINGS = 200
# A normal distribution's standard deviation is this many median absolute deviations.
MAD_TO_SD = 1.4826
# Statistical efficiency of the median absolute deviation relative to the standard deviation (Rousseeuw & Croux 1993).
MAD_EFFICIENCY = 0.37


def adjust_p_values(
    p: NDArray[np.float64], families: NDArray[np.int64], method: Literal["bh", "by"] = "bh"
) -> NDArray[np.float64]:
    """Adjust p-values within each declared family.

    Args:
        p: Shape (pairs,).
        families: Family of each pair, shape (pairs,).
        method: "bh" (Benjamini-Hochberg), or "by" (Benjamini-Yekutieli).
    """
    from scipy.stats import false_discovery_control

    q = np.ones(len(p))
    for family in np.unique(families):
        q[families == family] = false_discovery_control(p[families == family], method=method)
    return q


def specificity(correlations: NDArray[np.float64], pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Return how likely a pair's correlation would be among the mismatched pairs that share one of its themes.

    A pair that correlates no more than the rest of its row and column shows general mood, not a link. The mismatched
    pairs are summarised by median and median absolute deviation, so that true links among them do little harm. A
    spread estimated from few pairs is imprecise, so the tail is Student's t.

    Args:
        correlations: Of every employee theme with every customer theme, shape (k, l).
        pairs: The pairs asked about.

    Returns:
        One-sided tail, shape (pairs,); 1 where there is nothing to compare with.
    """
    from scipy.stats import t

    tails = np.ones(len(pairs))
    for at, (e, c) in enumerate(pairs):
        others = np.concatenate([np.delete(correlations[e], c), np.delete(correlations[:, c], e)])
        if len(others) >= 5:
            middle = np.median(others)
            spread = MAD_TO_SD * np.median(np.abs(others - middle))
            degrees = MAD_EFFICIENCY * (len(others) - 1)
            tails[at] = t.sf((correlations[e, c] - middle) / max(spread, 1e-12), degrees)
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
    for swap in range(min(SCRAMBLED_PAIRINGS, null.shape[1])):
        p = (1 + ranks[:, swap]) / (null.shape[1] + 1)
        counts.append(int((adjust_p_values(p, families) <= fdr).sum()))
    return float(np.mean(counts)) if counts else 0.0
