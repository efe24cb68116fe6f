"""How well groups are found again when part of the statements is left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

# Four draws are enough to tell a stable group from an unstable one, and fewer if there are many statements, whose
# groups are large: about this many statements are drawn in all. More draws would cost more than the grouping itself.
# With a smaller share per draw most groups of a large side would seem unstable.
MAX_DRAWS = 4
MIN_DRAWS = 2
MAX_DRAWN_STATEMENTS = 80_000
DRAW_SHARE = 0.8
# A group of which a draw holds fewer statements can hardly be found again, so that draw does not count for it.
MIN_DRAWN = 3

Regroup = Callable[[NDArray[np.int64]], NDArray[np.int64]]


def stability(labels: NDArray[np.int64], regroup: Regroup, seed: int) -> NDArray[np.float64]:
    """Return how well each group is found again, on average, when a random part of the statements is regrouped.

    Hennig (2007), Cluster-wise assessment of cluster stability: the largest Jaccard similarity between the group and
    any group of a draw, both cut to the statements drawn, averaged over draws without replacement.

    Args:
        labels: Group of each statement from 0, or -1; shape (n,).
        regroup: Groups the statements at given positions, shape (m,), the way all were grouped; -1 for none.
        seed: For the draws.

    Returns:
        Shape (k,), 0 to 1; NaN for a group of which no draw held enough statements.
    """
    rng, count = np.random.default_rng(seed), int(labels.max(initial=-1)) + 1
    size = round(DRAW_SHARE * len(labels))
    draws = max(MIN_DRAWS, min(MAX_DRAWS, MAX_DRAWN_STATEMENTS // max(size, 1))) if count else 0
    found = np.full((draws, count), np.nan)
    for draw in range(draws):
        chosen = np.sort(rng.permutation(len(labels))[:size])
        found[draw] = _best_jaccard(labels[chosen], regroup(chosen), count)
    seen = ~np.isnan(found)
    return np.where(seen.any(axis=0), np.nansum(found, axis=0) / np.maximum(seen.sum(axis=0), 1), np.nan)


def _best_jaccard(labels: NDArray[np.int64], again: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return each group's largest Jaccard similarity with any new group; NaN where too few statements were drawn."""
    others = int(again.max(initial=-1)) + 1
    # Label -1 indexes the last row or column, so the remainder of either side is counted there and then left out.
    table = np.zeros((count + 1, others + 1))
    np.add.at(table, (labels, again), 1)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    both = table[:count, :others]
    jaccard = both / np.maximum(rows[:count, None] + columns[None, :others] - both, 1)
    return np.where(rows[:count] >= MIN_DRAWN, jaccard.max(axis=1, initial=0.0), np.nan)
