"""Earlier themes and new statements: who joins which, which theme is which, and which way each went."""

from analyzer.lineage.compare import Counted, compare
from analyzer.lineage.join import Memory, join, rejoin
from analyzer.lineage.match import Match, match
from analyzer.lineage.strength import strengthen

__all__ = ["Counted", "Match", "Memory", "compare", "join", "match", "rejoin", "strengthen"]
