"""Word lists of files in seven languages, and how column names and labels are compared with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.spelling import without_accents
from analyzer.wordlists import read_yaml

_CAMEL_CASE_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]{2})")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
# Survey tools' codes of questions: Q1, Q12_3, QID5_TEXT, VAR001, G01Q03[SQ001], "Question 4".
_QUESTION_CODE = re.compile(
    r"(?:[A-Za-z]{1,4}[_.-]?|(?:[Qq]uestion|[Ff]rage|[Pp]regunta|[Ii]tem) )\d+(?:[\[\]#_.-]*\w+)*\]?"
)
_CODE_SEPARATOR = re.compile(r"[.:)]\s+")
# A key of a nested object, as flattened: "requester.name", "comments.1.author".
_KEY_PATH = re.compile(r"[^\s.?]+(?:\.[^\s.?]+)+")
# Keys that wrap a value and do not name it: "name.label", "comments.1".
_WRAPPER_KEYS = frozenset({"label", "value", "values", "text"})


@dataclass(frozen=True, slots=True)
class PhraseList:
    """Phrases that column names are compared with, the most telling first. "=" means that the whole name must match."""

    phrases: tuple[str, ...]

    def rank(self, folded: str) -> int | None:
        """Return the position in the list of the first phrase that ``folded`` contains, or None."""
        padded = f" {folded} "
        for rank, phrase in enumerate(self.phrases):
            if (
                folded == phrase[1:]
                if phrase[0] == "="
                else f" {phrase} " in padded or folded == _without_spaces(phrase)
            ):
                return rank
        return None

    def match(self, folded: str) -> bool:
        """Tell whether ``folded`` contains any of the phrases."""
        return self.rank(folded) is not None

    def begin(self, folded: str) -> bool:
        """Tell whether ``folded`` begins with any of the phrases."""
        return any(f"{folded} ".startswith(f"{phrase} ") for phrase in self.phrases)

    def covers(self, folded: str) -> bool:
        """Tell whether one of the phrases makes up more than half of the words of ``folded``."""
        most, padded = len(folded.split()), f" {folded} "
        bare = (phrase.removeprefix("=") for phrase in self.phrases)
        return any(2 * len(phrase.split()) > most and f" {phrase} " in padded for phrase in bare)


def _without_spaces(phrase: str) -> str:
    """Write a phrase as one word, as programs do in capitals: SURVEYID."""
    return phrase.replace(" ", "")


def fold(text: str) -> str:
    """Normalise for comparison: lower case, no accents, camelCase and punctuation split by spaces.

    "ReviewTitle" and "review-title" both become "review title".
    """
    parted = _CAMEL_CASE_BREAK.sub(" ", text)
    plain = parted if parted.isascii() else without_accents(parted)
    return _SEPARATORS.sub(" ", plain.casefold()).strip()


def spell_out(name: str) -> str:
    """Write a name of a program as words: "review_positive", "ReviewPositive"."""
    return _CAMEL_CASE_BREAK.sub(" ", name.replace("_", " "))


def is_code(name: str) -> bool:
    """Tell whether a column's name is only a survey tool's code of a question."""
    return _QUESTION_CODE.fullmatch(name) is not None


def is_path(name: str) -> bool:
    """Tell whether a column's name is the path of a key in a nested object, and so no question however long."""
    return _KEY_PATH.fullmatch(name) is not None


def path_ends(name: str) -> tuple[str, str]:
    """Return the last meaningful key of a path and the one above it, folded; "" where there is none."""
    keys = [key for part in name.split(".") if (key := fold(part)) and not key.isdigit()]
    while len(keys) > 1 and keys[-1] in _WRAPPER_KEYS:
        keys.pop()
    return (keys[-1], keys[-2] if len(keys) > 1 else "") if keys else ("", "")


def display_name(name: str, question: str) -> str:
    """Return a column's name for people: its name, or its question if the name is only a code."""
    return question if question and is_code(name) else name


def without_code(name: str) -> str:
    """Remove the code before a column's name: "G01Q02. Why are you leaving?"."""
    code, *rest = _CODE_SEPARATOR.split(name, maxsplit=1)
    return rest[0] if rest and rest[0] and is_code(code) else name


def begins(folded: str, key: str, fewest: int = 1) -> bool:
    """Tell whether a folded text begins with a phrase under ``key`` that has ``fewest`` words or more."""
    words = folded.split()
    return any(" ".join(words[:length]) in phrases(key) for length in range(fewest, 8))


def is_praise_or_fault(folded: str) -> bool:
    """Tell whether a column's name asks for what was good or for what was not, and for nothing else: "Lo mejor"."""
    words = set(folded.split())
    return not words.isdisjoint(_single_words("poles")) and words <= _single_words("poles") | _single_words(
        "pole_carriers"
    )


def without_poles(folded: str) -> str:
    """Return a column's name with "*" for each word that parts the good from the bad: "* moment of the day"."""
    return " ".join("*" if word in _single_words("poles") else word for word in folded.split())


def is_third_party_remark(folded: str) -> bool:
    """Tell whether a label heads notes by someone else than the leaver: "Note de l'intervieweuse", "HR comments"."""
    words = folded.split()
    if addresses_interviewer(folded):
        return False
    if folded in phrases("remarks") or begins(folded, "remarks", fewest=2):
        return True
    noted = not _single_words("remark_words").isdisjoint(words)
    return len(words) <= 8 and noted and (names_interviewer(folded) or words[-1] in _single_words("impressions"))


def is_leaver_remark(folded: str) -> bool:
    """Tell whether a label heads the leaver's remarks: "Kommentar Mitarbeiterin", "Comments for HR"."""
    words = folded.split()
    noted = not _single_words("remark_words").isdisjoint(words)
    theirs = addresses_interviewer(folded) or (
        len(words[-1:]) > 0 and len(words[-1]) > 2 and words[-1] in phrases("leaver")
    )
    return noted and len(words) <= 6 and theirs


def addresses_interviewer(folded: str) -> bool:
    """Tell whether a label asks for comments that HR is to read; what HR notes for itself is called a note."""
    words = folded.split()
    named = any(folded.endswith(f" {name}") for name in phrases("interviewer") if len(name) > 1)
    return named and not phrases("addressed").isdisjoint(words[1:-1]) and not names_account(folded)


def names_account(folded: str) -> bool:
    """Tell whether a heading names an account of a talk, such as a summary or notes, and no mere opinion of it."""
    return not _single_words("accounts").isdisjoint(folded.split())


def names_interviewer(folded: str) -> bool:
    """Tell whether a label names the interviewer as author, not as subject ("Comments on HR")."""
    others = phrases("interviewer") | phrases("noters")
    found = [f" {folded} ".partition(f" {name} ") for name in others if len(name) > 1]
    return any(name and phrases("about").isdisjoint(before.split()[-2:]) for before, name, _ in found)


@cache
def phrases(key: str) -> frozenset[str]:
    """Return the phrases under ``key``, for comparison with a whole text."""
    return frozenset(_split_phrases(_word_lists()[key]))


@cache
def rating_words() -> Mapping[str, float]:
    """Return the words that stand for a rating, folded, with their number from 5, the best, to 1."""
    scale = _word_lists()["scale"]
    return {phrase: float(grade) for grade, lines in scale.items() for phrase in _split_phrases(lines)}


@cache
def _single_words(key: str) -> frozenset[str]:
    return frozenset(word for phrase in phrases(key) for word in phrase.split())


@cache
def column_phrases(key: str) -> PhraseList:
    """Return the phrases for column names of one kind."""
    return PhraseList(tuple(_split_phrases(_word_lists()["columns"][key])))


@cache
def _word_lists() -> Any:
    return read_yaml("analyzer.ingest", "words.yaml")


def _split_phrases(lines: list[str]) -> list[str]:
    return [phrase.strip() for line in lines for phrase in str(line).split(",") if phrase.strip()]
