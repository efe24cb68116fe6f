"""Where an answer's wording or its question says plainer what it does than the head can tell, it does that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from analyzer.lists import read_yaml
from analyzer.types import Valence
from analyzer.valence.asked import ASK_AMISS, Asked, asked_for
from analyzer.valence.cues import NAMES, Reading, read
from analyzer.valence.training import ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.bool_]

# An answer that a phrase settles holds at most so many words; what is amiss and only named, so many.
_LONGEST, _BARE = 9, 5
# So many words may stand beside such a phrase.
_BESIDE = 3
# Cues that mar praise, or make more of a word than a matter.
_MARS = ("negated positive", "wish", "comparative", "contrast", "could have", "but for", "still not", "long")
_PAIN, _PRAISE, _WISH, _NEUTRAL = (
    ORDER.index(each) for each in (Valence.PAIN, Valence.PRAISE, Valence.WISH, Valence.NEUTRAL)
)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the rules go by; arrays of shape (n,).

    Attributes:
        asked: What each text's question asks for, as numbers of ``Asked``.
        good: How many words are good, or say that something is in order.
        bad: Whether any word is bad.
        denies: How many words deny.
        plain: Whether nothing wishes, compares, denies or takes back.
        length: Of each text in words.
        refuses: Whether it opens with a "no" that answers a question, and more follows.
        orders: Whether it wishes, compares or opens with an order.
        applauds: Whether all words are good.
    """

    asked: NDArray[np.int64]
    good: NDArray[np.int64]
    bad: Rows
    denies: NDArray[np.int64]
    plain: Rows
    length: NDArray[np.int64]
    refuses: Rows
    orders: Rows
    applauds: Rows

    def is_asked(self, *kinds: Asked) -> Rows:
        """Whether a text answers a question of these kinds."""
        return np.isin(self.asked, [int(kind) for kind in kinds])


def settle(
    scores: NDArray[np.float32], reading: Reading, counts: NDArray[np.float32], asked: Sequence[str]
) -> NDArray[np.int64]:
    """Say what each text does, as places in ORDER.

    Args:
        scores: The head's, one column for each place in ORDER; shape (n, 4).
        reading: The texts.
        counts: Their cues.
        asked: The question that each answers, "" where that is not known.
    """
    best = np.asarray(scores.argmax(axis=1), dtype=np.int64)
    signs = _signs(reading, dict(zip(NAMES, counts.T, strict=True)), asked)
    best[(best == _PAIN) & _praises(signs)] = _PRAISE
    asking = signs.is_asked(Asked.ADVICE) | (signs.is_asked(Asked.BETTER) & signs.bad)
    unpraised = asking & (best == _PRAISE) & (signs.good == 0) & (signs.denies == 0) & (signs.length > 0)
    best = np.where(unpraised, np.where(scores[:, _WISH] > scores[:, _PAIN], _WISH, _PAIN), best)
    best = _advised(best, scores, signs)
    bare = signs.is_asked(Asked.BETTER) & signs.bad & ~signs.orders & (signs.length <= _BARE)
    best[bare & (best == _WISH)] = _PAIN
    return _by_phrase(best, reading, signs)


def _praises(signs: _Signs) -> Rows:
    """What is no pain: "Toll", "The view" below "What was good?", "No, the pay was in order"."""
    nothing_amiss = ~signs.is_asked(*ASK_AMISS)
    liked = signs.is_asked(Asked.GOOD) & ~signs.bad & signs.plain
    in_order = signs.refuses & (signs.good > 0) & ~signs.bad & (signs.denies <= 1) & ~signs.orders
    return np.asarray((signs.applauds & nothing_amiss) | liked | in_order)


def _advised(best: NDArray[np.int64], scores: NDArray[np.float32], signs: _Signs) -> NDArray[np.int64]:
    """Below a question for advice what names nothing bad asks for something: "Training!", "Hire people."."""
    free = signs.is_asked(Asked.ADVICE) & ~signs.bad
    likely = scores[:, _WISH] > np.maximum(scores[:, _PAIN], scores[:, _PRAISE])
    return np.where(free & ((best == _PAIN) | ((best == _NEUTRAL) & likely)), _WISH, best)


def _by_phrase(best: NDArray[np.int64], reading: Reading, signs: _Signs) -> NDArray[np.int64]:
    """Settle short answers by their wording."""
    best = best.copy()
    for valence, pattern in _phrases().items():
        place = ORDER.index(valence)
        for row in np.flatnonzero((best != place) & (signs.length > 0) & (signs.length <= _LONGEST)).tolist():
            if _is_little_more(pattern, " ".join(reading.words[row])):
                best[row] = place
    return best


def _is_little_more(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text is a phrase and few words more, none of them bad."""
    found = pattern.search(text)
    if found is None:
        return False
    beside = read([f"{text[: found.start()]} {text[found.end() :]}"])
    return len(beside.words[0]) <= _BESIDE and not (beside.are("negative") | beside.are("flaw")).any()


def _signs(reading: Reading, counts: Mapping[str, NDArray[np.float32]], asked: Sequence[str]) -> _Signs:
    good, negative = reading.are("positive"), reading.are("negative")
    length = np.array([len(words) for words in reading.words], dtype=np.int64)
    denies = reading.count(reading.are("negation"))
    return _Signs(
        asked=np.array([asked_for(question) for question in asked], dtype=np.int64),
        good=reading.count(good | reading.are("sound")),
        bad=reading.count(negative | reading.are("flaw")) > 0,
        denies=denies,
        plain=(denies + reading.count(reading.are("turn")) == 0)
        & ~np.any([counts[name] > 0 for name in _MARS], axis=0),
        length=length,
        refuses=counts["opens with a no"] > 0,
        orders=np.any([counts[name] > 0 for name in ("wish", "comparative", "opens with an imperative")], axis=0),
        applauds=(reading.count(good & ~negative) == length) & (length > 0),
    )


@cache
def _phrases() -> Mapping[Valence, re.Pattern[str]]:
    """Read settled.yaml. "Pas mal de bruit" is no faint praise."""
    found = {}
    for valence, languages in read_yaml("analyzer.valence", "settled.yaml").items():
        phrases = [re.escape(phrase).replace(r"\*", r"\w*") for listed in languages.values() for phrase in listed]
        found[Valence(valence)] = re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)(?! d(?:e|u|es)\b| d')")
    return found
