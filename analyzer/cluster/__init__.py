"""Statements of one side to disjoint groups and a remainder."""

from analyzer.cluster.ground import Ground
from analyzer.cluster.group import WEAKEST_COSINE, Grouping, smallest_group
from analyzer.cluster.sampled import group_many as group
from analyzer.cluster.stability import stability

__all__ = ["WEAKEST_COSINE", "Ground", "Grouping", "group", "smallest_group", "stability"]
