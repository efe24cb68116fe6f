"""What a clause's words show: whom it speaks of, and in what state, counted by kind."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analyzer.lists import read_yaml
from analyzer.spelling import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

KINDS = ("customers", "persons", "harm", "attack", "staff", "perhaps", "said", "state", "guess", "so")
# What tells is often two kinds in one clause: somebody and what they went through, somebody and the state they are in.
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
_WORD = re.compile(rf"{LETTERS}(?:['\-]{LETTERS})*+")


def words(text: str) -> list[str]:
    """Cut a text into lower-case words."""
    return _WORD.findall(text.lower().replace("’", "'"))


def cues(texts: Sequence[str]) -> NDArray[np.float32]:
    """Count each kind of cue, 0 to 2 per text; each pair of kinds 0 or 1; shape (n, COLUMNS)."""
    return np.array([_counts(text) for text in texts], dtype=np.float32).reshape(-1, COLUMNS)


def _counts(text: str) -> list[float]:
    said, found = words(text), dict.fromkeys(KINDS, 0.0)
    phrases = _lexicon()[2]
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
def _kinds(word: str) -> tuple[str, ...]:
    whole, stems, _ = _lexicon()
    found = set(whole.get(word, ()))
    for end in range(2, len(word) + 1):
        found.update(stems.get(word[:end], ()))
    return tuple(sorted(found))


_Words = dict[str, set[str]]
# What follows a phrase's first word, and the kinds that it belongs to.
_Phrase = tuple[tuple[str, ...], frozenset[str]]


@cache
def _lexicon() -> tuple[Mapping[str, set[str]], Mapping[str, set[str]], Mapping[str, tuple[_Phrase, ...]]]:
    """Read cues.yaml into whole words, stems, and phrases by their first word, each with the kinds it belongs to."""
    whole: _Words = {}
    stems: _Words = {}
    phrases: dict[tuple[str, ...], set[str]] = {}
    kinds = read_yaml("analyzer.clauses", "cues.yaml")
    for kind, languages in kinds.items():
        for entry in (str(entry) for listed in languages.values() for entry in listed):
            if " " in entry:
                phrases.setdefault(tuple(words(entry)), set()).add(kind)
            else:
                table = stems if entry.endswith("*") else whole
                table.setdefault(entry.rstrip("*"), set()).add(kind)
    begun: dict[str, tuple[_Phrase, ...]] = {}
    for (first, *rest), listed in phrases.items():
        begun[first] = (*begun.get(first, ()), (tuple(rest), frozenset(listed)))
    return whole, stems, begun
