"""Format lines to fit the terminal. No heavy imports here, since every error message passes through."""

from __future__ import annotations

import shutil
import textwrap
from datetime import UTC, datetime

# Longer lines are hard to read, however wide the terminal is.
MAX_WIDTH = 100
_MIN_WIDTH = 20
# Indent of a row's further lines.
CONTINUATION_INDENT = 8


def terminal_width() -> int:
    """Return the width of the terminal in characters."""
    return shutil.get_terminal_size().columns


def wrap(text: str, width: int, indent: str = "") -> str:
    """Break a text into lines of at most ``width`` characters."""
    return textwrap.fill(
        text, _clamp_width(width), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def cut(text: str, width: int) -> str:
    """Cut a text to one line of at most ``width`` characters."""
    return text if len(text) <= _clamp_width(width) else f"{text[: _clamp_width(width) - 1].rstrip()}…"


def hanging_row(cells: str, last: str, width: int) -> str:
    """Format a table row whose last cell is wrapped, with a hanging indent below its first line.

    If hardly a word would fit after the other cells, the last cell starts on its own line.
    """
    beside = len(cells) + _MIN_WIDTH <= width
    indent = " " * (len(cells) if beside else CONTINUATION_INDENT)
    told = textwrap.fill(
        last,
        max(width, len(indent) + _MIN_WIDTH),
        initial_indent=cells if beside else indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return told or cells.rstrip() if beside else "\n".join(filter(None, (cells.rstrip(), told)))


def utc_minute(moment: datetime) -> str:
    """Write a point in time for a table's cell under "when (UTC)": "2026-11-24 20:42"."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def wrap_error(sentence: str) -> str:
    """Wrap an error message without breaking paths, so that they can be copied; one line if there is no terminal."""
    width = shutil.get_terminal_size((0, 0)).columns
    if not width:
        return sentence
    return textwrap.fill(sentence, _clamp_width(width), break_long_words=False, break_on_hyphens=False)


def _clamp_width(width: int) -> int:
    return max(_MIN_WIDTH, min(width, MAX_WIDTH))
