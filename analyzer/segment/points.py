"""Where one point ends and the next begins inside a sentence, by small closed word lists in seven languages.

A contrast cuts before a clause of its own. A joining word cuts only between two clauses that each have their own
subject and a verb, so that "staff and managers", "he came and left" and clauses behind "when" or "that" stay whole. The
lists hold frequent words only; unlisted constructions stay whole.

For example:

    The staff were kind | but the wait was awful
    The food is cold | and parking is a joke
    he came and left                             <- not cut
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from analyzer.placeholders import REDACTION_MARK
from analyzer.segment.phrases import Phrases, phrase_length, read_phrases
from analyzer.wordlists import read_yaml

WORD = re.compile(rf"[^\W_]+(?:['’-][^\W_]+)*['’]?|{REDACTION_MARK}|[,;:().!?]")
_STOPS = frozenset(",;:().!?")
_WORDS = ("openers", "alone", "never", "being", "pronouns", "opening", "then", "verbs")
# Most words of a subject.
_MAX_SUBJECT_WORDS = 5


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's word lists, as grammar.yaml explains them; ``contrast`` gives phrases by their first word.

    ``connection`` finds any word that may connect, so that most sentences need no closer look. The exceptions, after
    which no contrast is cut, are in ``not_after`` (single words) and ``nowhere_after`` (phrases).
    """

    connection: re.Pattern[str]
    contrast: Phrases
    not_after: tuple[str, ...]
    nowhere_after: re.Pattern[str]
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


def may_connect(text: str, language: str, start: int, end: int) -> bool:
    """Whether any word of the sentence ``text[start:end]`` may connect two points; if none does, nothing is cut."""
    grammar = grammars().get(language)
    return grammar is not None and grammar.connection.search(text, start, end) is not None


def first_words(language: str) -> frozenset[str]:
    """Return the listed words with which a sentence or clause begins: "nobody", "the", "when", "now"."""
    grammar = grammars()[language]
    openings = grammar.openers | grammar.alone | grammar.pronouns | grammar.opening | grammar.never | grammar.then
    return openings | grammar.adding | grammar.contrast.keys()


def find_cuts(text: str, language: str, start: int, end: int, *, run_on: bool) -> Iterator[int]:
    """Yield where the sentence ``text[start:end]``, which connects points, may be cut, in order.

    Args:
        text: The text that contains the sentence.
        language: ISO 639-1 code of a language with lists.
        start: Where the sentence begins.
        end: Where it ends.
        run_on: Whether it is a run-on sentence without a pause; then clauses that begin with a pronoun count, too.
    """
    grammar = grammars()[language]
    tokens = list(WORD.finditer(text, start, end))
    said = _prepare_sentence([token[0].lower().replace("’", "'") for token in tokens], grammar)
    begun = 0
    for at in range(1, len(tokens)):
        may_connect = said.words[at] in grammar.adding or said.words[at] in grammar.contrast
        if may_connect and (
            _separates_points(said, begun, at, grammar)
            or (run_on and _separates_run_on(said.words, begun, at, grammar))
        ):
            yield tokens[at].start()
            begun = at


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A tokenized sentence, prepared once for all its connections.

    Attributes:
        words: Its words and punctuation marks.
        text: The words without punctuation, with a space before each.
        places: Where each word begins in ``text``, from its space, and where the last one ends.
        bars: The (start, end) in ``text`` of each phrase after which no contrast is cut.
    """

    words: Sequence[str]
    text: str
    places: Sequence[int]
    bars: Sequence[tuple[int, int]]


def _prepare_sentence(words: Sequence[str], grammar: Grammar) -> _Sentence:
    spoken = ["" if word in _STOPS else f" {word}" for word in words]
    text = "".join(spoken)
    bars = [phrase.span() for phrase in grammar.nowhere_after.finditer(text)]
    return _Sentence(words, text, list(accumulate(map(len, spoken), initial=0)), bars)


def _separates_points(said: _Sentence, begun: int, at: int, grammar: Grammar) -> bool:
    """Whether the connection at ``at`` separates two points; the first began at ``begun``."""
    words = said.words
    if length := phrase_length(words, at, grammar.contrast, len(words)):
        return _allows_contrast(said, begun, at, grammar) and _is_contrasting_clause(
            _clause(words, at + length, grammar), grammar
        )
    if words[at] not in grammar.adding:
        return False
    return _are_two_clauses(_last_clause(words, begun, at, grammar), _clause(words, at + 1, grammar), grammar)


def _separates_run_on(words: Sequence[str], begun: int, at: int, grammar: Grammar) -> bool:
    """The same for a run-on sentence: any clause with a subject counts, if the words before it are enough."""
    behind = at + (phrase_length(words, at, grammar.contrast, len(words)) or 1)
    right = words[behind : behind + _MAX_SUBJECT_WORDS + 1]
    if right and right[0] in grammar.then:
        right = right[1:]
    if len(right) < _MAX_SUBJECT_WORDS or at - begun < _MAX_SUBJECT_WORDS:
        return False
    return right[0].split("'")[0] in grammar.pronouns or has_own_subject(right, grammar)


def _allows_contrast(said: _Sentence, begun: int, at: int, grammar: Grammar) -> bool:
    """Whether the words from ``begun`` to ``at`` are enough for a contrast, and hold no exception to it."""
    start, end = said.places[begun] + 1, said.places[at]
    two_words = said.text.find(" ", start, end) >= 0
    bar = bisect_left(said.bars, (start, 0))
    barred = bar < len(said.bars) and said.bars[bar][1] <= end
    return two_words and not barred and not said.text.endswith(grammar.not_after, start, end)


def bars_contrast(said: Sequence[str], grammar: Grammar) -> bool:
    """Whether what was said holds an exception to a contrast: "not only", or "nothing" right before it."""
    text = "".join(f" {word}" for word in said)
    return text.endswith(grammar.not_after) or grammar.nowhere_after.search(text) is not None


def _is_contrasting_clause(clause: Sequence[str], grammar: Grammar) -> bool:
    if len(clause) < 3:
        return False
    turned = grammar.turned and clause[0] in grammar.verbs and is_listed(clause[1], grammar.openers)
    return turned or has_own_subject(clause, grammar)


def _are_two_clauses(said: Sequence[str], clause: Sequence[str], grammar: Grammar) -> bool:
    if len(said) < 3 or len(clause) < 3 or any(is_listed(word, grammar.opening) for word in said):
        return False
    return has_own_subject(clause, grammar) and has_own_subject(said, grammar)


def _clause(words: Sequence[str], begun: int, grammar: Grammar) -> Sequence[str]:
    """The words from ``begun`` up to the next connection or punctuation mark."""
    for at in range(begun + 1, len(words)):
        word = words[at]
        if word in _STOPS or word in grammar.adding or phrase_length(words, at, grammar.contrast, len(words)):
            return words[begun:at]
    return words[begun:]


def _last_clause(words: Sequence[str], begun: int, end: int, grammar: Grammar) -> Sequence[str]:
    """The words between the last punctuation mark or connection and ``end``."""
    for at in range(end - 1, begun - 1, -1):
        if words[at] in _STOPS or words[at] in grammar.adding:
            return words[at + 1 : end]
        if length := phrase_length(words, at, grammar.contrast, end):
            return words[at + length : end]
    return words[begun:end]


def has_own_subject(clause: Sequence[str], grammar: Grammar) -> bool:
    """Whether a clause begins with a subject that is no pronoun, and a verb soon follows."""
    first = clause[0]
    verb = next((at for at, word in enumerate(clause[: _MAX_SUBJECT_WORDS + 1]) if at and word in grammar.verbs), 0)
    if not verb or any(is_listed(word, grammar.opening) or is_listed(word, grammar.pronouns) for word in clause[:verb]):
        return False
    if is_listed(first, grammar.alone):
        return True
    if is_listed(first, grammar.openers):
        return verb > 1 or "'" in first
    return first not in grammar.verbs and first not in grammar.never and verb <= 2 and clause[verb] in grammar.being


def is_listed(word: str, listed: frozenset[str]) -> bool:
    """Whether a word is listed, whole or by its elided beginning: "l'attente" begins with "l'"."""
    return word in listed or word.partition("'")[0] + "'" in listed


@cache
def grammars() -> dict[str, Grammar]:
    """Return each language's lists."""
    return {language: _grammar(lists) for language, lists in read_yaml("analyzer.segment", "grammar.yaml").items()}


def _grammar(lists: dict[str, Any]) -> Grammar:
    contrast = read_phrases(lists["contrast"])
    adding = frozenset(word.strip() for word in lists["adding"].split(","))
    not_after = [phrase.strip() for phrase in lists["not_after"].split(",")]
    connecting = "|".join(sorted(contrast.keys() | adding))
    return Grammar(
        connection=re.compile(rf"\s(?:{connecting})\s", re.IGNORECASE),
        contrast=contrast,
        not_after=tuple(f" {word}" for word in not_after),
        nowhere_after=re.compile("|".join(phrase for phrase in not_after if " " in phrase) or r"(?!)"),
        adding=adding,
        **{name: frozenset(lists[name].split()) for name in _WORDS},
        turned=bool(lists.get("turned")),
    )
