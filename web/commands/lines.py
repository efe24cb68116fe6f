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
    return textwrap.fill(text, _narrow(width), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def cut(text: str, width: int) -> str:
    """Cut a text to one line of at most ``width`` characters."""
    return text if len(text) <= _narrow(width) else f"{text[: _narrow(width) - 1].rstrip()}…"


def hang(cells: str, last: str, width: int) -> str:
    """Set the last cell of a table's row behind the others, broken at blanks into lines that hang below it."""
    return (
        textwrap.fill(
            last,
            max(width, len(cells) + _NARROWEST),
            initial_indent=cells,
            subsequent_indent=" " * len(cells),
            break_long_words=False,
            break_on_hyphens=False,
        )
        or cells.rstrip()
    )


def wrap_error(sentence: str) -> str:
    """Break an error into lines with its paths whole, to be copied; one line where no terminal reads it."""
    width = shutil.get_terminal_size((0, 0)).columns
    if not width:
        return sentence
    return textwrap.fill(sentence, _narrow(width), break_long_words=False, break_on_hyphens=False)


def _narrow(width: int) -> int:
    return max(_NARROWEST, min(width, WIDEST))
