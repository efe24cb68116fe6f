"""Lexical cues: counts of a few kinds of words that show, beside its vector, what a statement does."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analyzer.spelling import LETTER_RUN
from analyzer.valence.contexts import find_hollow, find_telling
from analyzer.valence.questions import classify_question
from analyzer.valence.rated import RatingEnd
from analyzer.wordlists import Lexicon, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

CUE_NAMES = (
    "positive",
    "negative",
    "negated positive",
    "negated negative",
    "wish",
    "comparative",
    "opens with a comparative",
    "opens with an imperative",
    "opens with a no",
    "contrast",
    "question",
    "exclamation",
    "short",
    "faultless",
    "could have",
    "long",
    "but for",
    "still not",
)

# Praise made of negative words ("can't fault"), which neither a vector nor a count recognises.
_FAULTLESS = re.compile(
    r"\b(?:can(?:no|')?t|could(?:n't| not)|don't|not|no|nothing|never|no one)\b[\w\s]{0,24}?"
    r"\b(?:fault|faulted|improve\w*|better|bettered|change|complain\w*|more helpful|enough|negative|suggest\w*|"
    r"too much trouble|a bother)\b",
    re.IGNORECASE,
)
# "Nothing, great service": the "no" answers the form's question; the rest decides what the statement does.
_NO_FIRST = re.compile(
    r"\W*(?:no|none|nothing|nope|not (?:a lot|much|really)|nichts|nein|rien|non|nada|niente|niets|nee|não)"
    r"(?: (?:really|at all|else|much))?\s*[,.;:!–-]\s*\w",
    re.IGNORECASE,
)
# "Could have called": a request that comes too late. "Could not have been nicer" is not one.
_COULD_HAVE = re.compile(
    r"\b(?:could|should|might|may|would|ought to)(?:'ve| have| of)\b(?! (?:been )?(?:asked|wished|wanted) )|"
    r"\bhätten? (?:man|sie|ich|ihr|wir)\b|\baurai(?:t|ent|s) (?:pu|dû)\b|"
    r"\b(?:podr|deber)ían? haber\w*|\bavreb\w+ (?:dovuto|potuto)\b|\bhad(?:den)? \w+ (?:kunnen|moeten)\b|"
    r"\b(?:podi|devi)am? ter\b",
    re.IGNORECASE,
)
# Hours, weeks, months and ages are mentioned by people who had to wait.
_LONG = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|for|over)[ -]?(?:and a half )?"
    r"(?:hours?|hrs?|weeks?|months?)\b|\bhours\b|\bstunden\b|\bwochen\b|\bheures\b|\bsemaines\b|\bhoras\b|"
    r"\bsemanas\b|\bore\b|\bsettimane\b|\buur\b|\bweken\b|"
    r"\b(?:took|takes?|taking|waits?|waited|waiting|hold|for|after) (?:absolutely )?(?:ages|for ?ever)\b|\bages to\b|"
    r"\bewig(?:keit(?:en)?)?\b|\béternités?\b|\beternidade?s?\b|\beternità\b|\beeuwig(?:heid)?\b",
    re.IGNORECASE,
)
_BUT_FOR = re.compile(
    r"\b(?:apart from|other than|except|only (?:thing|problem|issue|downside|complaint)|downside|the only|nur|außer|"
    r"à part|sauf|aparte de|excepto|salvo|a parte|tranne|behalve|exceto)\b",
    re.IGNORECASE,
)
_STILL_NOT = re.compile(
    r"\b(?:still (?:no|not|waiting|hasn't|haven't|doesn't|isn't|don't)|yet to|not yet|immer noch|toujours pas|"
    r"j'attends toujours|sigo esperando|todavía no|aún no|ancora (?:aspett\w+|nessun\w*|non)|nog (?:steeds|altijd)|"
    r"ainda não|continuo à espera)\b",
    re.IGNORECASE,
)
# Each pattern with lower-case substrings of which every match contains at least one: texts without any are not
# searched.
PHRASES = tuple(
    (pattern, tuple(pieces.split("|")))
    for pattern, pieces in (
        (_FAULTLESS, "fault|improve|better|change|complain|helpful|enough|negative|suggest|trouble|bother"),
        (_COULD_HAVE, "ould|ought|might|may|hätte|aurai|podr|deber|avreb|had|podi|devi"),
        (_LONG, "hour|hr|week|month|ages|ever|stunden|wochen|heure|sema|hora|ore|settim|uur|weken|ewig|terni|eeuw"),
        (_BUT_FOR, "apart|other|except|only|downside|nur|außer|à|sauf|salvo|parte|tranne|behalve|exceto"),
        (_STILL_NOT, "still|yet|noch|pas|attends|sigo|todavía|aún|ancora|nog|ainda|espera"),
    )
)
_WORD = re.compile(rf"{LETTER_RUN}(?:['\-]{LETTER_RUN})*+|[\U0001F300-\U0001FAFF❤]")
_PAUSE = re.compile(r"[.;:!?()\n]+")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
# A word counts as negated where a negation stands at most this many words before it.
_NEGATION_WINDOW = 3
# A text with fewer words than this is short.
_SHORT_BELOW_WORDS = 4
# Kinds that say something good.
_GOOD = ("positive", "sound", "faint")
# In a word's bit mask, the bits of phrases begin here, behind those of its kinds.
_PHRASE_BIT_OFFSET = 32
_KINDS_MASK = (1 << _PHRASE_BIT_OFFSET) - 1
# How many words after a negation are marked as negated; what is denied may lie a little further off ("not able to
# help").
_NEGATION_SCOPE = 4


@dataclass(frozen=True)  # no slots, because cached_property needs a __dict__
class ParsedStatements:
    """Statements split into words, with the question that each answers and its author's rating.

    Attributes:
        texts: The n statements as written.
        asked: What the question that each answers asks for, as values of ``QuestionKind``; shape (n,).
        rated: Which end of the scale each author's rating lies at, as values of ``RatingEnd``; shape (n,).
        words: The words of each text, in order.
        kinds: The kinds of each of the t words of all texts, concatenated, as a bit mask; shape (t,).
        rows: The index of the text that each of these words is in, shape (t,).
    """

    texts: Sequence[str]
    asked: NDArray[np.int64]
    rated: NDArray[np.int64]
    words: Sequence[Sequence[str]]
    kinds: NDArray[np.int64]
    rows: NDArray[np.int64]

    def of_kind(self, *kinds: str) -> Mask:
        """Mark the words of one of these kinds, shape (t,)."""
        return np.asarray(self.kinds & sum(_bits()[kind] for kind in kinds) != 0)

    def count(self, these: Mask) -> NDArray[np.int64]:
        """Count the marked words in each text, shape (n,)."""
        return np.bincount(self.rows[these], minlength=len(self.texts))

    def contains(self, *kinds: str) -> Mask:
        """Mark the texts that contain a word of one of these kinds, shape (n,)."""
        return self.count(self.of_kind(*kinds)) > 0

    def opens_with(self, these: Mask) -> Mask:
        """Mark the texts that open with one of the marked words, shape (n,)."""
        opening = np.diff(self.rows, prepend=-1) != 0
        return self.count(these & opening) > 0

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """The number of words in each text, shape (n,)."""
        return np.bincount(self.rows, minlength=len(self.texts))

    @cached_property
    def cues(self) -> NDArray[np.float32]:
        """The count of each cue in each text, capped at 2; shape (n, len(CUE_NAMES))."""
        negated = _is_negated(self)
        polar = [self.of_kind(kind) & near for near in (~negated, negated) for kind in ("positive", "negative")]
        wish, comparative, imperative = (self.of_kind(kind) for kind in ("wish", "comparative", "imperative"))
        counts = [
            *map(self.count, (*polar, wish, comparative)),
            self.opens_with(comparative),
            self.opens_with(imperative),
            [_NO_FIRST.match(text) is not None for text in self.texts],
            self.contains("contrast"),
            [text.count("?") for text in self.texts],
            [text.count("!") for text in self.texts],
            self.lengths < _SHORT_BELOW_WORDS,
            *(_hold(self, pattern, phrase) for phrase, (pattern, _) in enumerate(PHRASES)),
        ]
        return np.minimum(np.array(counts, dtype=np.float32).T, 2)

    def has_cue(self, *names: str) -> Mask:
        """Mark the texts that have one of these cues, shape (n,)."""
        return np.asarray(self.cues[:, [CUE_NAMES.index(name) for name in names]].any(axis=1))


def parse(texts: Sequence[str], questions: Sequence[str] = (), rated: Sequence[RatingEnd] = ()) -> ParsedStatements:
    """Split texts into words, and look up the kinds of each word.

    Args:
        texts: The statements.
        questions: The question that each answers, "" where that is not known; empty where none is.
        rated: Which end of the scale each author's rating lies at; empty where nobody gave one.
    """
    given = np.array(rated or [RatingEnd.BETWEEN] * len(texts), dtype=np.int64)
    asked = np.array([classify_question(question) for question in questions or [""] * len(texts)], dtype=np.int64)
    found = [words(text) for text in texts]
    kinds = np.fromiter(map(_kinds, chain.from_iterable(found)), np.int64)
    lengths = [len(each) for each in found]
    rows = np.repeat(np.arange(len(texts)), lengths)
    for first, text in zip(np.cumsum([0, *lengths]).tolist(), texts, strict=False):
        _weigh_by_context(lower(text), kinds[first:])
    return ParsedStatements(texts, asked, given, found, kinds, rows)


def words(text: str) -> list[str]:
    """Split a text into lower-case words and single emoji."""
    return _WORD.findall(lower(text))


def _weigh_by_context(said: str, kinds: NDArray[np.int64]) -> None:
    """Take from words, and give to others, what they mean where they stand in a text.

    Args:
        said: The text, in lower case.
        kinds: The bit masks of its words, and any number of others behind them; changed in place.
    """
    good = sum(_bits()[kind] for kind in _GOOD)
    spans = [*((span, False) for span in find_hollow(said)), *((span, True) for span in find_telling(said))]
    starts = [word.start() for word in _WORD.finditer(said)] if spans else []
    for (start, end), turn in spans:
        within = slice(bisect_left(starts, start), bisect_left(starts, end))
        kinds[within] = kinds[within] & ~_KINDS_MASK | _bits()["positive"] if turn else kinds[within] & ~good


def emphasis(parsed: ParsedStatements) -> NDArray[np.float64]:
    """Return how strongly each text is put, 0 to below 1: each strong word, "!" or shouted word halves the gap to 1."""
    loud = [text.count("!") + len(_SHOUTED.findall(text)) for text in parsed.texts]
    left = 0.5 ** (parsed.count(parsed.of_kind("strong")) + np.array(loud, dtype=np.int64))
    return np.asarray(1.0 - left, dtype=np.float64)


def mark_negated(parsed: ParsedStatements) -> dict[int, list[str]]:
    """Mark the words in the scope of a negation, in those texts that have one: "not", "¬very", "¬helpful"."""
    return {row: _marked(parsed.texts[row]) for row in np.flatnonzero(parsed.contains("negation")).tolist()}


def _marked(text: str) -> list[str]:
    contrast, negation = _bits()["contrast"], _bits()["negation"]
    found: list[str] = []
    for part in _PAUSE.split(lower(text)):
        left = 0
        for word in _WORD.findall(part):
            kinds = _kinds(word)
            left = 0 if kinds & contrast else left
            found.append(f"¬{word}" if left else word)
            left = _NEGATION_SCOPE if kinds & negation else max(left - 1, 0)
    return found


def lower(text: str) -> str:
    """Normalise a text as the word lists are written: lower case, straight apostrophes."""
    return text.lower().replace("’", "'")


def _is_negated(parsed: ParsedStatements) -> Mask:
    """Mark the words with a negation shortly before them in the same text, shape (t,)."""
    negations = parsed.of_kind("negation")
    negated = np.zeros(len(negations), dtype=np.bool_)
    for reach in range(1, _NEGATION_WINDOW + 1):
        negated[reach:] |= negations[:-reach] & (parsed.rows[:-reach] == parsed.rows[reach:])
    return negated


def _hold(parsed: ParsedStatements, pattern: re.Pattern[str], phrase: int) -> Mask:
    """Mark the texts that match a phrase, searching only those with a substring that it needs, shape (n,)."""
    held = np.zeros(len(parsed.texts), dtype=np.bool_)
    for row in np.flatnonzero(parsed.count(parsed.kinds >> _PHRASE_BIT_OFFSET + phrase & 1 != 0)).tolist():
        held[row] = pattern.search(parsed.texts[row]) is not None
    return held


@lru_cache(maxsize=2**16)
def _kinds(word: str) -> int:
    """Look up a word's bit mask: a bit for each kind, then one for each phrase of which it holds a needed substring."""
    found = sum(_bits()[kind] for kind in _lexicon().kinds(word))
    if word.endswith("n't"):
        found |= _bits()["negation"]
    for phrase, (_, needed) in enumerate(PHRASES):
        found |= any(piece in word for piece in needed) << _PHRASE_BIT_OFFSET + phrase
    return found


@cache
def _bits() -> Mapping[str, int]:
    return {kind: 1 << at for at, kind in enumerate(_listed())}


@cache
def _lexicon() -> Lexicon:
    return Lexicon({kind: chain.from_iterable(languages.values()) for kind, languages in _listed().items()})


@cache
def _listed() -> Mapping[str, Mapping[str, Sequence[str]]]:
    kinds: Mapping[str, Mapping[str, Sequence[str]]] = read_yaml("analyzer.valence", "cues.yaml")
    return kinds
