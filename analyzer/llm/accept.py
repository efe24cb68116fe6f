"""What a language model wrote is taken only if it passes every check here. Pure: no model is asked.

Any comment may demand any name. What holds against it is counting people: a word that fewer than two people of the
theme say, or fewer than one in fifty of them, comes into no name and no description, whoever asks for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from analyzer.llm.words import Vocabulary, content_stems, stems, words
from analyzer.wording.claims import causal_verbs

LONGEST_NAME = 60
MOST_WORDS = 6
FEWEST_WORDS = 2
LONGEST_DESCRIPTION = 160
FEWEST_SPEAKERS = 2
SPEAKERS_SHARE = 0.02
CARRIED_SHARE = 0.7
# Of 20 names that passed every other check, the three that missed their theme were at .41, .52 and .67 of the keyword
# name's similarity; those that met it began at .75 (30 themes of invented statements, all-MiniLM-L6-v2).
CLOSENESS = 0.7
# A sentence can be wrong where a name cannot ("the manager is abusive", where managers stood by): it must be as like
# its theme as the keyword name is.
CLOSENESS_OF_DESCRIPTION = 1.0

_PLAIN_NAME = re.compile(r"[^\W_][\w '’,&/-]*")
_PLAIN_SENTENCE = re.compile(r"[^\W_][^<>{}\[\]|#*`_~\\:\n]*[.。]")
_INNER_STOP = re.compile(r"[.!?。]\s*\S")
_OWN_VOICE = re.compile(r"\b(i|me|my|mine|we|us|our|you|your)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\d|^(most|majority|many|half|third|quarter|percent|every|always|never|all|none|few)$", re.IGNORECASE
)
_ECHO = "answer assistant comment instruction keyword label prompt quote sorry theme title"
_FRAME = "say said describe complain report people"


class Refusal(StrEnum):
    """Why an answer was not taken. A code, so that it can be logged and counted without anyone's words."""

    MODEL_FAILED = "model_failed"
    LANGUAGE = "language"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_PLAIN = "not_plain"
    SAYS_WHY = "says_why"
    ECHO = "echo"
    COUNTS = "counts"
    QUOTES = "quotes"
    SINGLES_OUT = "singles_out"
    NOT_CARRIED = "not_carried"
    NOT_TOGETHER = "not_together"
    NOT_DISTINCT = "not_distinct"
    PERSONAL_DATA = "personal_data"
    FAR_FROM_THEME = "far_from_theme"
    NOT_LISTED = "not_listed"
    NOT_SHOWN = "not_shown"
    FEW_PEOPLE = "few_people"
    UNFIT = "unfit"
    NAMES_UNIT = "names_unit"


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks ask of other steps, as plain functions.

    Attributes:
        finds_personal_data: Whether a text holds a person's name, an address, a number or the like.
        names_unit: Whether a text names a unit: leaders would read it.
        similarities: Cosine of a text to each theme's centroid, in the order of the side's themes.
    """

    finds_personal_data: Callable[[str], bool]
    names_unit: Callable[[str], bool]
    similarities: Callable[[str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a theme stands among those of its side.

    Attributes:
        index: Its position in what ``Checks.similarities`` returns.
        keyword_name: Its name without a language model.
        taken: The other themes' names.
    """

    index: int
    keyword_name: str
    taken: tuple[str, ...] = ()


def refuse_name(name: str, said: Vocabulary, standing: Standing, checks: Checks) -> Refusal | None:
    """Return the first reason not to take a name, or None where there is none."""
    content = content_stems(name, said.language)
    return _first(
        (Refusal.TOO_LONG, lambda: len(name) > LONGEST_NAME or len(words(name)) > MOST_WORDS),
        (Refusal.TOO_SHORT, lambda: len(content) < FEWEST_WORDS),
        (Refusal.NOT_PLAIN, lambda: not _PLAIN_NAME.fullmatch(name) or _repeats(content)),
        *_claims(name, said),
        (Refusal.NOT_CARRIED, lambda: not all(_is_common(stem, said) for stem in content)),
        (Refusal.NOT_TOGETHER, lambda: not said.says_together(content)),
        (Refusal.NOT_DISTINCT, lambda: any(_is_same(name, other, said.language) for other in standing.taken)),
        *_asked(name, CLOSENESS, standing, checks),
    )


def refuse_description(sentence: str, said: Vocabulary, standing: Standing, checks: Checks) -> Refusal | None:
    """Return the first reason not to take a description, or None where there is none."""
    content = [stem for stem in content_stems(sentence, said.language) if stem not in _stems(_FRAME)]
    return _first(
        (Refusal.TOO_LONG, lambda: len(sentence) > LONGEST_DESCRIPTION),
        (Refusal.TOO_SHORT, lambda: len(content) < FEWEST_WORDS),
        (Refusal.NOT_PLAIN, lambda: not _PLAIN_SENTENCE.fullmatch(sentence) or bool(_INNER_STOP.search(sentence))),
        *_claims(sentence, said),
        (Refusal.SINGLES_OUT, lambda: any(said.users[stem] and not _is_common(stem, said) for stem in content)),
        (Refusal.NOT_CARRIED, lambda: _carried_share(content, said) < CARRIED_SHARE),
        (Refusal.NOT_TOGETHER, lambda: not said.says_together(filter(said.users.get, content))),
        *_asked(sentence, CLOSENESS_OF_DESCRIPTION, standing, checks),
    )


Rule = tuple[Refusal, Callable[[], bool]]


def _first(*rules: Rule) -> Refusal | None:
    """Return the first rule that is broken; the dear ones come last and are often not reached."""
    return next((refusal for refusal, is_broken in rules if is_broken()), None)


def _claims(text: str, said: Vocabulary) -> tuple[Rule, ...]:
    return (
        # It says what people speak of, never why it is so: that is for links, and for grades that permit it.
        (Refusal.SAYS_WHY, lambda: bool(causal_verbs(text, said.language))),
        (Refusal.ECHO, lambda: any(stem in _stems(_ECHO) and not _is_common(stem, said) for stem in stems(text, "en"))),
        (Refusal.COUNTS, lambda: any(_AMOUNT.search(word) and not _says(word, said) for word in words(text))),
        (Refusal.QUOTES, lambda: bool(_OWN_VOICE.search(text)) or said.quoted_in(text)),
    )


def _asked(text: str, closeness: float, standing: Standing, checks: Checks) -> tuple[Rule, ...]:
    return (
        (Refusal.NAMES_UNIT, lambda: checks.names_unit(text)),
        (Refusal.PERSONAL_DATA, lambda: checks.finds_personal_data(text)),
        (Refusal.FAR_FROM_THEME, lambda: not _is_close(text, closeness, standing, checks)),
    )


def _is_common(stem: str, said: Vocabulary) -> bool:
    return said.users[stem] >= max(FEWEST_SPEAKERS, math.ceil(SPEAKERS_SHARE * said.people))


def _says(word: str, said: Vocabulary) -> bool:
    return all(_is_common(stem, said) for stem in stems(word, said.language))


def _carried_share(content: Sequence[str], said: Vocabulary) -> float:
    return sum(_is_common(stem, said) for stem in content) / len(content) if content else 0.0


def _repeats(content: Sequence[str]) -> bool:
    return len(set(content)) < len(content)


def _is_same(name: str, other: str, language: str) -> bool:
    return set(content_stems(name, language)) == set(content_stems(other, language))


@cache
def _stems(listed: str) -> frozenset[str]:
    # Not at import: the stemmers are only wanted where there is a language model.
    return frozenset(stems(listed, "en"))


def _is_close(text: str, closeness: float, standing: Standing, checks: Checks) -> bool:
    """Compare with the other themes and with the keyword name, so that no threshold depends on the embedder."""
    own = checks.similarities(text)[standing.index]
    usual = checks.similarities(standing.keyword_name)[standing.index]
    return own >= closeness * usual and own >= max(checks.similarities(text))
