"""Describe groups of statements: a short name, keywords and representative quotes."""

from analyzer.describe.describe import Description, Themes, describe
from analyzer.describe.speakers import Voices

__all__ = ["Description", "Themes", "Voices", "describe"]
