"""What a statement does: name a pain, praise, wish for something, or none of these; and how bad a pain is.

A linear classifier (the head) on the embedder's vectors, cues and hashed words. For the packaged embedders it is
trained by scripts/train_valence.py and ships as a small file (weights/CARD.md says on what, and how well it does). For
any other embedder it is fitted at load on the statements written for this project, so that no embedder is refused.
Employees have a head of their own: a list of perks or hours that praises an employer reads like a complaint to one that
learnt from customers (docs/decisions/0054-a-head-for-employees.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.types import PAIN_LIKE, Side, Valence
from analyzer.valence.cues import ParsedStatements, emphasis, parse
from analyzer.valence.features import features
from analyzer.valence.overrule import overrule
from analyzer.valence.rated import RatingEnd, find_rating_ends
from analyzer.valence.training import CLASSES, Weights, fit, own_statements
from analyzer.weights import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analyzer.embed import Embedder

__all__ = ["Head", "RatingEnd", "Verdict", "find_rating_ends", "head_for"]

_WEIGHTS = Path(__file__).with_name("weights")
_MIN_SEVERITY, _MAX_SEVERITY = 0.05, 1.0
# Added to the severity of what is put as strongly as possible.
_EMPHASIS_WEIGHT = 0.1
# Statements per batch of features: about 100 MB, where a million at once would take gigabytes.
_BATCH_SIZE = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one statement does, and how bad it is.

    Severity is 0 for praise and neutral, else from 0.05 to 1: about .1 for a blemish that costs nobody anything, .3 for
    an annoyance, .5 for lost hours or money, .7 where somebody's dignity, health or finances are hurt or somebody
    leaves, .9 where life, limb or law is in danger.
    """

    valence: Valence
    severity: float


class Head:
    """Classifies statements by their vectors and words."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that decides a verdict except the vectors."""
        arrays = self._weights.matrix, self._weights.bias
        return fingerprint(arrays, "analyzer.valence", "analyzer.hashing", "analyzer.wordlists", "analyzer.spelling")

    def judge(
        self,
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        asked: Sequence[str] = (),
        rated: Sequence[RatingEnd] = (),
    ) -> tuple[Verdict, ...]:
        """Classify each statement and rate its severity.

        Args:
            vectors: Shape (n, d), in the order of ``texts``.
            texts: The statements.
            asked: The question that each answers, "" where that is not known; empty where none is.
            rated: Which end of the scale each author's rating lies at; empty where nobody gave one.
        """
        found: list[Verdict] = []
        for batch in _batches(len(texts)):
            parsed = parse(texts[batch], asked[batch], rated[batch])
            scores = self._scores(vectors[batch], parsed)
            valences = overrule(scores[:, : len(CLASSES)], parsed)
            learned = scores[:, len(CLASSES)].astype(np.float64)
            severities = np.clip(learned + _EMPHASIS_WEIGHT * emphasis(parsed), _MIN_SEVERITY, _MAX_SEVERITY)
            found.extend(map(_verdict, valences, severities.tolist()))
        return tuple(found)

    def pains(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the probability that each text names something bad, shape (n,)."""
        probabilities = np.empty(len(texts))
        for batch in _batches(len(texts)):
            scores = self._scores(vectors[batch], parse(texts[batch]))[:, : len(CLASSES)]
            odds = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
            probabilities[batch] = odds[:, CLASSES.index(Valence.PAIN)] / odds.sum(axis=1)
        return probabilities

    def _scores(self, vectors: NDArray[np.float32], parsed: ParsedStatements) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = features(vectors, parsed) @ self._weights.matrix + self._weights.bias
        return scores


def head_for(embedder: Embedder, side: Side) -> Head:
    """Load a side's head, trained for a packaged embedder, or fit one for any other (a second or more)."""
    model = embedder.fingerprint.partition("/")[0]
    path = _WEIGHTS / f"{model}-{side}.npz"
    if path.is_file():
        with np.load(path, allow_pickle=False) as stored:
            return Head(Weights(stored["matrix"].astype(np.float32), stored["bias"].astype(np.float32)))
    examples = own_statements(side)
    return Head(fit(examples, embedder.embed([example.text for example in examples])))


def _batches(length: int) -> Iterator[slice]:
    return (slice(start, min(start + _BATCH_SIZE, length)) for start in range(0, length, _BATCH_SIZE))


def _verdict(valence: Valence, severity: float) -> Verdict:
    return Verdict(valence, severity if valence in PAIN_LIKE else 0.0)
