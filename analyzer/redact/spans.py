"""The position and kind of what was found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a text: ``text[start:end]`` is of the kind ``type``."""

    start: int
    end: int
    type: str
