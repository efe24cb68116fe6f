"""Where a good word means nothing good ("a good hour", "gut zwei Stunden"), and where an ordinary word is praise."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from analyzer.wordlists import any_pattern, any_phrase_pattern, read_yaml

if TYPE_CHECKING:
    pass

Span = tuple[int, int]

# Ends a clause: "Service spitze, ...", "Klasse!"
_END = r"(?=\s*(?:[.,;:!)…\U0001F300-\U0001FAFF❤]|$))"


def find_hollow(said: str) -> list[Span]:
    """Find where a lower-case text holds good words that mean nothing good."""
    return [match.span() for match in _patterns()[0].finditer(said)]


def find_telling(said: str) -> list[Span]:
    """Find where a lower-case text praises in words that mean something else elsewhere."""
    return [match.span() for match in _patterns()[1].finditer(said)]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = read_yaml("analyzer.valence", "contexts.yaml")
    hollow, telling = (any_pattern(chain(*listed[kind].values())) for kind in ("hollow", "telling"))
    before = "".join(rf"(?<!\b{each} )" for each in chain(*listed["determiner"].values()))
    exclaimed = any_phrase_pattern(chain(*listed["exclaimed"].values()))
    return re.compile(hollow), re.compile(rf"{telling}|(?={exclaimed}{_END}){before}\w+")
