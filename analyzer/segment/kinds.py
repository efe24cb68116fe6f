"""What the words of a sentence are good for, by closed lists in seven languages, as one letter each.

A row of letters says in short how a sentence is built, so that patterns find what is judged in it: "doctor so good,
phone bad" is "nvg,ng".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analyzer.segment.lists import gradings
from analyzer.segment.phrases import Phrases, phrase_length, read_phrases
from analyzer.segment.points import Grammar, grammars
from analyzer.wordlists import read_yaml

_PAUSES = frozenset(",;:().!?-–—+")
_NAME = re.compile(r"[^\W\d_]{2}")
_OTHER = "x"


@dataclass(frozen=True, slots=True)
class Kinds:
    """A language's lists, as turns.yaml, lists.yaml and grammar.yaml explain them.

    Attributes:
        turning: Phrases that begin another point wherever they stand.
        paused: Phrases that do so behind a pause, or behind what is judged.
        remaining: The same before something that is judged.
        excepting: Phrases that begin an exception.
        faint: Phrases that judge without a judging word.
        not_after: Words behind which nothing turns.
        subjectless: Whether a clause needs no subject.
        activities: Whether words that end in "-ing" name what is done.
        phrases: Greetings and set phrases, which judge nothing: "good morning".
        listed: The letter of each listed word.
        grammar: The language's grammar.
        first_words: The words with which phrases that turn begin.
        telling: Words that judge, and those with which phrases begin: sentences without any need no closer look.
    """

    turning: Phrases
    paused: Phrases
    remaining: Phrases
    excepting: Phrases
    faint: Phrases
    not_after: frozenset[str]
    subjectless: bool
    activities: bool
    phrases: Phrases
    listed: Mapping[str, str]
    grammar: Grammar
    first_words: frozenset[str]
    telling: frozenset[str]

    def letters(self, words: Sequence[str]) -> str:
        """Return a letter for each word.

        ======== =====================================================================
        g        judges: "good", and each word of "not so much"
        a        says how much of a thing there is, or compares: "no", "more", "better"
        l        says that the writer likes or loathes: "love"
        v        strengthens: "very"
        o        begins a subject: "the"
        t        is a subject: "nobody"
        r        is a pronoun
        b, w     is a verb: of being or having, and others
        s        begins a subordinate clause: "because"
        q        asks: "why"
        i        is a preposition, or else stands where no subject begins: "not"
        ,        is a pause
        n        may be a noun: is in no list
        x        is anything else
        ======== =====================================================================
        """
        found = [self._letter(word) for word in words]
        for phrases, letter in ((self.faint, "g"), (self.phrases, _OTHER)):
            for at in range(len(words)):
                length = phrase_length(words, at, phrases, len(words))
                found[at : at + length] = letter * length
        return "".join(found)

    def _letter(self, word: str) -> str:
        letter = self.listed.get(word) or ("'" in word and self.listed.get(word.partition("'")[0] + "'"))
        return letter or ("n" if _NAME.match(word) else _OTHER)


@cache
def read_kinds() -> dict[str, Kinds]:
    """Return each language's lists."""
    listed = read_yaml("analyzer.segment", "turns.yaml")
    return {language: _read(lists, language) for language, lists in listed.items()}


def _read(lists: dict[str, str], language: str) -> Kinds:
    grading, grammar = gradings()[language], grammars()[language]
    judging = frozenset(lists["judging"].split()) | grading.before | grading.behind
    phrases = {kind: read_phrases(lists[kind]) for kind in ("turning", "paused", "remaining", "excepting", "faint")}
    firsts = phrases["turning"].keys() | phrases["paused"].keys() | phrases["remaining"].keys()
    others = phrases["excepting"].keys() | phrases["faint"].keys() | set(lists["liking"].split())
    # The kind that counts first stands first.
    listed = (
        (",", _PAUSES),
        (_OTHER, frozenset(lists["courtesies"].split())),
        ("v", grading.very),
        ("g", judging),
        ("a", grading.amount),
        ("l", frozenset(lists["liking"].split())),
        ("q", frozenset(lists["asking"].split())),
        ("o", grammar.openers),
        ("s", grammar.opening),
        ("t", grammar.alone),
        ("b", grammar.being),
        ("w", grammar.verbs),
        ("r", grammar.pronouns),
        ("i", (grading.other & grammar.never) - grammar.openers),
        (_OTHER, grading.other | grammar.never | grammar.then | grammar.adding),
    )
    return Kinds(
        **phrases,
        not_after=frozenset(lists["not_after"].split()),
        subjectless=bool(lists.get("subjectless")),
        activities=bool(lists.get("activities")),
        phrases=read_phrases(",".join(grading.phrases).replace("_", " ")),
        listed={word: letter for letter, of in reversed(listed) for word in of},
        grammar=grammar,
        first_words=frozenset(firsts),
        telling=judging | grading.amount | firsts | others,
    )
