"""Several links with one root: an ailment with its symptoms, reported only where the data support it."""

from analyzer.link.ailments.conditioning import reliability
from analyzer.link.ailments.find import find_ailments

__all__ = ["find_ailments", "reliability"]
