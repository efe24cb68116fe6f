"""Test whether a larger or smaller share of people than before names a theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.waves import Course, ShareChange

# 95 % of a normal distribution lie within this many standard deviations.
_Z = 1.959963984540054
# At most this share of a new theme's people named it before: about as many as a group takes in of other matters.
MAX_SHARE_HEARD_BEFORE = 0.2


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """Number of people who name a theme: in the earlier run, and among those who spoke since."""

    before: int
    now: int


def compare(
    counts: Sequence[PeopleCounts], of_before: int, of_now: int, fdr: float
) -> tuple[tuple[Course, ShareChange | None], ...]:
    """Test for each theme whether the share of people who name it changed.

    Uses Fisher's exact test, which holds its level in small samples, Newcombe's interval for a difference of shares
    (1998, method 10, from Wilson's intervals), and Benjamini-Hochberg over the side's themes.

    Args:
        counts: People who name each theme.
        of_before: Number of all people in the earlier run.
        of_now: Number of all people who spoke since.
        fdr: Tolerated share of false changes among those reported.
    """
    if not counts or not of_before or not of_now:
        return tuple((Course.UNTESTED, None) for _ in counts)
    from scipy.stats import false_discovery_control, fisher_exact

    p = [
        float(fisher_exact([[each.now, of_now - each.now], [each.before, of_before - each.before]]).pvalue)
        for each in counts
    ]
    q = false_discovery_control([min(each, 1.0) for each in p]).tolist()
    low, high = newcombe(counts, of_before, of_now)
    found = [
        ShareChange(each.before, of_before, each.now, of_now, float(low[at]), float(high[at]), p[at], q[at])
        for at, each in enumerate(counts)
    ]
    return tuple((_course(change, fdr), change) for change in found)


def is_unheard(course: Course, change: ShareChange | None) -> bool:
    """Whether hardly anybody named a theme before: a larger share does now, and few of its people spoke before."""
    few = change is not None and change.before <= MAX_SHARE_HEARD_BEFORE * (change.before + change.now)
    return few and course is Course.GROWN


def newcombe(
    counts: Sequence[PeopleCounts], of_before: int, of_now: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return Newcombe's 95 % interval of each change, two arrays of shape (k,).

    Written out here because statsmodels imports pandas for it, which takes longer than all of a run's tests.
    """
    before, before_low, before_high = _wilson(np.array([each.before for each in counts]), of_before)
    now, now_low, now_high = _wilson(np.array([each.now for each in counts]), of_now)
    change = now - before
    low = change - np.hypot(now - now_low, before_high - before)
    return low, change + np.hypot(now_high - now, before - before_low)


def _wilson(people: NDArray[np.int64], of: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return shares and the lower and upper ends of their Wilson intervals (1927)."""
    share = people / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z / (1 + _Z**2 / of) * np.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    return share, middle - reach, middle + reach


def _course(change: ShareChange, fdr: float) -> Course:
    if change.q > fdr:
        return Course.STEADY
    return Course.GROWN if change.value > 0 else Course.FADED
