"""Checks that a language model's answer must pass to be used. Pure: no model is asked.

A comment may contain instructions that demand any name (prompt injection). The defence is to count people: a word that
fewer than two people of the theme use, or fewer than one in fifty of them, is allowed in no name and no description.
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
# Least similarity of a name to its theme, relative to the keyword name's. Of 20 names that passed every other check,
# the three that missed their theme were at .41, .52 and .67; those that fitted began at .75 (30 themes of invented
# statements, all-MiniLM-L6-v2).
CLOSENESS = 0.7
# A sentence can be wrong where a name cannot ("the manager is abusive", where managers stood by), so it must be as
# similar to its theme as the keyword name is.
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
    """Why an answer was refused. A code, so that it can be logged and counted without anybody's words."""

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
class AnswerChecks:
    """The functions of other steps that the checks need.

    Attributes:
        finds_personal_data: Whether a text holds a person's name, an address, a number or the like.
        names_unit: Whether a text names a unit, which leaders must not read.
        similarities: Cosine of a text with each theme's centroid, in the order of the side's themes.
    """

    finds_personal_data: Callable[[str], bool]
    names_unit: Callable[[str], bool]
    similarities: Callable[[str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class ThemeContext:
    """A theme among those of its side.

    Attributes:
        index: Its position in what ``AnswerChecks.similarities`` returns.
        keyword_name: Its name without a language model.
        taken: The other themes' names.
    """

    index: int
    keyword_name: str
    taken: tuple[str, ...] = ()


def refuse_name(name: str, said: Vocabulary, context: ThemeContext, checks: AnswerChecks) -> Refusal | None:
    """Return the first reason to refuse a name, or None where there is none."""
    content = content_stems(name, said.language)
    return _first_broken(
        (Refusal.TOO_LONG, lambda: len(name) > LONGEST_NAME or len(words(name)) > MOST_WORDS),
        (Refusal.TOO_SHORT, lambda: len(content) < FEWEST_WORDS),
        (Refusal.NOT_PLAIN, lambda: not _PLAIN_NAME.fullmatch(name) or _repeats(content)),
        *_content_rules(name, said),
        (Refusal.NOT_CARRIED, lambda: not all(_is_common(stem, said) for stem in content)),
        (Refusal.NOT_TOGETHER, lambda: not said.says_together(content)),
        (Refusal.NOT_DISTINCT, lambda: any(_is_same(name, other, said.language) for other in context.taken)),
        *_outside_rules(name, CLOSENESS, context, checks),
    )


def refuse_description(sentence: str, said: Vocabulary, context: ThemeContext, checks: AnswerChecks) -> Refusal | None:
    """Return the first reason to refuse a description, or None where there is none."""
    content = [stem for stem in content_stems(sentence, said.language) if stem not in _stems(_FRAME)]
    return _first_broken(
        (Refusal.TOO_LONG, lambda: len(sentence) > LONGEST_DESCRIPTION),
        (Refusal.TOO_SHORT, lambda: len(content) < FEWEST_WORDS),
        (Refusal.NOT_PLAIN, lambda: not _PLAIN_SENTENCE.fullmatch(sentence) or bool(_INNER_STOP.search(sentence))),
        *_content_rules(sentence, said),
        (Refusal.SINGLES_OUT, lambda: any(said.users[stem] and not _is_common(stem, said) for stem in content)),
        (Refusal.NOT_CARRIED, lambda: _carried_share(content, said) < CARRIED_SHARE),
        (Refusal.NOT_TOGETHER, lambda: not said.says_together(filter(said.users.get, content))),
        *_outside_rules(sentence, CLOSENESS_OF_DESCRIPTION, context, checks),
    )


Rule = tuple[Refusal, Callable[[], bool]]


def _first_broken(*rules: Rule) -> Refusal | None:
    """Return the first rule that is broken; expensive rules come last and are often not evaluated."""
    return next((refusal for refusal, is_broken in rules if is_broken()), None)


def _content_rules(text: str, said: Vocabulary) -> tuple[Rule, ...]:
    return (
        # It may say what people speak of, but not why: causes are left to links whose grade permits them.
        (Refusal.SAYS_WHY, lambda: bool(causal_verbs(text, said.language))),
        (Refusal.ECHO, lambda: any(stem in _stems(_ECHO) and not _is_common(stem, said) for stem in stems(text, "en"))),
        (Refusal.COUNTS, lambda: any(_AMOUNT.search(word) and not _says(word, said) for word in words(text))),
        (Refusal.QUOTES, lambda: bool(_OWN_VOICE.search(text)) or said.quoted_in(text)),
    )


def _outside_rules(text: str, closeness: float, context: ThemeContext, checks: AnswerChecks) -> tuple[Rule, ...]:
    return (
        (Refusal.NAMES_UNIT, lambda: checks.names_unit(text)),
        (Refusal.PERSONAL_DATA, lambda: checks.finds_personal_data(text)),
        (Refusal.FAR_FROM_THEME, lambda: not _is_close(text, closeness, context, checks)),
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
    # Not at import time, because the stemmers are needed only with a language model.
    return frozenset(stems(listed, "en"))


def _is_close(text: str, closeness: float, context: ThemeContext, checks: AnswerChecks) -> bool:
    """Compare with the other themes and with the keyword name, so that no threshold depends on the embedder."""
    own = checks.similarities(text)[context.index]
    keyword = checks.similarities(context.keyword_name)[context.index]
    return own >= closeness * keyword and own >= max(checks.similarities(text))
