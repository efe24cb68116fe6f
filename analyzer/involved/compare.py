"""Which employee themes are named more, or less, where and when customers name theirs more than usual.

A permutation test. Null hypothesis: the employees' series are exchangeable between units. Whole series are swapped
between units, so each keeps its history and its calendar. Two-sided. A description of places and times, not of causes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.involved.cells import Cells, Counts
from analyzer.involved.usual import above_usual
from analyzer.reality import Involvement, Portion, Shift

# As for links: fewer units can be swapped in too few ways, and shares of fewer people say little.
FEWEST_UNITS = 8
FEWEST_PLACES = 4
FEWEST_EMPLOYEES = 20
FEWEST_CUSTOMERS = 30
RESAMPLES = 999
# How many swaps are treated as if they were the real pairing.
_SCRAMBLES = 200
# With more multiplications than this (half a minute on two cores), fewer swaps are made.
_MOST_MULTIPLICATIONS = 1e12
_FEWEST_SWAPS = 999


@dataclass(frozen=True, slots=True)
class InvolvementRequest:
    """The request for a comparison, declared before any cell is looked at.

    Attributes:
        complaints: Ids of the customer themes, one per row of ``Cells.customers``.
        themes: Ids of the employee themes, one per row of ``Cells.employees``, which has one more row: any pain at all.
        permutations: Swaps of whole unit series.
        fdr: Share of false entries tolerated among those that stand out.
        seed: Makes swaps and resamples repeatable.
    """

    complaints: tuple[str, ...]
    themes: tuple[str, ...]
    permutations: int = 4999
    fdr: float = 0.10
    seed: int = 0


def find_involvement(cells: Cells, asked: InvolvementRequest) -> tuple[Involvement, ...]:
    """Find for each complaint the employee themes named more or less in its units and periods than elsewhere."""
    units = cells.customers_spoke.shape[0]
    if units < FEWEST_UNITS:
        detail = f"Both sides name {units} units in common; at least {FEWEST_UNITS} are needed."
        return tuple(Involvement(each, reason="FEW_UNITS", detail=detail) for each in asked.complaints)
    found = [_describe(cells, row, name) for row, name in enumerate(asked.complaints)]
    able = [at for at, (each, _) in enumerate(found) if not each.reason]
    if not able:
        return tuple(each for each, _ in found)
    places = np.stack([found[at][1] for at in able])
    null = _measure_under_swaps(cells, places, _swaps(units, cells, len(able), asked))
    rows = [at for at in range(len(asked.themes)) if cells.employees[at].sum() >= FEWEST_EMPLOYEES]
    resamples = np.random.default_rng(asked.seed + 1).multinomial(units, np.full(units, 1 / units), RESAMPLES)
    done = {at: _compare(found[at], cells, null[:, n], rows, resamples, asked) for n, at in enumerate(able)}
    return _adjust_over_all([done.get(at, each) for at, (each, _) in enumerate(found)], asked.fdr)


def _describe(cells: Cells, row: int, name: str) -> tuple[Involvement, NDArray[np.bool_]]:
    """Find where a complaint is named more than usual, and the reason if nothing can be compared there."""
    named, spoke = cells.customers[row], cells.customers_spoke
    there = above_usual(named, spoke)
    elsewhere = (spoke > 0) & ~there
    units = int(there.any(axis=1).sum())
    reason, detail = _why_not_compared(
        int(named.sum()), units, cells.employees_spoke[there], cells.employees_spoke[elsewhere]
    )
    return (
        Involvement(
            theme=name,
            cells=int(there.sum()),
            of_cells=int((spoke > 0).sum()),
            units=units,
            there=_portion(named, spoke, there),
            elsewhere=_portion(named, spoke, elsewhere),
            reason=reason,
            detail=detail,
        ),
        there,
    )


def _why_not_compared(named: int, units: int, there: Counts, elsewhere: Counts) -> tuple[str, str]:
    if named < FEWEST_CUSTOMERS:
        return "FEW_PEOPLE", f"{named} customers name it in shared units; at least {FEWEST_CUSTOMERS} are needed."
    if not units:
        return "EVEN", "Customers name it about as often everywhere and always; what differs is no more than chance."
    if units < FEWEST_PLACES:
        return "FEW_UNITS", f"It is named more than usual in {units} units; at least {FEWEST_PLACES} are needed."
    fewest = int(min(there.sum(), elsewhere.sum()))
    if fewest < FEWEST_EMPLOYEES:
        return "FEW_PEOPLE", f"{fewest} employees spoke there or elsewhere; at least {FEWEST_EMPLOYEES} are needed."
    return "", ""


def _swaps(units: int, cells: Cells, complaints: int, asked: InvolvementRequest) -> NDArray[np.int64]:
    """Draw reorderings of the units, fewer where there is a lot to compare; shape (swaps, units)."""
    work = cells.employees.size * complaints * asked.permutations
    count = max(
        min(asked.permutations, _FEWEST_SWAPS), int(asked.permutations * min(1.0, _MOST_MULTIPLICATIONS / max(work, 1)))
    )
    rng = np.random.default_rng(asked.seed)
    return rng.permuted(np.tile(np.arange(units), (count, 1)), axis=1)


def _measure_under_swaps(
    cells: Cells, places: NDArray[np.bool_], reorderings: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Compute all differences in shares, first as they are, then under each swap; (1 + swaps, complaints, themes)."""
    inside = (places & (cells.customers_spoke > 0)).reshape(len(places), -1).astype(np.float32)
    all_of = np.broadcast_to((cells.customers_spoke > 0).reshape(1, -1), inside.shape).astype(np.float32)
    masks = np.vstack([inside, all_of - inside])
    counts = np.concatenate([cells.employees, cells.employees_spoke[None]]).astype(np.float32)
    found = np.empty((1 + len(reorderings), len(places), len(counts) - 1))
    for at, order in enumerate([np.arange(counts.shape[1]), *reorderings]):
        sums = masks @ counts[:, order].reshape(len(counts), -1).T
        shares = sums[:, :-1] / np.maximum(sums[:, -1:], 1.0)
        found[at] = shares[: len(places)] - shares[len(places) :]
    return found


def _compare(
    found: tuple[Involvement, NDArray[np.bool_]],
    cells: Cells,
    null: NDArray[np.float64],
    rows: Sequence[int],
    resamples: NDArray[np.int64],
    asked: InvolvementRequest,
) -> Involvement:
    """Compare the employees there with those elsewhere; ``null`` has shape (1 + swaps, themes + 1), the real first."""
    involvement, there = found
    distance = np.abs(null - null[1:].mean(axis=0))
    p = (1 + (distance[1:] >= distance[0] - 1e-12).sum(axis=0)) / len(null)
    q = _adjusted(p[rows])
    # The last row holds any pain at all.
    *tested, overall = _shifts([*asked.themes, ""], [*rows, len(asked.themes)], cells, there, resamples)
    shifts = [
        replace(shift, p=float(p[row]), q=float(q[at]))
        for at, (row, shift) in enumerate(zip(rows, tested, strict=True))
    ]
    marked = [
        replace(shift, stands_out=shift.q is not None and shift.q <= asked.fdr and shift.low * shift.high > 0)
        for shift in shifts
    ]
    return replace(
        involvement,
        shifts=tuple(sorted(marked, key=lambda shift: (not shift.stands_out, shift.p))),
        overall=overall,
        by_chance=_by_chance(distance[1:, rows], asked.fdr),
    )


def _adjust_over_all(found: Sequence[Involvement], fdr: float) -> tuple[Involvement, ...]:
    """Adjust p-values over all complaints, too, because a report shows all of them at once."""
    q = iter(_adjusted(np.array([shift.p for each in found for shift in each.shifts])))
    return tuple(replace(each, shifts=tuple(_mark(s, float(next(q)), fdr) for s in each.shifts)) for each in found)


def _mark(shift: Shift, q: float, fdr: float) -> Shift:
    return replace(shift, q_run=q, in_report=shift.stands_out and q <= fdr)


def _shifts(
    names: Sequence[str], rows: Sequence[int], cells: Cells, there: NDArray[np.bool_], resamples: NDArray[np.int64]
) -> list[Shift]:
    """Compute differences in percentage points, with intervals from a bootstrap of whole units."""
    named, spoke = cells.employees[rows], cells.employees_spoke
    elsewhere = (cells.customers_spoke > 0) & ~there
    shares = [
        (resamples @ (named * where).sum(axis=2).T)
        / np.maximum(resamples @ (spoke * where).sum(axis=1), 1.0)[:, np.newaxis]
        for where in (there, elsewhere)
    ]
    ends = np.quantile(100 * (shares[0] - shares[1]), [0.025, 0.975], axis=0)
    found = []
    for row, (low, high) in zip(rows, ends.T.tolist(), strict=True):
        first, second = (_portion(cells.employees[row], spoke, where) for where in (there, elsewhere))
        difference = 100 * (first.share - second.share)
        found.append(Shift(names[row], first, second, round(difference, 1), round(low, 1), round(high, 1)))
    return found


def _portion(named: Counts, spoke: Counts, where: NDArray[np.bool_]) -> Portion:
    return Portion(int(named[where].sum()), int(spoke[where].sum()))


def _adjusted(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjust p-values (Benjamini-Hochberg) along the last axis."""
    from scipy.stats import false_discovery_control

    return np.asarray(false_discovery_control(p, axis=-1)) if p.size else p


def _by_chance(distance: NDArray[np.float64], fdr: float) -> float:
    """Count the themes that would stand out if units were paired at random, on average; shape (swaps, themes)."""
    if not distance.shape[1]:
        return 0.0
    ordered, taken = np.sort(distance, axis=0), distance[:_SCRAMBLES]
    below = [np.searchsorted(ordered[:, at], taken[:, at]) for at in range(distance.shape[1])]
    p = (1 + len(distance) - np.stack(below, axis=1)) / (len(distance) + 1)
    return float((_adjusted(p) <= fdr).sum(axis=1).mean())
