"""What a form's question asks for: what was good, what was bad, what should be better, or what to do.

The same answer does different things below different questions: "Parking" is praise below "What was good?" and a wish
below "What could we do better?".
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from itertools import chain

from analyzer.lists import any_of, read_yaml


class Asked(IntEnum):
    """What a question asks for; the numbers below ANYTHING are the columns that the head has for it.

    The head knows ADVICE as BETTER, for it learnt from no question of that kind.
    """

    BAD = 0
    BETTER = 1
    GOOD = 2
    ANYTHING = 3
    ADVICE = 4


# Below these "no queues" may be what is wanted, and nothing there is praise for its good words alone.
ASK_AMISS = frozenset({Asked.BAD, Asked.BETTER, Asked.ADVICE})
# "What were you satisfied and/or dissatisfied with?", "the best and the worst": asks for both, so for neither.
_BOTH = re.compile(r"\b(?:and|or|and/or|und|oder|et|ou|y|o|e|en|of)\b")


@lru_cache(maxsize=2**12)
def asked_for(question: str) -> Asked:
    """Tell what a question asks for; ANYTHING where it names nothing, or both the good and the bad."""
    lower = question.lower()
    found = [asked for asked, pattern in _patterns() if pattern.search(lower)]
    if not found or (Asked.GOOD in found and len(found) > 1 and _BOTH.search(lower)):
        return Asked.ANYTHING
    return found[0]


@cache
def _patterns() -> tuple[tuple[Asked, re.Pattern[str]], ...]:
    """Read asked.yaml, in its order."""
    kinds = read_yaml("analyzer.valence", "asked.yaml").items()
    return tuple((Asked[kind.upper()], re.compile(any_of(chain(*listed.values())))) for kind, listed in kinds)
