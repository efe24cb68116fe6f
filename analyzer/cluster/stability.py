"""How well groups come back when statements are left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

# Four draws tell a steady group from an unsteady one; of many statements, whose groups are large, fewer do. More would
# cost more than all the grouping. Draws of a smaller share would call most groups of a large side unsteady.
DRAWS = 4
FEWEST_DRAWS = 2
DRAWN = 80_000
SHARE = 0.8
# A group of which fewer are drawn can hardly come back.
FEWEST = 3

Regroup = Callable[[NDArray[np.int64]], NDArray[np.int64]]


def stability(labels: NDArray[np.int64], regroup: Regroup, seed: int) -> NDArray[np.float64]:
    """Return how much of each group comes back, on average, when part of the statements is grouped anew.

    Hennig (2007), Cluster-wise assessment of cluster stability: the largest Jaccard similarity between the group and
    any group of a draw, both cut to the statements drawn, averaged over draws without replacement.

    Args:
        labels: Group of each statement from 0, or -1; shape (n,).
        regroup: Groups the statements at some positions, shape (m,), as all were grouped; -1 for none.
        seed: For the draws.

    Returns:
        Shape (k,), 0 to 1; NaN for a group of which no draw held enough.
    """
    rng, count = np.random.default_rng(seed), int(labels.max(initial=-1)) + 1
    size = round(SHARE * len(labels))
    draws = max(FEWEST_DRAWS, min(DRAWS, DRAWN // max(size, 1))) if count else 0
    found = np.full((draws, count), np.nan)
    for draw in range(draws):
        chosen = np.sort(rng.permutation(len(labels))[:size])
        found[draw] = _likest(labels[chosen], regroup(chosen), count)
    seen = ~np.isnan(found)
    return np.where(seen.any(axis=0), np.nansum(found, axis=0) / np.maximum(seen.sum(axis=0), 1), np.nan)


def _likest(labels: NDArray[np.int64], again: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return each group's largest Jaccard similarity with a group found again; NaN where too few were drawn."""
    others = int(again.max(initial=-1)) + 1
    # The remainder of either is a column and a row of its own, which is then left out of the comparison.
    table = np.zeros((count + 1, others + 1))
    np.add.at(table, (labels, again), 1)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    both = table[:count, :others]
    jaccard = both / np.maximum(rows[:count, None] + columns[None, :others] - both, 1)
    return np.where(rows[:count] >= FEWEST, jaccard.max(axis=1, initial=0.0), np.nan)
