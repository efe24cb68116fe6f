"""Which texts may be shown.

Of generated ones none that might count a small group, name a hidden theme, or claim a cause; of statements none that
its language gives away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.language import Spoken
from analyzer.types import Grade, Reason
from analyzer.wording.claims import causal_verbs
from analyzer.wording.grades import is_permitted_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analyzer.types import Analysis, Side


@dataclass(frozen=True, slots=True)
class Texts:
    """Returns a text, or "" in place of one that might count a small group, names a hidden theme or claims a cause.

    Only where a change was measured may a text say that one thing makes another.
    """

    fewest: int
    hidden: tuple[str, ...]

    def passed(self, text: str, *, tested: bool = False) -> str:
        """Return the text, or "" where it may not be shown."""
        if counts_few(text, self.fewest) or (not tested and causal_verbs(text)):
            return ""
        return self.nameless(text)

    def nameless(self, text: str) -> str:
        """Return a text that somebody typed, or "" where it names a hidden theme; its numbers do not count people."""
        return "" if any(name in text.casefold() for name in self.hidden) else text

    def sentence(self, grade: Grade, text: str) -> str:
        """Return a link's sentence, or "" where its grade does not permit it."""
        return self.passed(text, tested=grade is Grade.TESTED) if is_permitted_sentence(grade, text) else ""

    def reasons(self, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        """Return the reasons: always their codes, and their details where they may be shown."""
        return tuple(Reason(reason.reason, self.passed(reason.detail)) for reason in reasons)


@dataclass(frozen=True, slots=True)
class Languages:
    """Which statements of a side may be quoted: whoever alone writes in a language is known by it, whatever it says.

    Attributes:
        spoken: How many people of the side use each language.
        recorded: Languages of the records that have a text.
    """

    spoken: Spoken
    recorded: Mapping[str, set[str]]

    @classmethod
    def of(cls, analysis: Analysis, side: Side) -> Languages:
        """Collect them for the texts that may come to be quoted."""
        voices = (voice.text for link in analysis.links for voice in link.voices if voice.side is side)
        quotes = (quote for theme in analysis.themes if theme.side is side for quote in theme.quotes)
        recorded: dict[str, set[str]] = {text: set() for text in (*voices, *quotes)}
        own = [said for said in analysis.statements if said.side is side]
        for said in own:
            if said.text in recorded:
                recorded[said.text].add(said.language)
        return cls(Spoken.by((said.language, said.person) for said in own), recorded)

    def people(self, text: str) -> int:
        """Count the people of the side who use the language that a text is in."""
        return self.spoken.count(text, self.recorded[text])


def counts_few(text: str, people: int) -> bool:
    """Whether a sentence might mention a group of fewer than ``people``, in figures or in words.

    Deliberately strict: any small number in a sentence with a word for people counts, unless it counts months or
    places.
    """
    if not _PEOPLE.search(text):
        return False
    small = {word for word, value in _SMALL.items() if value < people}
    return any(int(figure) < people if figure else word.lower() in small for figure, word in _NUMBER.findall(text))


_SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_PEOPLE = re.compile(
    r"\b(people|persons?|employees?|leavers?|customers?|colleagues?|staff|respondents?|interviews?|answers?|comments?|authors?)\b",
    re.IGNORECASE,
)
# "one" is mostly a pronoun ("no one", "this one"), so it counts only right before a word for people.
_NUMBER = re.compile(
    r"(?<![\d.,])(?:(\d+)|\b(one(?=\s(?:person|employee|leaver|customer|colleague))|"
    + "|".join(word for word in _SMALL if word != "one")
    + r"))\b(?![.,]\d)(?!\s*(?:%|percent|points?|months?|quarters?|periods?|units?|sites?|stores?|kinds?|times?|to\s))",
    re.IGNORECASE,
)
