"""Which pairs are worth asking about: proposed from text alone, before any unit, date or statistic is seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.knowledge import Knowledge
from analyzer.link.views import SideView
from analyzer.membership import centroids

# Families are tested apart: pairs that a mechanism explains, and pairs that only sound alike.
EXPLAINED, ALIKE = 0, 1
# Which part of the tolerated share of false links each family may have. Of pairs that only sound alike more are false
# than chance makes, since one of the two themes often holds something else (docs/decisions/0027).
ALLOWANCE = (1.0, 0.5)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that text proposes.

    Attributes:
        employee: Index of the employee theme.
        customer: Index of the customer theme.
        meaning: How close the two are in meaning, cosine of their centres, 0 to 1.
        mechanism: The mechanism both are anchored in, or None.
        rank: Which of either's partners in meaning the other is at worst, from 1; freed of what is close to all.
    """

    employee: int
    customer: int
    meaning: float
    mechanism: str | None
    rank: int = 1

    @property
    def family(self) -> int:
        """The family it is tested in."""
        return ALIKE if self.mechanism is None else EXPLAINED


def propose(employee: SideView, customer: SideView, knowledge: Knowledge, partners: int) -> tuple[Candidate, ...]:
    """Propose pairs of an employee pain and a customer pain.

    A pair is proposed when one mechanism of the knowledge base speaks through both themes, or when each is among
    the other's nearest ``partners`` in meaning, similarity being freed of what makes a theme similar to everything.
    Placebos are never proposed.
    """
    mechanisms = {mechanism.id for mechanism in knowledge.mechanisms}
    placebos = {placebo.id for placebo in knowledge.placebos}
    cosines = cosine_matrix(employee, customer)
    closeness = _closeness(cosines, open_themes(employee, placebos), open_themes(customer, placebos))
    ranks = _mutual_ranks(closeness)
    found = []
    for e, c in zip(*np.nonzero(np.isfinite(closeness)), strict=True):
        first, second = employee.themes[e].mechanism, customer.themes[c].mechanism
        shared = first if first is not None and first == second and first in mechanisms else None
        if shared or ranks[e, c] <= partners:
            meaning, rank = float(np.clip(cosines[e, c], 0, 1)), int(ranks[e, c])
            found.append(Candidate(int(e), int(c), meaning, shared, rank))
    return tuple(found)


def fingerprint(candidates: Sequence[Candidate]) -> str:
    """Hash a list of candidates, so that a report can show it was fixed before the numbers were seen."""
    frozen = [[c.employee, c.customer, round(c.meaning, 4), c.mechanism] for c in candidates]
    return hashlib.sha256(json.dumps(frozen).encode()).hexdigest()


def cosine_matrix(employee: SideView, customer: SideView) -> NDArray[np.float32]:
    """Return the cosine of every employee theme's centre with every customer theme's, shape (k, l)."""
    first = centroids(employee.vectors, employee.labels, len(employee.themes), employee.index)
    second = centroids(customer.vectors, customer.labels, len(customer.themes), customer.index)
    return np.asarray(first @ second.T, dtype=np.float32)


def open_themes(view: SideView, placebos: Collection[str]) -> NDArray[np.bool_]:
    """Mark the themes that can be part of a pair: pains that are no placebo and no loose group, shape (k,)."""
    part = (theme.is_pain and not theme.loose and theme.mechanism not in placebos for theme in view.themes)
    return np.fromiter(part, dtype=bool, count=len(view.themes))


def _closeness(
    cosines: NDArray[np.float32], first: NDArray[np.bool_], second: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Cosines freed of both themes' averages; -inf for themes that take no part."""
    close = np.full(cosines.shape, -np.inf)
    if not first.any() or not second.any():
        return close
    part = cosines[np.ix_(first, second)].astype(np.float64)
    close[np.ix_(first, second)] = part - part.mean(axis=0) - part.mean(axis=1, keepdims=True) + part.mean()
    return close


def _mutual_ranks(closeness: NDArray[np.float64]) -> NDArray[np.int64]:
    """The worse of a pair's two ranks, from 1."""
    by_row = np.argsort(np.argsort(-closeness, axis=1), axis=1)
    by_column = np.argsort(np.argsort(-closeness, axis=0), axis=0)
    return np.asarray(np.maximum(by_row, by_column) + 1)
