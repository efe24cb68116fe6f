"""Sum up the results of many simulated organisations as shares with confidence intervals."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.selftest.outcome import Outcome, try_world
from analyzer.selftest.scenarios import Scenario
from analyzer.settings import LinkSettings

# A false-positive rate above this, at the nominal .05, fails the self-test. Simulations of sound methods reach about
# this with a dozen units; a little room for chance is added.
MAX_FALSE_POSITIVE_RATE = 0.09
# Fewer than in a run, for speed, but enough for the level at which twenty pairs are reported.
PERMUTATIONS = 999


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval.

    Attributes:
        count: How many.
        of: Out of how many.
        low: Lower end of the interval.
        high: Upper end.
    """

    count: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The summary of many organisations of one kind.

    Attributes:
        worlds: How many were simulated.
        tested: Candidates with enough people to be tested.
        low: Unlinked pairs with p at or below ``NOMINAL``: the false-positive rate.
        low_swapped: The same against swapped sites alone.
        any_reported: Organisations with any pair reported.
        confounded: Organisations whose placebos light up.
        found: Linked pairs reported: the power.
        false: Reported pairs that are not linked.
        sided: Reported links for which a direction is stated.
        wrong_side: Reported links for which a wrong direction is stated.
        covered: Intervals that hold the true effect, where it is defined.
    """

    worlds: int
    tested: Share
    low: Share
    low_swapped: Share
    any_reported: Share
    confounded: Share
    found: Share
    false: Share
    sided: Share
    wrong_side: Share
    covered: Share


def measure(scenario: Scenario, worlds: int, seed: int, advance: Callable[[], None]) -> Figures:
    """Try the method, as it is set by default, on ``worlds`` organisations of one kind.

    Args:
        scenario: What kind.
        worlds: How many of them.
        seed: Makes them repeatable; every kind has organisations of its own.
        advance: Called after each organisation.
    """
    settings = replace(LinkSettings(), permutations=PERMUTATIONS)
    own = zlib.crc32(scenario.name.encode())
    outcomes = []
    for world in range(worlds):
        drawn = int(np.random.SeedSequence((seed, own, world)).generate_state(1)[0])
        outcomes.append(try_world(scenario, settings, drawn))
        advance()
    return add_up(outcomes)


def add_up(outcomes: Sequence[Outcome]) -> Figures:
    """Add up what many organisations of one kind gave."""
    by_name = {field.name: np.array([getattr(one, field.name) for one in outcomes]) for field in fields(Outcome)}
    each = np.ones(len(outcomes), dtype=np.int64)
    return Figures(
        worlds=len(outcomes),
        tested=_share(by_name["tested"], by_name["pairs"]),
        low=_share(by_name["low"], by_name["unlinked"]),
        low_swapped=_share(by_name["low_swapped"], by_name["unlinked"]),
        any_reported=_share(by_name["any_reported"], each),
        confounded=_share(by_name["confounded"], each),
        found=_share(by_name["found"], by_name["planted"]),
        false=_share(by_name["reported"] - by_name["found"], by_name["reported"]),
        sided=_share(by_name["sided"], by_name["found"]),
        wrong_side=_share(by_name["wrong_side"], by_name["found"]),
        covered=_share(by_name["covered"], by_name["bounded"]),
    )


def _share(counts: NDArray[np.int64], totals: NDArray[np.int64]) -> Share:
    """Return a share with Wilson's interval for the effective sample size.

    Pairs of one organisation share its mood and so are not independent. Their number is divided by the design effect
    (the variance between organisations over the binomial variance, Kish 1965) where that is above 1.
    """
    from statsmodels.stats.proportion import proportion_confint

    count, total, worlds = int(counts.sum()), int(totals.sum()), len(counts)
    if not total:
        return Share(0, 0, 0.0, 1.0)
    share = count / total
    binomial = share * (1 - share) * total
    between = float(((counts - share * totals) ** 2).sum()) * worlds / max(worlds - 1, 1)
    effect = max(1.0, between / binomial) if binomial else 1.0
    low, high = proportion_confint(count / effect, total / effect, method="wilson")
    return Share(count, total, float(low), float(high))
