"""Where a complaint is named more than usual: season taken out, and the noise of few customers not mistaken for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.involved.cells import Counts

# The quarter of the cells in which it is named most above usual.
SHARE = 0.25


def above_usual(named: Counts, spoke: Counts) -> NDArray[np.bool_]:
    """Find the cells in which a theme is named more than usual.

    Usual is the share of customers who name it in all units in that period. What a cell has above it is shrunken to
    nothing as far as chance among so few customers would bring it about too (method of moments, DerSimonian and Laird
    1986); of the cells in which it remains above, those among the top quarter of all count.

    Args:
        named: Customers who name it, shape (units, periods).
        spoke: Customers who spoke, same shape.

    Returns:
        Same shape; nothing is true where cells differ no more than by chance.
    """
    usual = named.sum(axis=0) / np.maximum(spoke.sum(axis=0), 1.0)
    excess = named - spoke * usual
    chance = spoke * usual * (1 - usual)
    spread = float((excess**2 - chance).sum() / max((spoke**2).sum(), 1.0))
    if spread <= 0:
        return np.zeros(named.shape, dtype=np.bool_)
    believed = spread * excess / np.maximum(spread * spoke + usual * (1 - usual), 1e-12)
    asked = spoke > 0
    line = np.quantile(believed[asked], 1 - SHARE)
    return np.asarray(asked & (believed > 0) & (believed >= line))
