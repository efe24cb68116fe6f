"""How leaders put it when they mean to have a mechanism under control: its opposite, in their voice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from analyzer.lists import read_yaml


@cache
def promises() -> Mapping[str, tuple[str, ...]]:
    """Read leaders' sentences by the id of the mechanism, or of the employees' placebo, that they promise away."""
    listed = read_yaml("analyzer.knowledge", "promises.yaml")
    return {identifier: tuple(sentences) for identifier, sentences in listed.items()}
