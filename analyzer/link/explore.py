"""Co-movement that nothing in the texts proposed: for analysts alone, in a family of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.chance import below
from analyzer.link.candidates import Candidate
from analyzer.link.controls import adjusted
from analyzer.link.covariation import Pair, correlations, every_without_mood
from analyzer.link.grade import Verdict
from analyzer.link.judge import Field, judge
from analyzer.settings import LinkSettings

# So many of the largest correlations are tested by swaps; all others count in the family with a p of 1.
LOOKED_AT = 40
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A pair that moves together although neither its meaning nor a mechanism proposed it."""

    pair: Pair
    verdict: Verdict


def explore(
    field: Field,
    themes: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    proposed: Collection[Pair],
    settings: LinkSettings,
    seed: int,
) -> tuple[Unexplained, ...]:
    """Find the pairs outside the candidates that move together beyond chance.

    There are so many of them that 4,999 swaps cannot tell their p-values apart, so the tail of a normal distribution
    with the swaps' mean and deviation stands for it (the statistic is a sum over many cells), and the false discovery
    rate is held over all pairs, those that were not looked at included.

    Args:
        field: Both sides' series.
        themes: Which themes of each side can be tested and can be part of a pair, shapes (k,) and (l,).
        proposed: The candidates, which are tested in families of their own.
        settings: As for the candidates.
        seed: For the swaps.

    Returns:
        The surest first, ``SHOWN`` at most.
    """
    pairs = [
        (int(e), int(c))
        for e in np.flatnonzero(themes[0])
        for c in np.flatnonzero(themes[1])
        if (int(e), int(c)) not in proposed
    ]
    if not pairs:
        return ()
    chosen = _largest(field, pairs, settings.lags)
    asked = [Candidate(e, c, 0.0, None) for e, c in chosen]
    tested = [each for each in judge(field, asked, [True] * len(asked), (), settings, seed).tested if each]
    q = _adjusted(tested, len(pairs), settings)
    found = [
        Unexplained(pair, replace(verdict, q=float(q[at])))
        for at, (pair, verdict) in enumerate(zip(chosen, tested, strict=True))
        if q[at] <= settings.fdr and verdict.effect.low > 0
    ]
    return tuple(sorted(found, key=lambda each: -each.verdict.surprise)[:SHOWN])


def _adjusted(tested: Sequence[Verdict], pairs: int, settings: LinkSettings) -> NDArray[np.float64]:
    """Adjust over all pairs, shape (pairs,): those tested first, and a p of 1 for each that was not looked at."""
    p = np.ones(pairs)
    # Where the real pairing beat every swap, how far it did so tells the pairs apart.
    smallest = 1 / settings.permutations
    p[: len(tested)] = [below(-each.surprise) if each.p <= smallest else each.p for each in tested]
    return adjusted(p, np.zeros(pairs, dtype=np.int64))


def _largest(field: Field, pairs: Sequence[Pair], lags: Sequence[int]) -> list[Pair]:
    first, second = every_without_mood(field.first, field.second, field.volumes)
    possible = [lag for lag in lags if lag < field.first.shape[2] - 1]
    best = np.max([correlations(first, second, lag) for lag in possible], axis=0)
    return sorted(pairs, key=lambda pair: -best[pair])[:LOOKED_AT]
