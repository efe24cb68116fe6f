"""What a form's question asks for: what was good or bad, what should be better, what to do, why somebody leaves.

The same answer means different things below different questions: "Parking" is praise below "What was good?" and a wish
below "What could we do better?".
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from analyzer.wordlists import any_phrase_pattern, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator


class QuestionKind(IntEnum):
    """What a question asks for; the numbers below ANYTHING are its columns in the head's features.

    The head was not trained on questions for ADVICE or about LEAVING: it treats them as BETTER and as ANYTHING.
    """

    BAD = 0
    BETTER = 1
    GOOD = 2
    ANYTHING = 3
    ADVICE = 4
    LEAVING = 5


# By name in questions.yaml; "aside" lists phrases that hold such a word and ask for something else.
_KINDS = {"aside": QuestionKind.ANYTHING} | {each.name.lower(): each for each in QuestionKind}
# Below these questions "no queues" may be a wish, and good words alone make nothing praise.
ASK_FOR_FAULTS = frozenset({QuestionKind.BAD, QuestionKind.BETTER, QuestionKind.ADVICE})
# "What were you satisfied and/or dissatisfied with?", "What did you like most? Least?": they ask for both, so for
# neither.
_BOTH = re.compile(r"\b(?:and|or|und|oder|et|ou|y|o|e|en|of)\b|[?/&]\s*\w")
# "How did you like it?" and "how well did we do?" ask for both as well. No sentence may end before the good word.
_HOW = re.compile(
    r"\b(?:how|extent|wie|inwieweit|inwiefern|maße?|comment|quel point|mesure|cómo|hasta qué punto|medida|come|quanto|"
    r"misura|hoe|hoeverre|mate|como)"
    r"\b[^,;:.?!]*$"
)
# So do questions that ask whether: "Did you feel well supported?" But "Did anything go well?" asks for the good.
_WHETHER = re.compile(
    r"^\W*(?:did|does|do (?:you|we|they)|was (?:the|your|our|it|there|this)|were|is|are|have|has|"
    r"hat|hast|habt|hatten|haben|war|waren|sind|ist|fühlten|fühlst|est-ce que|avez|as-tu|êtes|étiez|vous êtes|"
    r"(?:le|te|os|les) (?:gustó|ha|han)|se sintió|te sentiste|te llevas|disfrut(?:ó|aste)|fue|ha sido|está|estuvo|"
    r"(?:le|ti|vi) è|si è|ti sei|è|era|hebt|heeft|heb|bent|ben|vond|voelde|was uw|gostou|gostaste|ficou|"
    r"sentiu-se|foi)\b"
    r"(?!.*\b(?:any\w*|some\w*|things?|etwas|jemand\w*|quelque\w*|quelqu|algo|alguien|qualcosa|qualcuno|iets|iemand"
    r"|alguma?|alguém)\b)"
)
# "What did you not like?" asks for the bad. "No" is not a negation in Portuguese, so it counts only before Spanish
# pronouns.
_NOT = re.compile(r"(?:\b(?:not|never|nicht|pas|non|niet|não|no (?:les?|te|os|nos|me|se|ha\w*))|n't)\b[^,;:.?!]*$")

# "What made you leave?" asks for the reason; "When are you leaving?" does not.
_WHY = re.compile(
    r"\b(?:why|reasons?|made|makes?|led|prompted|causes?|caused|behind|contribut\w+|influenced|"
    r"warum|wieso|weshalb|bewogen|geführt|auslöser|pourquoi|raisons?|motifs?|poussée?|amenée?|décidée?|"
    r"por qué|motivos?|raz(?:ón|ones)|llevó|llevado|perché|motiv[oi]|ragion[ei]|spint[oa]|portat[oa]|"
    r"waarom|redenen|porqu[eê]|por que|raz(?:ão|ões)|levou|levaram)\b|gr[uü]nde?\b|reden\b"
)


@lru_cache(maxsize=2**12)
def classify_question(question: str) -> QuestionKind:
    """Classify a question by what it asks for; ANYTHING where it names nothing, or both the good and the bad."""
    lower = question.lower().replace("’", "'")
    found = set(_found(lower))
    if not found or (QuestionKind.GOOD in found and len(found) > 1 and _BOTH.search(lower)):
        return QuestionKind.ANYTHING
    return min(found)


def _found(lower: str) -> Iterator[QuestionKind]:
    """Yield what each matching phrase asks for, unless the phrase lies within a longer match."""
    matches = [(asked, match) for asked, pattern in _patterns() for match in pattern.finditer(lower)]
    for asked, match in matches:
        above = lower[: match.start()]
        if asked is QuestionKind.ANYTHING or any(_is_within(match, other) for _, other in matches):
            continue
        if asked is QuestionKind.GOOD and _NOT.search(above):
            yield QuestionKind.BAD
        elif asked is QuestionKind.LEAVING and not _WHY.search(lower[: match.end()]):
            continue
        elif asked not in {QuestionKind.GOOD, QuestionKind.LEAVING} or not (
            _HOW.search(above) or _WHETHER.search(lower)
        ):
            yield asked


def _is_within(match: re.Match[str], other: re.Match[str]) -> bool:
    return match.span() != other.span() and other.start() <= match.start() and match.end() <= other.end()


@cache
def _patterns() -> tuple[tuple[QuestionKind, re.Pattern[str]], ...]:
    """Read questions.yaml; of entries of one kind that begin at the same word, the longest matches."""
    return tuple(
        (_KINDS[kind], re.compile(any_phrase_pattern(sorted(chain(*listed.values()), key=len, reverse=True))))
        for kind, listed in read_yaml("analyzer.valence", "questions.yaml").items()
    )
