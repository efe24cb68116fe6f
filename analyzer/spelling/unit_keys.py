"""Normalise the names of units for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from analyzer.spelling.accents import LETTER_EXPANSIONS

_APOSTROPHE = re.compile("['’‘`´]")
_MINUS = re.compile(r"(?:(?<=\s)|^)-(?=\d)")
_LETTER_DIGIT_BREAK = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NUMBER_SIGN_WORD = re.compile(r"\b(?:no|nr|num|number|nummer|numero) (?=\d)")
# "ae", "oe" and "ue" stand for an umlaut, except after another vowel or q (Bauer, Queens).
_UMLAUT = re.compile(r"(?<![aeiouq])([aou])e")


@lru_cache(maxsize=4096)
def unit_key(unit: str) -> str:
    """Return the normalised name by which units are compared, without differences that are mere spelling.

    Files rarely agree on capitals, blanks, punctuation, accents (München, Muenchen, Munchen) and on how a number is
    marked (Store 12, store #12, Store No. 12). Similarity does not count: Store 12 and Filiale 12 stay two units.
    """
    # Floor -1 is not floor 1.
    plain = _MINUS.sub("minus", "".join(_plain_letters(_APOSTROPHE.sub("", unit))).casefold())
    separated = _LETTER_DIGIT_BREAK.sub(" ", "".join(" " if _separates_words(sign) else sign for sign in plain))
    words = _NUMBER_SIGN_WORD.sub("", " ".join(separated.split()))
    # A name of punctuation alone is kept as it is.
    return _UMLAUT.sub(r"\1", words) or " ".join(unit.split()).casefold()


def _plain_letters(text: str) -> Iterator[str]:
    """Yield the characters, with accents removed from Latin letters; in other scripts marks count as letters."""
    base = ""
    for sign in unicodedata.normalize("NFKD", text.replace("°", "o")):
        if not (unicodedata.combining(sign) and base.isascii()):
            base = sign
            yield sign.casefold().translate(LETTER_EXPANSIONS)


def _separates_words(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PZC"
