"""Where an answer's wording or its question says plainer what it does than the head can tell, it does that.

Wording goes before the question: what is settled by both does what its wording says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analyzer.lists import any_of, read_yaml
from analyzer.types import Valence
from analyzer.valence.asked import ASK_AMISS, Asked
from analyzer.valence.cues import Reading, lower, read
from analyzer.valence.rated import Rated
from analyzer.valence.training import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from analyzer.valence.cues import Rows

_PAIN, _PRAISE, _WISH, _NEUTRAL = map(ORDER.index, (Valence.PAIN, Valence.PRAISE, Valence.WISH, Valence.NEUTRAL))
# Cues that mar praise, or make more of a word than a matter.
_MARS = ("wish", "comparative", "contrast", "could have", "but for", "still not", "long")
# None of these stands behind a praise of which the rest only says more.
_DENIES = ("negative", "flaw", "negation", "contrast", "turn")
# Of these none stands beside a reason to leave that is nobody's fault.
_MORE = ("positive", "negative", "flaw", "negation", "comparative", "contrast")
# Cues that take back what is good, or ask for more.
_TAKES_BACK = (
    "negative",
    "negated positive",
    "wish",
    "contrast",
    "could have",
    "but for",
    "still not",
    "opens with a comparative",
)
# What is amiss and only named holds at most so many words.
_BARE = 5
# An answer that a phrase settles holds at most so many words, and so many beside the phrase.
_LONGEST, _BESIDE = 9, 3
# "Friendly staff, car park £6 an hour" says two things.
_CLAUSE = re.compile(r"[,;:.!?\n]+")
# No statement that is turned as a whole is longer.
_LONGEST_TURNED = 60
_THANKS = "(?:thanks|thank you|cheers|danke|merci|gracias|grazie|bedankt|dank je|obrigad[oa])"
# What is spoken of there: "the rooms", "our last order".
_ANY = r"(?:(?!not\b|but\b)[^\W\d_]+(?: |')){0,2}[^\W\d_]+"


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What overrule.yaml lists, as patterns for lower-case text.

    Attributes:
        nothing: Whole answers that deny that there is anything.
        blank: Whole answers that say nothing otherwise, or hold no word.
        content: Whole answers that say as little where what is amiss was asked for.
        own_life: What somebody leaves for that is nobody's fault.
        frank: What sounds like praise and only says that one means it.
        turned: Whole statements whose negation says the opposite of their words; where several fit, the first.
        phrases: What settles a short answer that holds it; where several do, the first.
    """

    nothing: re.Pattern[str]
    blank: re.Pattern[str]
    content: re.Pattern[str]
    own_life: re.Pattern[str]
    frank: re.Pattern[str]
    turned: Mapping[Valence, re.Pattern[str]]
    phrases: Mapping[Valence, re.Pattern[str]]


def overrule(scores: NDArray[np.float32], reading: Reading) -> list[Valence]:
    """Say what each text does: what the head scores highest, unless wording or question tell otherwise.

    Args:
        scores: The head's, one column for each place in ORDER; shape (n, 4).
        reading: The texts.
    """
    asked = map(Asked, reading.asked.tolist())
    told = map(_by_wording, reading.texts, reading.words, asked)
    rest = _by_question(scores, reading).tolist()
    return [valence or ORDER[place] for valence, place in zip(told, rest, strict=True)]


def is_blank(text: str) -> bool:
    """Whether an answer says nothing at all: "None", "n/a", "don't know", or no word."""
    said, known = lower(text), _vocabulary()
    return bool(known.nothing.fullmatch(said) or known.blank.fullmatch(said))


def _by_wording(text: str, words: Sequence[str], asked: Asked) -> Valence | None:
    """What a text's wording says that it does; None where it leaves that open."""
    known = _vocabulary()
    if is_blank(text):
        # "Nothing" below "What was good?" says a lot; "n/a" does not.
        nothing_good = asked is Asked.GOOD and known.nothing.fullmatch(lower(text))
        return Valence.PAIN if nothing_good else Valence.NEUTRAL
    if asked in ASK_AMISS and known.content.fullmatch(lower(text)):
        return Valence.NEUTRAL
    turned = _turned(text)
    # "No queues" may be a wish where one was asked for.
    if turned is Valence.PAIN or (turned and asked not in ASK_AMISS):
        return turned
    said = " ".join(words) if len(words) <= _LONGEST else ""
    if asked is Asked.LEAVING and known.own_life.search(said) and not read([said]).hold(*_MORE).any():
        return Valence.NEUTRAL
    return next((each for each, pattern in known.phrases.items() if _is_little_more(said, pattern)), None)


def _turned(text: str) -> Valence | None:
    if len(text) > _LONGEST_TURNED:
        return None
    said, turned = lower(text).strip().rstrip(".!"), _vocabulary().turned
    # "No queue, straight to the desk."
    first, _, more = said.partition(",")
    if turned[Valence.PRAISE].fullmatch(first) and not read([more]).hold(*_DENIES).any():
        return Valence.PRAISE
    return next((each for each, pattern in turned.items() if pattern.fullmatch(said)), None)


def _is_little_more(said: str, pattern: re.Pattern[str]) -> bool:
    """Whether what is said is a phrase and few words more, none of them bad."""
    found = pattern.search(said)
    if found is None:
        return False
    beside = read([f"{said[: found.start()]} {said[found.end() :]}"])
    return len(beside.words[0]) <= _BESIDE and not beside.hold("negative", "flaw").any()


def _by_question(scores: NDArray[np.float32], reading: Reading) -> NDArray[np.int64]:
    """Say what texts do by what was asked and whether their words are good or bad, as places in ORDER."""
    best = np.asarray(scores.argmax(axis=1), dtype=np.int64)
    best[(best == _PAIN) & (_is_no_pain(reading) | _is_glad(reading))] = _PRAISE
    bad, good = reading.hold("negative", "flaw"), reading.hold("positive", "sound")
    advice, better = reading.asked == Asked.ADVICE, reading.asked == Asked.BETTER
    # Without a good word or a denial, what somebody says there is amiss or wanted.
    bare = (advice | (better & bad)) & ~good & ~reading.hold("negation") & (reading.lengths > 0)
    likelier = np.where(scores[:, _WISH] > scores[:, _PAIN], _WISH, _PAIN)
    best = np.where(bare & (best == _PRAISE), likelier, best)
    # Nobody who gave a low rating praises without a good word, unless the good was asked for.
    grudging = ((reading.rated == Rated.LOW) & (reading.asked != Asked.GOOD) & ~good) | _is_faint(reading)
    best = np.where(grudging & (best == _PRAISE), likelier, best)
    # What names nothing bad below a question for advice asks for something: "Training!", "Hire people."
    likely = scores[:, _WISH] > np.maximum(scores[:, _PAIN], scores[:, _PRAISE])
    best[advice & ~bad & ((best == _PAIN) | ((best == _NEUTRAL) & likely))] = _WISH
    # "Dirty towels" below "What could we do better?" only names what is amiss.
    named = better & bad & ~_orders(reading) & (reading.lengths <= _BARE)
    best[named & (best == _WISH)] = _PAIN
    # A reason to leave is no praise without a good word: "The rota app."
    left = np.flatnonzero((reading.asked == Asked.LEAVING) & (best == _PRAISE))
    silent = left[~_commend([reading.texts[row] for row in left.tolist()])]
    best[silent] = np.where(np.arange(len(ORDER)) == _PRAISE, -np.inf, scores[silent]).argmax(axis=1)
    return best


def _is_no_pain(reading: Reading) -> Rows:
    """What is no pain: "Toll", "The view" below "What was good?", "No, the pay was in order"."""
    bad, asked = reading.hold("negative", "flaw"), reading.asked
    applause = reading.count(reading.are("positive") & ~reading.are("negative"))
    applauds = (applause == reading.lengths) & (reading.lengths > 0) & ~np.isin(asked, [*ASK_AMISS])
    liked = (asked == Asked.GOOD) & ~bad & ~reading.hold("negation", "turn") & ~reading.show(*_MARS)
    refuses = reading.show("opens with a no") & (reading.count(reading.are("negation")) <= 1) & ~_orders(reading)
    return np.asarray(applauds | liked | (refuses & reading.hold("positive", "sound") & ~bad))


def _is_glad(reading: Reading) -> Rows:
    """What is no pain of somebody who gave a high rating: "Sorted within the hour", "no stress"."""
    pleased = (reading.rated == Rated.HIGH) & ~np.isin(reading.asked, [*ASK_AMISS, Asked.LEAVING])
    glad = np.asarray(pleased & ~reading.show(*_TAKES_BACK) & ~reading.hold("flaw", "supposed"))
    glad[glad] = [_is_all_good(reading.texts[row]) for row in np.flatnonzero(glad).tolist()]
    return glad


def _is_all_good(text: str) -> bool:
    """Whether each clause has a good word, or a bad one that is denied, or the first applauds them all."""
    clauses = read([clause for clause in _CLAUSE.split(text) if clause.strip()])
    applauds = clauses.count(clauses.are("positive")) == clauses.lengths
    good = clauses.show("positive", "negated negative")
    return bool(good.size and (good.all() or applauds[0]))


def _is_faint(reading: Reading) -> Rows:
    """What says no more good than the "ok" that a "but" takes back: "ok but on hold all morning"."""
    faint, turn = reading.are("faint", "sound"), reading.are("contrast")
    taken = np.zeros(len(faint), dtype=np.bool_)
    taken[:-1] = faint[:-1] & turn[1:] & (reading.rows[:-1] == reading.rows[1:])
    return np.asarray((reading.count(taken) > 0) & (reading.count(reading.are("positive") & ~faint) == 0))


def _commend(texts: Sequence[str]) -> Rows:
    """Whether each text holds a good word that nothing denies, and that is no "honestly"."""
    said = read([_vocabulary().frank.sub(" ", lower(text)) for text in texts])
    return np.asarray(said.show("positive") | said.hold("sound"))


def _orders(reading: Reading) -> Rows:
    return reading.show("wish", "comparative", "opens with an imperative")


@cache
def _vocabulary() -> _Vocabulary:
    listed = read_yaml("analyzer.valence", "overrule.yaml")
    nothing, blank, content, own_life, frank = (
        any_of(chain(*listed[key].values())) for key in ("nothing", "blank", "content", "own_life", "frank")
    )
    return _Vocabulary(
        nothing=re.compile(rf"\W*{nothing}\W*"),
        blank=re.compile(rf"\W*(?:{blank})?\W*"),
        content=re.compile(rf"\W*(?:{nothing}\W+)?{content}(?:\W+{_THANKS})?\W*"),
        own_life=re.compile(own_life),
        frank=re.compile(frank),
        turned={each: _whole(each, listed["turned"].values()) for each in (Valence.PRAISE, Valence.PAIN)},
        # "Pas mal de bruit" is no faint praise.
        phrases={
            Valence(valence): re.compile(rf"{any_of(chain(*phrases.values()))}(?! d(?:e|u|es)\b| d')")
            for valence, phrases in listed["phrases"].items()
        },
    )


def _whole(valence: Valence, languages: Iterable[Mapping[str, str]]) -> re.Pattern[str]:
    """Compile the statements of a valence, with what may stand behind them."""
    return re.compile(
        "|".join(
            rf"(?:{statement.format(any=_ANY, **words)})(?: (?:{words['tail']}))*"
            for words in languages
            for statement in words[valence]
        )
    )
