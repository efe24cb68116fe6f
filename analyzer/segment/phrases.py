"""Find listed phrases of several words among a sentence's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Phrases by their first word, the longest first.
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


def read_phrases(listed: str) -> Phrases:
    """Read a list of phrases that commas separate."""
    phrases = sorted((tuple(phrase.split()) for phrase in listed.split(",")), key=len, reverse=True)
    return {first: tuple(p for p in phrases if p[0] == first) for first in {p[0] for p in phrases}}


def phrase_length(words: Sequence[str], at: int, phrases: Phrases, end: int) -> int:
    """Return the number of words of the phrase that begins at ``at`` and ends by ``end``, or 0."""
    begun = phrases.get(words[at]) if at < end else None
    if begun is None:
        return 0
    return next((len(p) for p in begun if tuple(words[at : min(at + len(p), end)]) == p), 0)
