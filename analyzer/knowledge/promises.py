"""How leaders put it when they mean to have a mechanism under control: its opposite, in their voice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def promises() -> Mapping[str, tuple[str, ...]]:
    """Read leaders' sentences by the id of the mechanism, or of the employees' placebo, that they promise away."""
    listed = yaml.safe_load((files("analyzer.knowledge") / "promises.yaml").read_text("utf-8"))
    return {identifier: tuple(sentences) for identifier, sentences in listed.items()}
