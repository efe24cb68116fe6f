"""Group lines into paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby


def paragraphs(lines: Sequence[str], parts: Callable[[str], object]) -> list[list[int]]:
    """Positions of the lines of each paragraph; a line for which ``parts`` is true separates two paragraphs."""
    runs = groupby(range(len(lines)), key=lambda at: bool(parts(lines[at])))
    return [list(run) for apart, run in runs if not apart]


def is_blank(line: str) -> bool:
    """Whether a line is empty or white space."""
    return not line.strip()
