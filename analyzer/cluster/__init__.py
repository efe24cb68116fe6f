"""Cluster the statements of one side into disjoint groups and a remainder."""

from analyzer.cluster.group import MIN_COSINE_TO_CENTRE, Grouping, smallest_group
from analyzer.cluster.plan import MIN_TO_SEPARATE, GroupingPlan, plan_grouping
from analyzer.cluster.sampled import group_many as group
from analyzer.cluster.stability import stability

__all__ = [
    "MIN_COSINE_TO_CENTRE",
    "MIN_TO_SEPARATE",
    "Grouping",
    "GroupingPlan",
    "group",
    "plan_grouping",
    "smallest_group",
    "stability",
]
