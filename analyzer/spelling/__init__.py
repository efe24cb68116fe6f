"""Spelling in any script: accents and combining marks, and normalising and comparing the names of units."""

from analyzer.spelling.accents import LETTER_EXPANSIONS, without_accents
from analyzer.spelling.alike import AlikeUnits, UnitColumn, find_alike_units
from analyzer.spelling.letter_runs import COMBINING_MARKS, LETTER_RUN, run_pattern
from analyzer.spelling.same_units import SameUnits
from analyzer.spelling.unit_keys import unit_key

__all__ = [
    "COMBINING_MARKS",
    "LETTER_EXPANSIONS",
    "LETTER_RUN",
    "AlikeUnits",
    "SameUnits",
    "UnitColumn",
    "find_alike_units",
    "run_pattern",
    "unit_key",
    "without_accents",
]
