"""Words that claim causation: no sentence below the grade Tested may contain one, in any language."""

from __future__ import annotations

import re
from functools import cache

from analyzer.wordlists import read_yaml

# For a text in an unknown language.
ANY_LANGUAGE = ""


def causal_verbs(sentence: str, language: str = "en") -> tuple[str, ...]:
    """Find the words by which a sentence claims causation.

    Text in quotation marks is skipped: names of themes, people's words and the knowledge base's explanations are
    quoted, not claimed.

    Args:
        sentence: A generated sentence.
        language: ISO 639-1 code. English is always checked as well, since a language model may slip into it; a
            language without a list of its own, or ``ANY_LANGUAGE``, is checked against all lists.

    Returns:
        The words in order, in lower case; empty if the sentence is allowed below the grade Tested.
    """
    return tuple(match.group().lower() for match in _claim_pattern(language).finditer(_QUOTED.sub(" ", sentence)))


def languages() -> tuple[str, ...]:
    """List the languages that have a word list, by ISO 639-1 code."""
    return tuple(code for code in _word_lists() if code != "alone")


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]")


@cache
def _word_lists() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = read_yaml("analyzer.wording", "claims.yaml")
    return listed


@cache
def _claim_pattern(language: str) -> re.Pattern[str]:
    if language in languages():
        alone: dict[str, list[str]] = _word_lists()["alone"]  # type: ignore[assignment]
        words = [*_word_lists()["en"], *_word_lists()[language], *alone.get(language, ())]
    else:
        words = [word for code in languages() for word in _word_lists()[code]]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
