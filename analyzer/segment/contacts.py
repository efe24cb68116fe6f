"""Recognise statements that say nothing but who wrote them or how to reach them: "Call me at [PHONE]", "I am [NAME]".

Closed lists in seven languages, read as one: such statements are too short for their language to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from analyzer.placeholders import REDACTION_MARK
from analyzer.spelling import without_accents
from analyzer.wordlists import any_phrase_pattern, read_yaml

_MARK = re.compile(REDACTION_MARK)
_LETTER = re.compile(r"[^\W\d_]")
# By a name alone nobody can be reached, and redaction also takes plain words for names: "Booking [NAME]".
_NAMES = frozenset({"[NAME]", "[DOB]"})


def is_contact(said: str) -> bool:
    """Tell whether a redacted statement says nothing but who wrote it or how to reach them."""
    marks = set(_MARK.findall(said))
    if not marks:
        return False
    words = _fold(_MARK.sub(" ", said))
    if _LETTER.search(_pattern("who", "reach", "beside").sub(" ", words)):
        return False
    kinds = ("who", "reach") if marks - _NAMES else ("who",)
    return _pattern(*kinds).search(words) is not None


def without_contact_words(text: str) -> str:
    """Return a text without the words that stand beside names, numbers and addresses in such statements."""
    folded = _fold(text)
    if len(folded) != len(text):
        return text
    kept, done = [], 0
    for match in _pattern("who", "reach", "beside").finditer(folded):
        kept.append(text[done : match.start()])
        done = match.end()
    return " ".join([*kept, text[done:]])


def _fold(text: str) -> str:
    # Without its own sign, "nº" would become "no", which denies.
    return without_accents(text.lower().replace("º", "°")).replace("’", "'")


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    listed: Iterable[dict[str, str]] = read_yaml("analyzer.segment", "contacts.yaml").values()
    phrases = {" ".join(_fold(phrase).split()) for each in listed for kind in kinds for phrase in each[kind].split(",")}
    return re.compile(any_phrase_pattern(sorted(phrases, key=len, reverse=True)))
