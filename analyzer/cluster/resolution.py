"""Choose a Leiden resolution, and measure how cleanly statements separate into groups at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.graph import quick_communities
from analyzer.neighbours import Neighbours, nearest

# The number of groups at a resolution hardly depends on the number of statements, so a sample is enough to choose one.
SAMPLE_SIZE = 5_000
RESOLUTIONS = (2.0, 4.0, 8.0, 12.0, 16.0)
COARSER_RESOLUTIONS = (0.25, 0.5, 1.0)
# The coarsest resolution that separates at least this well, relative to the best, is chosen: leaders prefer few themes.
NEAR_BEST_RATIO = 0.96
# Statements whose silhouette reaches this separate cleanly by themselves. Short requests to a bank or an assistant
# reach .37 and .44, patients' comments .17 to .23, exit interviews and complaints .14 to .19. Below it, anchors help
# more than they blur (docs/decisions/0022-what-stays-in-a-theme.md).
SEPARATED_SILHOUETTE = 0.28
# Cosine distances below this are rounding errors: identical texts must not count as separated.
ROUNDING_DISTANCE = 1e-5
# This share of the groups has to be large enough to be useful.
USEFUL_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class ResolutionScore:
    """A resolution and the groups that it gives.

    Attributes:
        resolution: Leiden's resolution parameter.
        separation: Mean silhouette of its groups, -1 to 1; of a chosen resolution, that of the best one it was chosen
            from.
        usable_size: The size that ``USEFUL_SHARE`` of the groups reach.
    """

    resolution: float
    separation: float
    usable_size: float

    @property
    def is_separated(self) -> bool:
        """Whether statements separate cleanly by themselves."""
        return self.separation >= SEPARATED_SILHOUETTE


def choose_resolution(vectors: NDArray[np.float32], near: Neighbours, fewest: int = 1) -> ResolutionScore:
    """Choose the coarsest resolution whose groups are separated nearly as well as those of the best one.

    Texts written from a template separate at two levels: by what they say and, more cleanly, by how they are worded.
    So if the chosen groups are too small to be useful, the choice is repeated among the resolutions that separate
    cleanly, coarser ones included, and whose groups are large enough; if there is none, the coarsest that separates
    cleanly is taken (docs/decisions/0041-themes-large-enough-to-test.md).

    Args:
        vectors: Distinct statements, shape (n, d), unit length, in an order that does not depend on the input's.
        near: Their nearest neighbours; if a sample is drawn, as many are found again within it.
        fewest: How many statements make a group useful.
    """
    whole = len(vectors)
    if whole > SAMPLE_SIZE:
        vectors = vectors[np.sort(np.random.default_rng(0).permutation(whole)[:SAMPLE_SIZE])]
        near = nearest(vectors, near.indices.shape[1])
    finer = _score(vectors, near, RESOLUTIONS)
    best, enough = _coarsest_near_best(finer), fewest * len(vectors) / whole
    if not best.is_separated or best.usable_size >= enough:
        return best
    clean = [score for score in (*_score(vectors, near, COARSER_RESOLUTIONS), *finer) if score.is_separated]
    return _coarsest_near_best(list(takewhile(lambda score: score.usable_size >= enough, clean)) or clean[:1])


def _score(vectors: NDArray[np.float32], near: Neighbours, resolutions: Sequence[float]) -> list[ResolutionScore]:
    grouped = zip(resolutions, quick_communities(near, resolutions), strict=True)
    return [
        ResolutionScore(
            resolution, separation(vectors, labels), float(np.quantile(np.bincount(labels), 1 - USEFUL_SHARE))
        )
        for resolution, labels in grouped
    ]


def _coarsest_near_best(scores: Sequence[ResolutionScore]) -> ResolutionScore:
    """Return the first score that is nearly as good as the best, with the separation of the best."""
    best = max(score.separation for score in scores)
    first = next(score for score in scores if score.separation >= best - (1 - NEAR_BEST_RATIO) * abs(best))
    return replace(first, separation=best)


def separation(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Return the mean simplified silhouette (Hruschka et al. 2006) of groups, by cosine distance to centres.

    A statement is compared with the centre of the other members of its group; one alone in its group counts as 0.

    Args:
        vectors: Shape (n, d), unit length.
        labels: Group of each from 0, shape (n,).
    """
    from scipy.sparse import csr_matrix

    count = int(labels.max()) + 1
    if count < 2:
        return 0.0
    sizes = np.bincount(labels, minlength=count)
    ones = np.ones(len(labels), dtype=np.float32)
    sums = csr_matrix((ones, (labels, np.arange(len(labels)))), shape=(count, len(labels))) @ vectors
    others = sums[labels] - vectors
    others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), 1e-9)
    own = np.maximum(1 - np.einsum("nd,nd->n", vectors, others), 0.0)
    centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    to_centres = np.maximum(1 - vectors @ centres.T, 0.0)
    to_centres[np.arange(len(labels)), labels] = np.inf
    nearest_other = to_centres.min(axis=1)
    silhouettes = (nearest_other - own) / np.maximum(np.maximum(nearest_other, own), ROUNDING_DISTANCE)
    return float(np.where(sizes[labels] > 1, silhouettes, 0.0).mean())
