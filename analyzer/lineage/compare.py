"""Whether more or fewer people than before name a theme, beyond what chance does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.waves import Course, ShareChange


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
    from scipy.stats import false_discovery_control, fisher_exact
    from statsmodels.stats.proportion import confint_proportions_2indep

    tables = [(each.now, of_now, each.before, of_before) for each in counts]
    p = [
        float(fisher_exact([[now, of_now - now], [before, of_before - before]]).pvalue)
        for now, of_now, before, of_before in tables
    ]
    q = false_discovery_control([min(each, 1.0) for each in p]).tolist()
    bounds = [confint_proportions_2indep(*table, method="newcomb") for table in tables]
    found = [
        ShareChange(each.before, of_before, each.now, of_now, float(low), float(high), p[at], q[at])
        for at, (each, (low, high)) in enumerate(zip(counts, bounds, strict=True))
    ]
    return tuple((_course(change, fdr), change) for change in found)


def _course(change: ShareChange, fdr: float) -> Course:
    if change.q > fdr:
        return Course.STEADY
    return Course.GROWN if change.value > 0 else Course.FADED
