"""Describe groups of statements: a short name, keywords and representative quotes."""

from analyzer.describe.describe import Description, Themes, describe
from analyzer.describe.speakers import Speakers

__all__ = ["Description", "Speakers", "Themes", "describe"]
