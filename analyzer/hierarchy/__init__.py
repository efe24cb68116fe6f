"""Areas: hierarchical clusters of neighbouring themes and of the remainder's statements among them."""

from analyzer.hierarchy.tree import place_groups
from analyzer.hierarchy.values import Area, sum_areas, wider

__all__ = ["Area", "place_groups", "sum_areas", "wider"]
