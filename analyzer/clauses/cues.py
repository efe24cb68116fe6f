"""Lexical cues of a clause: counts of words for whom it speaks of, and in what state they are."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analyzer.spelling import LETTER_RUN
from analyzer.wordlists import Lexicon, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

KINDS = ("customers", "persons", "harm", "attack", "staff", "perhaps", "said", "state", "guess", "so")
# Two kinds in one clause are often the best sign: somebody and what they went through, somebody and the state they are
# in.
PAIRS = (
    ("customers", "harm"),
    ("persons", "harm"),
    ("customers", "so"),
    ("staff", "state"),
    ("perhaps", "state"),
    ("said", "state"),
    ("guess", "state"),
)
COLUMNS = len(KINDS) + len(PAIRS)
_WORD = re.compile(rf"{LETTER_RUN}(?:['\-]{LETTER_RUN})*+")


def words(text: str) -> list[str]:
    """Split a text into lower-case words."""
    return _WORD.findall(text.lower().replace("’", "'"))


def cues(texts: Sequence[str]) -> NDArray[np.float32]:
    """Count each kind of cue, capped at 2 per text, and mark each pair of kinds with 0 or 1; shape (n, COLUMNS)."""
    return np.array([_counts(text) for text in texts], dtype=np.float32).reshape(-1, COLUMNS)


def _counts(text: str) -> list[float]:
    said, found = words(text), dict.fromkeys(KINDS, 0.0)
    phrases = _phrases()
    for at, word in enumerate(said):
        for kind in _kinds(word):
            found[kind] += 1
        for rest, kinds in phrases.get(word, ()):
            if tuple(said[at + 1 : at + 1 + len(rest)]) == rest:
                for kind in kinds:
                    found[kind] += 1
    pairs = (float(found[one] > 0 and found[other] > 0) for one, other in PAIRS)
    return [*(min(count, 2.0) for count in found.values()), *pairs]


@lru_cache(maxsize=2**16)
def _kinds(word: str) -> frozenset[str]:
    return frozenset(_lexicon().kinds(word))


@cache
def _lexicon() -> Lexicon:
    return Lexicon({kind: [entry for entry in entries if " " not in entry] for kind, entries in _listed().items()})


# The words after a phrase's first one, and the kinds that the phrase belongs to.
_Phrase = tuple[tuple[str, ...], frozenset[str]]


@cache
def _phrases() -> Mapping[str, Sequence[_Phrase]]:
    """Group the phrases of several words by their first."""
    kinds: dict[tuple[str, ...], set[str]] = {}
    for kind, entries in _listed().items():
        for entry in entries:
            if " " in entry:
                kinds.setdefault(tuple(words(entry)), set()).add(kind)
    begun: dict[str, list[_Phrase]] = {}
    for (first, *rest), listed in kinds.items():
        begun.setdefault(first, []).append((tuple(rest), frozenset(listed)))
    return begun


@cache
def _listed() -> Mapping[str, Sequence[str]]:
    """Read cues.yaml; the languages of a kind are merged."""
    kinds = read_yaml("analyzer.clauses", "cues.yaml").items()
    return {kind: [entry for listed in languages.values() for entry in listed] for kind, languages in kinds}
