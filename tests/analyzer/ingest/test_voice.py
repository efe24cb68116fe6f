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
        "I have no note of that and will check with the yard.",
        "I will speak to the depot.",
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


ENGLISH = "She felt the lift was old. I thanked her. She said pay was late. {} She reported that nobody rang."
GERMAN = "Sie fand den Ton rau. Ich habe ihr gedankt. {} Sie sagte, das Team sei gut."
FRENCH = "Elle a dit que le camion cale. Je lui ai promis une réponse. {} Elle trouve l'équipe très bien."


@pytest.mark.parametrize(
    ("text", "view"),
    [
        (ENGLISH, "Personally, I find the lift is fine."),
        (ENGLISH, "She seemed tired, and I'd hire her again."),
        (GERMAN, "Meiner Meinung nach stimmt das nicht."),
        (FRENCH, "À mon avis c'est exagéré."),
    ],
)
def test_parse_interview_it_leaves_out_what_the_writer_thinks(text, view):
    found = parse_interview(text.format(view))
    assert view not in found.text
    assert view in found.asked


@pytest.mark.parametrize(
    "said", ["Personally, I find the lift is fine.", "In my view the rota was the worst.", "She seemed not to care."]
)
def test_parse_interview_it_keeps_views_in_a_report_whose_writer_does_nothing(said):
    assert said in parse_interview(SUMMARY.format(said)).text
