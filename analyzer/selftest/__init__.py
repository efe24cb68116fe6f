"""Measure the error rates and the power of the shipped test of co-movement on simulated organisations.

Not a step of a run: it stands above the link step and runs it on simulated worlds whose links are known.
"""

from analyzer.link.effect import INTERVAL_PERCENT
from analyzer.selftest.figures import MAX_FALSE_POSITIVE_RATE, PERMUTATIONS, Figures, Share, add_up, measure
from analyzer.selftest.outcome import NOMINAL, Outcome, try_world
from analyzer.selftest.scenarios import FULL, SHORT, Scenario
from analyzer.selftest.worlds import World, simulate, true_effect

__all__ = [
    "FULL",
    "INTERVAL_PERCENT",
    "MAX_FALSE_POSITIVE_RATE",
    "NOMINAL",
    "PERMUTATIONS",
    "SHORT",
    "Figures",
    "Outcome",
    "Scenario",
    "Share",
    "World",
    "add_up",
    "measure",
    "simulate",
    "true_effect",
    "try_world",
]
