"""Leaders' promises: sentences in which they claim the opposite of a mechanism's pain."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from analyzer.wordlists import read_yaml


@cache
def promises() -> Mapping[str, tuple[str, ...]]:
    """Read leaders' promises by the id of the mechanism, or of the employees' placebo, whose opposite they claim."""
    listed = read_yaml("analyzer.knowledge", "promises.yaml")
    return {identifier: tuple(sentences) for identifier, sentences in listed.items()}
