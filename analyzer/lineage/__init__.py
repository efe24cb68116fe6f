"""Carry themes over from an earlier run: assign new statements, match themes, find new ones, test for change."""

from analyzer.lineage.compare import Counted, compare
from analyzer.lineage.extend import extend
from analyzer.lineage.join import JoinRule, Memory, join, learn
from analyzer.lineage.match import Match, match
from analyzer.lineage.novelty import Mixed, among_young, is_new
from analyzer.lineage.strength import strengthen

__all__ = [
    "Counted",
    "JoinRule",
    "Match",
    "Memory",
    "Mixed",
    "among_young",
    "compare",
    "extend",
    "is_new",
    "join",
    "learn",
    "match",
    "strengthen",
]
