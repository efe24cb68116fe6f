"""Where a list of graded things is cut, each of which is a point: "good price, | nice people", "no lift, | slow tills".

Only a sentence that is nothing but such a list is cut, by closed lists of grading words in seven languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analyzer.wordlists import read_yaml

_ITEM = re.compile(r"[^,;]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# A graded thing has one or two words beside the word that grades it: "good customer service".
_MOST_NOUNS = 2


@dataclass(frozen=True, slots=True)
class Grading:
    """A language's grading words, by where they stand; what may strengthen them; what is no noun; set phrases."""

    before: frozenset[str]
    amount: frozenset[str]
    behind: frozenset[str]
    very: frozenset[str]
    other: frozenset[str]
    phrases: frozenset[str]


def find_list_cuts(text: str, language: str, start: int, end: int) -> Iterator[int]:
    """Yield where the items of the sentence ``text[start:end]`` begin, from the second on, if all are graded things."""
    grading = gradings().get(language)
    if grading is None:
        return
    items = list(_ITEM.finditer(text, start, end))
    if len(items) > 1 and all(is_graded(item[0], grading) for item in items):
        yield from (item.end() - len(item[0].lstrip()) for item in items[1:])


def is_graded(item: str, grading: Grading) -> bool:
    """Whether an item is a grading word and a noun or two, and nothing else, and no greeting or set phrase."""
    if _WORD.sub("", item).strip(" .!"):  # digits, brackets, questions
        return False
    words = [word for word in _WORD.findall(item.lower()) if word not in grading.very]
    if not 1 < len(words) <= 1 + _MOST_NOUNS or "_".join(words) in grading.phrases:
        return False
    no_noun = grading.before | grading.amount | grading.behind | grading.other
    if words[0] in grading.before | grading.amount and no_noun.isdisjoint(words[1:]):
        return True
    return words[-1] in grading.behind and no_noun.isdisjoint(words[:-1])


@cache
def gradings() -> dict[str, Grading]:
    """Return each language's lists."""
    return {
        language: Grading(**{place: frozenset(words.split()) for place, words in lists.items()})
        for language, lists in read_yaml("analyzer.segment", "lists.yaml").items()
    }
