"""What the words of a sentence are good for, by closed lists in seven languages, as one letter each.

A row of letters says in short how a sentence is built, so that patterns find what is judged in it: "doctor so good,
phone bad" is "nvg,ng".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analyzer.segment.phrases import Phrases, phrase_length, read_phrases
from analyzer.segment.points import Grammar, grammars
from analyzer.wordlists import read_yaml

_PAUSES = frozenset(",;:().!?-–—+")
_NAME = re.compile(r"[^\W\d_]-?[^\W\d_]")
# A word that is a verb elsewhere is the thing that is judged in "great care," and "bad work environment".
_NO_VERB = re.compile(r"(?<=[ga])w(?=n*(?:,|$))")
_OTHER = "x"


@dataclass(frozen=True, slots=True)
class Kinds:
    """A language's lists, as turns.yaml and grammar.yaml explain them.

    Attributes:
        turning: Phrases that begin another point wherever they stand.
        paused: Phrases that do so behind a pause, or behind what is judged.
        remaining: The same before something that is judged.
        excepting: Phrases that begin an exception.
        faint: Phrases that judge without a judging word.
        subjectless: Whether a clause needs no subject.
        activities: Whether words that end in "-ing" name what is done.
        greetings: Greetings and set phrases, which judge nothing: "good morning".
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
    subjectless: bool
    activities: bool
    greetings: Phrases
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
        for phrases, letter in ((self.faint, "g"), (self.greetings, _OTHER)):
            for at in range(len(words)):
                length = phrase_length(words, at, phrases, len(words))
                found[at : at + length] = letter * length
        return _NO_VERB.sub("n", "".join(found))

    def _letter(self, word: str) -> str:
        letter = self.listed.get(word) or ("'" in word and self.listed.get(word.partition("'")[0] + "'"))
        return letter or ("n" if _NAME.match(word) else _OTHER)


@cache
def read_kinds() -> dict[str, Kinds]:
    """Return each language's lists."""
    listed = read_yaml("analyzer.segment", "turns.yaml")
    return {language: _read(lists, language) for language, lists in listed.items()}


# Lists of phrases and of words in turns.yaml.
_PHRASES = ("turning", "paused", "remaining", "excepting", "faint", "greetings")
_WORDS = ("judging", "amount", "very", "other", "liking", "asking", "courtesies")


def _read(lists: dict[str, str], language: str) -> Kinds:
    grammar = grammars()[language]
    phrases = {kind: read_phrases(lists[kind]) for kind in _PHRASES}
    words = {kind: frozenset(lists[kind].split()) for kind in _WORDS}
    firsts = frozenset(phrases["turning"].keys() | phrases["paused"].keys() | phrases["remaining"].keys())
    others = words["judging"] | words["amount"] | words["liking"]
    # The kind that counts first stands first.
    listed = (
        (",", _PAUSES),
        (_OTHER, words["courtesies"]),
        ("v", words["very"]),
        ("g", words["judging"]),
        ("a", words["amount"]),
        ("l", words["liking"]),
        ("q", words["asking"]),
        ("o", grammar.openers),
        ("s", grammar.opening),
        ("t", grammar.alone),
        ("b", grammar.being),
        ("w", grammar.verbs),
        ("r", grammar.pronouns),
        ("i", (words["other"] & grammar.never) - grammar.openers),
        (_OTHER, words["other"] | grammar.never | grammar.then | grammar.adding),
    )
    return Kinds(
        **phrases,
        subjectless=bool(lists.get("subjectless")),
        activities=bool(lists.get("activities")),
        listed={word: letter for letter, of in reversed(listed) for word in of},
        grammar=grammar,
        first_words=firsts,
        telling=others | firsts | phrases["excepting"].keys() | phrases["faint"].keys(),
    )
