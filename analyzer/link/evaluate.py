"""Run the panel test on all candidates at once: co-movement, effect and order in time, with the placebo control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.checks import Checks
from analyzer.link.candidates import FDR_FRACTION, Candidate
from analyzer.link.controls import adjust_p_values, scrambled_links, specificity
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
from analyzer.link.effect import TimeOrder, order_in_time, resampled_units, robustness_value, slope
from analyzer.link.grade import Verdict
from analyzer.link.panel import Panel
from analyzer.link.shrinkage import deviations, reliabilities, shrink, shrink_by_theme
from analyzer.settings import LinkSettings
from analyzer.types import Direction

# Normal quantiles of a one-sided test at .005 (about what multiple testing leaves of a rate of .10) plus that of power
# .80.
DETECTABLE_SURPRISE = 2.58 + 0.84
# A placebo pair lights up at this p or below: it would then be reported in a family of its own size.
PLACEBO_P = 0.005
# A run is confounded where as many placebo pairs light up by chance less often than this.
CONFOUNDED_P = 0.01
# Fewest steps from one period to the next (one less than there are periods) for an order in time to be estimated.
FEWEST_STEPS = 3


@dataclass(frozen=True, slots=True)
class PanelSeries:
    """Both sides' series over the shared cells.

    Attributes:
        employee: Panel of the employee side.
        customer: Panel of the customer side.
        employee_series: Shrunken deviations of the employee themes, shape (k, units, periods).
        customer_series: Shrunken deviations of the customer themes, shape (l, units, periods).
        employee_deviations: Unshrunken deviations of the employee themes, shape (k, units, periods).
        customer_deviations: Unshrunken deviations of the customer themes, shape (l, units, periods).
        effect_series: Deviations of the employee themes, each shrunken by its own variance (``shrink_by_theme``), from
            which effect sizes are measured; shape (k, units, periods).
        volumes: How busy each cell was on each side, shape (2, units, periods).
        reliabilities: Of the series of each employee theme, and of each customer theme, 0 to 1.
    """

    employee: Panel
    customer: Panel
    employee_series: NDArray[np.float64]
    customer_series: NDArray[np.float64]
    employee_deviations: NDArray[np.float64]
    customer_deviations: NDArray[np.float64]
    effect_series: NDArray[np.float64]
    volumes: NDArray[np.float64]
    reliabilities: tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The results of the panel test.

    Attributes:
        tested: The test of each candidate, in order; None where it was not testable.
        scrambled: Links the test would report if sites were paired at random.
        placebos: Placebo pairs that the test would report.
        confounded: Whether more placebo pairs light up than chance allows.
    """

    tested: tuple[Verdict | None, ...]
    scrambled: float | None
    placebos: int | None
    confounded: bool


@dataclass(frozen=True, slots=True)
class _TestedPairs:
    """The tested pairs, with all arrays from which their verdicts are made; the first axis is the pair."""

    series: PanelSeries
    pairs: Sequence[Pair]
    first: NDArray[np.float64]
    second: NDArray[np.float64]
    covariation: Covariation
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    q_by: NDArray[np.float64]
    within: NDArray[np.float64]
    orders: Sequence[TimeOrder | None]
    resamples: NDArray[np.float64]
    effect_series: NDArray[np.float64]


def build_series(employee: Panel, customer: Panel) -> PanelSeries:
    """Turn counts into series: deviations from each period's share, shrunken by each unit's own history.

    Args:
        employee: Panel of the employee side.
        customer: Panel of the customer side, over the same cells.
    """
    first, second = deviations(employee), deviations(customer)
    return PanelSeries(
        employee,
        customer,
        shrink(first, employee.speakers),
        shrink(second, customer.speakers),
        first,
        second,
        shrink_by_theme(first, employee.speakers),
        log_volumes(employee.speakers, customer.speakers),
        (reliabilities(first, employee.speakers), reliabilities(second, customer.speakers)),
    )


def evaluate_pairs(
    series: PanelSeries,
    candidates: Sequence[Candidate],
    testable: Sequence[bool],
    placebos: Sequence[Pair],
    settings: LinkSettings,
    seed: int,
) -> Verdicts:
    """Test the candidates that can be tested, and the placebo pairs as a control.

    Args:
        series: Both sides' series.
        candidates: The pairs.
        testable: Which of them can be tested, in the same order.
        placebos: Pairs that cannot be linked.
        settings: All of it declared before any statistic is seen.
        seed: Makes swaps and resamples repeatable.
    """
    chosen = [candidate for candidate, able in zip(candidates, testable, strict=True) if able]
    reorderings = swaps(series.employee_series.shape[1], _swaps_needed(settings, len(chosen)), seed)
    lags = _usable_lags(settings.lags, series)
    lit, confounded = _placebo_links(series, placebos, lags, reorderings)
    if not chosen:
        return Verdicts((None,) * len(candidates), None, lit if placebos else None, confounded)
    families = np.array([each.family for each in chosen])
    tests = _run_tests(
        series, [(each.employee, each.customer) for each in chosen], families, reorderings, settings, seed
    )
    results = iter([_result(tests, at) for at in range(len(chosen))])
    return Verdicts(
        tuple(next(results) if able else None for able in testable),
        scrambled_links(tests.covariation.null, families, settings.fdr * np.array(FDR_FRACTION)[families]),
        lit if placebos else None,
        confounded,
    )


def _run_tests(
    series: PanelSeries,
    pairs: Sequence[Pair],
    families: NDArray[np.int64],
    reorderings: NDArray[np.int64],
    settings: LinkSettings,
    seed: int,
) -> _TestedPairs:
    lags = _usable_lags(settings.lags, series)
    first, second = without_mood(series.employee_series, series.customer_series, pairs, series.volumes)
    covariation = swap_test(first, second, lags, reorderings)
    specific = _specificity(series, pairs, lags)
    p = np.maximum(covariation.p, specific)
    resamples = resampled_units(series.employee_series.shape[1], seed)
    return _TestedPairs(
        series,
        pairs,
        first,
        second,
        covariation,
        p,
        q=adjust_p_values(p, families),
        q_by=adjust_p_values(p, families, "by"),
        within=np.maximum(shift_test(first, second, lags, len(reorderings), seed), specific),
        orders=_orders(series, pairs, settings, resamples),
        resamples=resamples,
        effect_series=without_mood(series.effect_series, series.customer_series, pairs, series.volumes)[0],
    )


def _swaps_needed(settings: LinkSettings, pairs: int) -> int:
    """Return the number of swaps: enough for a single pair among all to pass the correction, with a margin of 2."""
    return max(settings.permutations, int(np.ceil(2 * pairs / settings.fdr)))


def _usable_lags(lags: Sequence[int], series: PanelSeries) -> list[int]:
    return [lag for lag in lags if abs(lag) < series.employee_series.shape[2] - 1]


def _orders(
    series: PanelSeries, pairs: Sequence[Pair], settings: LinkSettings, resamples: NDArray[np.float64]
) -> list[TimeOrder | None]:
    leads = [lag for lag in _usable_lags(settings.lags, series) if lag > 0]
    follows = _usable_lags(settings.reverse_lags, series)
    if not leads or not follows or series.employee_series.shape[2] <= FEWEST_STEPS:
        return [None] * len(pairs)
    first, second = without_mood(series.employee_deviations, series.customer_deviations, pairs, series.volumes)
    return [order_in_time(a, b, leads, follows, resamples) for a, b in zip(first, second, strict=True)]


def _specificity(series: PanelSeries, pairs: Sequence[Pair], lags: Sequence[int]) -> NDArray[np.float64]:
    """Compare each pair with the mismatched pairs in its row and column, each at its best lag."""
    first, second = every_without_mood(series.employee_series, series.customer_series, series.volumes)
    return specificity(np.max([correlations(first, second, lag) for lag in lags], axis=0), pairs)


def _placebo_links(
    series: PanelSeries, pairs: Sequence[Pair], lags: Sequence[int], reorderings: NDArray[np.int64]
) -> tuple[int, bool]:
    """Count the placebo pairs that light up, and say whether they are more than chance allows."""
    if not pairs:
        return 0, False
    covariation = swap_test(
        *without_mood(series.employee_series, series.customer_series, pairs, series.volumes), lags, reorderings
    )
    lit = int((covariation.p <= PLACEBO_P).sum())
    return lit, too_many_placebos(lit, covariation.null)


def too_many_placebos(lit: int, null: NDArray[np.float64]) -> bool:
    """Say whether as many placebo pairs would light up by chance in less than one run in a hundred.

    Pairs share series, so they light up together. How often they do is read off the swaps, which all pairs share.

    Args:
        lit: How many light up.
        null: The statistic of each pair under each swap, shape (pairs, swaps).
    """
    swapped = null.shape[1]
    last = int(PLACEBO_P * (swapped + 1))
    if not lit or not last:
        return False
    by_chance = (null >= np.partition(null, -last, axis=1)[:, [-last]]).sum(axis=0)
    return bool((1 + (by_chance >= lit).sum()) / (swapped + 1) < CONFOUNDED_P)


def _result(tests: _TestedPairs, at: int) -> Verdict:
    """Build the verdict of one pair, with its effect in natural units."""
    (e, c), series, lag = tests.pairs[at], tests.series, int(tests.covariation.lag[at])
    cause = tests.effect_series[at]
    last = cause.shape[1] - lag
    points = 100 * np.sqrt(series.employee.variance[e]), 100 * np.sqrt(series.customer.variance[c])
    outcome, weights = points[1] * series.customer_deviations[c][:, lag:], series.customer.speakers[:, lag:]
    order = tests.orders[at]
    return Verdict(
        p=float(tests.p[at]),
        swapped=float(tests.covariation.p[at]),
        q=float(tests.q[at]),
        effect=slope(points[0] * cause[:, :last], outcome, weights, tests.resamples),
        lag=lag,
        direction=order.direction if order else Direction.UNKNOWN,
        surprise=float(tests.covariation.surprise[at]),
        checks=_check(tests, at, points[1] / max(points[0], 1e-12)),
    )


def _check(tests: _TestedPairs, at: int, scale: float) -> Checks:
    (e, c), null, order = tests.pairs[at], tests.covariation.null[at], tests.orders[at]
    ratio = scale * tests.second[at].std() / max(tests.first[at].std(), 1e-12)
    return Checks(
        q_by=float(tests.q_by[at]),
        within=float(tests.within[at]),
        detectable=round(float(10 * (null.mean() + DETECTABLE_SURPRISE * null.std()) * ratio), 2),
        common_cause=round(robustness_value(float(tests.covariation.surprise[at]), tests.first.shape[1]), 3),
        reliability=round(float(min(tests.series.reliabilities[0][e], tests.series.reliabilities[1][c])), 3),
        leads=round(order.leads, 3) if order else None,
        follows=round(order.follows, 3) if order else None,
        order=(round(order.low, 3), round(order.high, 3)) if order else None,
    )
