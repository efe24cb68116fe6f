"""What each stage and layer sounds like: sentences with what they are examples of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.lists import read_yaml
from analyzer.types import Side


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and the stage or layer that it is an example of."""

    text: str
    label: str


def stage_examples(side: Side) -> tuple[Example, ...]:
    """Give sentences for every stage of a side's journey."""
    return _listed(side, "stages")


def layer_examples(side: Side) -> tuple[Example, ...]:
    """Give sentences for both layers, as one side speaks of them."""
    return _listed(side, "layers")


def _listed(side: Side, kind: str) -> tuple[Example, ...]:
    return tuple(Example(text, label) for label, texts in _file()[side.value][kind].items() for text in texts)


@cache
def _file() -> Any:
    return read_yaml("analyzer.placing", "examples.yaml")
