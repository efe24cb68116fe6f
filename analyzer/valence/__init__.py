"""What a statement does: name a pain, praise, wish for something, or none of these; and how bad a pain is.

A linear head on the embedder's vectors, with cues and words beside them. For the packaged embedders it is trained by
scripts/train_valence.py and ships as a small file (weights/CARD.md says on what, and how well it does). For any other
embedder it is fitted at load on the statements written for this project, so that no embedder is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.types import PAIN_LIKE, Valence
from analyzer.valence.cues import Reading, read, stress
from analyzer.valence.features import features
from analyzer.valence.overrule import overrule
from analyzer.valence.rated import Rated, rated_ends
from analyzer.valence.training import ORDER, Weights, fit, own_statements
from analyzer.weights import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analyzer.embed import Embedder

__all__ = ["Head", "Rated", "Verdict", "head_for", "rated_ends"]

_WEIGHTS = Path(__file__).with_name("weights")
_MILDEST, _WORST = 0.05, 1.0
# What is put as strongly as can be is so much worse.
_STRESS = 0.1
# Statements whose features are held at once: some 100 MB, where a million at once would take gigabytes.
_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one statement does, and how bad it is.

    Severity is 0 for praise and neutral, else from 0.05 to 1: about .1 for a blemish from which nobody loses anything,
    .3 for an annoyance, .5 for hours or money lost, .7 where somebody is hurt in their dignity, health or purse, or
    leaves, .9 where life, limb or law is in danger.
    """

    valence: Valence
    severity: float


class Head:
    """Judges statements by their vectors and words."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @cached_property
    def fingerprint(self) -> str:
        """Names all that decides a verdict but the vectors."""
        arrays = self._weights.matrix, self._weights.bias
        return fingerprint(arrays, "analyzer.valence", "analyzer.hashing", "analyzer.lists", "analyzer.spelling")

    def judge(
        self,
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        asked: Sequence[str] = (),
        rated: Sequence[Rated] = (),
    ) -> tuple[Verdict, ...]:
        """Judge each statement.

        Args:
            vectors: Shape (n, d), in the order of ``texts``.
            texts: The statements.
            asked: The question that each answers, "" where that is not known; empty where none is.
            rated: What rating whoever said it gave; empty where nobody did.
        """
        found: list[Verdict] = []
        for part in _parts(len(texts)):
            reading = read(texts[part], asked[part], rated[part])
            scores = self._scores(vectors[part], reading)
            valences = overrule(scores[:, : len(ORDER)], reading)
            learned = scores[:, len(ORDER)].astype(np.float64)
            severities = np.clip(learned + _STRESS * stress(reading), _MILDEST, _WORST)
            found.extend(map(_verdict, valences, severities.tolist()))
        return tuple(found)

    def pains(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float64]:
        """How likely each text names something bad, shape (n,)."""
        likely = np.empty(len(texts))
        for part in _parts(len(texts)):
            scores = self._scores(vectors[part], read(texts[part]))[:, : len(ORDER)]
            odds = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
            likely[part] = odds[:, ORDER.index(Valence.PAIN)] / odds.sum(axis=1)
        return likely

    def _scores(self, vectors: NDArray[np.float32], reading: Reading) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = features(vectors, reading) @ self._weights.matrix + self._weights.bias
        return scores


def head_for(embedder: Embedder) -> Head:
    """Load the head trained for a packaged embedder, or fit one for any other (a second or more)."""
    model = embedder.fingerprint.partition("/")[0]
    path = _WEIGHTS / f"{model}.npz"
    if path.is_file():
        with np.load(path, allow_pickle=False) as stored:
            return Head(Weights(stored["matrix"].astype(np.float32), stored["bias"].astype(np.float32)))
    examples = own_statements()
    return Head(fit(examples, embedder.embed([example.text for example in examples])))


def _parts(length: int) -> Iterator[slice]:
    return (slice(start, min(start + _BLOCK, length)) for start in range(0, length, _BLOCK))


def _verdict(valence: Valence, severity: float) -> Verdict:
    return Verdict(valence, severity if valence in PAIN_LIKE else 0.0)
