"""Areas: neighbouring themes, and what of the remainder lies among them, under one roof."""

from analyzer.hierarchy.tree import place_groups
from analyzer.hierarchy.values import Area, sum_areas, wider

__all__ = ["Area", "place_groups", "sum_areas", "wider"]
