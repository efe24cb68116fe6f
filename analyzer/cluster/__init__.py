"""Cluster the statements of one side into disjoint groups and a remainder."""

from analyzer.cluster.ground import FEWEST_PARTED, Ground, lay_ground
from analyzer.cluster.group import WEAKEST_COSINE, Grouping, smallest_group
from analyzer.cluster.sampled import group_many as group
from analyzer.cluster.stability import stability

__all__ = [
    "FEWEST_PARTED",
    "WEAKEST_COSINE",
    "Ground",
    "Grouping",
    "group",
    "lay_ground",
    "smallest_group",
    "stability",
]
