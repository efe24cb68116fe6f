"""Which of a theme's telling words a reader may see, and how many of its people use each."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from analyzer.gate.cells import at_least
from analyzer.gate.unit_names import UnitNames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analyzer.gate.values import Gated
    from analyzer.types import Analysis

# A typographic apostrophe is written as the plain one in keywords.
_APOSTROPHE = str.maketrans("’", "'")


def gate_words(analysis: Analysis, gated: Gated) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Keep the keywords that enough of a theme's people use, and that enough do not.

    Args:
        analysis: The complete result.
        gated: What a reader may see of it; no other theme's words are looked at.

    Returns:
        For each shown theme, by id, its words, best first, each with a lower bound of how many of its people use it;
        empty where the theme is too small for such bounds. No words together name a unit.
    """
    people = {theme.id: theme.people.number for side in gated.sides for theme in side.themes}
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for statement in analysis.statements:
        if statement.theme in people:
            said[statement.theme].append((statement.person, statement.text))
    units = UnitNames(analysis.units)
    return {
        theme.id: tuple(
            (word, count.number)
            for word, users in _users(_without(units, theme.keywords), said[theme.id]).items()
            if (count := at_least(len(users), people[theme.id], gated.threshold))
        )
        for theme in analysis.themes
        if theme.id in people
    }


def _without(units: UnitNames, words: Sequence[str]) -> list[str]:
    """Leave out what names a unit, by itself or with other words of the theme."""
    spelled = units.spelled_by(words)
    return [word for word in words if word not in spelled and not units.first(word)]


def _users(words: Sequence[str], said: Sequence[tuple[str, str]]) -> Mapping[str, set[str]]:
    """Find who uses each word."""
    users: dict[str, set[str]] = {word: set() for word in words}
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    for person, text in said if words else ():
        for word in any_of.findall(text.casefold().translate(_APOSTROPHE)):
            users[word].add(person)
    return users
