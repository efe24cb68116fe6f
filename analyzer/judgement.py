"""How a language model thinks that two themes go together, as values. It is an opinion on texts, never a finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.types import Side


class Relation(StrEnum):
    """The closed set of answers."""

    EMPLOYEE_TO_CUSTOMER = "employee_to_customer"
    CUSTOMER_TO_EMPLOYEE = "customer_to_employee"
    COMMON_CAUSE = "common_cause"
    SAME_EVENT = "same_event"
    UNRELATED = "unrelated"
    CANNOT_TELL = "cannot_tell"


# Answers that support a link. A common cause, or one event told by both sides, explains it in another way.
DIRECTED = frozenset({Relation.EMPLOYEE_TO_CUSTOMER, Relation.CUSTOMER_TO_EMPLOYEE})


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement that an answer cited, redacted, with its offsets in its record's stored text."""

    side: Side
    text: str
    record: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result of asking about one pair.

    Attributes:
        relation: The answer that most draws of statements gave.
        agreed: Share of the draws, 0 to 1, that gave it in both orders; 0 where no answer was given often enough.
        cited: The statements that these answers cited; empty where no answer was agreed on.
    """

    relation: Relation
    agreed: float
    cited: tuple[Cited, ...] = ()

    @property
    def is_split(self) -> bool:
        """Whether the answers did not agree, so that there is no judgement."""
        return not self.agreed

    @property
    def strength(self) -> float | None:
        """How strongly it supports a link, 0 to 1; None where the model could not tell."""
        if self.relation is Relation.CANNOT_TELL:
            return None
        return self.agreed if self.relation in DIRECTED else 0.0
