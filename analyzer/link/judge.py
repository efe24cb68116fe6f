"""The panel test of all candidates at once: which are testable, how they move, what the controls find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.link.candidates import Candidate
from analyzer.link.controls import adjusted, scrambled_links, specificity
from analyzer.link.covariation import (
    Covariation,
    Pair,
    correlations,
    every_without_mood,
    swap_test,
    swaps,
    without_mood,
)
from analyzer.link.effect import direction, resampled_units, slope
from analyzer.link.grade import Verdict
from analyzer.link.panel import Panel
from analyzer.link.shrinkage import deviations, shrink
from analyzer.settings import LinkSettings

# Normal quantiles of a one-sided test at .005 (what multiplicity leaves of .10) and of power .80.
DETECTABLE_SURPRISE = 2.58 + 0.84
# A placebo pair below this would be reported in a family of its own size.
PLACEBO_P = 0.005


@dataclass(frozen=True, slots=True)
class Field:
    """Both sides' series over the shared cells.

    Attributes:
        employee: Panel of the employee side.
        customer: Panel of the customer side.
        first: Shrunken deviations of the employee themes, shape (k, units, periods).
        second: Shrunken deviations of the customer themes, shape (l, units, periods).
        raw: Unshrunken deviations of the customer themes, shape (l, units, periods).
    """

    employee: Panel
    customer: Panel
    first: NDArray[np.float64]
    second: NDArray[np.float64]
    raw: NDArray[np.float64]


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
    draws: NDArray[np.float64]
    leads: Sequence[int]
    follows: Sequence[int]


def lay_out(employee: Panel, customer: Panel) -> Field:
    """Turn counts into series: deviations from each period's share, shrunken by each unit's own history."""
    raw = deviations(customer)
    return Field(employee, customer, shrink(deviations(employee), employee.asked), shrink(raw, customer.asked), raw)


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
    pairs = [(candidate.employee, candidate.customer) for candidate in chosen]
    lags = [lag for lag in settings.lags if lag < field.first.shape[2] - 1]
    order = swaps(field.first.shape[1], settings.permutations, seed)
    lit = _placebo_links(field, placebos, lags, order)
    confounded = bool(placebos) and _too_many(lit, len(placebos))
    if not pairs:
        return Verdicts((None,) * len(candidates), None, lit if placebos else None, confounded)
    first, second = without_mood(field.first, field.second, pairs)
    moved = swap_test(first, second, lags, order)
    families = np.array([candidate.family for candidate in chosen])
    p = np.maximum(moved.p, _specific(field, pairs, lags))
    draws = resampled_units(field.first.shape[1], seed)
    leads = [lag for lag in lags if lag > 0]
    follows = [lag for lag in settings.reverse_lags if -lag < field.first.shape[2] - 1]
    trial = _Trial(field, pairs, first, second, moved, p, _family_q(p, families), draws, leads, follows)
    results = iter([_result(trial, at) for at in range(len(pairs))])
    return Verdicts(
        tuple(next(results) if able else None for able in testable),
        scrambled_links(moved.null, families, settings.fdr),
        lit if placebos else None,
        confounded,
    )


def _family_q(p: NDArray[np.float64], families: NDArray[np.int64]) -> NDArray[np.float64]:
    q = np.ones(len(p))
    for family in np.unique(families):
        q[families == family] = adjusted(p[families == family])
    return q


def _specific(field: Field, pairs: Sequence[Pair], lags: Sequence[int]) -> NDArray[np.float64]:
    """The pair against all mismatched pairs in its row and column, each at its best lag."""
    first, second = every_without_mood(field.first, field.second)
    return specificity(np.max([correlations(first, second, lag) for lag in lags], axis=0), pairs)


def _placebo_links(field: Field, pairs: Sequence[Pair], lags: Sequence[int], order: NDArray[np.int64]) -> int:
    if not pairs:
        return 0
    moved = swap_test(*without_mood(field.first, field.second, pairs), lags, order)
    return int((moved.p <= PLACEBO_P).sum())


def _too_many(lit: int, pairs: int) -> bool:
    """More than chance allows: one time in a hundred."""
    from scipy.stats import binom

    return lit > 0 and bool(binom.sf(lit - 1, pairs, PLACEBO_P) < 0.01)


def _result(trial: _Trial, at: int) -> Verdict:
    """Put the test of one pair into natural units."""
    (e, c), field, lag = trial.pairs[at], trial.field, int(trial.moved.lag[at])
    first, second = trial.first[at], trial.second[at]
    last = first.shape[1] - lag
    points = 100 * np.sqrt(field.employee.spread[e]), 100 * np.sqrt(field.customer.spread[c])
    outcome, weights = points[1] * field.raw[c][:, lag:], field.customer.asked[:, lag:]
    null = trial.moved.null[at]
    shown = (
        (null.mean() + DETECTABLE_SURPRISE * null.std()) * points[1] * second.std() / (points[0] * first.std() + 1e-12)
    )
    return Verdict(
        p=float(trial.p[at]),
        swapped=float(trial.moved.p[at]),
        q=float(trial.q[at]),
        effect=slope(points[0] * first[:, :last], outcome, weights, trial.draws),
        lag=lag,
        direction=direction(first, second, trial.leads, trial.follows, trial.draws),
        surprise=float(trial.moved.surprise[at]),
        detectable=round(float(10 * shown), 2),
    )
