"""The two engines that form emerging groups: a graph with Leiden, or BERTopic with UMAP and HDBSCAN."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster.graph import communities
from analyzer.neighbours import Neighbours, nearest
from analyzer.settings import ThemeSettings

# Below this many statements neither a graph nor a projection means anything.
FEWEST = 6
# Few statements about one matter fall to pieces where many about several part well. Where fewer than half of them stand
# in groups of three or more, they are grouped more coarsely.
TOGETHER = 3
COARSER = (2.0, 0.5)


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


def emerging(
    vectors: NDArray[np.float32], near: Neighbours, settings: ThemeSettings, resolution: float
) -> NDArray[np.int64]:
    """Group statements with the engine that the settings name.

    Args:
        vectors: Shape (n, d), unit length.
        near: Their neighbours.
        settings: Name the engine.
        resolution: For Leiden.

    Returns:
        Group of each statement from 0, or -1 for none, shape (n,).
    """
    if len(vectors) < FEWEST:
        # What many say in the same words is a group all the same.
        return np.arange(len(vectors))
    if settings.engine == "bertopic":
        return _bertopic(vectors)
    best = np.arange(len(vectors))
    for grain in (resolution, *(each for each in COARSER if each < resolution)):
        found = communities(near, grain)
        best = max(best, found, key=_held)
        if _held(best) >= 0.5:
            break
    return best


def _held(labels: NDArray[np.int64]) -> float:
    """Return the share of statements that stand together."""
    return float((np.bincount(labels)[labels] >= TOGETHER).mean())


def _bertopic(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Group with BERTopic's own projection and clusterer, at its defaults but for a fixed seed."""
    from bertopic import BERTopic
    from bertopic.dimensionality import BaseDimensionalityReduction
    from umap import UMAP

    n = len(vectors)
    # UMAP's spectral start needs more points than dimensions; a handful of statements is grouped as it is.
    projection = (
        UMAP(n_neighbors=min(15, n - 1), n_components=5, min_dist=0.0, metric="cosine", random_state=0, n_jobs=1)
        if n > 15
        else BaseDimensionalityReduction()
    )
    model = BERTopic(embedding_model=None, umap_model=projection, min_topic_size=min(10, max(2, n // 5)))
    # Words play no part in BERTopic's grouping, only in its names, which are made elsewhere.
    topics, _ = model.fit_transform([f"statement{at}" for at in range(n)], embeddings=vectors)
    return np.asarray(topics, dtype=np.int64)
