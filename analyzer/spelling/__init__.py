"""Spelling in any script: accents and combining marks, and normalising and comparing the names of units."""

from analyzer.spelling.alike import Alike, Column, find_alike
from analyzer.spelling.letters import LETTER_EXPANSIONS, without_accents
from analyzer.spelling.marks import LETTERS, MARKS, runs_of
from analyzer.spelling.places import place_of
from analyzer.spelling.same import SameUnits

__all__ = [
    "LETTERS",
    "LETTER_EXPANSIONS",
    "MARKS",
    "Alike",
    "Column",
    "SameUnits",
    "find_alike",
    "place_of",
    "runs_of",
    "without_accents",
]
