"""Statements of one side to disjoint groups and a remainder."""

from analyzer.cluster.group import Grouping, group, smallest_group

__all__ = ["Grouping", "group", "smallest_group"]
