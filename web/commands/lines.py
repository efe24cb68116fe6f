"""Lines that fit the terminal. Nothing heavy is imported here: every error passes through."""

from __future__ import annotations

import shutil
import textwrap

# Beyond this, lines are hard to read however wide the terminal is.
WIDEST = 100
_NARROWEST = 20


def terminal_width() -> int:
    """How many characters a line of standard output may have."""
    return shutil.get_terminal_size().columns


def wrap(text: str, width: int, indent: str = "") -> str:
    """Break a text into lines of at most ``width`` characters."""
    narrow = max(_NARROWEST, min(width, WIDEST))
    return textwrap.fill(text, narrow, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def wrap_error(sentence: str) -> str:
    """Break an error into lines with its paths whole, to be copied; one line where no terminal reads it."""
    width = shutil.get_terminal_size((0, 0)).columns
    if not width:
        return sentence
    narrow = max(_NARROWEST, min(width, WIDEST))
    return textwrap.fill(sentence, narrow, break_long_words=False, break_on_hyphens=False)
