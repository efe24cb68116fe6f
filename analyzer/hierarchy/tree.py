"""Which groups lie together: a tree over their centres, cut at several heights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Each level has a third of the parts of the one below: few enough to take in at a glance, and no reader counts levels.
SHRINK_FACTOR = 3
# So few groups are an overview themselves.
FEWEST = 9

Path = tuple[int, ...]


def place_groups(centres: NDArray[np.float32], sizes: NDArray[np.int64]) -> tuple[Path, ...]:
    """Place groups in areas, and these in wider areas.

    Ward's tree over the centres (Ward 1963) is cut where it has a third, a ninth ... of the groups. Unlike other
    ways of joining it makes no area that holds nearly all (measured: docs/decisions/0024-areas.md).

    Args:
        centres: Of the groups, shape (k, d), unit length.
        sizes: How many statements each holds, shape (k,).

    Returns:
        For each group the number of its widest area, then that of the one inside, and so on; () where it stands alone.
        The largest area of its kind has the number 1. An area holds two groups or more.
    """
    levels = _cut(centres)
    paths: dict[int, Path] = {}
    _descend(np.arange(len(centres)), levels, sizes, (), paths)
    return tuple(paths[group] for group in range(len(centres)))


def _cut(centres: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Return the part of each group at each level, coarsest first."""
    from scipy.cluster.hierarchy import cut_tree, ward

    counts, parts = [], len(centres)
    while parts >= FEWEST:
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
        # Nothing parts here, so this level adds no area.
        _descend(groups, finer, sizes, path, paths)
        return
    parts.sort(key=lambda part: (-int(sizes[part].sum()), int(part[0])))
    together = [part for part in parts if len(part) > 1]
    for number, part in enumerate(together, 1):
        _descend(part, finer, sizes, (*path, number), paths)
    paths.update({int(part[0]): path for part in parts if len(part) == 1})
