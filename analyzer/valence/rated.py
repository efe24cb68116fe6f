"""Which ratings are low and which high.

What those say who gave them tells, for 1 is the best in one file and the worst in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
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
# 2 and less of 1 to 5, 4 and less of 0 to 10; 5 of 5, 9 and 10 of 10: many a 4 of 5 comes with a complaint.
_LOW, _HIGH = 0.4, 0.1


class Rated(IntEnum):
    """Which end of its scale a rating lies at; BETWEEN also where none was given, or it says nothing."""

    LOW = -1
    BETWEEN = 0
    HIGH = 1


@dataclass(frozen=True, slots=True)
class Ends:
    """The ratings of an upload from which on they are low, and those from which on they are high.

    Attributes:
        low: The best of the low ones.
        high: The worst of the high ones.
    """

    low: float
    high: float

    def rate(self, rating: float) -> Rated:
        """Say which end a rating lies at."""
        better = 1 if self.low < self.high else -1
        if better * rating <= better * self.low:
            return Rated.LOW
        return Rated.HIGH if better * rating >= better * self.high else Rated.BETWEEN


def rated_ends(ratings: Sequence[float], tones: Sequence[int]) -> Ends | None:
    """Find the ends of an upload's ratings; None where what people say does not tell which is the good one.

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
    worst, best = (bottom, top) if higher >= _SURE else (top, bottom)
    return Ends(low=worst + _LOW * (best - worst), high=best - _HIGH * (best - worst))


def _scale(ratings: Sequence[float]) -> tuple[float, float]:
    most, least = max(ratings), min(ratings)
    top = next((end for end in _TOPS if most <= end), most)
    bottom = 1 if top < _FROM_NOUGHT else 0
    return min(bottom, least), top
