"""What a run says of the run before it: which theme is which, and what became of each."""

from analyzer.waves.values import Ancestor, Course, Ended, How, Lineage, Origin, ShareChange, Wave

__all__ = ["Ancestor", "Course", "Ended", "How", "Lineage", "Origin", "ShareChange", "Wave"]
