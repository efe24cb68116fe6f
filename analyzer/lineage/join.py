"""Which earlier theme a statement joins: the nearest, where it lies no further off than that theme's own members do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.membership import centroids

# Of a theme's own members, this share lies further from its middle than a statement that joins may. Among 0.02 to 0.3,
# and against votes of 5 to 25 nearest neighbours, 0.02 and 0.05 found the right theme most often (decision 0017).
FURTHEST = 0.05
# A statement further than this from a theme's middle says something else, however loose the theme is.
LEAST_COSINE = 0.25


@dataclass(frozen=True, slots=True)
class Memory:
    """The statements of an earlier run.

    Attributes:
        vectors: Distinct statements, shape (m, d), unit length.
        labels: The theme of each, 0 to k - 1, or -1 in the remainder; shape (m,).
        pains: Which name something bad or wanted; shape (m,).
        themes: How many themes there were, k; one without a statement is never joined.
    """

    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    pains: NDArray[np.bool_]
    themes: int


def join(memory: Memory, vectors: NDArray[np.float32], pains: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give each new statement to an earlier theme, or to none (-1). Returns shape (n,).

    A pain joins themes of pains alone, any other statement the other themes.

    Args:
        memory: What is known.
        vectors: New statements, shape (n, d), unit length, same space.
        pains: Which of them name something bad or wanted, shape (n,).
    """
    if not memory.themes or not len(vectors):
        return np.full(len(vectors), -1, dtype=np.int64)
    centres = centroids(memory.vectors, memory.labels, memory.themes)
    return _nearest(memory, vectors @ centres.T, pains, _reach(memory))


def rejoin(memory: Memory) -> NDArray[np.int64]:
    """Give the earlier statements themselves to themes by the same rule, each as if it were new. Returns shape (m,).

    A statement does not count towards the middle of its own theme. What is measured so on both waves is measured with
    one instrument: how themes were formed in the first place would give other shares.
    """
    if not memory.themes or not len(memory.labels):
        return np.full(len(memory.labels), -1, dtype=np.int64)
    cosines = memory.vectors @ centroids(memory.vectors, memory.labels, memory.themes).T
    inside = np.flatnonzero(memory.labels >= 0)
    cosines[inside, memory.labels[inside]] = _own(memory)[inside]
    return _nearest(memory, cosines, memory.pains, _reach(memory))


def _nearest(
    memory: Memory, cosines: NDArray[np.float32], pains: NDArray[np.bool_], reach: NDArray[np.float32]
) -> NDArray[np.int64]:
    bad = np.bincount(memory.labels + 1, weights=memory.pains, minlength=memory.themes + 1)[1:]
    said = np.bincount(memory.labels + 1, minlength=memory.themes + 1)[1:]
    unlike = (2 * bad >= said)[None, :] != pains[:, None]
    allowed = np.where(unlike | (said == 0)[None, :], -2.0, cosines)
    best = allowed.argmax(axis=1)
    near = allowed[np.arange(len(allowed)), best] >= reach[best]
    return np.where(near, best, -1).astype(np.int64)


def _reach(memory: Memory) -> NDArray[np.float32]:
    """Say for each theme how near a statement has to lie, shape (k,)."""
    own = _own(memory)
    reach = np.full(memory.themes, LEAST_COSINE, dtype=np.float32)
    for theme in np.unique(memory.labels[memory.labels >= 0]):
        reach[theme] = max(LEAST_COSINE, float(np.quantile(own[memory.labels == theme], FURTHEST)))
    return reach


def _own(memory: Memory) -> NDArray[np.float32]:
    """Cosine of each member with the middle of the others of its theme; 0 in the remainder and for a lone member."""
    sums = np.zeros((memory.themes, memory.vectors.shape[1]), dtype=np.float32)
    inside = np.flatnonzero(memory.labels >= 0)
    np.add.at(sums, memory.labels[inside], memory.vectors[inside])
    others = sums[memory.labels[inside]] - memory.vectors[inside]
    lengths = np.linalg.norm(others, axis=1)
    own = np.zeros(len(memory.labels), dtype=np.float32)
    cosines = np.einsum("nd,nd->n", memory.vectors[inside], others) / np.maximum(lengths, 1e-6)
    own[inside] = np.where(lengths > 1e-3, cosines, 0.0)
    return own
