"""Split texts into words, as arrays."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.spelling import COMBINING_MARKS, LETTER_RUN

# Redaction marks; tokens with a digit; "A&E"; an elided article ("l'"); words of any script with apostrophes and
# hyphens inside; any other character. All but words end a phrase.
_TOKEN = re.compile(
    rf"\[[A-Z][A-Z _]*\]|[\w{COMBINING_MARKS}]*\d[\w{COMBINING_MARKS}]*|[^\W\d_]&[^\W\d_]|"
    r"\b(?:[cdjlmnst]|qu|un|(?:[dns]?[ae])ll)['’](?=[^\W\d_])|"
    rf"{LETTER_RUN}(?:['’-]{LETTER_RUN})*+|\S",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_](?!.*\])")
# Some publishers put this in place of names and numbers.
_MASK = re.compile(r"x{2,}")
# Words in capitals are mostly abbreviations up to this length, and shouting beyond it.
_ABBREVIATION = 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of all texts, concatenated.

    Attributes:
        words: The distinct words in lower case, sorted; length w.
        spelled: How each word is written inside a sentence, length w.
        ids: Position in ``words`` of each token, shape (t,).
        texts: Which text each token stands in, shape (t,).
        broken: Whether a text or a sign of punctuation ends before the token, shape (t,).
        language_ids: Position of each text's language among those spoken, -1 if it is none of them; shape (texts,).
    """

    words: tuple[str, ...]
    spelled: tuple[str, ...]
    ids: NDArray[np.int64]
    texts: NDArray[np.int64]
    broken: NDArray[np.bool_]
    language_ids: NDArray[np.int64]

    def among(self, words: Container[str]) -> NDArray[np.bool_]:
        """Return which of the distinct words are among these, shape (w,)."""
        return np.array([word in words for word in self.words], dtype=np.bool_)


def tokenise(texts: Sequence[str], language_ids: NDArray[np.int64]) -> Tokens:
    """Split texts into words. Redaction marks, numbers and punctuation are not words, and they end a phrase.

    Args:
        texts: The texts to split.
        language_ids: Position of each text's language among those spoken, -1 if it is none of them.
    """
    places: dict[str, int] = {}
    flat: list[int] = []
    lengths = np.zeros(len(texts), dtype=np.int64)
    for at, text in enumerate(texts):
        found = _TOKEN.findall(text)
        flat.extend(places.setdefault(token, len(places)) for token in found)
        lengths[at] = len(found)
    surfaces = list(places)
    lowered = [_lower(surface) for surface in surfaces]
    words = sorted({word for word in lowered if word})
    position = {word: at for at, word in enumerate(words)}
    word_of = np.array([position.get(word, -1) for word in lowered], dtype=np.int64)
    surface = np.array(flat, dtype=np.int64)
    ids, of = (word_of[surface] if flat else surface), np.repeat(np.arange(len(texts)), lengths)
    kept = ids >= 0
    clause = np.cumsum(~kept)[kept] + of[kept] * 2
    broken = np.diff(clause, prepend=-1) != 0
    inner = surface[kept][~broken]
    return Tokens(tuple(words), _spell(words, surfaces, word_of, inner), ids[kept], of[kept], broken, language_ids)


def _lower(surface: str) -> str:
    """Return a word in lower case, or "" for a token that is not a word."""
    word = surface.casefold().replace("’", "'").rstrip("'")
    return word if _WORD.match(surface) and not any(map(str.isdigit, word)) and not _MASK.fullmatch(word) else ""


def _spell(
    words: Sequence[str], surfaces: Sequence[str], word_of: NDArray[np.int64], inner: NDArray[np.int64]
) -> tuple[str, ...]:
    """Return each word's most frequent spelling inside sentences, or lower case if it only begins sentences."""
    best: dict[int, tuple[int, bool, str]] = {}
    counts = np.bincount(inner, minlength=len(surfaces))
    for surface, at, count in zip(surfaces, word_of.tolist(), counts.tolist(), strict=True):
        shouted = surface.isupper() and len(surface) > _ABBREVIATION
        if at >= 0 and count and not shouted:
            best[at] = max(best.get(at, (0, False, "")), (count, surface.islower(), surface))
    return tuple(best[at][2] if at in best else word for at, word in enumerate(words))
