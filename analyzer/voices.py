"""What people of one side say about the other, as values: whose words, their offsets, and how many people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.types import Side


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement in which somebody of one side speaks of the other, redacted.

    Attributes:
        side: Whose words.
        text: The statement.
        record: The id of its record.
        start: Offset of the clause that speaks of the other side, in the record's stored text.
        end: Offset of its end.
        begin: Offset of the statement itself in that text.
    """

    side: Side
    text: str
    record: str = ""
    start: int = 0
    end: int = 0
    begin: int = 0

    @property
    def parts(self) -> tuple[str, str, str]:
        """The statement before its clause, the clause, and what follows."""
        start, end = self.start - self.begin, self.end - self.begin
        return self.text[:start], self.text[start:end], self.text[end:]


@dataclass(frozen=True, slots=True)
class VoicedPeople:
    """How many distinct people of each side speak of the other in one pair of themes."""

    employee: int = 0
    customer: int = 0

    def of(self, side: Side) -> int:
        """Return one side's number."""
        return self.employee if side == "employee" else self.customer
