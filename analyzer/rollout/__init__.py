"""Measure what an action changed in the units where it was taken, compared with the units where it was not."""

from analyzer.rollout.imputation import Cells, Dates
from analyzer.rollout.measure import Theme, Trial, measure
from analyzer.rollout.recognise import KnownThemes, recognise
from analyzer.rollout.testability import FEWEST_WITH, FEWEST_WITHOUT
from analyzer.rollout.verdict import not_found, waiting

__all__ = [
    "FEWEST_WITH",
    "FEWEST_WITHOUT",
    "Cells",
    "Dates",
    "KnownThemes",
    "Theme",
    "Trial",
    "measure",
    "not_found",
    "recognise",
    "waiting",
]
