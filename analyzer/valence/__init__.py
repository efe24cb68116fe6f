"""What a statement does: name a pain, praise, wish for something, or none of these; and how bad a pain is.

A linear head on the embedder's vectors, with cues and words beside them. For the packaged embedders it is trained by
scripts/train_valence.py and ships as a small file (weights/CARD.md says on what, and how well it does). For any other
embedder it is fitted at load on the statements written for this project, so that no embedder is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.types import PAIN_LIKE, Valence
from analyzer.valence.asked import Asked, asked_for
from analyzer.valence.cues import Reading, cues, intensity, read, strong_words
from analyzer.valence.features import features_of
from analyzer.valence.settled import settle
from analyzer.valence.training import ORDER, Weights, fit, own_statements
from analyzer.valence.turned import turn
from analyzer.weights import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analyzer.embed import Embedder

_WEIGHTS = Path(__file__).with_name("weights")
# "None" under "What could be better?" names no pain. The whole answer must be blank, so "No water for hours" is not.
_BLANK = re.compile(
    r"\W*(?:no|none|nothing|nil|n[./]?a|not applicable|no comments?|no suggestions?|not sure|unsure|"
    r"(?:i )?(?:don'?t|do not) know|nothing (?:at all|really|to add|to say|much|comes to mind)|"
    r"nothing (?:that )?i can think of|"
    r"(?:i )?can'?t think of anything|nichts|keine?|keine angabe|weiß nicht|rien|aucun|aucune|nada|ninguno|ningun|"
    r"niente|nessuno|niets|niks|geen|nenhum)?\W*",
    re.IGNORECASE,
)
# "Nothing" below "What was good?" says a lot; "n/a" does not.
_NOTHING = re.compile(
    r"\W*(?:no|none|nothing(?: at all| really)?|nil|nichts|nein|rien|nada|niente|niets|niks)\W*", re.IGNORECASE
)
MILDEST, WORST = 0.05, 1.0
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
        self, vectors: NDArray[np.float32], texts: Sequence[str], asked: Sequence[str] = ()
    ) -> tuple[Verdict, ...]:
        """Judge each statement.

        Args:
            vectors: Shape (n, d), in the order of ``texts``.
            texts: The statements.
            asked: The question that each answers, "" where that is not known; empty where none is.
        """
        questions = asked or [""] * len(texts)
        found: list[Verdict] = []
        for part in _parts(len(texts)):
            reading = read(texts[part])
            counts = cues(reading)
            scores = self._scores(vectors[part], reading, counts, questions[part])
            best = settle(scores[:, : len(ORDER)], reading, counts, questions[part])
            best = turn(best, texts[part], questions[part])
            said = zip(texts[part], questions[part], strong_words(reading).tolist(), strict=True)
            found.extend(map(_verdict, said, [ORDER[at] for at in best.tolist()], scores[:, -1].tolist()))
        return tuple(found)

    def pains(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float64]:
        """How likely each text names something bad, shape (n,)."""
        likely = np.empty(len(texts))
        for part in _parts(len(texts)):
            reading = read(texts[part])
            scores = self._scores(vectors[part], reading, cues(reading), [""] * len(texts[part]))[:, : len(ORDER)]
            odds = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
            likely[part] = odds[:, ORDER.index(Valence.PAIN)] / odds.sum(axis=1)
        return likely

    def _scores(
        self, vectors: NDArray[np.float32], reading: Reading, counts: NDArray[np.float32], asked: Sequence[str]
    ) -> NDArray[np.float32]:
        seen = features_of(vectors, reading, counts, asked)
        scores: NDArray[np.float32] = seen @ self._weights.matrix + self._weights.bias
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


def is_blank(text: str) -> bool:
    """Whether an answer says nothing at all: "None", "n/a", "don't know", or no word."""
    return _BLANK.fullmatch(text) is not None


def _parts(length: int) -> Iterator[slice]:
    return (slice(start, min(start + _BLOCK, length)) for start in range(0, length, _BLOCK))


def _verdict(said: tuple[str, str, int], valence: Valence, severity: float) -> Verdict:
    """Judge one text, given with what was asked and how many of its words put it strongly."""
    text, asked, strong = said
    if is_blank(text):
        nothing_good = asked_for(asked) is Asked.GOOD and _NOTHING.fullmatch(text)
        valence = Valence.PAIN if nothing_good else Valence.NEUTRAL
    return Verdict(valence, _severity(severity, intensity(text, strong)) if valence in PAIN_LIKE else 0.0)


def _severity(learned: float, stress: float) -> float:
    """What the head has learned, raised by how strongly it is put; between the mildest and the worst."""
    return min(max(learned + _STRESS * stress, MILDEST), WORST)
