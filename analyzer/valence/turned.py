"""Short statements whose negation says the opposite of their words: "no one was rude", "anything but friendly".

Neither a vector nor a count tells these apart, so they are told by patterns for the whole statement (turned.yaml), in
four languages. What goes on beyond them is left to the head.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from analyzer.lists import read_yaml
from analyzer.types import Valence
from analyzer.valence.asked import ASK_AMISS, asked_for
from analyzer.valence.training import ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray


# What is spoken of: "the rooms", "our last order".
_ANY = r"(?:(?!not\b|but\b)[^\W\d_]+(?: |')){0,2}[^\W\d_]+"
# No pattern holds of a longer text.
_LONGEST = 60


def turned(text: str) -> Valence | None:
    """Tell a statement that is turned as a whole; None for any other."""
    if len(text) > _LONGEST:
        return None
    said = text.strip().rstrip(".!").lower().replace("’", "'")
    return next((valence for valence, pattern in _patterns().items() if pattern.fullmatch(said)), None)


def turn(best: NDArray[np.int64], texts: Sequence[str], asked: Sequence[str]) -> NDArray[np.int64]:
    """Let a negation decide where it turns a whole statement; "no queues" may be a wish where one was asked for.

    Args:
        best: What each text does as far as is known, as places in ORDER; shape (n,).
        texts: The statements.
        asked: The question that each answers, "" where that is not known.
    """
    told = best.copy()
    for place, (text, question) in enumerate(zip(texts, asked, strict=True)):
        valence = turned(text)
        if valence is Valence.PAIN or (valence is Valence.PRAISE and asked_for(question) not in ASK_AMISS):
            told[place] = ORDER.index(valence)
    return told


@cache
def _patterns() -> Mapping[Valence, re.Pattern[str]]:
    languages = read_yaml("analyzer.valence", "turned.yaml").values()
    return {
        valence: re.compile("|".join(_whole(lists, frame) for lists in languages for frame in lists[valence.value]))
        for valence in (Valence.PRAISE, Valence.PAIN)
    }


def _whole(lists: Mapping[str, str], frame: str) -> str:
    for name, pattern in {"any": _ANY, **{name: lists[name] for name in ("fault", "bad", "good")}}.items():
        frame = frame.replace(f"{{{name}}}", pattern)
    return rf"(?:{frame})(?: (?:{lists['tail']}))*"
