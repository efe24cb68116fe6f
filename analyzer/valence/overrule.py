"""Rules that overrule the head where an answer's wording, or the question it answers, shows its valence more plainly.

Wording takes precedence over the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analyzer.types import Valence
from analyzer.valence.cues import ParsedStatements, lower, parse
from analyzer.valence.questions import ASK_FOR_FAULTS, QuestionKind
from analyzer.valence.rated import RatingEnd
from analyzer.valence.training import CLASSES
from analyzer.wordlists import any_pattern, any_phrase_pattern, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from analyzer.valence.cues import Mask

_PAIN, _PRAISE, _WISH, _NEUTRAL = map(CLASSES.index, (Valence.PAIN, Valence.PRAISE, Valence.WISH, Valence.NEUTRAL))
# With one of these cues, an answer to "What was good?" may be more than a named good thing.
_MARRED = ("wish", "comparative", "contrast", "could have", "but for", "still not", "long")
# Words that keep what follows a negated fault ("No queue, ...") from merely adding to the praise.
_TAKES_PRAISE_BACK = ("negative", "flaw", "negation", "contrast", "turn")
# Words beside a reason to leave that is nobody's fault ("retiring") that make the answer say more than that.
_SAYS_MORE = ("positive", "negative", "flaw", "negation", "comparative", "contrast")
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
# Most words of an answer that only names a fault ("Dirty towels").
_LONGEST_BARE_FAULT = 5
# Most words of an answer that a phrase can settle, and most words beside the phrase.
_LONGEST_SHORT_ANSWER, _MOST_BESIDE_PHRASE = 9, 3
# Separates clauses: "Friendly staff, car park £6 an hour" says two things.
_CLAUSE = re.compile(r"[,;:.!?\n]+")
# Most words of an answer that names only what is wanted ("Mentors for the trainees").
_LONGEST_BARE_WISH = 6
# Begins what is said of later times: "..., but now", "until".
_TURN = re.compile(
    r"[,;:.!?\n]+|\b(?:but|now|until|till|aber|jetzt|bis|mais|maintenant|pero|ahora|hasta|ma|però|ora|adesso|maar|nu|tot|"
    r"mas|agora)\b"
)
# The head is unsure where its scores of two valences differ by less, so that neither is 1.65 times as likely as the
# other. On NHS v6 most pains with a high rating that it was unsure of were none; of the others half were
# (weights/CARD.md).
_UNSURE = 0.5
# The head is sure of praise where it is 20 times as likely as a pain or a wish. Of 58 such statements of a clinic, a
# parcel service and hotels with a low rating and no good word 12 were praise, among them both beyond this; on NHS v6 1
# of 70 beyond it is of a comment judged bad, of the others 62 of 529.
_SURE = 3.0
# A reason to leave is private where neutral is 7 times as likely as a pain. Of 90 short pains in seven languages that
# we wrote after the lists, this costs 6 of the 46 that a rule without it mends, and spares 13 of 31 turns of life that
# the lists do not know; of 277 pains of a clinic, a parcel service and hotels it costs 2.
_PRIVATE = 2.0
# Most characters of a statement that is negated as a whole.
_LONGEST_NEGATED = 60
_THANKS = "(?:thanks|thank you|cheers|danke|merci|gracias|grazie|bedankt|dank je|obrigad[oa])"
# What such a statement is about: "the rooms", "our last order".
_ANY = r"(?:(?!not\b|but\b)[^\W\d_]+(?: |')){0,2}[^\W\d_]+"


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The lists of overrule.yaml, as patterns for lower-case text.

    Attributes:
        nothing: Whole answers that deny that there is anything.
        blank: Whole answers that say nothing in another way, or contain no word.
        little: Whole answers that name hardly anything.
        end: Whole answers that like only the end.
        satisfied: Whole answers that say no more than a bare "no" does, where the question asks for faults.
        own_life: Reasons to leave that are nobody's fault.
        negated: Whole statements whose negation makes them say the opposite of their words; the first that matches
            counts.
        phrases: Phrases that settle a short answer; the first that matches counts.
        clues: Patterns that may match anywhere in a statement, by name.
        unless: Patterns that, anywhere in a statement, make the clue of the same name count for nothing.
    """

    nothing: re.Pattern[str]
    blank: re.Pattern[str]
    little: re.Pattern[str]
    end: re.Pattern[str]
    satisfied: re.Pattern[str]
    own_life: re.Pattern[str]
    negated: Mapping[Valence, re.Pattern[str]]
    phrases: Mapping[Valence, re.Pattern[str]]
    clues: Mapping[str, re.Pattern[str]]
    unless: Mapping[str, re.Pattern[str]]


def overrule(scores: NDArray[np.float32], parsed: ParsedStatements) -> list[Valence]:
    """Give the valence of each text: the head's highest score, unless wording or question show otherwise.

    Args:
        scores: The head's, one column for each of CLASSES; shape (n, 4).
        parsed: The texts.
    """
    asked = map(QuestionKind, parsed.asked.tolist())
    by_wording = map(_by_wording, parsed.texts, parsed.words, asked)
    rest = _class_by_question(scores, parsed).tolist()
    return [valence or CLASSES[place] for valence, place in zip(by_wording, rest, strict=True)]


def is_blank(text: str) -> bool:
    """Whether an answer says nothing at all: "None", "n/a", "don't know", or no word."""
    said, known = lower(text), _vocabulary()
    return bool(known.nothing.fullmatch(said) or known.blank.fullmatch(said))


def _by_wording(text: str, words: Sequence[str], asked: QuestionKind) -> Valence | None:
    """Give the valence that a text's wording shows; None where it leaves it open."""
    known = _vocabulary()
    whole = _by_whole_answer(text, asked)
    if whole:
        return whole
    negated = _by_negation(text)
    # "No queues" may be a wish where the question asks for one.
    if negated is Valence.PAIN or (negated and asked not in ASK_FOR_FAULTS):
        return negated
    said = " ".join(words) if len(words) <= _LONGEST_SHORT_ANSWER else ""
    if _shows("undone", text) or _shows("mocking", text):
        return Valence.PAIN
    if asked is QuestionKind.LEAVING and known.own_life.search(said) and not parse([said]).contains(*_SAYS_MORE).any():
        return Valence.NEUTRAL
    return next((each for each, pattern in known.phrases.items() if _is_phrase_and_little_more(said, pattern)), None)


def _by_whole_answer(text: str, asked: QuestionKind) -> Valence | None:
    """Give the valence of an answer that says nothing, hardly anything, or that it is good that it is over."""
    said, known, for_faults = lower(text), _vocabulary(), asked in ASK_FOR_FAULTS
    if asked is QuestionKind.GOOD and (known.nothing.fullmatch(said) or known.end.fullmatch(said)):
        return Valence.PAIN
    # "Nothing special" in answer to "What was good?" is no praise, and no fault where these are asked for.
    little = (for_faults or asked is QuestionKind.GOOD) and known.little.fullmatch(said)
    silent = is_blank(text) or little or (for_faults and known.satisfied.fullmatch(said))
    return Valence.NEUTRAL if silent else None


def _by_negation(text: str) -> Valence | None:
    if len(text) > _LONGEST_NEGATED:
        return None
    said, negated = lower(text).strip().rstrip(".!"), _vocabulary().negated
    # "No queue, straight to the desk."
    first, _, more = said.partition(",")
    if negated[Valence.PRAISE].fullmatch(first) and not parse([more]).contains(*_TAKES_PRAISE_BACK).any():
        return Valence.PRAISE
    return next((each for each, pattern in negated.items() if pattern.fullmatch(said)), None)


def _shows(clue: str, text: str) -> bool:
    said, known = lower(text), _vocabulary()
    unless = known.unless.get(clue)
    return known.clues[clue].search(said) is not None and not (unless and unless.search(said))


def _is_phrase_and_little_more(said: str, pattern: re.Pattern[str]) -> bool:
    """Whether an answer is a phrase with few other words, none of them bad."""
    found = pattern.search(said)
    if found is None:
        return False
    beside = parse([f"{said[: found.start()]} {said[found.end() :]}"])
    return len(beside.words[0]) <= _MOST_BESIDE_PHRASE and not beside.contains("negative", "flaw").any()


def _class_by_question(scores: NDArray[np.float32], parsed: ParsedStatements) -> NDArray[np.int64]:
    """Give the valence of texts by question and by good and bad words, as indices in CLASSES; else the best score's."""
    best = np.asarray(scores.argmax(axis=1), dtype=np.int64)
    unsure = scores[:, _PAIN] - scores[:, _PRAISE] < _UNSURE
    best[(best == _PAIN) & (_is_no_pain(parsed) | _is_glad(parsed, unsure) | _is_worth_it(parsed, best == _PAIN))] = (
        _PRAISE
    )
    bad, good = parsed.contains("negative", "flaw"), parsed.contains("positive", "sound")
    advice, better = parsed.asked == QuestionKind.ADVICE, parsed.asked == QuestionKind.BETTER
    # In answer to these questions, what has no good word and no negation names a fault or a wish.
    bare = (advice | (better & bad)) & ~good & ~parsed.contains("negation") & (parsed.lengths > 0)
    likelier = np.where(scores[:, _WISH] > scores[:, _PAIN], _WISH, _PAIN)
    best = np.where(bare & (best == _PRAISE), likelier, best)
    # "Trust us", "Recognise good work": what is to be done is a wish whatever good it names.
    orders = (advice | better) & ~bad & (best == _PRAISE)
    best[_narrow(orders, parsed, _is_order)] = _WISH
    best = np.where(_is_no_praise(parsed, best == _PRAISE), likelier, best)
    # "Bad service", "delle im wasserkocher".
    best = np.where(_is_bare_fault(parsed) & (best == _PRAISE), likelier, best)
    best = np.where(_is_grudging(scores, parsed, best == _PRAISE), likelier, best)
    # An answer to a question for advice that names nothing bad is a wish: "Training!", "Hire people."
    likely = scores[:, _WISH] > np.maximum(scores[:, _PAIN], scores[:, _PRAISE])
    best[advice & ~bad & ((best == _PAIN) | ((best == _NEUTRAL) & likely))] = _WISH
    # "Dirty towels" in answer to "What could we do better?" only names a fault.
    named = better & bad & ~parsed.contains("negation") & ~_asks(parsed) & (parsed.lengths <= _LONGEST_BARE_FAULT)
    best[named & (best == _WISH)] = _PAIN
    _judge_reasons(best, scores, parsed)
    return best


def _judge_reasons(best: NDArray[np.int64], scores: NDArray[np.float32], parsed: ParsedStatements) -> None:
    """Judge reasons to leave without a good word, in place: no praise, and pains unless they tell of one's own life."""
    left = (parsed.asked == QuestionKind.LEAVING) & np.isin(best, [_PRAISE, _NEUTRAL])
    silent = _narrow(left, parsed, lambda text: not _holds_praise([text]).any())
    best[silent] = np.where(np.arange(len(CLASSES)) == _PRAISE, -np.inf, scores[silent]).argmax(axis=1)
    # "The pay", "Four of us on a ward of fifty."
    bare = silent & (best == _NEUTRAL) & (scores[:, _NEUTRAL] - scores[:, _PAIN] < _PRIVATE)
    best[_narrow(bare, parsed, lambda text: not _is_private(text))] = _PAIN


def _is_private(text: str) -> bool:
    """Whether a reason to leave tells of one's own life, or only of how one came and how long one stayed."""
    return _vocabulary().own_life.search(lower(text)) is not None or _shows("circumstance", text)


def _is_no_pain(parsed: ParsedStatements) -> Mask:
    """Mark what is no pain: "Toll", "The view" in answer to "What was good?", "No, the pay was in order"."""
    bad, asked = parsed.contains("negative", "flaw"), parsed.asked
    applause = parsed.count(parsed.of_kind("positive") & ~parsed.of_kind("negative"))
    applauds = (applause == parsed.lengths) & (parsed.lengths > 0) & ~np.isin(asked, [*ASK_FOR_FAULTS])
    liked = (asked == QuestionKind.GOOD) & ~bad & ~parsed.contains("negation", "turn") & ~parsed.has_cue(*_MARRED)
    refuses = parsed.has_cue("opens with a no") & (parsed.count(parsed.of_kind("negation")) <= 1) & ~_asks(parsed)
    return np.asarray(applauds | liked | (refuses & parsed.contains("positive", "sound") & ~bad))


def _is_glad(parsed: ParsedStatements, unsure: Mask) -> Mask:
    """Mark what is no pain because its author gave a high rating: "Sorted within the hour", "no stress".

    Args:
        parsed: The texts.
        unsure: Those that the head finds hardly likelier to be pains than praise: nothing good has to be said there.
    """
    pleased = (parsed.rated == RatingEnd.HIGH) & ~np.isin(parsed.asked, [*ASK_FOR_FAULTS, QuestionKind.LEAVING])
    glad = np.asarray(pleased & ~parsed.has_cue(*_TAKES_BACK) & ~parsed.contains("flaw", "supposed"))
    return glad & unsure | _narrow(glad & ~unsure, parsed, _is_all_good)


def _is_all_good(text: str) -> bool:
    """Whether every clause has a good word or a negated bad one, or the first clause consists of good words alone."""
    clauses = parse([clause for clause in _CLAUSE.split(text) if clause.strip()])
    applauds = clauses.count(clauses.of_kind("positive")) == clauses.lengths
    good = clauses.has_cue("positive", "negated negative")
    return bool(good.size and (good.all() or applauds[0]))


def _is_grudging(scores: NDArray[np.float32], parsed: ParsedStatements, among: Mask) -> Mask:
    """Mark what is no praise: an "ok" taken back; without a good word, what came with a low rating.

    It is praise all the same where the head is sure, where a question asks for the good, and where it grants something:
    "Eso sí, ..."
    """
    sure = scores[:, _PRAISE] - np.maximum(scores[:, _PAIN], scores[:, _WISH]) > _SURE
    bare = ~parsed.contains("positive", "sound") & (parsed.asked != QuestionKind.GOOD)
    doubted = among & (parsed.rated == RatingEnd.LOW) & bare & ~sure
    return _narrow(doubted, parsed, lambda text: not _shows("granting", text)) | (among & _is_faint(parsed))


def _is_faint(parsed: ParsedStatements) -> Mask:
    """Mark texts whose only good word is an "ok" that a "but" takes back: "ok but on hold all morning"."""
    faint, turn = parsed.of_kind("faint", "sound"), parsed.of_kind("contrast")
    taken = np.zeros(len(faint), dtype=np.bool_)
    taken[:-1] = faint[:-1] & turn[1:] & (parsed.rows[:-1] == parsed.rows[1:])
    return np.asarray((parsed.count(taken) > 0) & (parsed.count(parsed.of_kind("positive") & ~faint) == 0))


def _is_bare_fault(parsed: ParsedStatements) -> Mask:
    """Mark the few words that have a bad one and no good one, nor anything that may turn it: "Bad service"."""
    turned = parsed.contains("positive", "sound", "negation", "denying", "contrast", "turn")
    told = (parsed.lengths <= _LONGEST_BARE_FAULT) & parsed.has_cue("negative") & (parsed.asked != QuestionKind.GOOD)
    return _narrow(np.asarray(told & ~turned), parsed, lambda text: not _shows("past", text))


def _is_order(text: str) -> bool:
    """Whether a text tells what to do: "Trust us", "Reconnaître le bon travail", but not "Super les collègues"."""
    return _shows("order", text) or _shows("infinitive", text)


def _is_worth_it(parsed: ParsedStatements, among: Mask) -> Mask:
    """Mark what is no pain, as a fault does not change the verdict: "pricier but worth it"."""
    turns = among & ~np.isin(parsed.asked, [*ASK_FOR_FAULTS]) & parsed.contains("contrast", "turn")
    return _narrow(turns, parsed, lambda text: _shows("holds", text))


def _is_no_praise(parsed: ParsedStatements, among: Mask) -> Mask:
    """Mark what is no praise: parting words, what was good once, below a question for faults burdens and matters."""
    parting = _narrow(among, parsed, _is_parting)
    past = _narrow(among & (parsed.asked != QuestionKind.GOOD), parsed, _is_only_past)
    named = among & np.isin(parsed.asked, [*ASK_FOR_FAULTS]) & ~parsed.contains("positive", "sound", "negation")
    burden = _narrow(named, parsed, lambda text: _shows("burden", text))
    short = named & (parsed.lengths <= _LONGEST_BARE_WISH) & (parsed.lengths > 0)
    bare = _narrow(short, parsed, lambda text: not (_shows("finite", text) or _shows("sweeping", text)))
    return parting | past | burden | bare


def _is_parting(text: str) -> bool:
    """Whether a text is done with somebody, without a good word: not "I'll never go elsewhere again"."""
    return _shows("parting", text) and not _holds_praise([text]).any()


def _is_only_past(text: str) -> bool:
    """Whether a text finds good only what was: not "It used to be slow", nor "It used to be good, now it is great"."""
    said = lower(text)
    found = _vocabulary().clues["past"].search(said)
    if found is None:
        return False
    then, *later = _TURN.split(said[found.end() :])
    beside = parse([said[: found.start()], *later])
    return not (beside.has_cue("positive").any() or parse([then]).contains("negative", "flaw").any())


def _narrow(among: Mask, parsed: ParsedStatements, check: Callable[[str], bool]) -> Mask:
    """Mark those of the marked texts that pass a check."""
    passed = among.copy()
    passed[among] = [check(parsed.texts[row]) for row in np.flatnonzero(among).tolist()]
    return passed


def _holds_praise(texts: Sequence[str]) -> Mask:
    """Mark the texts that hold a good word that is not negated."""
    said = parse(texts)
    return np.asarray(said.has_cue("positive") | said.contains("sound"))


def _asks(parsed: ParsedStatements) -> Mask:
    return parsed.has_cue("wish", "comparative", "opens with an imperative")


@cache
def _vocabulary() -> _Vocabulary:
    listed = read_yaml("analyzer.valence", "overrule.yaml")
    nothing, blank, little, hedge, end, at_last, satisfied, own_life = (
        any_phrase_pattern(chain(*listed[key].values()))
        for key in ("nothing", "blank", "little", "hedge", "end", "at_last", "satisfied", "own_life")
    )
    return _Vocabulary(
        nothing=re.compile(rf"\W*{nothing}(?:\W+{hedge})?\W*"),
        blank=re.compile(rf"\W*(?:{blank}(?:\W+{hedge})?)?\W*"),
        little=re.compile(rf"\W*{little}(?:\W+{hedge})?\W*"),
        end=re.compile(rf"\W*{end}(?:\W+{at_last})?\W*"),
        satisfied=re.compile(rf"\W*(?:{nothing}\W+)?{satisfied}(?:\W+{_THANKS})?\W*"),
        own_life=re.compile(own_life),
        negated={each: _compile_negated(each, listed["negated"].values()) for each in (Valence.PRAISE, Valence.PAIN)},
        # "Pas mal de bruit" ("a lot of noise") is no faint praise.
        phrases={
            Valence(valence): re.compile(rf"{any_phrase_pattern(chain(*phrases.values()))}(?! d(?:e|u|es)\b| d')")
            for valence, phrases in listed["phrases"].items()
        },
        clues=_compile_clues(listed["clues"]),
        unless=_compile_clues(listed["unless"]),
    )


def _compile_clues(listed: Mapping[str, Mapping[str, list[str]]]) -> dict[str, re.Pattern[str]]:
    return {clue: re.compile(any_pattern(chain(*languages.values()))) for clue, languages in listed.items()}


def _compile_negated(valence: Valence, languages: Iterable[Mapping[str, str]]) -> re.Pattern[str]:
    """Compile the negated statements of one valence, with the tails that may follow them."""
    return re.compile(
        "|".join(
            rf"(?:{statement.format(any=_ANY, **words)})(?: (?:{words['tail']}))*"
            for words in languages
            for statement in words[valence]
        )
    )
