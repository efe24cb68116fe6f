"""What a statement's words show about what it does, beside its vector: counts of a few kinds of word."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

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
_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*|[\U0001F300-\U0001FAFF❤]")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
# How many words before a word a negation may stand.
_REACH = 3


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


def _cues(text: str) -> list[float]:
    kinds = [_kinds(word) for word in words(text)]
    polar = {(kind, negated): 0 for kind in ("positive", "negative") for negated in (False, True)}
    for place, found in enumerate(kinds):
        negated = any("negation" in before for before in kinds[max(0, place - _REACH) : place])
        for kind in found & {"positive", "negative"}:
            polar[kind, negated] += 1
    counts = [
        *(polar[kind, negated] for negated in (False, True) for kind in ("positive", "negative")),
        *(sum(kind in found for found in kinds) for kind in ("wish", "comparative")),
        bool(kinds) and "comparative" in kinds[0],
        bool(kinds) and "imperative" in kinds[0],
        bool(_NO_FIRST.match(text)),
        any("contrast" in found for found in kinds),
        text.count("?"),
        text.count("!"),
        len(kinds) < 4,
        bool(_FAULTLESS.search(text)),
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
    kinds = yaml.safe_load(Path(__file__).with_name("cues.yaml").read_text(encoding="utf-8"))
    for kind, languages in kinds.items():
        for entry in (entry for listed in languages.values() for entry in listed):
            table = stems if entry.endswith("*") else whole
            table.setdefault(entry.rstrip("*"), set()).add(kind)
    return whole, stems
