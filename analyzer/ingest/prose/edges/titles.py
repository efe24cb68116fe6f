"""Whether words only name something, as a heading does, or say something."""

from __future__ import annotations

_MOST_WORDS = 8
# Lower-case words that may join names, places and days in a heading: "with Ada Rowe, on 3 May 2026".
_TITLE_PARTICLES = frozenset(
    {"and", "at", "by", "for", "from", "in", "of", "on", "the", "with",
     "am", "an", "aus", "bei", "das", "der", "die", "für", "im", "mit", "und", "vom", "von", "zu",
     "à", "au", "avec", "chez", "de", "des", "du", "en", "et", "la", "le", "les", "par",
     "con", "da", "del", "della", "di", "do", "e", "el", "em", "y", "bij", "het", "met", "op", "van"}
)  # fmt: skip


def is_title(words: str) -> bool:
    """Whether a few words name something and are no sentence: "Ada Rowe, Leeds, 3 May 2026"; "" counts, too."""
    parted = [bare for word in words.split() if (bare := word.strip(".,;:/|()[]–—-*_#\"'"))]
    if len(parted) > _MOST_WORDS or words.rstrip().endswith((".", "!", "?", "…")):
        return False
    return all(not word[0].islower() or word in _TITLE_PARTICLES for word in parted)
