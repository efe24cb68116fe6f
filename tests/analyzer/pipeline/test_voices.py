"""What a run reads of the statements."""

import pytest

from analyzer.pipeline.statements import question_of


@pytest.mark.parametrize(
    ("text", "asked", "questions"),
    [
        ("The nurses.", ["What was good?"], ["What was good?"]),
        ("The nurses.\n\nParking.", ["What was good?", "What was bad?"], ["What was good?", "What was bad?"]),
        ("All.\n\nAll!\n\nParking.", ["What was good?"] * 2 + [""], ["What was good?"] * 2 + [""]),
        ("The nurses.\n\nParking.", ["What was good?"], ["", ""]),
        ("The nurses.", ["What was good?", "What was bad?"], [""]),
        ("The nurses.", [], [""]),
    ],
)
def test_it_knows_which_question_an_answer_answers(text, asked, questions):
    assert [question_of(text, asked, text.index(answer)) for answer in text.split("\n\n")] == questions
