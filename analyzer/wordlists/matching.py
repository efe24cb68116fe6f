"""Match entries of word lists, where * at the end of a word stands for any ending."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

# Stems of entries have at least so many letters.
_MIN_STEM_LETTERS = 2


class Lexicon:
    """Looks up the kinds of a word in lists of words and stems for each kind."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        self._whole: defaultdict[str, set[str]] = defaultdict(set)
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        for kind, entries in listed.items():
            for entry in entries:
                table = self._stems if entry.endswith("*") else self._whole
                table[entry.removesuffix("*")].add(kind)

    def kinds(self, word: str) -> set[str]:
        """Return all kinds that list the word or a stem of it."""
        stems = (self._stems.get(word[:end], set()) for end in range(_MIN_STEM_LETTERS, len(word) + 1))
        return self._whole.get(word, set()).union(*stems)


def any_pattern(patterns: Iterable[str]) -> str:
    """Return a pattern that finds any of these patterns in lower-case text, as whole words."""
    return rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"


def any_phrase_pattern(phrases: Iterable[str]) -> str:
    """Return a pattern that finds any of these phrases in lower-case text, as whole words."""
    return any_pattern(re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)
