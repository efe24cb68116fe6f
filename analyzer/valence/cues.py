"""What a statement's words show about what it does, beside its vector: counts of a few kinds of word."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analyzer.lists import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

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
# Hours, weeks and months are told by those who waited.
_LONG = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|for|over)[ -]?(?:and a half )?"
    r"(?:hours?|hrs?|weeks?|months?)\b|\bhours\b|\bstunden\b|\bwochen\b|\bheures\b|\bsemaines\b|\bhoras\b|"
    r"\bsemanas\b|\bore\b|\bsettimane\b|\buur\b|\bweken\b",
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
# Each with pieces in lower case, one of which is in whatever it finds.
PHRASES = tuple(
    (pattern, tuple(pieces.split("|")))
    for pattern, pieces in (
        (_FAULTLESS, "fault|improve|better|change|complain|helpful|enough|negative|suggest|trouble|bother"),
        (_COULD_HAVE, "ould|ought|might|may|hätte|aurai|podr|deber|avreb|had|podi|devi"),
        (_LONG, "hour|hr|week|month|stunden|wochen|heure|sema|hora|ore|settim|uur|weken"),
        (_BUT_FOR, "apart|other than|except|only|downside|nur|außer|à part|sauf|salvo|a parte|tranne|behalve|exceto"),
        (_STILL_NOT, "still|yet|noch|pas|attends|sigo|todavía|aún|ancora|nog|ainda|espera"),
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*|[\U0001F300-\U0001FAFF❤]")
_PAUSE = re.compile(r"[.;:!?()\n]+")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
# How many words before a word a negation may stand.
_REACH = 3
_POLAR = frozenset({"positive", "negative"})
# How many words a negation marks; what is denied may lie a little further off ("not able to help").
_SCOPE = 4


def words(text: str) -> list[str]:
    """Cut a text into lower-case words and single emoji."""
    return _WORD.findall(text.lower().replace("’", "'"))


def cues(texts: Sequence[str]) -> NDArray[np.float32]:
    """Count each kind of cue, 0 to 2 per text; shape (n, len(NAMES))."""
    return np.array([_cues(text) for text in texts], dtype=np.float32).reshape(-1, len(NAMES))


def intensity(text: str) -> float:
    """How strongly a text is put, 0 to below 1: each strong word, exclamation mark or shouted word halves the rest."""
    strong = sum("strong" in _kinds(word) for word in words(text))
    return 1.0 - 0.5 ** (strong + text.count("!") + len(_SHOUTED.findall(text)))


def marked(text: str) -> list[str]:
    """Cut a text into words, those that stand within a negation's reach marked: "not", "¬very", "¬helpful"."""
    found: list[str] = []
    for part in _PAUSE.split(text):
        left = 0
        for word in words(part):
            kinds = _kinds(word)
            left = 0 if "contrast" in kinds else left
            found.append(f"¬{word}" if left else word)
            left = _SCOPE if "negation" in kinds else max(left - 1, 0)
    return found


def _stands_in(text: str, lower: str, pattern: re.Pattern[str], needed: Sequence[str]) -> bool:
    """Search for a pattern where one of the pieces that it needs is there at all: to look for those is far quicker."""
    return any(piece in lower for piece in needed) and pattern.search(text) is not None


def _cues(text: str) -> list[float]:
    lower = text.lower()
    kinds = [_kinds(word) for word in words(text)]
    polar = {(kind, negated): 0 for kind in ("positive", "negative") for negated in (False, True)}
    for place, found in enumerate(kinds):
        for kind in found & _POLAR if found else ():
            negated = any("negation" in before for before in kinds[max(0, place - _REACH) : place])
            polar[kind, negated] += 1
    telling = [found for found in kinds if found]
    counts = [
        *(polar[kind, negated] for negated in (False, True) for kind in ("positive", "negative")),
        *(sum(kind in found for found in telling) for kind in ("wish", "comparative")),
        bool(kinds) and "comparative" in kinds[0],
        bool(kinds) and "imperative" in kinds[0],
        bool(_NO_FIRST.match(text)),
        any("contrast" in found for found in telling),
        text.count("?"),
        text.count("!"),
        len(kinds) < 4,
        *(_stands_in(text, lower, *phrase) for phrase in PHRASES),
    ]
    return [min(float(count), 2.0) for count in counts]


@lru_cache(maxsize=2**16)
def _kinds(word: str) -> frozenset[str]:
    whole, stems = _lexicon()
    found = set(whole.get(word, ()))
    for end in range(2, len(word) + 1):
        found.update(stems.get(word[:end], ()))
    if word.endswith("n't"):
        found.add("negation")
    return frozenset(found)


@cache
def _lexicon() -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Read cues.yaml into whole words and stems, each with the kinds it belongs to."""
    whole: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    kinds = read_yaml("analyzer.valence", "cues.yaml")
    for kind, languages in kinds.items():
        for entry in (entry for listed in languages.values() for entry in listed):
            table = stems if entry.endswith("*") else whole
            table.setdefault(entry.rstrip("*"), set()).add(kind)
    return whole, stems
