"""Split a statement into clauses: exact slices, each about one thing that happens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from analyzer.spelling import LETTER_RUN

Slice = tuple[int, int]

_FEWEST_WORDS = 2
_WORD = re.compile(rf"{LETTER_RUN}(?:['’-]{LETTER_RUN})*+|\d+")
_STOP = r"[,;:.!?…]+[\"”'’)]*\s+|\s[-–—]\s"
# Conjunctions that join clauses, by language. "That" is not among them: it joins what was said to who said it, which
# belong together.
_JOINING = {
    "en": r"and|so(?!\s+(?:\w+\s+){1,3}that\b)|because|but|which|while|when|whenever|until|since|after|before|"
    r"though|although|only",
    "de": r"und|weil|aber|deshalb|sodass|während|wenn|bis|obwohl",
    "fr": r"et|parce|donc|alors|mais|quand|pendant|puis",
    "es": r"y|porque|pero|mientras|cuando|así",
    "it": r"e|perché|ma|mentre|quando|così",
    "nl": r"en|omdat|maar|dus|zodat|terwijl|toen|als",
    "pt": r"e|porque|mas|enquanto|quando|então",
}
# "So few that ...": only here "that" begins a new clause, which says what follows.
_SO_THAT = {
    "en": (r"so|such", "that"),
    "de": (r"so", "dass"),
    "fr": (r"si|tellement|tant", "que"),
    "es": (r"tan|tant[oa]s?", "que"),
    "it": (r"così|tant[oaie]", "che"),
    "nl": (r"zo", "dat"),
    "pt": (r"tão|tant[oa]s?", "que"),
}


def cut(text: str, language: str) -> tuple[Slice, ...]:
    """Return the (start, end) of each clause, in order, without overlap, and with every word in one of them.

    Args:
        text: A statement.
        language: ISO 639-1 code; a language without rules of its own is split like English.
    """
    start, parts = 0, []
    for end, after in _places(text, language if language in _JOINING else "en"):
        if _holds_enough(text, start, end) and _holds_enough(text, after, len(text)):
            parts.append((start, end))
            start = after
    return (*parts, (start, len(text.rstrip()))) if text.strip() else ()


def _places(text: str, language: str) -> Iterator[Slice]:
    """Yield where one clause may end and the next begin."""
    so, that = _SO_THAT[language]
    pattern = rf"{_STOP}|\s+(?=(?:{_JOINING[language]})\s)|(?<=\w)\s+(?={that}\s)"
    # The positions of "so" and of stops, searched once, and only if a "that" needs them.
    marks: list[re.Match[str]] | None = None
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if text[match.end() : match.end() + len(that) + 1].lower() == f"{that} ":
            if marks is None:
                marks = list(re.finditer(rf"\b(?:{so})\b|[,;.!?]", text, re.IGNORECASE))
            before = bisect_right(marks, match.start(), key=lambda mark: mark.end())
            if not before or marks[before - 1][0] in ",;.!?":
                continue
        yield match.span()


def _holds_enough(text: str, start: int, end: int) -> bool:
    return sum(1 for _ in islice(_WORD.finditer(text, start, end), _FEWEST_WORDS)) == _FEWEST_WORDS
