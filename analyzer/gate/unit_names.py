"""Recognise what names a unit: its name in any spelling, and what a language makes of it ("Bochumer", "Lyonnais")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from analyzer.spelling import unit_key

# Endings of adjectives and of inhabitants, spelled as ``unit_key`` spells them: "malagueño" is "malaguno".
_ENDINGS = (
    # German, with "Hannoveraner", "Hallenser", "hallesche", "Hamburgerin", and Dutch.
    r"(?:an|ian|it|ens)?er(?:s|n|in|innen)?|r(?:s|n|in|innen)?|i?sch(?:e[nmrs]?)?|s[ae]|(?:en|n)?aars?|"
    # English.
    r"i?ans?|ites?|"
    # French.
    r"n?(?:ois|ais|eois)(?:es?)?|(?:ie|ee|i)ns?|(?:ie|e)nnes?|ains?|aines?|"
    # Italian, Spanish and Portuguese.
    r"(?:it|et)?an[oaie]s?|n[oaie]s?|ta[se]?|n?es[ei]|[eu]nses?|in[oaie]s?|[eu]n[oa]s?|es|es[ae]s?|eir[oa]s?|et[ae]s?"
)
# Before an ending, a language may drop the end of a name: "Brem-er", "Nant-ais", "Milan-ese".
_DROPPED = re.compile(r"(?:e[ns]|[aeiouy]s?)$")
# It may also drop a vowel ("Dresdn-er", "Basl-er") or double a letter ("Amsterdamm-er").
_DROPPED_VOWEL = re.compile(r"e(?=[nl]$)")
_DOUBLED = re.compile(r"(?<=[aeiou])([bdfgklmnprst])$")
_MIN_PLACE_CHARS = 3
_MIN_STEM_CHARS = 4
# Ordinary words, but made of a place's name all the same.
_FOODS = frozenset(
    ("berliner", "frankfurter", "hamburger", "krakauer", "pariser", "wiener", "milanese", "bolognese", "maltese")
)
_FEMININE_OR_PLURAL = re.compile(r"(?<=er)(?:in|innen|s)$")


class UnitNames:
    """Recognises units by name, in any spelling of it, in what somebody typed or a program named.

    An adjective made of a word of a unit's name counts, too: "Bochumer Depotleiter" names Depot Bochum.

    Args:
        names: The units.
        is_word: Tells an ordinary word, such as "driver", which is not made of the unit Riverside Drive.
    """

    def __init__(self, names: Iterable[str], is_word: Callable[[str], bool] | None = None) -> None:
        names = list(names)
        self._is_word = is_word
        self._places = {place for name in names if (place := unit_key(name))}
        # "Store No. 12" has one word more than "Store 12".
        self._longest = 1 + max((len(place.split()) for place in self._places), default=0)
        parts = sorted((r"\s+".join(map(re.escape, name.split())) for name in names), key=len, reverse=True)
        self._found = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None
        self._derived = _derived_forms(self._places)

    def first(self, text: str) -> str:
        """Return the first words that name a unit, as written in the text; "" where none do."""
        found = self._found.search(text) if self._found else None
        words = text.split()
        return found.group() if found else self._first_respelled(words) or self._first_derived(words)

    def spelled_by(self, words: Sequence[str]) -> frozenset[str]:
        """Return the words that together name a unit, in whatever order: "falls" and "cedar" of Cedar Falls."""
        places = {word: unit_key(word) for word in words}
        named = [set(place.split()) for place in self._places if set(place.split()) <= set(places.values())]
        return frozenset(word for word, place in places.items() if place in set[str]().union(*named))

    def without(self, text: str) -> str:
        """Return the text, or "" where it names a unit."""
        return "" if self.first(text) else text

    def _first_respelled(self, words: Sequence[str]) -> str:
        runs = (
            " ".join(words[at : at + length])
            for at in range(len(words))
            for length in range(1, min(self._longest, len(words) - at) + 1)
        )
        return next((run for run in runs if unit_key(run) in self._places), "") if self._places else ""

    def _first_derived(self, words: Sequence[str]) -> str:
        """Return the first word made of a unit's name, also as a part of one with hyphens: "Ex-Bochumer"."""
        if self._derived is None:
            return ""
        parts = ((word, part) for word in words for part in unit_key(word).split())
        return next((word for word, part in parts if self._derived.fullmatch(part) and not self._is_plain(part)), "")

    def _is_plain(self, part: str) -> bool:
        """Whether it is an ordinary word, and not just the feminine or plural of what is made of a place."""
        base = _FEMININE_OR_PLURAL.sub("", part)
        return self._is_word is not None and _FOODS.isdisjoint((part, base)) and all(map(self._is_word, (part, base)))


def _derived_forms(places: Iterable[str]) -> re.Pattern[str] | None:
    """Build the pattern of what may be made of each word of the units' names."""
    words = {word for place in places for word in place.split() if word.isalpha() and len(word) >= _MIN_PLACE_CHARS}
    stems = words | {_DROPPED_VOWEL.sub("", word) for word in words} | {_DOUBLED.sub(r"\1\1", word) for word in words}
    stems |= {stem for word in words if len(stem := _DROPPED.sub("", word)) >= _MIN_STEM_CHARS}
    # A genitive needs the whole name of the unit: "stores" does not name Store 12.
    genitives = {f"{place}s" for place in places if place.isalpha() and len(place) >= _MIN_PLACE_CHARS}
    if not words:
        return None
    made = rf"(?:{'|'.join(sorted(stems))})(?:{_ENDINGS})"
    return re.compile("|".join((*sorted(genitives), made)))
