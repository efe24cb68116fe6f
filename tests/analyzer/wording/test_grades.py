"""The one sentence that each grade permits (docs/methods.md, “Grades”)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.types import Grade, Side
from analyzer.wording import GRADE_MEANINGS
from analyzer.wording.claims import causal_verbs
from analyzer.wording.grades import SENTENCES, is_permitted_sentence, permitted_sentence

# How the contract has each grade begin.
OPENINGS = {
    Grade.NOT_ENOUGH_EVIDENCE: "We cannot tell yet",
    Grade.HYPOTHESIS: "It is plausible that",
    Grade.VOICED: "People say themselves",
    Grade.MOVES_TOGETHER: "Where and when",
    Grade.CONVERGING: "Several independent kinds of evidence point the same way",
    Grade.TESTED: "When “",
    Grade.CONTRADICTED: "The data speak against",
    Grade.UNEXPLAINED: "“",
}


@pytest.mark.parametrize("grade", list(Grade))
def test_it_begins_as_the_contract_says_and_names_both_themes(grade: Grade) -> None:
    said = permitted_sentence(grade, "Too few", "Queues")
    assert said.startswith(OPENINGS[grade])
    assert "“Too few”" in said
    assert "“Queues”" in said


@pytest.mark.parametrize("grade", [Grade.NOT_ENOUGH_EVIDENCE, Grade.HYPOTHESIS, Grade.VOICED])
def test_it_says_of_a_pair_that_could_not_be_tested_nothing_that_takes_a_test(grade: Grade) -> None:
    for said in (permitted_sentence(grade, "Too few", "Queues"), GRADE_MEANINGS[grade]):
        assert "data do not" not in said
        assert "numbers do not" not in said


@pytest.mark.parametrize("sentence", [text for texts in SENTENCES.values() for text in texts])
def test_it_uses_no_causal_verb_for_any_grade(sentence: str) -> None:
    assert causal_verbs(sentence.format(e="x", c="y")) == ()


@pytest.mark.parametrize(
    ("speakers", "who"),
    [
        ((), "People"),
        ((Side.EMPLOYEE,), "Employees"),
        ((Side.CUSTOMER,), "Customers"),
        ((Side.EMPLOYEE, Side.CUSTOMER), "Employees and customers"),
    ],
)
def test_it_says_who_says_so(speakers: tuple[Side, ...], who: str) -> None:
    assert permitted_sentence(Grade.VOICED, "a", "b", speakers).startswith(f"{who} say themselves that")


@given(st.sampled_from(list(Grade)), st.sampled_from(list(Grade)), st.text(max_size=30), st.text(max_size=30))
def test_it_keeps_its_own_sentences_and_no_other_grade_does(one: Grade, other: Grade, first: str, second: str) -> None:
    said = permitted_sentence(one, f"x{first}", f"y{second}")
    if not causal_verbs(said):
        assert is_permitted_sentence(one, said)
    assert one is other or not is_permitted_sentence(other, permitted_sentence(one, "a", "b"))


@pytest.mark.parametrize("grade", [grade for grade in Grade if grade is not Grade.TESTED])
def test_it_keeps_out_whatever_claims_more(grade: Grade) -> None:
    said = permitted_sentence(grade, "a", "b")
    assert not is_permitted_sentence(grade, "“a” causes “b”.")
    assert not is_permitted_sentence(grade, f"{said} This is because of “a”.")
    assert not is_permitted_sentence(grade, said.replace("“a”", "the cause, “a”"))
    assert not is_permitted_sentence(grade, "")


def test_it_lets_a_measured_change_be_told_with_its_size() -> None:
    assert is_permitted_sentence(Grade.TESTED, "When “a” was changed, “b” changed by 4.1 points.")
    assert not is_permitted_sentence(Grade.TESTED, "“a” is what makes “b”.")
