"""How often the shipped test of co-movement is wrong, and how often it finds what is there, in simulated organisations.

Not a step: it stands above the link step and runs it on worlds whose truth is known.
"""

from analyzer.link.effect import LEVEL
from analyzer.selftest.figures import PERMUTATIONS, TOLERATED, Figures, Share, add_up, measure
from analyzer.selftest.outcome import NOMINAL, Outcome, try_world
from analyzer.selftest.scenarios import FULL, SHORT, Scenario
from analyzer.selftest.worlds import World, simulate, true_effect

__all__ = [
    "FULL",
    "LEVEL",
    "NOMINAL",
    "PERMUTATIONS",
    "SHORT",
    "TOLERATED",
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
