"""Which ratings are low and which high.

Since 1 is the best rating in one file and the worst in another, this is inferred from what the raters say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

# Fewest records that praise, and fewest that complain, for the good end to be inferred.
_FEWEST_RECORDS = 20
# Least probability that of a praising and a complaining record, the praising one has the rating nearer to the good end.
_MIN_AUC = 0.65
# The possible upper ends of scales: a largest rating of 4 may be on a scale up to 5.
_SCALE_TOPS = (5, 6, 7, 10, 100)
_ZERO_BASED_FROM = 10
# Shares of the scale from its bad and its good end: 2 or less of 1 to 5, 4 or less of 0 to 10 are low; 5 of 5, 9 and 10
# of 10 are high, because many a 4 of 5 comes with a complaint.
_LOW_SHARE, _HIGH_SHARE = 0.4, 0.1


class RatingEnd(IntEnum):
    """Which end of its scale a rating lies at; BETWEEN also where none was given, or it says nothing."""

    LOW = -1
    BETWEEN = 0
    HIGH = 1


@dataclass(frozen=True, slots=True)
class RatingEnds:
    """The thresholds of an upload's low and high ratings.

    Attributes:
        low: The best rating that is still low.
        high: The worst rating that is still high.
    """

    low: float
    high: float

    def rate(self, rating: float) -> RatingEnd:
        """Say which end a rating lies at."""
        better = 1 if self.low < self.high else -1
        if better * rating <= better * self.low:
            return RatingEnd.LOW
        return RatingEnd.HIGH if better * rating >= better * self.high else RatingEnd.BETWEEN


def find_rating_ends(ratings: Sequence[float], tones: Sequence[int]) -> RatingEnds | None:
    """Find which of an upload's ratings are low and high; None where the records do not tell which end is the good one.

    Args:
        ratings: Of records.
        tones: Of the same records: above 0 where praise outnumbers pains and wishes, below 0 where it is outnumbered.
    """
    given, tone = np.asarray(ratings, dtype=np.float64), np.asarray(tones)
    praising, complaining = given[tone > 0], given[tone < 0]
    if min(len(praising), len(complaining)) < _FEWEST_RECORDS:
        return None
    from scipy.stats import mannwhitneyu

    auc = float(mannwhitneyu(praising, complaining).statistic) / (len(praising) * len(complaining))
    if max(auc, 1 - auc) < _MIN_AUC:
        return None
    bottom, top = _scale(ratings)
    worst, best = (bottom, top) if auc >= _MIN_AUC else (top, bottom)
    return RatingEnds(low=worst + _LOW_SHARE * (best - worst), high=best - _HIGH_SHARE * (best - worst))


def _scale(ratings: Sequence[float]) -> tuple[float, float]:
    most, least = max(ratings), min(ratings)
    top = next((end for end in _SCALE_TOPS if most <= end), most)
    bottom = 1 if top < _ZERO_BASED_FROM else 0
    return min(bottom, least), top
