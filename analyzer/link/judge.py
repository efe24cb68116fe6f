"""The panel test of all candidates at once: which are testable, how they move, what the controls find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.checks import Checks
from analyzer.link.candidates import ALLOWANCE, Candidate
from analyzer.link.controls import adjusted, scrambled_links, specificity
from analyzer.link.covariation import (
    Covariation,
    Pair,
    correlations,
    every_without_mood,
    log_volumes,
    shift_test,
    swap_test,
    swaps,
    without_mood,
)
from analyzer.link.effect import Order, common_cause, order_in_time, resampled_units, slope
from analyzer.link.grade import Verdict
from analyzer.link.panel import Panel
from analyzer.link.shrinkage import deviations, reliabilities, shrink, shrink_by_own
from analyzer.settings import LinkSettings
from analyzer.types import Direction

# Normal quantiles of a one-sided test at .005 (what multiplicity leaves of .10) and of power .80.
DETECTABLE_SURPRISE = 2.58 + 0.84
# A placebo pair below this would be reported in a family of its own size.
PLACEBO_P = 0.005
# So seldom do as many placebo pairs light up by chance in a run that is called confounded.
CONFOUNDED = 0.01
# Time must hold this many steps from one period to the next for an order to be asked of it.
FEWEST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Field:
    """Both sides' series over the shared cells.

    Attributes:
        employee: Panel of the employee side.
        customer: Panel of the customer side.
        first: Shrunken deviations of the employee themes, shape (k, units, periods).
        second: Shrunken deviations of the customer themes, shape (l, units, periods).
        raw_first: Unshrunken deviations of the employee themes, shape (k, units, periods).
        raw_second: Unshrunken deviations of the customer themes, shape (l, units, periods).
        sized: Deviations of the employee themes, each shrunken by its own differences; shape (k, units, periods).
        volumes: How busy each cell was on each side, shape (2, units, periods).
        reliable: How reliable the series of each employee theme and of each customer theme are, 0 to 1.
    """

    employee: Panel
    customer: Panel
    first: NDArray[np.float64]
    second: NDArray[np.float64]
    raw_first: NDArray[np.float64]
    raw_second: NDArray[np.float64]
    sized: NDArray[np.float64]
    volumes: NDArray[np.float64]
    reliable: tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the panel says.

    Attributes:
        tested: For each candidate its test, in order; None where it is too thin.
        scrambled: Links the test would report if sites were paired at random.
        placebos: Placebo pairs that the test would report.
        confounded: Whether more placebo pairs light up than chance allows.
    """

    tested: tuple[Verdict | None, ...]
    scrambled: float | None
    placebos: int | None
    confounded: bool


@dataclass(frozen=True, slots=True)
class _Trial:
    """The tested pairs with everything their results are read from."""

    field: Field
    pairs: Sequence[Pair]
    first: NDArray[np.float64]
    second: NDArray[np.float64]
    moved: Covariation
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    q_by: NDArray[np.float64]
    within: NDArray[np.float64]
    orders: Sequence[Order | None]
    draws: NDArray[np.float64]
    sized: NDArray[np.float64]


def lay_out(employee: Panel, customer: Panel) -> Field:
    """Turn counts into series: deviations from each period's share, shrunken by each unit's own history."""
    first, second = deviations(employee), deviations(customer)
    return Field(
        employee,
        customer,
        shrink(first, employee.asked),
        shrink(second, customer.asked),
        first,
        second,
        shrink_by_own(first, employee.asked),
        log_volumes(employee.asked, customer.asked),
        (reliabilities(first, employee.asked), reliabilities(second, customer.asked)),
    )


def judge(
    field: Field,
    candidates: Sequence[Candidate],
    testable: Sequence[bool],
    placebos: Sequence[Pair],
    settings: LinkSettings,
    seed: int,
) -> Verdicts:
    """Test the candidates that can be tested, and the placebo pairs beside them."""
    chosen = [candidate for candidate, able in zip(candidates, testable, strict=True) if able]
    order = swaps(field.first.shape[1], _enough(settings, len(chosen)), seed)
    lags = _possible(settings.lags, field)
    lit, confounded = _placebo_links(field, placebos, lags, order)
    if not chosen:
        return Verdicts((None,) * len(candidates), None, lit if placebos else None, confounded)
    families = np.array([each.family for each in chosen])
    trial = _try(field, [(each.employee, each.customer) for each in chosen], families, order, settings, seed)
    results = iter([_result(trial, at) for at in range(len(chosen))])
    return Verdicts(
        tuple(next(results) if able else None for able in testable),
        scrambled_links(trial.moved.null, families, settings.fdr * np.array(ALLOWANCE)[families]),
        lit if placebos else None,
        confounded,
    )


def _try(
    field: Field,
    pairs: Sequence[Pair],
    families: NDArray[np.int64],
    order: NDArray[np.int64],
    settings: LinkSettings,
    seed: int,
) -> _Trial:
    lags = _possible(settings.lags, field)
    first, second = without_mood(field.first, field.second, pairs, field.volumes)
    moved = swap_test(first, second, lags, order)
    specific = _specific(field, pairs, lags)
    p = np.maximum(moved.p, specific)
    draws = resampled_units(field.first.shape[1], seed)
    return _Trial(
        field,
        pairs,
        first,
        second,
        moved,
        p,
        q=adjusted(p, families),
        q_by=adjusted(p, families, "by"),
        within=np.maximum(shift_test(first, second, lags, len(order), seed), specific),
        orders=_orders(field, pairs, settings, draws),
        draws=draws,
        sized=without_mood(field.sized, field.second, pairs, field.volumes)[0],
    )


def _enough(settings: LinkSettings, pairs: int) -> int:
    """How many swaps: so many that one pair alone among all could still pass the correction, with room to spare."""
    return max(settings.permutations, int(np.ceil(2 * pairs / settings.fdr)))


def _possible(lags: Sequence[int], field: Field) -> list[int]:
    return [lag for lag in lags if abs(lag) < field.first.shape[2] - 1]


def _orders(
    field: Field, pairs: Sequence[Pair], settings: LinkSettings, draws: NDArray[np.float64]
) -> list[Order | None]:
    leads = [lag for lag in _possible(settings.lags, field) if lag > 0]
    follows = _possible(settings.reverse_lags, field)
    if not leads or not follows or field.first.shape[2] <= FEWEST_STEPS:
        return [None] * len(pairs)
    first, second = without_mood(field.raw_first, field.raw_second, pairs, field.volumes)
    return [order_in_time(a, b, leads, follows, draws) for a, b in zip(first, second, strict=True)]


def _specific(field: Field, pairs: Sequence[Pair], lags: Sequence[int]) -> NDArray[np.float64]:
    """The pair against all mismatched pairs in its row and column, each at its best lag."""
    first, second = every_without_mood(field.first, field.second, field.volumes)
    return specificity(np.max([correlations(first, second, lag) for lag in lags], axis=0), pairs)


def _placebo_links(
    field: Field, pairs: Sequence[Pair], lags: Sequence[int], order: NDArray[np.int64]
) -> tuple[int, bool]:
    """How many placebo pairs light up, and whether that is more than chance allows."""
    if not pairs:
        return 0, False
    moved = swap_test(*without_mood(field.first, field.second, pairs, field.volumes), lags, order)
    lit = int((moved.p <= PLACEBO_P).sum())
    return lit, too_many(lit, moved.null)


def too_many(lit: int, null: NDArray[np.float64]) -> bool:
    """Say whether so many placebo pairs light up less than one time in a hundred by chance.

    Pairs have series in common, so they light up together; how often is read off the swaps, which are the same for all.

    Args:
        lit: How many do.
        null: The statistic of each pair under each swap, shape (pairs, swaps).
    """
    swapped = null.shape[1]
    last = int(PLACEBO_P * (swapped + 1))
    if not lit or not last:
        return False
    by_chance = (null >= np.partition(null, -last, axis=1)[:, [-last]]).sum(axis=0)
    return bool((1 + (by_chance >= lit).sum()) / (swapped + 1) < CONFOUNDED)


def _result(trial: _Trial, at: int) -> Verdict:
    """Put the test of one pair into natural units."""
    (e, c), field, lag = trial.pairs[at], trial.field, int(trial.moved.lag[at])
    cause = trial.sized[at]
    last = cause.shape[1] - lag
    points = 100 * np.sqrt(field.employee.spread[e]), 100 * np.sqrt(field.customer.spread[c])
    outcome, weights = points[1] * field.raw_second[c][:, lag:], field.customer.asked[:, lag:]
    order = trial.orders[at]
    return Verdict(
        p=float(trial.p[at]),
        swapped=float(trial.moved.p[at]),
        q=float(trial.q[at]),
        effect=slope(points[0] * cause[:, :last], outcome, weights, trial.draws),
        lag=lag,
        direction=order.direction if order else Direction.UNKNOWN,
        surprise=float(trial.moved.surprise[at]),
        checks=_check(trial, at, points[1] / max(points[0], 1e-12)),
    )


def _check(trial: _Trial, at: int, scale: float) -> Checks:
    (e, c), null, order = trial.pairs[at], trial.moved.null[at], trial.orders[at]
    ratio = scale * trial.second[at].std() / max(trial.first[at].std(), 1e-12)
    return Checks(
        q_by=float(trial.q_by[at]),
        within=float(trial.within[at]),
        detectable=round(float(10 * (null.mean() + DETECTABLE_SURPRISE * null.std()) * ratio), 2),
        common_cause=round(common_cause(float(trial.moved.surprise[at]), trial.first.shape[1]), 3),
        reliability=round(float(min(trial.field.reliable[0][e], trial.field.reliable[1][c])), 3),
        leads=round(order.leads, 3) if order else None,
        follows=round(order.follows, 3) if order else None,
        order=(round(order.low, 3), round(order.high, 3)) if order else None,
    )
