"""What a clause's words show: whom it speaks of, and in what state, counted by kind."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analyzer.lists import read_yaml

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
_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_LONGEST_PHRASE = 4


def words(text: str) -> list[str]:
    """Cut a text into lower-case words."""
    return _WORD.findall(text.lower().replace("’", "'"))


def cues(texts: Sequence[str]) -> NDArray[np.float32]:
    """Count each kind of cue, 0 to 2 per text; each pair of kinds 0 or 1; shape (n, COLUMNS)."""
    return np.array([_counts(text) for text in texts], dtype=np.float32).reshape(-1, COLUMNS)


def _counts(text: str) -> list[float]:
    said = words(text)
    found = [kind for word in said for kind in _kinds(word)]
    for length in range(2, _LONGEST_PHRASE + 1):
        for start in range(len(said) - length + 1):
            found += _lexicon()[2].get(tuple(said[start : start + length]), ())
    counts = {kind: min(float(found.count(kind)), 2.0) for kind in KINDS}
    return [*counts.values(), *(float(counts[one] > 0 and counts[other] > 0) for one, other in PAIRS)]


@lru_cache(maxsize=2**16)
def _kinds(word: str) -> tuple[str, ...]:
    whole, stems, _ = _lexicon()
    found = set(whole.get(word, ()))
    for end in range(2, len(word) + 1):
        found.update(stems.get(word[:end], ()))
    return tuple(sorted(found))


_Words = dict[str, set[str]]


@cache
def _lexicon() -> tuple[Mapping[str, set[str]], Mapping[str, set[str]], Mapping[tuple[str, ...], set[str]]]:
    """Read cues.yaml into whole words, stems and phrases, each with the kinds it belongs to."""
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
    return whole, stems, phrases
