"""What readers are told of earlier themes."""

from __future__ import annotations

from analyzer.gate import GatedDescent, GatedEnded, GatedWave
from analyzer.report.waves.sections import describe_since
from analyzer.types import Side
from analyzer.waves import Course, Origin


def test_a_theme_that_went_into_another_is_not_said_to_be_gone() -> None:
    merged = GatedDescent("C3", Origin.MERGED, ("Numbers in front",), 0, Course.UNTESTED, None)
    ended = (GatedEnded("Numbers in front", ("C3",)), GatedEnded("Choir", ()))
    (since,) = describe_since([GatedWave(Side.CUSTOMER, (merged,), ended)], {"C3": "Queues"})
    assert "one took in others, one is now part of another and one is none any more" in since.summary
