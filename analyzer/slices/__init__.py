"""Leaving employees in wide bands of tenure, role and birth cohort. Off unless a run is asked for it."""

from analyzer.slices.bands import months_per_number
from analyzer.slices.columns import Columns, find_columns
from analyzer.slices.divide import slice_people
from analyzer.slices.people import Leaver, coarsen, describes, read_leaver
from analyzer.slices.values import Difference, Slice, Slices

__all__ = [
    "Columns",
    "Difference",
    "Leaver",
    "Slice",
    "Slices",
    "coarsen",
    "describes",
    "find_columns",
    "months_per_number",
    "read_leaver",
    "slice_people",
]
