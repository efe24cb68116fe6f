"""Entries of word lists: a trailing * stands for any ending, in a word as in a phrase."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

# No stem is shorter.
_MIN_STEM_LETTERS = 2


class Lexicon:
    """What kinds a word is of, told by the words and stems listed for each kind."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        self._whole: defaultdict[str, set[str]] = defaultdict(set)
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        for kind, entries in listed.items():
            for entry in entries:
                table = self._stems if entry.endswith("*") else self._whole
                table[entry.removesuffix("*")].add(kind)

    def kinds(self, word: str) -> set[str]:
        """Say what kinds a word is of."""
        stems = (self._stems.get(word[:end], set()) for end in range(_MIN_STEM_LETTERS, len(word) + 1))
        return self._whole.get(word, set()).union(*stems)


def any_of(phrases: Iterable[str]) -> str:
    """Write a pattern that finds any of these phrases in lower-case text, whole words only."""
    listed = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)
    return rf"(?<!\w)(?:{listed})(?!\w)"
