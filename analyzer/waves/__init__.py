"""What a run records about the run that it follows: which theme is which, and what became of each."""

from analyzer.waves.values import Ancestor, Continuation, Course, Ended, Lineage, Origin, ShareChange, Wave

__all__ = ["Ancestor", "Continuation", "Course", "Ended", "Lineage", "Origin", "ShareChange", "Wave"]
