"""Word lists and other YAML: reading them, and matching entries with a trailing *."""

from analyzer.lists.entries import Lexicon, any_of
from analyzer.lists.reading import parse_yaml, read_yaml

__all__ = ["Lexicon", "any_of", "parse_yaml", "read_yaml"]
