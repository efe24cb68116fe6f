"""The area of each of one side's themes, and of each statement of the remainder."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster import MIN_COSINE_TO_CENTRE
from analyzer.hierarchy import place_groups
from analyzer.membership import centroids
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.waves.formed import FormedThemes
from analyzer.types import Side


@dataclass(frozen=True, slots=True)
class Areas:
    """The ids of areas.

    Attributes:
        themes: The area of each theme; None for a theme that stands alone.
        texts: The area of each distinct text; for a theme's own texts the same as in ``themes``.
    """

    themes: tuple[str | None, ...]
    texts: tuple[str | None, ...]


def find_areas(side: Side, corpus: Corpus, formed: FormedThemes) -> Areas:
    """Find the areas of one side.

    Loose groups stand in areas as themes do. A text that leans nowhere stands where the nearest group does, unless it
    is farther from that group than the grouping allows of any member.
    """
    count = max(len(formed.themes), int(formed.leanings.max(initial=-1)) + 1)
    centres = centroids(corpus.vectors, formed.leanings, count)
    paths = place_groups(centres, _sizes(corpus, formed.leanings, count))
    names = [f"{side[0].upper()}A{'.'.join(map(str, path))}" if path else None for path in paths]
    nearest = _nearest(corpus.vectors, formed.leanings, centres)
    return Areas(
        themes=tuple(names[: len(formed.themes)]),
        texts=tuple(names[group] if group >= 0 else None for group in nearest.tolist()),
    )


def _sizes(corpus: Corpus, groups: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    inside = groups >= 0
    return np.bincount(groups[inside], weights=corpus.counts[inside], minlength=count).astype(np.int64)


def _nearest(
    vectors: NDArray[np.float32], groups: NDArray[np.int64], centres: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Assign each text without a group to the nearest group, or -1 if none is near enough; shape (m,)."""
    outside = np.flatnonzero(groups < 0)
    if not len(centres) or not len(outside):
        return groups
    cosines = vectors[outside] @ centres.T
    found = groups.copy()
    found[outside] = np.where(cosines.max(axis=1) >= MIN_COSINE_TO_CENTRE, cosines.argmax(axis=1), -1)
    return found
