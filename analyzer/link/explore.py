"""Search for co-movement between themes that the texts did not propose: for analysts only, in a family of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.link.candidates import Candidate
from analyzer.link.controls import adjust_p_values
from analyzer.link.covariation import Pair, correlations, every_without_mood
from analyzer.link.evaluate import PanelSeries, evaluate_pairs
from analyzer.link.grade import Verdict
from analyzer.settings import LinkSettings

# Only this many of the largest correlations are tested by swaps; all others enter the correction with p = 1.
PAIRS_TESTED = 40
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A pair that moves together although neither its meaning nor a mechanism proposed it."""

    pair: Pair
    verdict: Verdict


def explore(
    series: PanelSeries,
    themes: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    proposed: Collection[Pair],
    settings: LinkSettings,
    seed: int,
) -> tuple[Unexplained, ...]:
    """Find the pairs outside the candidates that move together beyond chance.

    There are so many of these pairs that 4,999 swaps cannot resolve their p-values. So the smallest p-values are taken
    from a normal distribution with the swaps' mean and standard deviation (the statistic is a sum over many cells). The
    false discovery rate is controlled over all pairs, including those that were not tested.

    Args:
        series: Both sides' series.
        themes: Which themes of each side can be tested and may be part of a pair, shapes (k,) and (l,).
        proposed: The candidates, which are tested in families of their own.
        settings: As for the candidates.
        seed: For the swaps.

    Returns:
        The surest first, ``MOST_SHOWN`` at most.
    """
    pairs = [
        (int(e), int(c))
        for e in np.flatnonzero(themes[0])
        for c in np.flatnonzero(themes[1])
        if (int(e), int(c)) not in proposed
    ]
    if not pairs:
        return ()
    chosen = _largest(series, pairs, settings.lags)
    untried = [Candidate(e, c, 0.0, None) for e, c in chosen]
    tested = [
        each for each in evaluate_pairs(series, untried, [True] * len(untried), (), settings, seed).tested if each
    ]
    q = _adjusted(tested, len(pairs), settings)
    found = [
        Unexplained(pair, replace(verdict, q=float(q[at])))
        for at, (pair, verdict) in enumerate(zip(chosen, tested, strict=True))
        if q[at] <= settings.fdr and verdict.effect.low > 0
    ]
    return tuple(sorted(found, key=lambda each: -each.verdict.surprise)[:MOST_SHOWN])


def _adjusted(tested: Sequence[Verdict], pairs: int, settings: LinkSettings) -> NDArray[np.float64]:
    """Adjust p-values over all pairs, shape (pairs,): the tested ones first, then p = 1 for each untested one."""
    from scipy.stats import norm

    p = np.ones(pairs)
    # Where the real pairing beat every swap, only the z-score still tells the pairs apart.
    smallest = 1 / settings.permutations
    p[: len(tested)] = [float(norm.sf(each.surprise)) if each.p <= smallest else each.p for each in tested]
    return adjust_p_values(p, np.zeros(pairs, dtype=np.int64))


def _largest(series: PanelSeries, pairs: Sequence[Pair], lags: Sequence[int]) -> list[Pair]:
    first, second = every_without_mood(series.employee_series, series.customer_series, series.volumes)
    possible = [lag for lag in lags if lag < series.employee_series.shape[2] - 1]
    best = np.max([correlations(first, second, lag) for lag in possible], axis=0)
    return sorted(pairs, key=lambda pair: -best[pair])[:PAIRS_TESTED]
