"""Carry themes over from an earlier run: assign new statements, match themes, find new ones, test for change."""

from analyzer.lineage.compare import PeopleCounts, compare, is_unheard
from analyzer.lineage.extend import extend
from analyzer.lineage.join import EarlierStatements, JoinRule, join, learn_rule
from analyzer.lineage.match import Match, match
from analyzer.lineage.novelty import TwoWaves, among_young, is_new, join_alike
from analyzer.lineage.strength import strengthen

__all__ = [
    "EarlierStatements",
    "JoinRule",
    "Match",
    "PeopleCounts",
    "TwoWaves",
    "among_young",
    "compare",
    "extend",
    "is_new",
    "is_unheard",
    "join",
    "join_alike",
    "learn_rule",
    "match",
    "strengthen",
]
