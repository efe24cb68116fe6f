"""Which earlier theme a statement joins: the nearest, where it lies no further off than that theme's own members do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.membership import NEIGHBOURS, centroids
from analyzer.neighbours import Neighbours, nearest, nearest_of, within

# Of a theme's own members, this share lies further off than a statement that joins may (docs/decisions/0017).
FURTHEST = 0.05
# A statement further than this from a theme's middle says something else, however loose the theme is.
LEAST_COSINE = 0.15
# How much the nearest neighbours' themes count beside the cosine with the middle. The middle alone finds compact themes
# and fails wide ones, the neighbours alone the other way round.
VOTE = 0.5


@dataclass(frozen=True, slots=True)
class Memory:
    """The statements of an earlier run.

    Attributes:
        vectors: Distinct statements, shape (m, d), unit length.
        labels: The theme of each, 0 to k - 1, or -1 in the remainder; shape (m,).
        pains: Which name something bad or wanted; shape (m,).
        themes: How many themes there were, k; one without a statement is never joined.
        near: The neighbours of each among all, where they are known.
    """

    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    pains: NDArray[np.bool_]
    themes: int
    near: Neighbours | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How statements join themes.

    Attributes:
        memory: What it was learned from.
        reach: How near a statement has to be to each theme, shape (k,).
        again: The theme that each earlier statement would join by this rule if it were new, or -1; shape (m,). How
            themes were formed in the first place gives other shares: what is compared is read so on both waves.
    """

    memory: Memory
    reach: NDArray[np.float32]
    again: NDArray[np.int64]


def learn(memory: Memory) -> Rule:
    """Learn from the earlier statements, each set against all others, how near a statement has to be to join."""
    if not memory.themes or not len(memory.labels):
        return Rule(memory, np.zeros(memory.themes, dtype=np.float32), np.full(len(memory.labels), -1, dtype=np.int64))
    scores = _score(memory, memory.vectors, memory.pains, known=True)
    reach = np.full(memory.themes, LEAST_COSINE, dtype=np.float32)
    for theme in np.unique(memory.labels[memory.labels >= 0]):
        own = scores[memory.labels == theme, theme]
        reach[theme] = np.quantile(own[own > -1], FURTHEST) if (own > -1).any() else LEAST_COSINE
    return Rule(memory, reach, _choose(scores, reach))


def join(rule: Rule, vectors: NDArray[np.float32], pains: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give each new statement to an earlier theme, or to none (-1). Returns shape (n,).

    A pain joins themes of pains alone, any other statement the other themes.

    Args:
        rule: What was learned from the earlier statements.
        vectors: New statements, shape (n, d), unit length, same space.
        pains: Which of them name something bad or wanted, shape (n,).
    """
    if not rule.memory.themes or not len(rule.memory.labels) or not len(vectors):
        return np.full(len(vectors), -1, dtype=np.int64)
    return _choose(_score(rule.memory, vectors, pains, known=False), rule.reach)


def _choose(scores: NDArray[np.float32], reach: NDArray[np.float32]) -> NDArray[np.int64]:
    best = scores.argmax(axis=1)
    near = scores[np.arange(len(scores)), best] >= reach[best]
    return np.where(near, best, -1).astype(np.int64)


def _score(
    memory: Memory, vectors: NDArray[np.float32], pains: NDArray[np.bool_], *, known: bool
) -> NDArray[np.float32]:
    """Say how near statements are to themes, shape (n, k); -2 where one cannot join.

    ``known`` says that they are the memory's own: then none counts towards its theme's middle, nor as its neighbour.
    """
    cosines = vectors @ centroids(memory.vectors, memory.labels, memory.themes).T
    if known:
        inside = np.flatnonzero(memory.labels >= 0)
        cosines[inside, memory.labels[inside]] = _own(memory, inside)
    bad = np.bincount(memory.labels + 1, weights=memory.pains, minlength=memory.themes + 1)[1:]
    said = np.bincount(memory.labels + 1, minlength=memory.themes + 1)[1:]
    unlike = ((2 * bad >= said)[None, :] != pains[:, None]) | (said == 0)[None, :]
    scores = cosines + VOTE * _vote(memory, vectors, pains, known=known)
    return np.where(unlike | (cosines < LEAST_COSINE), -2.0, scores).astype(np.float32)


def _vote(
    memory: Memory, vectors: NDArray[np.float32], pains: NDArray[np.bool_], *, known: bool
) -> NDArray[np.float32]:
    """Share of each theme among the nearest earlier statements of the same valence, by squared cosine; (n, k)."""
    votes = np.zeros((len(vectors), memory.themes + 1), dtype=np.float32)
    for kind in (False, True):
        rows, among = np.flatnonzero(pains == kind), np.flatnonzero(memory.pains == kind)
        near = _alike(memory, among) if known else nearest_of(vectors[rows], memory.vectors[among], NEIGHBOURS)
        weights = np.maximum(near.cosines, 0.0) ** 2
        labels = memory.labels[among[near.indices]] + 1
        np.add.at(votes, (np.repeat(rows, labels.shape[1]), labels.ravel()), weights.ravel())
    shares: NDArray[np.float32] = votes[:, 1:] / np.maximum(votes.sum(axis=1, keepdims=True), 1e-12)
    return shares


def _alike(memory: Memory, among: NDArray[np.int64]) -> Neighbours:
    """What is nearest to each of one valence among these alone."""
    if memory.near is None or len(among) <= NEIGHBOURS:
        return nearest(memory.vectors[among], NEIGHBOURS)
    return within(memory.vectors, memory.near, among)


def _own(memory: Memory, inside: NDArray[np.int64]) -> NDArray[np.float32]:
    """Cosine of each member with the middle of the others of its theme; 0 for a lone member."""
    sums = np.zeros((memory.themes, memory.vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, memory.labels[inside], memory.vectors[inside])
    others = sums[memory.labels[inside]] - memory.vectors[inside]
    lengths = np.linalg.norm(others, axis=1)
    cosines = np.einsum("nd,nd->n", memory.vectors[inside], others) / np.maximum(lengths, 1e-6)
    return np.where(lengths > 1e-3, cosines, 0.0).astype(np.float32)
