"""Where a complaint is named more than usual: season taken out, and the noise of few customers not mistaken for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.involved.cells import Counts

# Only the top quarter of the cells counts.
TOP_SHARE = 0.25


def above_usual(named: Counts, spoke: Counts) -> NDArray[np.bool_]:
    """Find the cells in which a theme is named more than usual.

    Usual is the share of customers who name it over all units in that period. Each cell's excess over it is shrunken by
    its sampling variance (method of moments, DerSimonian and Laird 1986). The cells with a positive shrunken excess
    count that are in the top quarter of all cells.

    Args:
        named: Customers who name it, shape (units, periods).
        spoke: Customers who spoke, same shape.

    Returns:
        Same shape; all false where cells differ no more than by chance.
    """
    usual = named.sum(axis=0) / np.maximum(spoke.sum(axis=0), 1.0)
    excess = named - spoke * usual
    chance = spoke * usual * (1 - usual)
    spread = float((excess**2 - chance).sum() / max((spoke**2).sum(), 1.0))
    if spread <= 0:
        return np.zeros(named.shape, dtype=np.bool_)
    shrunken = spread * excess / np.maximum(spread * spoke + usual * (1 - usual), 1e-12)
    spoken = spoke > 0
    threshold = np.quantile(shrunken[spoken], 1 - TOP_SHARE)
    return np.asarray(spoken & (shrunken > 0) & (shrunken >= threshold))
