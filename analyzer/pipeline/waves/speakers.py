"""Who names which theme: in the records of the earlier run, and in those that came since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzer.lineage import PeopleCounts
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.waves.earlier import EarlierRun
from analyzer.pipeline.waves.text_history import TextHistory


class Naming(NamedTuple):
    """A statement's author, the age of its record, and its theme, -1 for none."""

    person: str
    age: int
    theme: int


@dataclass(frozen=True)  # without slots, which leave cached_property no room
class Speakers:
    """Who names which theme.

    Attributes:
        before: In the records that the earlier run read.
        since: In the others.
    """

    before: Sequence[Naming]
    since: Sequence[Naming]

    @classmethod
    def of(cls, corpus: Corpus, earlier: EarlierRun, labels: NDArray[np.int64]) -> Speakers:
        """Count with the theme of each distinct text, shape (m,)."""
        waves: tuple[list[Naming], list[Naming]] = ([], [])
        for statement, at in zip(corpus.statements, corpus.index, strict=True):
            naming = Naming(statement.content.person, earlier.ages[statement.record], int(labels[at]))
            waves[statement.record not in earlier.records].append(naming)
        return cls(*waves)

    @classmethod
    def by_rule(cls, corpus: Corpus, earlier: EarlierRun, history: TextHistory, apart: NDArray[np.bool_]) -> Speakers:
        """Count with the earlier theme that each would join; texts that stand ``apart``, shape (m,), name none."""
        before = history.before.copy()
        told = {statement.text_hash for statement, at in zip(corpus.statements, corpus.index, strict=True) if apart[at]}
        before[[at for text_hash, at in earlier.places.items() if text_hash in told]] = -1
        return cls(
            [Naming(person, earlier.ages[record], int(before[at])) for person, record, at in earlier.speakers],
            cls.of(corpus, earlier, np.where(apart, -1, history.read)).since,
        )

    @property
    def everyone(self) -> tuple[int, int]:
        """How many people spoke in each wave."""
        return len({each.person for each in self.before}), len({each.person for each in self.since})

    def counts(self, themes: Sequence[Sequence[int]]) -> tuple[PeopleCounts, ...]:
        """Count for each of these sets of themes who names any of it.

        Each person counts with the newest record that a wave has of them: people who speak often name more themes, and
        a longer wave has more such people.
        """
        before, since = self._newest
        return tuple(
            PeopleCounts(*(len(frozenset().union(*(wave[theme] for theme in each))) for wave in (before, since)))
            for each in themes
        )

    def heard(self, theme: int) -> tuple[int, int]:
        """Count the people of a theme who named it before, and those who did only since, in any record."""
        before, since = (wave[theme] for wave in self._all)
        return len(before), len(since - before)

    @cached_property
    def _newest(self) -> tuple[Mapping[int, set[str]], ...]:
        return tuple(_people_by_theme(_in_newest_record(wave)) for wave in (self.before, self.since))

    @cached_property
    def _all(self) -> tuple[Mapping[int, set[str]], ...]:
        return tuple(_people_by_theme(wave) for wave in (self.before, self.since))


def _in_newest_record(spoken: Sequence[Naming]) -> list[Naming]:
    newest: dict[str, int] = {}
    for each in spoken:
        newest[each.person] = max(each.age, newest.get(each.person, each.age))
    return [each for each in spoken if each.age == newest[each.person]]


def _people_by_theme(spoken: Sequence[Naming]) -> Mapping[int, set[str]]:
    people: defaultdict[int, set[str]] = defaultdict(set)
    for each in spoken:
        if each.theme >= 0:
            people[each.theme].add(each.person)
    return people
