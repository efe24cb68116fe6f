"""Hierarchical clustering of groups: a tree over their centres, cut at several heights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Each level has one part for this many parts of the level below: few enough to take in at a glance.
SHRINK_FACTOR = 3
# Fewer groups need no areas: they are an overview themselves.
MIN_GROUPS = 9

Path = tuple[int, ...]


def place_groups(centres: NDArray[np.float32], sizes: NDArray[np.int64]) -> tuple[Path, ...]:
    """Place groups in areas, and these in wider areas.

    Ward's tree over the centres (Ward 1963) is cut into a third, a ninth ... as many parts as there are groups. Unlike
    other linkages it makes no area that holds nearly all groups (measured: docs/decisions/0024-areas.md).

    Args:
        centres: The groups' centres, shape (k, d), unit length.
        sizes: How many statements each holds, shape (k,).

    Returns:
        For each group the number of its widest area, then of the area inside that, and so on; () if it is in none.
        Among the areas of one parent the largest has the number 1. An area holds at least two groups.
    """
    levels = _cut(centres)
    paths: dict[int, Path] = {}
    _descend(np.arange(len(centres)), levels, sizes, (), paths)
    return tuple(paths[group] for group in range(len(centres)))


def _cut(centres: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Return the part of each group at each level, coarsest first."""
    from scipy.cluster.hierarchy import cut_tree, ward

    counts, parts = [], len(centres)
    while parts >= MIN_GROUPS:
        parts = round(parts / SHRINK_FACTOR)
        counts.append(parts)
    if not counts:
        return []
    table = cut_tree(ward(centres.astype(np.float64)), counts[::-1])
    return [table[:, level].astype(np.int64) for level in range(len(counts))]


def _descend(
    groups: NDArray[np.int64],
    levels: Sequence[NDArray[np.int64]],
    sizes: NDArray[np.int64],
    path: Path,
    paths: dict[int, Path],
) -> None:
    if not levels:
        paths.update(dict.fromkeys(groups.tolist(), path))
        return
    here, finer = levels[0][groups], levels[1:]
    parts = [groups[here == part] for part in np.unique(here)]
    if len(parts) == 1:
        # This level does not split the groups, so it adds no area.
        _descend(groups, finer, sizes, path, paths)
        return
    parts.sort(key=lambda part: (-int(sizes[part].sum()), int(part[0])))
    together = [part for part in parts if len(part) > 1]
    for number, part in enumerate(together, 1):
        _descend(part, finer, sizes, (*path, number), paths)
    paths.update({int(part[0]): path for part in parts if len(part) == 1})
