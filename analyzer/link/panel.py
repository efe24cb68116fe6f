"""Counts of people over the cells (unit × period) that both sides share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.link.views import NOWHERE, UNDATED, SideView
from analyzer.membership import memberships
from analyzer.neighbours import COLUMNS, MOST

QUARTER = 3
FEWEST_PERIODS = 4


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's people by cell.

    Attributes:
        said: How many people voice each theme, soft memberships added up; shape (k, units, periods).
        asked: How many people spoke at all; shape (units, periods).
        spread: Variance of the memberships over people; shape (k,).
        mentions: How many people voice each theme in all; shape (k,).
        present: In how many units somebody's headline theme it is; shape (k,).
        wordings: Effective number of wordings of each theme, shape (k,), or None where there are no words.
    """

    said: NDArray[np.float64]
    asked: NDArray[np.float64]
    spread: NDArray[np.float64]
    mentions: NDArray[np.float64]
    present: NDArray[np.int64]
    wordings: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """What of a panel tells whether a theme can be tested, without memberships; no units where none is shared."""

    mentions: NDArray[np.float64]
    present: NDArray[np.int64] | None
    wordings: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells both sides share.

    Attributes:
        units: The shared units, as indices into the sides' list.
        first: First month of the first period.
        periods: How many periods.
        months: Months in a period: 1 or 3.
    """

    units: NDArray[np.int64]
    first: int
    periods: int
    months: int

    @property
    def period(self) -> str:
        """What people call one of its periods."""
        return "month" if self.months == 1 else "quarter"


def shared_grid(employee: SideView, customer: SideView) -> Grid:
    """Lay out the cells before any statistic is seen: who speaks where and when decides, never what they name.

    Shared units; the span in which both sides spoke; months, or quarters where both sides speak in more of these. A
    test finds more the more cells there are in which both do (docs/decisions/0049-months-or-quarters.md).
    """
    units = np.intersect1d(employee.units[employee.units != NOWHERE], customer.units[customer.units != NOWHERE])
    spans = [_span(view.months[np.isin(view.units, units)]) for view in (employee, customer)]
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    length = max(0, last - first + 1)
    months, quarters = (Grid(units, first, length // size, size) for size in (1, QUARTER))
    fuller = both_speak(employee, customer, quarters) > both_speak(employee, customer, months)
    return quarters if fuller and quarters.periods >= FEWEST_PERIODS else months


def count_people(view: SideView, grid: Grid) -> Panel:
    """Count the people of each cell who voice each theme, in soft memberships.

    Someone whose words lie between two themes counts half for each, and someone the grouping left in the remainder
    still counts for what they said. Some themes at a time: all of very many people would take gigabytes.
    """
    from scipy.sparse import csr_matrix

    k, shares = len(view.themes), _shares(view)
    bad = np.array([theme.is_pain for theme in view.themes], dtype=bool)
    cells, of_record = _speakers(view, grid)
    at = of_record[view.records]
    named = _named(view, at, k)
    place = (len(grid.units), grid.periods)
    where = np.ravel_multi_index((cells[:, 0], cells[:, 1]), place) if len(cells) else np.zeros(0, dtype=np.int64)
    inside = csr_matrix((np.ones(len(cells)), (where, np.arange(len(cells)))), shape=(place[0] * place[1], len(cells)))
    said, spread = np.zeros((k, place[0] * place[1])), np.zeros(k)
    loudest = _loudest(at, len(cells))
    for start in range(0, k if len(cells) else 0, COLUMNS):
        themes = slice(start, start + COLUMNS)
        # A pain theme is voiced by pains alone, a praise theme by the rest.
        voices = loudest(shares(themes) * (view.pains[:, None] == bad[None, themes]))
        voices *= _people_per_share(voices, named[themes])
        said[themes], spread[themes] = (inside @ voices).T, voices.var(axis=0)
    present = np.array([len(np.unique(cells[people, 0])) for people in named], dtype=np.int64)
    mentions = np.array([float(len(people)) for people in named])
    asked = np.bincount(where, minlength=place[0] * place[1]).astype(np.float64)
    return Panel(said.reshape(k, *place), asked.reshape(place), spread, mentions, present, wordings(view))


def count_heads(view: SideView, grid: Grid) -> Heads:
    """Count who names each theme where and when both sides speak; where they share no cell, everybody who names it."""
    inside, unit, period = locate(view, grid)
    shared = len(grid.units) * grid.periods > 0
    said = (view.labels >= 0) & (inside[view.records] | (not shared))
    theme, record, count = view.labels[said], view.records[said], len(view.themes)
    where = (unit[record], period[record]) if shared else ()
    people = np.unique(np.stack([theme, view.people[record], *where]), axis=1)[0]
    mentions = np.bincount(people, minlength=count).astype(np.float64)
    if not shared:
        return Heads(mentions, None, wordings(view))
    units = np.unique(np.stack([theme, unit[record]]), axis=1)[0]
    return Heads(mentions, np.bincount(units, minlength=count), wordings(view))


def locate(view: SideView, grid: Grid) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """For each record whether it lies in a cell, and its unit and period there; each of shape (r,)."""
    unit = np.searchsorted(grid.units, view.units)
    period = (view.months - grid.first) // grid.months
    dated = (view.months != UNDATED) & (period >= 0) & (period < grid.periods)
    return np.isin(view.units, grid.units) & dated, unit, period


def speaks(view: SideView, grid: Grid) -> NDArray[np.bool_]:
    """In which cells anybody of a side speaks."""
    inside, unit, period = locate(view, grid)
    cells = np.zeros((len(grid.units), grid.periods), dtype=np.bool_)
    cells[unit[inside], period[inside]] = True
    return cells


def both_speak(employee: SideView, customer: SideView, grid: Grid) -> int:
    """Count the cells in which somebody of either side speaks."""
    return int((speaks(employee, grid) & speaks(customer, grid)).sum())


def wordings(view: SideView) -> NDArray[np.float64]:
    """Say how varied the words of each theme are, whoever says them and wherever.

    Returns:
        How many different wordings, each said equally often, would be as varied (the inverse of Simpson's index, Hill
        1973); shape (k,), 0 for a theme without statements.
    """
    said = [np.bincount(view.index[view.labels == theme]).astype(np.float64) for theme in range(len(view.themes))]
    return np.array([times.sum() ** 2 / max((times**2).sum(), 1.0) for times in said])


def _people_per_share(voices: NDArray[np.float64], named: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """How many people a membership of one stands for, by theme: the slope of naming a theme on belonging to it, (k,).

    Memberships are spread over neighbours and so differ less than people do; effects are told in people.
    """
    centred = voices - voices.mean(axis=0) if len(voices) else voices
    together = np.array([centred[people, theme].sum() for theme, people in enumerate(named)])
    alone = (centred**2).sum(axis=0)
    return np.where(alone > 0, together / np.maximum(alone, 1e-12), 1.0)


def _loudest(at: NDArray[np.int64], speakers: int) -> Callable[[NDArray[np.float32]], NDArray[np.float64]]:
    """Give what takes each speaker's largest membership out of those of all statements, shape (speakers, ...).

    Args:
        at: The speaker of each statement, or -1.
        speakers: How many there are.
    """
    heard = np.flatnonzero(at >= 0)
    order = heard[np.argsort(at[heard], kind="stable")]
    who, begins = np.unique(at[order], return_index=True)

    def take(shares: NDArray[np.float32]) -> NDArray[np.float64]:
        voices = np.zeros((speakers, shares.shape[1]))
        if len(who):
            voices[who] = np.maximum.reduceat(shares[order], begins, axis=0)
        return voices

    return take


def _shares(view: SideView) -> Callable[[slice], NDArray[np.float32]]:
    """Give what tells every statement's membership in some themes, equal texts counted once among the neighbours.

    Where texts are very many their neighbours are not known, and each belongs to its own theme alone: what spreading
    adds is then little beside how many speak (docs/decisions/0004-soft-membership.md).
    """
    if len(view.vectors) > MOST:
        numbers = np.arange(len(view.themes))
        return lambda themes: (view.labels[:, None] == numbers[themes]).astype(np.float32)
    labels = np.full(len(view.vectors), -1, dtype=np.int64)
    labels[view.index] = view.labels
    found = memberships(view.vectors, labels, len(view.themes), view.near)
    return lambda themes: found[:, themes][view.index]


def _span(months: NDArray[np.int64]) -> tuple[int, int]:
    dated = months[months != UNDATED]
    return (int(dated.min()), int(dated.max())) if len(dated) else (0, -1)


def _speakers(view: SideView, grid: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct (person, unit, period), the speakers: their cells, and for each record its speaker or -1."""
    unit = np.searchsorted(grid.units, view.units) if len(grid.units) else np.zeros(len(view.units), dtype=np.int64)
    period = (view.months - grid.first) // grid.months
    inside = np.isin(view.units, grid.units) & (view.months != UNDATED) & (period >= 0) & (period < grid.periods)
    keys = np.stack([view.people, unit, period], axis=1)[inside]
    distinct, inverse = np.unique(keys, axis=0, return_inverse=True)
    of_record = np.full(len(view.units), -1, dtype=np.int64)
    of_record[inside] = inverse.ravel()
    return distinct[:, 1:], of_record


def _named(view: SideView, at: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    """For each theme the distinct speakers whose headline theme it is in some statement."""
    return [np.unique(at[(view.labels == theme) & (at >= 0)]) for theme in range(count)]
