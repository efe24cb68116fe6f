"""What a finished analysis says about each mechanism: a status for this organisation, never a new evidence tier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from analyzer.knowledge.values import Knowledge
from analyzer.types import Grade


class Status(StrEnum):
    """Whether a run speaks for or against a mechanism."""

    SEED = "seed"
    CONFIRMED = "confirmed_here"
    CONTRADICTED = "contradicted_here"


@dataclass(frozen=True, slots=True)
class MechanismStatus:
    """One mechanism in one analysis.

    Attributes:
        id: The mechanism's.
        status: What this analysis says.
        tier: What published evidence says, whatever was found here.
    """

    id: str
    status: Status
    tier: str


_FOR = frozenset({Grade.MOVES_TOGETHER, Grade.CONVERGING, Grade.TESTED})


def judge_mechanisms(knowledge: Knowledge, graded: Iterable[tuple[str | None, Grade]]) -> tuple[MechanismStatus, ...]:
    """Judge each mechanism by the links that it explains.

    One link that moves together, converges or was tested confirms it here. Contradicted links contradict it if no other
    link confirms it, because a mechanism may hold between some themes and not between others. Other grades say nothing.

    Args:
        knowledge: The mechanisms.
        graded: Each link's mechanism, None where it has none, and grade.

    Returns:
        Every mechanism, in the knowledge base's order.
    """
    grades: dict[str, set[Grade]] = {mechanism.id: set() for mechanism in knowledge.mechanisms}
    for identifier, grade in graded:
        if identifier in grades:
            grades[identifier].add(grade)
    return tuple(MechanismStatus(each.id, _status(grades[each.id]), each.tier) for each in knowledge.mechanisms)


def _status(grades: set[Grade]) -> Status:
    if grades & _FOR:
        return Status.CONFIRMED
    return Status.CONTRADICTED if Grade.CONTRADICTED in grades else Status.SEED
