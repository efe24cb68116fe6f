"""What an analysis says of each mechanism."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.knowledge import Status, judge_mechanisms
from analyzer.types import Grade
from tests.fakes import small_knowledge

GRADED = st.lists(st.tuples(st.sampled_from(["M01", "M02", "X99", None]), st.sampled_from(Grade)))


@pytest.mark.parametrize(
    ("grades", "status"),
    [
        ([], Status.SEED),
        ([Grade.HYPOTHESIS, Grade.VOICED, Grade.NOT_ENOUGH_EVIDENCE, Grade.UNEXPLAINED], Status.SEED),
        ([Grade.MOVES_TOGETHER], Status.CONFIRMED),
        ([Grade.CONVERGING], Status.CONFIRMED),
        ([Grade.TESTED, Grade.CONTRADICTED], Status.CONFIRMED),
        ([Grade.CONTRADICTED, Grade.VOICED], Status.CONTRADICTED),
    ],
)
def test_it_judges_a_mechanism_by_the_links_it_explains(grades: list[Grade], status: Status) -> None:
    first, second = judge_mechanisms(small_knowledge(), [("M01", grade) for grade in grades])
    assert (first.id, first.status) == ("M01", status)
    assert (second.id, second.status) == ("M02", Status.SEED)


@given(GRADED)
def test_it_never_touches_the_tier_and_judges_each_mechanism_once(graded: list[tuple[str | None, Grade]]) -> None:
    judged = judge_mechanisms(small_knowledge(), graded)
    assert [(each.id, each.tier) for each in judged] == [(m.id, m.tier) for m in small_knowledge().mechanisms]


@given(GRADED)
def test_it_does_not_ask_for_the_order_of_links(graded: list[tuple[str | None, Grade]]) -> None:
    assert judge_mechanisms(small_knowledge(), graded) == judge_mechanisms(small_knowledge(), reversed(graded))
