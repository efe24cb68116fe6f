"""Trace a complaint back to the employees of the units and periods in which it is named more than usual."""

from analyzer.involved.cells import NOWHERE, Cells, SideStatements, count_cells
from analyzer.involved.compare import InvolvementRequest, find_involvement

__all__ = ["NOWHERE", "Cells", "InvolvementRequest", "SideStatements", "count_cells", "find_involvement"]
