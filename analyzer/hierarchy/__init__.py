"""Areas: hierarchical clusters of neighbouring themes and of the remainder's statements among them."""

from analyzer.hierarchy.tree import place_groups
from analyzer.hierarchy.values import Area, area_path, sum_areas

__all__ = ["Area", "area_path", "place_groups", "sum_areas"]
