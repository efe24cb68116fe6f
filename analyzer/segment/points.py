"""Where one point ends and the next begins inside a sentence, by small closed lists of words in seven languages.

A contrast ("but the wait was awful") cuts before a clause of its own. A joining word ("and parking is a joke") cuts
only between two clauses that each have a subject of their own and a verb, so that "staff and managers", "he came and
left" and what depends on "when" or "that" stay whole. The lists hold frequent words only: what they miss stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.hidden import REDACTED
from analyzer.lists import read_yaml

_WORD = re.compile(rf"[^\W_]+(?:['’-][^\W_]+)*['’]?|{REDACTED}|[,;:().!?]")
_STOPS = frozenset(",;:().!?")
_WORDS = ("openers", "alone", "never", "being", "pronouns", "opening", "then", "verbs")
# A subject is at most this many words long.
_SUBJECT = 5


@dataclass(frozen=True, slots=True)
class _Grammar:
    """A language's lists, as grammar.yaml explains them; ``contrast`` gives phrases by their first word.

    ``connection`` finds any word that may connect, so that most sentences need no closer look.
    """

    connection: re.Pattern[str]
    contrast: Mapping[str, tuple[tuple[str, ...], ...]]
    not_after: frozenset[str]
    adding: frozenset[str]
    openers: frozenset[str]
    alone: frozenset[str]
    never: frozenset[str]
    being: frozenset[str]
    pronouns: frozenset[str]
    opening: frozenset[str]
    then: frozenset[str]
    verbs: frozenset[str]
    turned: bool


def connects(text: str, language: str, start: int, end: int) -> bool:
    """Whether any word in the sentence ``text[start:end]`` may connect two points; where none does, nothing is cut."""
    grammar = _grammars().get(language)
    return grammar is not None and grammar.connection.search(text, start, end) is not None


def find_cuts(text: str, language: str, start: int, end: int, *, run_on: bool) -> Iterator[int]:
    """Yield where a sentence ``text[start:end]`` that connects points may be cut, in order.

    Args:
        text: What the sentence stands in.
        language: ISO 639-1 code of a language with lists.
        start: Where it begins.
        end: Where it ends.
        run_on: Whether it runs on without a pause; then what a pronoun begins counts as a clause, too.
    """
    grammar = _grammars()[language]
    tokens = list(_WORD.finditer(text, start, end))
    words = [token[0].lower().replace("’", "'") for token in tokens]
    begun = 0
    for at in range(1, len(words)):
        connects = words[at] in grammar.adding or words[at] in grammar.contrast
        if connects and (_parts(words, begun, at, grammar) or (run_on and _goes_on(words, begun, at, grammar))):
            yield tokens[at].start()
            begun = at


def _parts(words: list[str], begun: int, at: int, grammar: _Grammar) -> bool:
    """Whether the connection at ``at`` parts two points; the first began at ``begun``."""
    left = words[begun:at]
    if length := _contrast_at(words, at, grammar):
        return _contrasts(left, words[at + length :], grammar)
    return words[at] in grammar.adding and _adds(left, words[at + 1 :], grammar)


def _goes_on(words: list[str], begun: int, at: int, grammar: _Grammar) -> bool:
    """The same for a run-on sentence: any clause with a subject counts, if what stands before it is long enough."""
    behind = at + (_contrast_at(words, at, grammar) or 1)
    right = words[behind : behind + _SUBJECT + 1]
    if right and right[0] in grammar.then:
        right = right[1:]
    if len(right) < _SUBJECT or at - begun < _SUBJECT:
        return False
    return right[0].split("'")[0] in grammar.pronouns or _has_own_subject(right, grammar)


def _contrast_at(words: list[str], at: int, grammar: _Grammar) -> int:
    """How many words long the contrast is that begins at ``at``, or 0."""
    phrases = grammar.contrast.get(words[at])
    if phrases is None:
        return 0
    return next((len(p) for p in phrases if tuple(words[at : at + len(p)]) == p), 0)


def _contrasts(left: list[str], right: list[str], grammar: _Grammar) -> bool:
    said = " ".join(word for word in left if word not in _STOPS)
    barred = any(said.endswith(f" {word}") for word in grammar.not_after) or any(
        " " in phrase and phrase in said for phrase in grammar.not_after
    )
    clause = _clause(right, grammar)
    if len(said.split()) < 2 or len(clause) < 3 or barred:
        return False
    turned = grammar.turned and clause[0] in grammar.verbs and _begins(clause[1], grammar.openers)
    return turned or _has_own_subject(clause, grammar)


def _adds(left: list[str], right: list[str], grammar: _Grammar) -> bool:
    said, clause = _last_clause(left, grammar), _clause(right, grammar)
    if len(said) < 3 or len(clause) < 3 or any(_begins(word, grammar.opening) for word in said):
        return False
    return _has_own_subject(clause, grammar) and _has_own_subject(said, grammar)


def _clause(words: list[str], grammar: _Grammar) -> list[str]:
    """Up to the next connection or stop."""
    for at, word in enumerate(words):
        if at and (word in _STOPS or word in grammar.adding or _contrast_at(words, at, grammar)):
            return words[:at]
    return words


def _last_clause(words: list[str], grammar: _Grammar) -> list[str]:
    """What stands behind the last stop or connection."""
    begun = 0
    for at, word in enumerate(words):
        if word in _STOPS or word in grammar.adding:
            begun = at + 1
        elif length := _contrast_at(words, at, grammar):
            begun = at + length
    return words[begun:]


def _has_own_subject(clause: list[str], grammar: _Grammar) -> bool:
    """Whether it begins with a subject, no pronoun, and a verb soon follows."""
    first = clause[0]
    verb = next((at for at, word in enumerate(clause[: _SUBJECT + 1]) if at and word in grammar.verbs), 0)
    if not verb or any(_begins(word, grammar.opening) or _begins(word, grammar.pronouns) for word in clause[:verb]):
        return False
    if _begins(first, grammar.alone):
        return True
    if _begins(first, grammar.openers):
        return verb > 1 or "'" in first
    return first not in grammar.verbs and first not in grammar.never and verb <= 2 and clause[verb] in grammar.being


def _begins(word: str, listed: frozenset[str]) -> bool:
    """Whether a word is listed, as a whole or as what is elided: "l'attente" begins with "l'"."""
    return word in listed or word.partition("'")[0] + "'" in listed


@cache
def _grammars() -> dict[str, _Grammar]:
    return {language: _grammar(lists) for language, lists in read_yaml("analyzer.segment", "grammar.yaml").items()}


def _grammar(lists: dict[str, Any]) -> _Grammar:
    contrast = sorted((tuple(phrase.split()) for phrase in lists["contrast"].split(",")), key=len, reverse=True)
    adding = frozenset(word.strip() for word in lists["adding"].split(","))
    connecting = "|".join(sorted({phrase[0] for phrase in contrast} | adding))
    return _Grammar(
        connection=re.compile(rf"\s(?:{connecting})\s", re.IGNORECASE),
        contrast={first: tuple(p for p in contrast if p[0] == first) for first in {p[0] for p in contrast}},
        not_after=frozenset(phrase.strip() for phrase in lists["not_after"].split(",")),
        adding=adding,
        **{name: frozenset(lists[name].split()) for name in _WORDS},
        turned=bool(lists.get("turned")),
    )
