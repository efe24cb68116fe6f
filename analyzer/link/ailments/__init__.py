"""Several links with one root: one ailment with its symptoms, shown as such only where the data bear it."""

from analyzer.link.ailments.conditioning import reliability
from analyzer.link.ailments.find import find_ailments

__all__ = ["find_ailments", "reliability"]
