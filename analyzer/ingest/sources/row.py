"""A row as every table format gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        line: Where it begins in the file, from 1.
        cells: Its values as text; numbers and dates as their shortest text, nothing as "".
        fault: Why it cannot be read, or "". Holds no word of the row.
    """

    line: int
    cells: tuple[str, ...]
    fault: str = ""

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)
