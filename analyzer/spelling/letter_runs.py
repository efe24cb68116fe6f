"""Patterns for words in any script: Indic, Thai and Arabic ones write vowels as marks, which no letter class holds."""

from __future__ import annotations

import unicodedata

# Unicode blocks with the combining marks of all scripts in daily use, and the two characters that separate or join
# letters inside a word (Persian, Sinhala, Malayalam).
_BLOCKS = (range(0x300, 0x1E00), range(0xA600, 0xAC00), range(0x200C, 0x200E))
_CATEGORIES = {"Mn", "Mc", "Cf"}

# For use inside a character class.
COMBINING_MARKS = "".join(
    chr(code) for block in _BLOCKS for code in block if unicodedata.category(chr(code)) in _CATEGORIES
)


def run_pattern(signs: str) -> str:
    """Return a pattern for a run of these characters with their combining marks.

    Marks are tried last, so that text without any, as in Latin script, costs one check.
    """
    return rf"{signs}++(?:[{COMBINING_MARKS}]++{signs}*+)*+"


LETTER_RUN = run_pattern(r"[^\W\d_]")
