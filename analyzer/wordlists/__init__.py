"""Word lists and other YAML: reading them, and matching entries with a trailing *."""

from analyzer.wordlists.matching import Lexicon, any_pattern, any_phrase_pattern
from analyzer.wordlists.yaml_files import parse_yaml, read_yaml

__all__ = ["Lexicon", "any_pattern", "any_phrase_pattern", "parse_yaml", "read_yaml"]
