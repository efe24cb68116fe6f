"""Runs of letters in any script: Indic, Thai and Arabic ones write vowels as marks, which no letter class holds."""

from __future__ import annotations

import unicodedata

# These hold the marks of all scripts in daily use. With them go the two signs that part or join the shapes of letters
# inside a word (Persian, Sinhala, Malayalam).
_BLOCKS = (range(0x300, 0x1E00), range(0xA600, 0xAC00), range(0x200C, 0x200E))
_CATEGORIES = {"Mn", "Mc", "Cf"}

# For use inside a pattern's brackets.
MARKS = "".join(chr(code) for block in _BLOCKS for code in block if unicodedata.category(chr(code)) in _CATEGORIES)


def runs_of(signs: str) -> str:
    """Return a pattern for as many of these signs as there are, with the marks on them.

    Marks come last, so that where there are none, as in Latin, one look tells.
    """
    return rf"{signs}++(?:[{MARKS}]++{signs}*+)*+"


LETTERS = runs_of(r"[^\W\d_]")
