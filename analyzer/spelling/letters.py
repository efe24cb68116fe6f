"""Letters without their accents: how a word is compared where people spell it differently."""

from __future__ import annotations

import unicodedata

# Letters that Unicode takes for letters of their own, not for others with a mark.
LETTER_EXPANSIONS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)


def without_accents(text: str) -> str:
    """Take the marks off letters: "é" is "e"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
