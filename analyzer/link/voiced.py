"""People's own words: employees who name what customers go through, customers who name the staff's condition.

Which clauses speak of the other side is found beforehand (analyzer/clauses). Here each clause is assigned to one pair:
the theme of its statement, and the pain theme of the other side that the clause is closest to, provided that this pair
was proposed. Only the clause is compared, not the rest of the statement, which speaks of the author's own side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.link.candidates import Candidate
from analyzer.link.views import SideView
from analyzer.membership import centroids
from analyzer.types import Side
from analyzer.voices import Voice, VoicedPeople

# Enough people, in more than one place or time (docs/methods.md, “What people say themselves”).
FEWEST_PEOPLE = 5
FEWEST_PLACES = 2
# Five people with one and the same sentence may be one form letter.
FEWEST_WORDINGS = 2
# A clause less similar to its partner theme than this speaks of something else (docs/decisions/0014).
MIN_COSINE = 0.4
# How much more similar a theme's statements are to each other than those of different themes, 0 to 1. A theme below
# this ("Staff", "Lady") collects a word and not a matter, so no clause counts for it.
MIN_COHERENCE = 0.18
# Voices quoted for each side of a pair.
MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks of the other side in a pair.

    Attributes:
        people: Distinct people of each side.
        speakers: The sides on which they are enough, in more than one unit or month, and in words of their own.
        quotes: Some of what they say, the surest first.
    """

    people: VoicedPeople
    speakers: tuple[Side, ...]
    quotes: tuple[Voice, ...]

    @property
    def is_enough(self) -> bool:
        """Whether either group is enough for the grade."""
        return bool(self.speakers)

    @property
    def strength(self) -> float:
        """From 0 to 1, and 0.5 at the fewest people that count as voiced."""
        people = max(self.people.employee, self.people.customer)
        return people / (people + FEWEST_PEOPLE)


class VoiceFinder:
    """Finds who speaks for each candidate pair; every clause is assigned to one pair at most."""

    def __init__(self, employee: SideView, customer: SideView, candidates: Sequence[Candidate]) -> None:
        pairs = [(candidate.employee, candidate.customer) for candidate in candidates]
        turned = [(second, first) for first, second in pairs]
        self._clauses_by_pair = (
            (employee, _assign_clauses(employee, customer, pairs)),
            (customer, _assign_clauses(customer, employee, turned)),
        )

    def voices(self, pair: Candidate) -> Voices:
        """Return the voices of both sides for a pair."""
        (employee, first), (customer, second) = self._clauses_by_pair
        heard = (
            (employee, first.get((pair.employee, pair.customer), [])),
            (customer, second.get((pair.customer, pair.employee), [])),
        )
        return Voices(
            people=VoicedPeople(*(_people(view, clauses) for view, clauses in heard)),
            speakers=tuple(view.side for view, clauses in heard if _is_enough(view, clauses)),
            quotes=tuple(voice for view, clauses in heard for voice in _quotes(view, clauses)),
        )


def _assign_clauses(
    view: SideView, other: SideView, pairs: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], list[int]]:
    """Assign each clause of a side to a pair (own theme, other theme), or to none; returns the clauses by pair."""
    heard: dict[tuple[int, int], list[int]] = defaultdict(list)
    if not len(view.clauses.statements) or not other.themes:
        return heard
    own, theirs = (_coherent(each) for each in (view, other))
    proposed = {(first, second) for first, second in pairs if own[first] and theirs[second]}
    nearness = _nearness(view, other)
    for clause, theme in enumerate(view.labels[view.clauses.statements].tolist()):
        closest = int(nearness[clause].argmax())
        # A clause closest to a theme that is no partner of its own speaks of a pair that was not proposed.
        if (theme, closest) in proposed and nearness[clause, closest] >= MIN_COSINE:
            heard[theme, closest].append(clause)
    return heard


def _nearness(view: SideView, other: SideView) -> NDArray[np.float32]:
    """Cosine of each clause with each pain theme of the other side; -1 for any other theme."""
    cosines = view.clauses.vectors @ centroids(other.vectors, other.labels, len(other.themes), other.index).T
    pains = np.array([theme.is_pain for theme in other.themes], dtype=bool)
    return np.where(pains[None, :], cosines, -1.0).astype(np.float32)


def _coherent(view: SideView) -> NDArray[np.bool_]:
    """Mark the themes about one matter, shape (k,): their pains are more similar than those of different themes."""
    bad = np.flatnonzero(view.pains)
    distinct = bad[np.unique(view.index[bad], return_index=True)[1]]
    labels, texts = view.labels[distinct], view.index[distinct]
    every = _sum_cosines(view.vectors[texts])
    within = np.array([_sum_cosines(view.vectors[texts[labels == theme]]) for theme in range(len(view.themes))])
    within = within.reshape(-1, 2)
    cosines, count = every - within.sum(axis=0)
    apart = cosines / count if count else 0.0
    # A theme with a single statement is fully coherent.
    alike = np.divide(within[:, 0], within[:, 1], out=np.ones(len(within)), where=within[:, 1] > 0)
    return np.asarray((alike - apart) / max(1 - apart, 1e-9) >= MIN_COHERENCE, dtype=np.bool_)


def _sum_cosines(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the sum of the cosines over all ordered pairs of different unit vectors, and the number of pairs.

    The sum follows from the squared length of the vectors' sum.
    """
    n = len(vectors)
    return np.array([np.sum(vectors.sum(axis=0, dtype=np.float64) ** 2) - n, n * (n - 1)], dtype=np.float64)


def _records(view: SideView, clauses: Sequence[int]) -> NDArray[np.int64]:
    return view.records[view.clauses.statements[list(clauses)]]


def _people(view: SideView, clauses: Sequence[int]) -> int:
    return len(np.unique(view.people[_records(view, clauses)]))


def _is_enough(view: SideView, clauses: Sequence[int]) -> bool:
    records = _records(view, clauses)
    places = max(len(np.unique(view.units[records])), len(np.unique(view.months[records])))
    wordings = {_words(view, clause) for clause in clauses}
    return _people(view, clauses) >= FEWEST_PEOPLE and places >= FEWEST_PLACES and len(wordings) >= FEWEST_WORDINGS


def _words(view: SideView, clause: int) -> str:
    start, end = view.clauses.spans[clause]
    text: str = view.texts[view.clauses.statements[clause]]
    return text[start:end]


def _quotes(view: SideView, clauses: Sequence[int]) -> list[Voice]:
    """Quote the surest clauses, none of them twice."""
    quotes: dict[str, Voice] = {}
    for clause in clauses:
        text = view.texts[view.clauses.statements[clause]]
        begin = int(view.clauses.begins[clause])
        start, end = (begin + int(offset) for offset in view.clauses.spans[clause])
        quotes.setdefault(text, Voice(view.side, text, view.clauses.records[clause], start, end, begin))
    return list(quotes.values())[:MOST_QUOTES]
