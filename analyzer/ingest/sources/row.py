"""A row of a table, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        line: The line or position in the file where it begins, from 1.
        cells: Its values as text; numbers and dates in their shortest form, nothing as "".
        fault: Why it cannot be read, or "". Never quotes the row.
    """

    line: int
    cells: tuple[str, ...]
    fault: str = ""

    @property
    def blank(self) -> bool:
        """Whether all cells are blank."""
        return not any(cell.strip() for cell in self.cells)
