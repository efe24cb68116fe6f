"""What a statement does: name a pain, praise, wish for something, or none of these; and how bad a pain is.

A linear head on the embedder's vectors, with cues and words beside them. For the packaged embedders it is trained by
scripts/train_valence.py and ships as a small file (weights/CARD.md says on what, and how well it does). For any other
embedder it is fitted at load on the statements written for this project, so that no embedder is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.types import Valence
from analyzer.valence.cues import intensity
from analyzer.valence.features import features
from analyzer.valence.training import ORDER, Weights, fit, own_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzer.embed import Embedder

PAIN_LIKE = frozenset({Valence.PAIN, Valence.WISH})

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one statement does, and how bad it is: above 0 and up to 1 for a pain or wish, 0 for the others."""

    valence: Valence
    severity: float


class Head:
    """Judges statements by their vectors and words."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def judge(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> tuple[Verdict, ...]:
        """Judge each statement; ``vectors`` has shape (n, d), in the order of ``texts``."""
        shares = self.shares(vectors, texts)
        return tuple(_verdict(text, share) for text, share in zip(texts, shares, strict=True))

    def shares(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float64]:
        """How likely each valence is, shape (n, 4) in the order of ``training.ORDER``; rows add up to one."""
        scores = features(vectors, texts) @ self._weights.matrix + self._weights.bias
        odds = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
        likely: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return likely

    def pains(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float64]:
        """How likely each text names something bad, shape (n,)."""
        return self.shares(vectors, texts)[:, ORDER.index(Valence.PAIN)]


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


def _verdict(text: str, shares: NDArray[np.float64]) -> Verdict:
    if is_blank(text):
        return Verdict(Valence.NEUTRAL, 0.0)
    valence = ORDER[int(shares.argmax())]
    return Verdict(valence, _severity(text, shares) if valence in PAIN_LIKE else 0.0)


def _severity(text: str, shares: NDArray[np.float64]) -> float:
    """Grow with the share of pain, half as fast with that of wish, and with how strongly it is put; at most 1."""
    pain, wish = shares[ORDER.index(Valence.PAIN)], shares[ORDER.index(Valence.WISH)]
    return float((pain + wish / 2) * (1 + intensity(text)) / 2)
