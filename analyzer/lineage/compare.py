"""Whether more or fewer people than before name a theme, beyond what chance does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.chance import adjusted, fisher
from analyzer.waves import Course, ShareChange

# Of a normal distribution, 95 % lie within so many standard deviations.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Counted:
    """People who name a theme: in the earlier run, and among those who speak anew."""

    before: int
    now: int


def compare(
    counts: Sequence[Counted], of_before: int, of_now: int, fdr: float
) -> tuple[tuple[Course, ShareChange | None], ...]:
    """Test for each theme whether its share of people changed.

    Fisher's exact test, which holds its level however few speak; Newcombe's interval of a difference of shares (1998,
    method 10, from Wilson's intervals); Benjamini-Hochberg over the themes of the side.

    Args:
        counts: People who name each theme.
        of_before: All people in the earlier run.
        of_now: All people who speak anew.
        fdr: Share of false changes tolerated among those reported.
    """
    if not counts or not of_before or not of_now:
        return tuple((Course.UNTESTED, None) for _ in counts)
    p = [fisher(((each.now, of_now - each.now), (each.before, of_before - each.before))) for each in counts]
    q = adjusted(p).tolist()
    low, high = newcombe(counts, of_before, of_now)
    found = [
        ShareChange(each.before, of_before, each.now, of_now, float(low[at]), float(high[at]), p[at], q[at])
        for at, each in enumerate(counts)
    ]
    return tuple((_course(change, fdr), change) for change in found)


def newcombe(counts: Sequence[Counted], of_before: int, of_now: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return Newcombe's 95 % interval of each change, two arrays of shape (k,).

    Written out, because statsmodels imports pandas for it, which takes a rerun longer than all of these tests.
    """
    before, before_low, before_high = _wilson(np.array([each.before for each in counts]), of_before)
    now, now_low, now_high = _wilson(np.array([each.now for each in counts]), of_now)
    change = now - before
    low = change - np.hypot(now - now_low, before_high - before)
    return low, change + np.hypot(now_high - now, before - before_low)


def _wilson(people: NDArray[np.int64], of: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return shares with both ends of their Wilson intervals (1927)."""
    share = people / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z / (1 + _Z**2 / of) * np.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    return share, middle - reach, middle + reach


def _course(change: ShareChange, fdr: float) -> Course:
    if change.q > fdr:
        return Course.STEADY
    return Course.GROWN if change.value > 0 else Course.FADED
