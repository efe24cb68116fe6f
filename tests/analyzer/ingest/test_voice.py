"""Summaries of interviews: what the leaver is told to have said, and what their writer did; all people invented."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

SUMMARY = """She felt that the lift was never mended. {} She said the night team was kind.
He stated it "was a farce. I asked twice. Nobody came." She reported that pay was late."""


@pytest.mark.parametrize(
    "done",
    [
        "I explained that the lift is leased.",
        "I promised to raise it with facilities.",
        "I recommend a call in May.",
    ],
)
def test_parse_interview_it_leaves_out_what_the_writer_said(done):
    found = parse_interview(SUMMARY.format(done))
    assert found.text == SUMMARY.format("").replace(".  ", ". ")
    assert done in found.asked


@pytest.mark.parametrize(
    ("text", "done"),
    [
        (
            "Sie fand den Ton rau. Ich habe ihr zugesagt, das zu prüfen. Sie sagte, das Team sei gut.",
            "Ich habe ihr zugesagt, das zu prüfen.",
        ),
        (
            "Elle a dit que le camion cale. Je lui ai promis une réponse. Elle trouve l'équipe très bien.",
            "Je lui ai promis une réponse.",
        ),
        ("Comentó que el turno cambia. Le expliqué el plan. Dijo que nadie avisa.", "Le expliqué el plan."),
    ],
)
def test_parse_interview_it_leaves_out_the_writer_in_other_languages(text, done):
    assert parse_interview(text).text == text.replace(f"{done} ", "")


@pytest.mark.parametrize(
    "said",
    [
        "I asked about pay and she said that it came late.",
        "I was never paid for May. I told payroll twice.",
        "I'd have stayed for a mended lift. I said so.",
    ],
)
def test_parse_interview_it_keeps_what_may_be_the_leavers_in_a_summary(said):
    assert said in parse_interview(SUMMARY.format(said)).text


def test_parse_interview_it_keeps_what_leavers_say_that_they_said():
    text = "I asked for a mended lift. I told my manager that he was wrong. I explained why to her."
    assert parse_interview(text).text == text
