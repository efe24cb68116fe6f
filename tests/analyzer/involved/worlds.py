"""Simulated organisations: places of very different size, a season, and lasting differences between places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.involved import Cells, InvolvementRequest

THEMES, COMPLAINTS = 12, 6
ASKED = InvolvementRequest(
    tuple(f"C{n}" for n in range(1, COMPLAINTS + 1)), tuple(f"E{n}" for n in range(1, THEMES + 1)), permutations=999
)


def simulate(seed: int, units: int = 24, periods: int = 12, strength: float = 0.0) -> Cells:
    """Draw who names what; with a strength, E1 is named more where and when C1 is.

    Sizes of places are the same on both sides, because a large shop has more leavers and more customers: so under the
    null the sides differ in what is said, not in how many speak.
    """
    rng = np.random.default_rng(seed)
    size = rng.lognormal(0, 0.7, (units, 1))
    season = 0.3 * np.sin(2 * np.pi * np.arange(periods) / 12)
    leavers = rng.poisson(np.broadcast_to(1.5 * size, (units, periods)))
    customers = rng.poisson(15 * size * (1 + season))
    pains, complaints = (
        rng.normal(0, 0.6, (n, units, 1)) + rng.normal(0, 0.3, (n, units, periods)) + season
        for n in (THEMES, COMPLAINTS)
    )
    pains[0] += strength * (complaints[0] - season)
    named = rng.binomial(leavers, _share(0.12, pains))
    complained = rng.binomial(customers, _share(0.10, complaints))
    anything = np.minimum(leavers, named.sum(axis=0))[None]
    return Cells(*(part.astype(float) for part in (complained, customers, np.concatenate([named, anything]), leavers)))


def _share(base: float, shift: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-(np.log(base / (1 - base)) + shift))))
