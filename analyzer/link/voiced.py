"""What people say themselves: employees who name the customer's side of it, customers who name the staff's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml
from numpy.typing import NDArray

from analyzer.link.candidates import Candidate
from analyzer.link.views import SideView
from analyzer.membership import centroids
from analyzer.types import Side

# LINKING 3.7: enough people, in more than one place or time.
FEWEST_PEOPLE = 5
FEWEST_PLACES = 2
# Further from the other side's theme than this, a mention of its people is a passing one: two in three of what is
# nearer were written as voices in linkbench, one in two at 0.35.
NEAR_OTHER_SIDE = 0.55
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Voices:
    """Who names the other side of a pair.

    Attributes:
        employees: Distinct employees.
        customers: Distinct customers.
        spread: Whether either group is large enough and speaks in more than one unit or month.
        quotes: Some of what they say: (side, text), nearest first.
    """

    employees: int
    customers: int
    spread: bool
    quotes: tuple[tuple[Side, str], ...]

    @property
    def strength(self) -> float:
        """0 to 1: half at the fewest people that count as voiced."""
        people = max(self.employees, self.customers)
        return people / (people + FEWEST_PEOPLE)


class Listener:
    """Finds voices for any pair of two sides; what all pairs share is computed once."""

    def __init__(self, employee: SideView, customer: SideView) -> None:
        self._employee, self._customer = employee, customer
        words = _other_people()
        self._towards = {
            Side.EMPLOYEE: _nearness(employee, customer, words["customers"]),
            Side.CUSTOMER: _nearness(customer, employee, words["staff"]),
        }

    def voices(self, pair: Candidate) -> Voices:
        """Listen to both themes of a pair."""
        first = self._who(self._employee, pair.employee, pair.customer)
        second = self._who(self._customer, pair.customer, pair.employee)
        heard = ((self._employee, first), (self._customer, second))
        people = [len(np.unique(view.people[view.records[at]])) for view, at in heard]
        spread = any(
            count >= FEWEST_PEOPLE and _places(view, at) >= FEWEST_PLACES
            for count, (view, at) in zip(people, heard, strict=True)
        )
        quotes = [
            (view.side, text) for view, at in heard for text in list(dict.fromkeys(view.texts[i] for i in at))[:SHOWN]
        ]
        return Voices(people[0], people[1], spread, tuple(quotes))

    def _who(self, view: SideView, theme: int, other: int) -> NDArray[np.int64]:
        """Statements of a theme that name the other side's people and come closest to that very theme of theirs."""
        nearness = self._towards[view.side]
        if not nearness.shape[1]:
            return np.zeros(0, dtype=np.int64)
        speaks = (view.labels == theme) & (nearness.argmax(axis=1) == other) & (nearness[:, other] >= NEAR_OTHER_SIDE)
        at = np.flatnonzero(speaks)
        return at[np.argsort(-nearness[at, other], kind="stable")]


def _nearness(view: SideView, other: SideView, words: re.Pattern[str]) -> NDArray[np.float32]:
    """Cosine of each statement with each of the other side's themes; -1 where it names none of their people."""
    cosines = view.vectors @ centroids(other.vectors, other.labels, len(other.themes)).T
    names = np.array([bool(words.search(text)) for text in view.texts], dtype=bool)
    return np.where(names[:, None], cosines, -1.0).astype(np.float32)


def _places(view: SideView, statements: NDArray[np.int64]) -> int:
    records = view.records[statements]
    return max(len(np.unique(view.units[records])), len(np.unique(view.months[records])))


@cache
def _other_people() -> dict[str, re.Pattern[str]]:
    """Patterns for words that name staff and customers, from people.yaml, all languages at once."""
    listed = yaml.safe_load((files("analyzer.link") / "people.yaml").read_text("utf-8"))
    return {
        kind: re.compile(
            r"(?<!\w)(?:" + "|".join(w for words in by_language.values() for w in words) + r")(?!\w)", re.IGNORECASE
        )
        for kind, by_language in listed.items()
    }
