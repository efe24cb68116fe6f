"""Answers are kept however short they are, with or without a stop, a title or a bullet."""

import pytest

from analyzer.ingest.prose.interview import parse_interview
from analyzer.ingest.prose.pasted_tables import format_question_answer

KEPT = {
    "below questions": (
        "¿Qué le gustó?\n\nMis compañeros de cocina\n\n¿Qué cambiaría?\n\nEl horno, que se apaga solo",
        ["Mis compañeros de cocina", "El horno, que se apaga solo"],
    ),
    "bullets below questions": (
        "Was lief gut?\n- Zusammenhalt in der Frühschicht\n\nWas fehlte?\n- Ein zweiter Stapler",
        ["Zusammenhalt in der Frühschicht", "Ein zweiter Stapler"],
    ),
    "below Markdown headings": (
        "## O que correu bem?\n\nA equipa da noite\n\n## O que faltou?\n\nLuvas do tamanho certo",
        ["A equipa da noite", "Luvas do tamanho certo"],
    ),
    "below one question": (
        "Why did you hand in your notice?\n\nThe night bus\n\nIt stopped running in May",
        ["The night bus", "It stopped running in May"],
    ),
    "without any question": (
        "No gloves in the right size\n\nNobody ever asked us",
        ["No gloves in the right size", "Nobody ever asked us"],
    ),
    "below a heading with ratings": (
        "## Team\nRating: 7/10\nheld together on the bad days\n\n## Rota\nRating: 2/10\nout on Sundays only",
        ["held together on the bad days", "out on Sundays only"],
    ),
}


@pytest.mark.parametrize("shape", KEPT)
def test_parse_interview_it_keeps_short_answers(shape):
    text, said = KEPT[shape]
    assert [line for line in parse_interview(text).text.split("\n") if line] == said


def test_put_below_it_tells_a_fact_from_what_somebody_says_of_a_field():
    assert format_question_answer("Manager", ["Dr Pia Lund"]) == ["Manager: Dr Pia Lund", ""]
    assert format_question_answer("Manager", ["Polite but never there"]) == ["Manager:", "Polite but never there", ""]


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("Pia Lund, kitchen hand", "I left because of the oven.\n\nNobody had it mended."),
        ("Last day of Pia", "The oven died every noon.\n\nNobody had it mended."),
    ],
)
def test_parse_interview_it_leaves_out_a_title_above_sentences(title, rest):
    assert parse_interview(f"{title}\n\n{rest}").text == rest
