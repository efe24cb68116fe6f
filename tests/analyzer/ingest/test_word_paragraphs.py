"""Word files whose paragraphs no blank line parts: head, questions and answers are told apart all the same."""

from datetime import date

import docx
import pytest

from analyzer.ingest import inspect, read
from analyzer.pipeline import question_of
from analyzer.types import RawRecord, Side

QUESTIONS = ("Wie erging es dir auf der Station?", "Was war gut?", "Was hätte dich gehalten?")
ANSWERS = ("Zu zweit auf vierzig Betten.", "Die Nachtschicht hielt zusammen.", "Ein Plan, der einen Monat lang gilt.")


@pytest.fixture
def interview(tmp_path):
    """Save (words, bold) as paragraphs of a Word file, and read it."""

    def write(*paragraphs):
        document = docx.Document()
        for words, bold in paragraphs:
            document.add_paragraph().add_run(words).bold = bold
        path = tmp_path / "talk.docx"
        document.save(str(path))
        (record,) = read(path, inspect(path, path.name, side=Side.EMPLOYEE))
        assert isinstance(record, RawRecord)
        return record

    return write


def answered(record):
    return {answer: question_of(record.text, record.asked, record.text.index(answer)) for answer in ANSWERS}


def test_read_it_knows_the_question_of_each_answer_without_blank_lines(interview):
    pairs = [pair for q, a in zip(QUESTIONS, ANSWERS, strict=True) for pair in ((q, True), (a, None))]
    assert answered(interview(*pairs)) == dict(zip(ANSWERS, QUESTIONS, strict=True))


def test_read_it_takes_the_day_of_a_bold_title_above_bold_questions(interview):
    title = ("Gespräch zum Abschied, Station 4, 14.01.2026", True)
    record = interview(title, (QUESTIONS[0], True), (ANSWERS[0], None), (QUESTIONS[1], True), (ANSWERS[1], None))
    assert record.date == date(2026, 1, 14)
    assert record.text == f"{ANSWERS[0]}\n\n{ANSWERS[1]}"


def test_read_it_keeps_answers_in_bold_below_plain_questions(interview):
    short = "Geld"
    record = interview((QUESTIONS[1], None), (short, True), (QUESTIONS[2], None), (ANSWERS[2], True))
    assert short in record.text
    assert ANSWERS[2] in record.text


def test_read_it_does_not_count_a_question_without_answer(interview):
    record = interview(
        ("Warum gehst du?", True), ("Was war gut?", True), (ANSWERS[1], None), (QUESTIONS[2], True), (ANSWERS[2], None)
    )
    assert record.asked == ("Was war gut?", QUESTIONS[2])
