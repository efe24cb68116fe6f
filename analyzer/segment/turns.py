"""Where people turn from one point to another without a sentence's end, by what they judge, in seven languages.

For example:

    love the nurses | but reaching you by phone is a nightmare
    Team is great, | management not so much
    doctor good | phone bad
    parking was a joke | other than that a perfect venue
    nice colleagues - | no career path
    a kind but firm teacher                    <- not cut
    He listens but does nothing                <- not cut

Behind a pause or a joining word something judged has to stand on both sides of a cut ("kind, patient, gentle" judges
one thing); a phrase that turns needs something said before and behind it, and signs and lists of things are cut as they
stand. A clause that goes on about the same person or thing is no other point ("she is nice but always late").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.segment.kinds import Kinds, read_kinds
from analyzer.segment.phrases import phrase_length
from analyzer.segment.points import WORD, bars_contrast, has_own_subject

# Dashes and plus signs between words separate; those at a word's beginning are bullets.
_TOKEN = re.compile(rf"{WORD.pattern}|(?<!\S)[-–—+](?=\s)")
_AROUND_WORDS = str.maketrans(dict.fromkeys(',;:.()!?/+"“”„«»…', " ") | {"’": "'"})
_PARTING = frozenset(",;-–—+")
# A comment that begins with one of these lists what is good and bad by them.
_SIGNS = frozenset("-–—+")
# Words and pauses of the longest sentence that is looked at: each of them is held against all before it.
_MOST_WORDS = 60
# Fewest words of a point, and of one behind a contrast.
_FEWEST_WORDS, _FEWEST_BEHIND = 2, 3
# A list of things has no more characters, and so many of them at least ("Lagos, Nigeria" is none).
_LONGEST_LIST, _FEWEST_LISTED = 90, 3

# Patterns over the letters of kinds.py. A thing judged: "lovely doctor", "the doctor very good".
_JUDGED_THING = re.compile(r"v*[ga]+n{1,2}")
_ITEM = rf"(?:{_JUDGED_THING.pattern}|o?n{{1,3}}v*o?[ga]+)"
_NO_ITEM = r"[^vgaon]"
# The beginning of a point that judges: "hate the queue", "long queues", "the queue is long".
_JUDGES = re.compile(r"v*(?:l.{0,5}n|[ga]n|(?=.{0,6}n)[on].{0,5}[gl])")
# A clause that ends with a judgement, "the room was lovely", "room so lovely"; not "we had a lovely" (room).
_JUDGED_CLAUSE = re.compile(r"[^s]+bv*g|o?n{1,3}v+g+")
# A thing in a list, "the night shift", and what may stand behind it.
_THING = re.compile(r"o?v?[ga]?n{1,2},{0,2}")
# What ends with a judgement, "was a joke", "room lovely", and not with the adjective of what follows, "a lovely".
_JUDGED = re.compile(r"(?:bo?|n)v*g+$")
# A subject that is no pronoun, and a verb or judgement: "staff were".
_CLAUSE = re.compile(r"o?n{1,3}[bwg]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence prepared for looking at each of its words.

    Attributes:
        words: Its words and pauses in lower case.
        letters: A letter for each (kinds.py).
        contrasts: How many words long the contrast ("but") is that begins at each, or 0.
        joins: The same, and 1 at a joining word ("and").
        kinds: Its language's lists.
    """

    words: Sequence[str]
    letters: str
    contrasts: Sequence[int]
    joins: Sequence[int]
    kinds: Kinds

    def clause(self, first: int) -> slice:
        """The words from ``first`` up to the next pause or joining word."""
        end = first
        while end < len(self.words) and self.letters[end] != "," and (end == first or not self.joins[end]):
            end += 1
        return slice(first, end)

    def last_part(self, begun: int, at: int) -> slice:
        """The words between ``begun`` and ``at`` that stand behind the last pause but for one right before ``at``."""
        end = at - (self.letters[at - 1] == ",")
        return slice(max(begun, self.letters.rfind(",", 0, end) + 1), end)


def _prepare(words: Sequence[str], kinds: Kinds) -> _Sentence:
    grammar = kinds.grammar
    contrasts = [phrase_length(words, at, grammar.contrast, len(words)) for at in range(len(words))]
    joins = [length or int(word in grammar.adding) for word, length in zip(words, contrasts, strict=True)]
    return _Sentence(words, kinds.letters(words), contrasts, joins, kinds)


def find_turns(text: str, language: str, start: int, end: int) -> Iterator[int]:
    """Yield where the sentence ``text[start:end]`` may be cut, in order.

    Args:
        text: The text that contains the sentence.
        language: ISO 639-1 code, or "und"; nothing is cut in languages without lists.
        start: Where the sentence begins.
        end: Where it ends.
    """
    kinds = read_kinds().get(language)
    listed = end - start <= _LONGEST_LIST and text.find(",", start, end) > 0
    if kinds is None or not (listed or _may_turn(text[start:end], kinds)):
        return
    tokens = list(_TOKEN.finditer(text, start, end))
    if len(tokens) <= _MOST_WORDS:
        words = [token[0].lower().replace("’", "'") for token in tokens]
        yield from (tokens[at].start() for at in _find(_prepare(words, kinds)))


def _may_turn(sentence: str, kinds: Kinds) -> bool:
    """Whether a sentence holds any word without which nothing is cut; most need no closer look."""
    return not kinds.telling.isdisjoint(sentence.lower().translate(_AROUND_WORDS).split())


def is_judged_thing(text: str, language: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a thing and what is thought of it, and nothing else: "Good food."."""
    kinds = read_kinds().get(language)
    if kinds is None:
        return False
    letters = kinds.letters([word.lower() for word in WORD.findall(text, start, end)])
    return re.fullmatch(rf"{_ITEM},*", letters) is not None


def _find(said: _Sentence) -> Iterator[int]:
    """Yield at which words other points begin."""
    if said.words[0] in _SIGNS and "+" in said.words:
        yield from (at for at in range(1, len(said.words)) if said.words[at] in _SIGNS and not _is_figure(said, at))
        return
    terse = _listed_things(said) or _terse_items(said)
    begun = 0
    for at in range(1, len(said.words)):
        candidate = said.joins[at] or said.letters[at - 1] in ",g" or said.words[at] in said.kinds.first_words
        if at in terse or (candidate and _may_begin(said, begun, at) and _begins(said, begun, at)):
            yield at
            begun = at


def _is_figure(said: _Sentence, at: int) -> bool:
    """Whether a sign stands between figures: "8 - 4"."""
    return all(word[0].isdigit() for word in (said.words[at - 1], *said.words[at + 1 : at + 2]))


def _listed_things(said: _Sentence) -> set[int]:
    """Where the things begin that a whole answer lists, three at least: "pay, hours and the rota"."""
    commas = [at for at, word in enumerate(said.words) if word == ","]
    if not commas:
        return set()
    joins = [at for at in range(commas[-1] + 1, len(said.words)) if said.joins[at]]
    starts = [0, *(at + 1 for at in commas), *joins[:1]]
    ends = [*starts[1:], len(said.words)]
    things = [said.letters[start + (start in joins) : end] for start, end in zip(starts, ends, strict=True)]
    lists = len(things) >= _FEWEST_LISTED and all(_THING.fullmatch(thing) for thing in things)
    return set(starts[1:]) if lists else set()


def _terse_items(said: _Sentence) -> set[int]:
    """Where items begin if the words up to a pause or joining word are but things judged: "doctor good | phone bad"."""
    letters = said.letters[said.clause(0)]
    starts = {0}
    if len(letters) >= 2 * _FEWEST_WORDS and not re.search(_NO_ITEM, letters):
        for at in range(1, len(letters)):
            if re.fullmatch(_ITEM, letters[max(starts) : at]) and re.fullmatch(rf"{_ITEM}+", letters[at:]):
                starts.add(at)
    return starts


def _may_begin(said: _Sentence, begun: int, at: int) -> bool:
    """Whether enough was said before, and no joining word or exception to a contrast ("not only") stands there."""
    enough = at - begun - said.letters.count(",", begun, at) >= _FEWEST_WORDS
    if not enough or said.letters[at] == "," or said.joins[at - 1]:
        return False
    return not (said.contrasts[at] and bars_contrast(said.words[begun:at], said.kinds.grammar))


def _begins(said: _Sentence, begun: int, at: int) -> bool:
    """Whether another point begins at ``at`` as the words around it stand."""
    if _turns(said, begun, at) or _ends_exception(said, begun, at):
        return True
    if said.contrasts[at]:
        return _contrasts(said, slice(begun, at), said.clause(at + said.contrasts[at]))
    last = said.last_part(begun, at)
    aside = said.letters[last][:1] in ("s", "i") or phrase_length(said.words, begun, said.kinds.excepting, at)
    if aside:
        return False
    if said.joins[at]:
        return _is_joined(said, last, at)
    if said.words[at - 1] in _PARTING:
        return _is_parted(said, last, at)
    return bool(_JUDGED_CLAUSE.fullmatch(said.letters, begun, at) and _CLAUSE.match(said.letters, at))


def _turns(said: _Sentence, begun: int, at: int) -> bool:
    """Whether a turning phrase begins here, or behind the joining word here, and something is said on both sides."""
    behind = _behind_turn(said, at + said.joins[at], pauses=said.joins[at] > 0 or _may_pause(said, begun, at))
    if not behind or not said.words[said.clause(behind)]:
        return False
    before = said.letters[begun + phrase_length(said.words, begun, said.kinds.turning, at) : at]
    # Without a pause, only a clause or something judged is another point: "I find it a | shame" is none.
    said_something = re.search(r"[gl]|n.*[bw]|[bw].*n", before) is not None
    return len(before) >= _FEWEST_WORDS and (said_something or (before[-1] == "," and before[0] not in "si"))


def _behind_turn(said: _Sentence, first: int, *, pauses: bool) -> int:
    """Return the word behind the turning phrase that begins at ``first``, or 0; most of them turn at a pause alone."""
    kinds, end = said.kinds, len(said.words)
    length = phrase_length(said.words, first, kinds.turning, end)
    if not length and pauses:
        length = phrase_length(said.words, first, kinds.paused, end)
    rest = 0 if length or not pauses else phrase_length(said.words, first, kinds.remaining, end)
    if rest and _JUDGES.match(said.letters, first + rest):
        length = rest
    behind = first + length
    paused = behind < end and said.words[behind] in _PARTING
    return behind + paused if length else 0


def _may_pause(said: _Sentence, begun: int, at: int) -> bool:
    """Whether a pause stands before ``at``, or what ends there is judged, so that there might."""
    if said.letters[at - 1] == "," or _JUDGED_THING.fullmatch(said.letters, begun, at):
        return True
    return _JUDGED.search(said.letters[begun:at]) is not None


def _ends_exception(said: _Sentence, begun: int, at: int) -> bool:
    """Whether an exception ("apart from the lift, …") ends here, and what it is an exception from follows."""
    if said.words[at - 1] != "," or not phrase_length(said.words, begun, said.kinds.excepting, at):
        return False
    right = said.letters[said.clause(at)]
    # "Apart from the lift, nothing", "..., not a lot".
    says_more = len(right) >= _FEWEST_BEHIND and right[0] not in "tai"
    return says_more and said.words.index(",", begun) == at - 1


def _contrasts(said: _Sentence, left: slice, right: slice) -> bool:
    """Whether what stands on both sides of a contrast are two points."""
    letters, words = said.letters[right], said.words[right]
    judges = _judges(said.letters[left])
    if judges and re.fullmatch(_ITEM, letters):
        return True
    if len(letters) < _FEWEST_BEHIND:
        return False
    if said.kinds.activities and words[0].endswith("ing") and letters[0] in "nx" and re.search(r"[bw]", letters):
        return True
    pronoun = letters[0] == "r" and len(letters) > _FEWEST_BEHIND
    subject = pronoun or letters[0] in "otsaq" or _JUDGES.match(letters) is not None
    return judges and (subject or (said.kinds.subjectless and letters[0] not in "galvix"))


def _is_joined(said: _Sentence, last: slice, at: int) -> bool:
    """Whether a joining word ("and") connects two points: behind a comma clauses, else things, where one judges."""
    right = said.clause(at + said.joins[at])
    letters, words = said.letters[right], said.words[right]
    if said.letters[at - 1] == ",":
        judges = _judges(said.letters[last]) or _judges(letters)
        return judges and len(words) >= _FEWEST_BEHIND and has_own_subject(words, said.kinds.grammar)
    if len(words) < _FEWEST_BEHIND or not _JUDGES.match(said.letters[last]):
        return False
    return letters[0] == "a" or re.fullmatch(rf"{_JUDGED_THING.pattern}|(?={_JUDGES.pattern})o.*", letters) is not None


def _is_parted(said: _Sentence, last: slice, at: int) -> bool:
    """Whether a pause parts two points."""
    part, right = said.letters[last], said.letters[said.clause(at)]
    same = part[:1] == "a" and said.words[last.start] == said.words[at]  # "no forms, no questions"
    if same or _lists(part, right):
        return False
    return _judges(part) and _JUDGES.match(right) is not None


def _lists(part: str, right: str) -> bool:
    """Whether a clause only goes on with another object: "I have bad knees, bad eyes", and no predicate ends it."""
    return re.search(r"[bw].*n$", part) is not None and not re.search(r"[bwl]", right)


def _judges(letters: str) -> bool:
    """Whether words judge something that they name."""
    return re.search(r"[gal]", letters) is not None and "n" in letters
