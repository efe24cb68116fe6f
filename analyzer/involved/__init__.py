"""Trace a complaint back to the employees of the units and periods in which it is named more than usual."""

from analyzer.involved.cells import NOWHERE, UNDATED, Cells, Said, lay_out
from analyzer.involved.compare import Asked, involve

__all__ = ["NOWHERE", "UNDATED", "Asked", "Cells", "Said", "involve", "lay_out"]
