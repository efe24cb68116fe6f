"""Example sentences, labelled with a stage or a layer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.types import Side
from analyzer.wordlists import read_yaml


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and its label: the stage or layer that it is an example of."""

    text: str
    label: str


def stage_examples(side: Side) -> tuple[Example, ...]:
    """Return examples of every stage of a side's journey."""
    return _listed(side, "stages")


def layer_examples(side: Side) -> tuple[Example, ...]:
    """Return examples of both layers, as one side speaks of them."""
    return _listed(side, "layers")


def _listed(side: Side, kind: str) -> tuple[Example, ...]:
    return tuple(Example(text, label) for label, texts in _file()[side.value][kind].items() for text in texts)


@cache
def _file() -> Any:
    return read_yaml("analyzer.placing", "examples.yaml")
