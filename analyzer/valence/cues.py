"""What a statement's words show about what it does, beside its vector: counts of a few kinds of word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analyzer.lists import Lexicon, read_yaml
from analyzer.spelling import LETTERS
from analyzer.valence.asked import asked_for
from analyzer.valence.rated import Rated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.bool_]

NAMES = (
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

# Praise that is built of negative words, which neither a vector nor a count sees.
_FAULTLESS = re.compile(
    r"\b(?:can(?:no|')?t|could(?:n't| not)|don't|not|no|nothing|never|no one)\b[\w\s]{0,24}?"
    r"\b(?:fault|faulted|improve\w*|better|bettered|change|complain\w*|more helpful|enough|negative|suggest\w*|"
    r"too much trouble|a bother)\b",
    re.IGNORECASE,
)
# "Nothing, great service": the no answers the form's question, the rest says what it does.
_NO_FIRST = re.compile(
    r"\W*(?:no|none|nothing|nope|not (?:a lot|much|really)|nichts|nein|rien|non|nada|niente|niets|nee|não)"
    r"(?: (?:really|at all|else|much))?\s*[,.;:!–-]\s*\w",
    re.IGNORECASE,
)
# "Could have called": an order that comes too late. "Could not have been nicer" is none.
_COULD_HAVE = re.compile(
    r"\b(?:could|should|might|may|would|ought to)(?:'ve| have| of)\b(?! (?:been )?(?:asked|wished|wanted) )|"
    r"\bhätten? (?:man|sie|ich|ihr|wir)\b|\baurai(?:t|ent|s) (?:pu|dû)\b|"
    r"\b(?:podr|deber)ían? haber\w*|\bavreb\w+ (?:dovuto|potuto)\b|\bhad(?:den)? \w+ (?:kunnen|moeten)\b|"
    r"\b(?:podi|devi)am? ter\b",
    re.IGNORECASE,
)
# Hours, weeks, months and ages are told by those who waited.
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
# Each with pieces of words in lower case, one of which is in whatever it finds.
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
_WORD = re.compile(rf"{LETTERS}(?:['\-]{LETTERS})*+|[\U0001F300-\U0001FAFF❤]")
_PAUSE = re.compile(r"[.;:!?()\n]+")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
# How many words before a word a negation may stand.
_REACH = 3
# A text of fewer words is short.
_SHORT = 4
# Bits of a word's kinds before those of phrases.
_BEHIND_KINDS = 32
# How many words a negation marks; what is denied may lie a little further off ("not able to help").
_SCOPE = 4


@dataclass(frozen=True)  # without slots, which leave cached_property no room
class Reading:
    """Statements cut into words, and what each answers.

    Attributes:
        texts: As they are.
        asked: What the question that each answers asks for, as numbers of ``Asked``; shape (n,).
        rated: What rating whoever said it gave, as numbers of ``Rated``; shape (n,).
        words: Of each text, in order.
        kinds: Of each word of all texts, one behind the other, a bit for each kind that it is of, shape (t,).
        rows: Which text each of these words stands in, shape (t,).
    """

    texts: Sequence[str]
    asked: NDArray[np.int64]
    rated: NDArray[np.int64]
    words: Sequence[Sequence[str]]
    kinds: NDArray[np.int64]
    rows: NDArray[np.int64]

    def are(self, *kinds: str) -> Rows:
        """Whether each word is of one of these kinds, shape (t,)."""
        return np.asarray(self.kinds & sum(_bits()[kind] for kind in kinds) != 0)

    def count(self, these: Rows) -> NDArray[np.int64]:
        """Count these words in each text, shape (n,)."""
        return np.bincount(self.rows[these], minlength=len(self.texts))

    def hold(self, *kinds: str) -> Rows:
        """Whether a word of one of these kinds stands in each text, shape (n,)."""
        return self.count(self.are(*kinds)) > 0

    def first(self, these: Rows) -> Rows:
        """Whether each text opens with one of these words, shape (n,)."""
        opening = np.diff(self.rows, prepend=-1) != 0
        return self.count(these & opening) > 0

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """How many words each text has, shape (n,)."""
        return np.bincount(self.rows, minlength=len(self.texts))

    @cached_property
    def cues(self) -> NDArray[np.float32]:
        """How often each kind of cue is in each text, 0 to 2; shape (n, len(NAMES))."""
        denied = _denied(self)
        polar = [self.are(kind) & near for near in (~denied, denied) for kind in ("positive", "negative")]
        wish, comparative, imperative = (self.are(kind) for kind in ("wish", "comparative", "imperative"))
        counts = [
            *map(self.count, (*polar, wish, comparative)),
            self.first(comparative),
            self.first(imperative),
            [_NO_FIRST.match(text) is not None for text in self.texts],
            self.hold("contrast"),
            [text.count("?") for text in self.texts],
            [text.count("!") for text in self.texts],
            self.lengths < _SHORT,
            *(_hold(self, pattern, phrase) for phrase, (pattern, _) in enumerate(PHRASES)),
        ]
        return np.minimum(np.array(counts, dtype=np.float32).T, 2)

    def show(self, *names: str) -> Rows:
        """Whether each text has one of these cues, shape (n,)."""
        return np.asarray(self.cues[:, [NAMES.index(name) for name in names]].any(axis=1))


def read(texts: Sequence[str], questions: Sequence[str] = (), rated: Sequence[Rated] = ()) -> Reading:
    """Cut texts into words, and look up what kinds each is of.

    Args:
        texts: The statements.
        questions: The question that each answers, "" where that is not known; empty where none is.
        rated: What rating each came with; empty where none did.
    """
    given = np.array(rated or [Rated.BETWEEN] * len(texts), dtype=np.int64)
    asked = np.array([asked_for(question) for question in questions or [""] * len(texts)], dtype=np.int64)
    found = [words(text) for text in texts]
    kinds = np.fromiter(map(_kinds, chain.from_iterable(found)), np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(each) for each in found])
    return Reading(texts, asked, given, found, kinds, rows)


def words(text: str) -> list[str]:
    """Cut a text into lower-case words and single emoji."""
    return _WORD.findall(lower(text))


def stress(reading: Reading) -> NDArray[np.float64]:
    """How strongly each text is put, 0 to below 1: each strong word, "!" or shouted word halves what is left to 1."""
    loud = [text.count("!") + len(_SHOUTED.findall(text)) for text in reading.texts]
    left = 0.5 ** (reading.count(reading.are("strong")) + np.array(loud, dtype=np.int64))
    return np.asarray(1.0 - left, dtype=np.float64)


def marked(reading: Reading) -> dict[int, list[str]]:
    """Mark words that stand within a negation's reach, in those texts that have any: "not", "¬very", "¬helpful"."""
    return {row: _marked(reading.texts[row]) for row in np.flatnonzero(reading.hold("negation")).tolist()}


def _marked(text: str) -> list[str]:
    contrast, negation = _bits()["contrast"], _bits()["negation"]
    found: list[str] = []
    for part in _PAUSE.split(lower(text)):
        left = 0
        for word in _WORD.findall(part):
            kinds = _kinds(word)
            left = 0 if kinds & contrast else left
            found.append(f"¬{word}" if left else word)
            left = _SCOPE if kinds & negation else max(left - 1, 0)
    return found


def lower(text: str) -> str:
    """Write text as the lists do: in small letters, with straight apostrophes."""
    return text.lower().replace("’", "'")


def _denied(reading: Reading) -> Rows:
    """Whether a negation stands shortly before each word in its text, shape (t,)."""
    negations = reading.are("negation")
    denied = np.zeros(len(negations), dtype=np.bool_)
    for reach in range(1, _REACH + 1):
        denied[reach:] |= negations[:-reach] & (reading.rows[:-reach] == reading.rows[reach:])
    return denied


def _hold(reading: Reading, pattern: re.Pattern[str], phrase: int) -> Rows:
    """Search for a phrase in those texts in which one of the pieces that it needs is there at all, shape (n,)."""
    held = np.zeros(len(reading.texts), dtype=np.bool_)
    for row in np.flatnonzero(reading.count(reading.kinds >> _BEHIND_KINDS + phrase & 1 != 0)).tolist():
        held[row] = pattern.search(reading.texts[row]) is not None
    return held


@lru_cache(maxsize=2**16)
def _kinds(word: str) -> int:
    """Look up a word's kinds, a bit for each, and behind them a bit for each phrase that it holds a piece of."""
    found = sum(_bits()[kind] for kind in _lexicon().kinds(word))
    if word.endswith("n't"):
        found |= _bits()["negation"]
    for phrase, (_, needed) in enumerate(PHRASES):
        found |= any(piece in word for piece in needed) << _BEHIND_KINDS + phrase
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
