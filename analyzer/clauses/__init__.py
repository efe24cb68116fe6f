"""Clauses in which one side speaks of the other: an employee of what customers go through, a customer of the staff.

A lexicon (cues.yaml, seven languages) preselects clauses; a linear classifier (the head) on the clause's vector, cues
and words decides. For the packaged embedders it is trained by scripts/train_clauses.py and ships as a small file
(weights/CARD.md says on what, and how well it does). For any other embedder it is fitted at load on the statements
written for this project, so that no embedder is refused.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.clauses.cues import KINDS, cues
from analyzer.clauses.cut import cut
from analyzer.clauses.features import features
from analyzer.clauses.training import Example, Weights, fit, own_examples
from analyzer.types import Side
from analyzer.weights import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from analyzer.embed import Embedder

__all__ = ["MIN_PROBABILITY", "Example", "Head", "Weights", "cut", "fit", "head_for", "own_examples", "worth_judging"]

# Least probability for a clause to count. From here on nine in ten are right on statements of mechanisms that the head
# was not trained on (weights/CARD.md): a false voice is worse than a missed one.
MIN_PROBABILITY = {Side.EMPLOYEE: 0.95, Side.CUSTOMER: 0.96}

_WEIGHTS = Path(__file__).with_name("weights")
# The kinds of cues of which a clause needs at least one to speak of the other side.
_NAMES = {Side.EMPLOYEE: ("customers", "persons", "harm"), Side.CUSTOMER: ("staff", "perhaps", "said", "state")}


class Head:
    """Classifies clauses by their vectors and words, with separate weights for each side."""

    def __init__(self, weights: Mapping[Side, Weights]) -> None:
        self.weights = weights

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that decides which clauses count except the vectors."""
        arrays = [np.append(self.weights[side].column, self.weights[side].bias) for side in Side]
        return fingerprint(arrays, "analyzer.clauses", "analyzer.hashing", "analyzer.wordlists", "analyzer.spelling")

    def judge(
        self, side: Side, vectors: NDArray[np.float32], clauses: Sequence[str], statements: Sequence[str]
    ) -> NDArray[np.float64]:
        """Return the probability that each clause speaks of the other side, 0 to 1.

        Args:
            side: Who speaks.
            vectors: Of the clauses, shape (n, d), unit length.
            clauses: Length n.
            statements: The statement that each clause is part of, length n.
        """
        if not clauses:
            return np.zeros(0)
        weights = self.weights[side]
        scores = features(vectors, clauses, statements) @ weights.column + weights.bias
        probabilities: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.asarray(scores, dtype=np.float64)))
        return probabilities


def head_for(embedder: Embedder) -> Head:
    """Load the head trained for a packaged embedder, or fit one for any other (a second or more)."""
    path = _WEIGHTS / f"{embedder.fingerprint.partition('/')[0]}.npz"
    if path.is_file():
        with np.load(path, allow_pickle=False) as stored:
            return Head(
                {side: Weights(stored[f"{side}"].astype(np.float32), float(stored[f"{side}_bias"])) for side in Side}
            )
    fitted = {}
    for side in Side:
        examples = [example for example in own_examples() if example.side is side]
        fitted[side] = fit(examples, embedder.embed([example.clause for example in examples]))
    return Head(fitted)


def worth_judging(side: Side, clauses: Sequence[str]) -> NDArray[np.bool_]:
    """Mark the clauses with a word for the other side or its state, shape (n,). Most have none and need no vector."""
    counted = cues(clauses)[:, [KINDS.index(kind) for kind in _NAMES[side]]]
    return np.asarray(counted.sum(axis=1) > 0, dtype=np.bool_)
