"""The two clustering engines for statements without an anchor: Leiden on a graph, or BERTopic (UMAP and HDBSCAN)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.graph import communities
from analyzer.neighbours import Neighbours, nearest
from analyzer.settings import ThemeSettings

# With fewer statements neither a neighbour graph nor a projection is meaningful.
MIN_STATEMENTS = 6
# A resolution that suits many statements about several matters breaks a few statements about one matter into
# fragments. If fewer than half of them end up in groups of this size or larger, coarser resolutions are tried.
MIN_GROUP_SIZE = 3
COARSER_RESOLUTIONS = (2.0, 0.5)


class GraphClusters:
    """Our graph clusterer as a BERTopic cluster model: ``BERTopic(hdbscan_model=GraphClusters(...))``.

    Attributes:
        labels_: Group of each statement, after ``fit``.
    """

    def __init__(self, neighbours: int, resolution: float) -> None:
        self.neighbours = neighbours
        self.resolution = resolution
        self.labels_: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def fit(self, vectors: NDArray[np.float32]) -> GraphClusters:
        """Group vectors of unit length, shape (n, d)."""
        self.labels_ = communities(nearest(vectors, self.neighbours), self.resolution)
        return self


def form_groups(
    vectors: NDArray[np.float32], near: Neighbours, settings: ThemeSettings, resolution: float
) -> NDArray[np.int64]:
    """Cluster statements with the engine that the settings name.

    Args:
        vectors: Shape (n, d), unit length.
        near: Their nearest neighbours.
        settings: Names the engine.
        resolution: Leiden's resolution parameter.

    Returns:
        Group of each statement from 0, or -1 for none, shape (n,).
    """
    if len(vectors) < MIN_STATEMENTS:
        # Each distinct text is its own group: one that many records repeat may still be large enough for a theme.
        return np.arange(len(vectors))
    if settings.engine == "bertopic":
        return _bertopic(vectors)
    best = np.arange(len(vectors))
    for candidate in (resolution, *(each for each in COARSER_RESOLUTIONS if each < resolution)):
        found = communities(near, candidate)
        best = max(best, found, key=_grouped_share)
        if _grouped_share(best) >= 0.5:
            break
    return best


def _grouped_share(labels: NDArray[np.int64]) -> float:
    """Return the share of statements in groups of at least ``MIN_GROUP_SIZE``."""
    return float((np.bincount(labels)[labels] >= MIN_GROUP_SIZE).mean())


def _bertopic(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Cluster with BERTopic's own projection and clusterer, at its defaults except for a fixed seed."""
    from bertopic import BERTopic
    from bertopic.dimensionality import BaseDimensionalityReduction
    from umap import UMAP

    n = len(vectors)
    # UMAP's spectral initialisation needs more points than dimensions, so a handful of statements is not projected.
    projection = (
        UMAP(n_neighbors=min(15, n - 1), n_components=5, min_dist=0.0, metric="cosine", random_state=0, n_jobs=1)
        if n > 15
        else BaseDimensionalityReduction()
    )
    model = BERTopic(embedding_model=None, umap_model=projection, min_topic_size=min(10, max(2, n // 5)))
    # BERTopic uses words only for topic names, which we make elsewhere, so placeholders will do.
    topics, _ = model.fit_transform([f"statement{at}" for at in range(n)], embeddings=vectors)
    return np.asarray(topics, dtype=np.int64)
