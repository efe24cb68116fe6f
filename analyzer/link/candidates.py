"""Propose the pairs of themes to test, from text alone, before any unit, date or statistic is seen."""

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

# Two families of tests, corrected separately: pairs that a mechanism explains, and pairs that only sound alike.
EXPLAINED, ALIKE = 0, 1
# The fraction of the tolerated false discovery rate that each family gets. Pairs that only sound alike are false more
# often than chance alone explains, because one of the two themes often also holds something else (docs/decisions/0027).
FDR_FRACTION = (1.0, 0.5)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that text proposes.

    Attributes:
        employee: Index of the employee theme.
        customer: Index of the customer theme.
        meaning: How close the two are in meaning, cosine of their centres, 0 to 1.
        mechanism: The mechanism both are anchored in, or None.
        rank: The worse of the two ranks, from 1, that the themes have among each other's partners by closeness in
            meaning (``_closeness``, so a theme that is close to everything does not rank high everywhere).
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

    A pair is proposed when both themes are anchored in the same mechanism of the knowledge base, or when each is among
    the other's ``partners`` nearest themes in meaning. Before ranking, what makes a theme similar to everything is
    taken out of the similarities. Placebos are never proposed.
    """
    mechanisms = {mechanism.id for mechanism in knowledge.mechanisms}
    placebos = {placebo.id for placebo in knowledge.placebos}
    cosines = cosine_matrix(employee, customer)
    closeness = _closeness(cosines, linkable_themes(employee, placebos), linkable_themes(customer, placebos))
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
    """Hash a list of candidates, so that a report can prove that it was fixed before any number was seen."""
    frozen = [[c.employee, c.customer, round(c.meaning, 4), c.mechanism] for c in candidates]
    return hashlib.sha256(json.dumps(frozen).encode()).hexdigest()


def cosine_matrix(employee: SideView, customer: SideView) -> NDArray[np.float32]:
    """Return the cosine of every employee theme's centre with every customer theme's, shape (k, l)."""
    first = centroids(employee.vectors, employee.labels, len(employee.themes), employee.index)
    second = centroids(customer.vectors, customer.labels, len(customer.themes), customer.index)
    return np.asarray(first @ second.T, dtype=np.float32)


def linkable_themes(view: SideView, placebos: Collection[str]) -> NDArray[np.bool_]:
    """Mark the themes that may be part of a pair: pains that are neither placebos nor loose groups, shape (k,)."""
    linkable = (theme.is_pain and not theme.loose and theme.mechanism not in placebos for theme in view.themes)
    return np.fromiter(linkable, dtype=bool, count=len(view.themes))


def _closeness(
    cosines: NDArray[np.float32], first: NDArray[np.bool_], second: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Subtract both themes' mean cosine (double centring); -inf for themes that may not be part of a pair."""
    close = np.full(cosines.shape, -np.inf)
    if not first.any() or not second.any():
        return close
    part = cosines[np.ix_(first, second)].astype(np.float64)
    close[np.ix_(first, second)] = part - part.mean(axis=0) - part.mean(axis=1, keepdims=True) + part.mean()
    return close


def _mutual_ranks(closeness: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the worse of each pair's two ranks, from 1."""
    by_row = np.argsort(np.argsort(-closeness, axis=1), axis=1)
    by_column = np.argsort(np.argsort(-closeness, axis=0), axis=0)
    return np.asarray(np.maximum(by_row, by_column) + 1)
