"""Which ratings are low: what those say who gave them tells, for 1 is the best in one file and the worst in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

# So many records that praise and so many that complain tell which end is the good one,
_FEWEST = 20
# where so often of one and one of them the same end goes with the praise.
_SURE = 0.65
# The ends that scales have; a rating of 4 may be of 5.
_TOPS = (5, 6, 7, 10, 100)
_FROM_NOUGHT = 10
# 2 and less of 1 to 5, 4 and less of 0 to 10.
_LOW = 0.4


def low_ratings(ratings: Sequence[float], tones: Sequence[int]) -> tuple[float, float] | None:
    """From where to where an upload's ratings are low; None where what people say does not tell which end is the good.

    Args:
        ratings: Of records.
        tones: Of the same records, above 0 where statements of praise outnumber pains and wishes, below 0 the reverse.
    """
    given, told = np.asarray(ratings, dtype=np.float64), np.asarray(tones)
    praising, complaining = given[told > 0], given[told < 0]
    if min(len(praising), len(complaining)) < _FEWEST:
        return None
    from scipy.stats import mannwhitneyu

    higher = float(mannwhitneyu(praising, complaining).statistic) / (len(praising) * len(complaining))
    if max(higher, 1 - higher) < _SURE:
        return None
    bottom, top = _scale(ratings)
    reach = _LOW * (top - bottom)
    return (bottom, bottom + reach) if higher >= _SURE else (top - reach, top)


def _scale(ratings: Sequence[float]) -> tuple[float, float]:
    most, least = max(ratings), min(ratings)
    top = next((end for end in _TOPS if most <= end), most)
    bottom = 1 if top < _FROM_NOUGHT else 0
    return min(bottom, least), top
