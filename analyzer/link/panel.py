"""Counts of people over the cells (unit × period) that both sides share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from analyzer.events import UNDATED
from analyzer.link.views import NOWHERE, SideView, Whereabouts
from analyzer.membership import memberships
from analyzer.neighbours import COLUMN_BLOCK, MAX_COMPARED

QUARTER = 3
FEWEST_PERIODS = 4


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's people by cell.

    Attributes:
        said: How many people voice each theme, as sums of soft memberships; shape (k, units, periods).
        speakers: How many people spoke at all; shape (units, periods).
        variance: Variance of the memberships over people; shape (k,).
        mentions: How many people voice each theme in all; shape (k,).
        present: In how many units somebody has it as the main theme of a statement; shape (k,).
        wordings: Effective number of wordings of each theme, shape (k,), or None where there are no words.
    """

    said: NDArray[np.float64]
    speakers: NDArray[np.float64]
    variance: NDArray[np.float64]
    mentions: NDArray[np.float64]
    present: NDArray[np.int64]
    wordings: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class HeadCounts:
    """The counts of a panel that decide whether a theme can be tested; they need no memberships.

    ``present`` is None where the sides share no cell. The fields mean what they mean in ``Panel``.
    """

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


def shared_grid(*sides: Whereabouts) -> Grid:
    """Choose the cells before any statistic is seen, by who speaks where and when, never by what they name.

    The units are those that both sides share; the span is that in which both sides spoke. Periods are months, or
    quarters where both sides speak in more quarter cells than month cells: the more cells in which both speak, the more
    a test finds (docs/decisions/0049-months-or-quarters.md).
    """
    units = reduce(np.intersect1d, [np.unique(view.units[view.units != NOWHERE]) for view in sides])
    spans = [_span(view.months[np.isin(view.units, units)]) for view in sides]
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    length = max(0, last - first + 1)
    months, quarters = (Grid(units, first, length // size, size) for size in (1, QUARTER))
    fuller = count_shared_cells(sides, quarters) > count_shared_cells(sides, months)
    return quarters if fuller and quarters.periods >= FEWEST_PERIODS else months


def count_people(view: SideView, grid: Grid) -> Panel:
    """Count the people of each cell who voice each theme, in soft memberships.

    Somebody whose words lie between two themes counts half for each, and somebody whose statements are in the remainder
    still counts for the themes near them. Themes are done in blocks: all themes of very many people at once would take
    gigabytes.
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
    said, variance = np.zeros((k, place[0] * place[1])), np.zeros(k)
    largest = _largest_by_speaker(at, len(cells))
    for start in range(0, k if len(cells) else 0, COLUMN_BLOCK):
        themes = slice(start, start + COLUMN_BLOCK)
        # Only pains count for a pain theme, and only other statements for a praise theme.
        voices = largest(shares(themes) * (view.pains[:, None] == bad[None, themes]))
        voices *= _people_per_share(voices, named[themes])
        said[themes], variance[themes] = (inside @ voices).T, voices.var(axis=0)
    present = np.array([len(np.unique(cells[people, 0])) for people in named], dtype=np.int64)
    mentions = np.array([float(len(people)) for people in named])
    speakers = np.bincount(where, minlength=place[0] * place[1]).astype(np.float64)
    return Panel(said.reshape(k, *place), speakers.reshape(place), variance, mentions, present, wordings(view))


def count_heads(view: SideView, grid: Grid) -> HeadCounts:
    """Count who names each theme in the shared cells; where the sides share no cell, count everybody who names it."""
    inside, unit, period = locate(view, grid)
    shared = len(grid.units) * grid.periods > 0
    said = (view.labels >= 0) & (inside[view.records] | (not shared))
    theme, record, count = view.labels[said], view.records[said], len(view.themes)
    where = (unit[record], period[record]) if shared else ()
    people = np.unique(np.stack([theme, view.people[record], *where]), axis=1)[0]
    mentions = np.bincount(people, minlength=count).astype(np.float64)
    if not shared:
        return HeadCounts(mentions, None, wordings(view))
    units = np.unique(np.stack([theme, unit[record]]), axis=1)[0]
    return HeadCounts(mentions, np.bincount(units, minlength=count), wordings(view))


def locate(view: Whereabouts, grid: Grid) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Tell for each record whether it lies in a cell, and its unit and period there; each of shape (r,)."""
    unit = np.searchsorted(grid.units, view.units)
    period = (view.months - grid.first) // grid.months
    dated = (view.months != UNDATED) & (period >= 0) & (period < grid.periods)
    return np.isin(view.units, grid.units) & dated, unit, period


def speaks(view: Whereabouts, grid: Grid) -> NDArray[np.bool_]:
    """Mark the cells in which anybody of a side speaks, shape (units, periods)."""
    inside, unit, period = locate(view, grid)
    cells = np.zeros((len(grid.units), grid.periods), dtype=np.bool_)
    cells[unit[inside], period[inside]] = True
    return cells


def count_shared_cells(sides: Sequence[Whereabouts], grid: Grid) -> int:
    """Count the cells in which all of these sides speak."""
    return int(np.all([speaks(view, grid) for view in sides], axis=0).sum())


def wordings(view: SideView) -> NDArray[np.float64]:
    """Return the effective number of different wordings in each theme, whoever says them and wherever.

    Returns:
        The inverse of Simpson's index (Hill 1973): the number of equally frequent wordings that would be as varied.
        Shape (k,); 0 for a theme without statements.
    """
    said = [np.bincount(view.index[view.labels == theme]).astype(np.float64) for theme in range(len(view.themes))]
    return np.array([times.sum() ** 2 / max((times**2).sum(), 1.0) for times in said])


def _people_per_share(voices: NDArray[np.float64], named: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Return how many people a membership of 1 stands for: the slope of naming a theme on its membership, shape (k,).

    Memberships are smoothed over neighbours and so vary less than people do, but effects are reported in people.
    """
    centred = voices - voices.mean(axis=0) if len(voices) else voices
    together = np.array([centred[people, theme].sum() for theme, people in enumerate(named)])
    alone = (centred**2).sum(axis=0)
    return np.where(alone > 0, together / np.maximum(alone, 1e-12), 1.0)


def _largest_by_speaker(at: NDArray[np.int64], speakers: int) -> Callable[[NDArray[np.float32]], NDArray[np.float64]]:
    """Return a function that reduces memberships by statement to each speaker's largest, shape (speakers, ...).

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
    """Return a function that gives every statement's membership in a slice of the themes.

    Equal texts count once among the neighbours. With very many texts no neighbours are used, and each statement belongs
    to its own theme only: smoothing then adds little beside the number of people
    (docs/decisions/0004-soft-membership.md).
    """
    if len(view.vectors) > MAX_COMPARED:
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
    """Number the distinct (person, unit, period), the speakers; return their cells, and each record's speaker or -1."""
    inside, unit, period = locate(view, grid)
    keys = np.stack([view.people, unit, period], axis=1)[inside]
    distinct, inverse = np.unique(keys, axis=0, return_inverse=True)
    of_record = np.full(len(view.units), -1, dtype=np.int64)
    of_record[inside] = inverse.ravel()
    return distinct[:, 1:], of_record


def _named(view: SideView, at: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    """List for each theme the distinct speakers who have it as the theme of a statement."""
    return [np.unique(at[(view.labels == theme) & (at >= 0)]) for theme in range(count)]
