"""Full stops that end no sentence although a capital follows: behind abbreviations, and behind German ordinals.

Closed lists in seven languages. Before a word that begins sentences ("Nobody", "Danach") the full stop does end one.

For example:

    TL Schulung wg. Umgang mit MA           <- one sentence
    in der 2. Woche                         <- one sentence
    bis zum 15. | Danach wurde es besser
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analyzer.segment.points import first_words
from analyzer.wordlists import read_yaml

# The last two words before a full stop; no listed word is longer, nor is an ordinal with the word before it.
_BEFORE = re.compile(r"(?:(?P<above>[^\W\d_]+)\s+)?[(\"„“'«]?(?P<last>[\w.-]+)\.\s*$")
_AFTER = re.compile(r"\s*[(\"„“'«]?(?P<next>[^\W\d_]+(?:['’])?)")
_LONGEST = 30
_ORDINAL = re.compile(r"\d{1,3}$")
# Behind "am" a low number mostly counts ("am 1. Tag", "zum 5. Mal"), a higher one is mostly a day ("am 15.").
_LAST_COUNTED, _LAST_DAY = 5, 31


@dataclass(frozen=True, slots=True)
class _Stops:
    """A language's lists, as stops.yaml explains them."""

    runs_on: frozenset[str]
    begins: frozenset[str]
    ordinals: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()


def runs_on(text: str, language: str, end: int) -> bool:
    """Whether the sentence that seems to end at ``end`` goes on: an abbreviation or an ordinal needs what follows."""
    stops = _stops().get("en" if language == "und" else language)
    before = _BEFORE.search(text[max(0, end - _LONGEST) : end]) if stops else None
    if stops is None or before is None:
        return False
    after = _AFTER.match(text, end)
    if after and after["next"].lower().replace("’", "'") in stops.begins:
        return False
    last = before["last"]
    if last in stops.runs_on or last.lower() in stops.runs_on:
        return True
    return bool(after and before["above"]) and _is_ordinal(before["above"].lower(), last, stops)


def _is_ordinal(above: str, last: str, stops: _Stops) -> bool:
    if not _ORDINAL.match(last):
        return False
    return above in stops.ordinals or (above in stops.dated and not _LAST_COUNTED < int(last) <= _LAST_DAY)


@cache
def _stops() -> dict[str, _Stops]:
    found = {}
    for language, lists in read_yaml("analyzer.segment", "stops.yaml").items():
        words = {name: frozenset(listed.split()) for name, listed in lists.items()}
        found[language] = _Stops(**words | {"begins": words["begins"] | first_words(language)})
    return found
