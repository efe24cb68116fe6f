"""Assign statements to earlier themes: to the nearest, if they are no further from it than its own members are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.membership import NEIGHBOURS, as_unit, sums_by_theme
from analyzer.neighbours import MAX_COMPARED, Neighbours, nearest, nearest_of

# A statement that joins a theme scores at least this quantile of the theme's own members (docs/decisions/0017).
REACH_QUANTILE = 0.05
# Minimum cosine to a theme's centre; one further away says something else, however loose the theme is.
MIN_COSINE = 0.15
# Weight of the nearest neighbours' themes beside the cosine to the centre. The centre alone works for compact themes
# and fails for wide ones; the neighbours alone do the opposite.
VOTE_WEIGHT = 0.5
# A theme's vector sum without one member counts as zero below this norm (rounding): the member is alone in its theme.
ZERO_NORM = 1e-3


@dataclass(frozen=True, slots=True)
class EarlierStatements:
    """The statements of an earlier run, with their themes.

    Attributes:
        vectors: Distinct statements, shape (m, d), unit length.
        labels: The theme of each, 0 to k - 1, or -1 in the remainder; shape (m,).
        pains: Which name something bad or wanted; shape (m,).
        themes: Number of themes, k; one without statements is never joined.
        near: The neighbours of each among all of them, if they are known.
    """

    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    pains: NDArray[np.bool_]
    themes: int
    near: Neighbours | None = None


@dataclass(frozen=True, slots=True)
class JoinRule:
    """How statements join themes.

    Attributes:
        memory: The statements it was learned from.
        reach: Minimum score of a statement to join each theme, shape (k,).
        rejoined: The theme that each earlier statement would join by this rule if it were new, or -1; shape (m,). The
            shares of two waves are compared by this rule on both, since the original grouping gives other shares.
    """

    memory: EarlierStatements
    reach: NDArray[np.float32]
    rejoined: NDArray[np.int64]


def learn_rule(memory: EarlierStatements) -> JoinRule:
    """Learn the minimum scores from the earlier statements, each scored against all others (leave-one-out)."""
    if not memory.themes or not len(memory.labels):
        return JoinRule(
            memory, np.zeros(memory.themes, dtype=np.float32), np.full(len(memory.labels), -1, dtype=np.int64)
        )
    count, totals = len(memory.labels), sums_by_theme(memory.vectors, memory.labels, memory.themes)
    own, best, top = np.empty(count, np.float32), np.empty(count, np.int64), np.empty(count, np.float32)
    for start in range(0, count, MAX_COMPARED):
        rows = np.arange(start, min(start + MAX_COMPARED, count))
        scores = _score(memory, totals, memory.vectors[rows], memory.pains[rows], rows)
        own[rows] = scores[np.arange(len(rows)), memory.labels[rows]]
        best[rows], top[rows] = scores.argmax(axis=1), scores.max(axis=1)
    reach = np.full(memory.themes, MIN_COSINE, dtype=np.float32)
    for theme in np.unique(memory.labels[memory.labels >= 0]):
        said = own[memory.labels == theme]
        reach[theme] = np.quantile(said[said > -1], REACH_QUANTILE) if (said > -1).any() else MIN_COSINE
    return JoinRule(memory, reach, np.where(top >= reach[best], best, -1))


def join(rule: JoinRule, vectors: NDArray[np.float32], pains: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Assign each new statement to an earlier theme, or to none (-1). Returns shape (n,).

    A pain can only join a theme of pains, any other statement only one of the other themes.

    Args:
        rule: Learned from the earlier statements.
        vectors: New statements in the same space, shape (n, d), unit length.
        pains: Which of them name something bad or wanted, shape (n,).
    """
    labels = np.full(len(vectors), -1, dtype=np.int64)
    if not rule.memory.themes or not len(rule.memory.labels):
        return labels
    totals = sums_by_theme(rule.memory.vectors, rule.memory.labels, rule.memory.themes)
    for start in range(0, len(vectors), MAX_COMPARED):
        rows = slice(start, start + MAX_COMPARED)
        scores = _score(rule.memory, totals, vectors[rows], pains[rows])
        best, top = scores.argmax(axis=1), scores.max(axis=1)
        labels[rows] = np.where(top >= rule.reach[best], best, -1)
    return labels


def _score(
    memory: EarlierStatements,
    totals: NDArray[np.float32],
    vectors: NDArray[np.float32],
    pains: NDArray[np.bool_],
    known: NDArray[np.int64] | None = None,
) -> NDArray[np.float32]:
    """Score statements for each theme, shape (n, k): cosine to its centre plus neighbours' vote; -2 if one cannot join.

    Args:
        memory: The earlier statements.
        totals: Sums of each theme's vectors, shape (k, d).
        vectors: The statements, shape (n, d).
        pains: Which of them are pains, shape (n,).
        known: Their positions in the memory, shape (n,), if they are part of it: then none counts towards its own
            theme's centre, nor as its own neighbour.
    """
    cosines = vectors @ as_unit(totals).T
    if known is not None:
        inside = np.flatnonzero(memory.labels[known] >= 0)
        labels = memory.labels[known[inside]]
        others = totals[labels] - vectors[inside]
        lone = np.linalg.norm(others, axis=1) <= ZERO_NORM
        cosines[inside, labels] = np.where(lone, 0.0, np.einsum("nd,nd->n", vectors[inside], as_unit(others)))
    bad = np.bincount(memory.labels + 1, weights=memory.pains, minlength=memory.themes + 1)[1:]
    said = np.bincount(memory.labels + 1, minlength=memory.themes + 1)[1:]
    unlike = ((2 * bad >= said)[None, :] != pains[:, None]) | (said == 0)[None, :]
    scores = cosines
    # With very many statements themes were assigned by their centres alone, so joining does the same.
    if len(memory.labels) <= MAX_COMPARED:
        scores = cosines + VOTE_WEIGHT * _vote(memory, vectors, pains, known=known is not None)
    return np.where(unlike | (cosines < MIN_COSINE), -2.0, scores).astype(np.float32)


def _vote(
    memory: EarlierStatements, vectors: NDArray[np.float32], pains: NDArray[np.bool_], *, known: bool
) -> NDArray[np.float32]:
    """Return each theme's share of the nearest earlier statements of the same valence, by squared cosine; (n, k)."""
    if known:
        near = memory.near or nearest(memory.vectors, NEIGHBOURS)
    else:
        near = nearest_of(vectors, memory.vectors, NEIGHBOURS)
    weights = near.weights * (memory.pains[near.indices] == pains[:, None])
    votes = np.zeros((len(vectors), memory.themes + 1), dtype=np.float32)
    labels = memory.labels[near.indices] + 1
    np.add.at(votes, (np.repeat(np.arange(len(vectors)), labels.shape[1]), labels.ravel()), weights.ravel())
    shares: NDArray[np.float32] = votes[:, 1:] / np.maximum(votes.sum(axis=1, keepdims=True), 1e-12)
    return shares
