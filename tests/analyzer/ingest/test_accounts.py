"""Headings that say that HR wrote something down: titles of the whole account, and remarks beside it."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

REPORTS = {
    "Summary of the exit interview (HR)": "She says the rota changed weekly. Her pay came late twice, and nobody rang.",
    "Zusammenfassung des Gesprächs (Personalabteilung)": "Sie sagt, der Dienstplan habe gewechselt. Das Gehalt kam "
    "zweimal zu spät, niemand rief sie an.",
    "Synthèse de l'entretien (rédigée par Anne, RH)": "Elle dit que le planning changeait. La paie est arrivée deux "
    "fois en retard.",
    "Resumen de la entrevista (RRHH)": "Dice que el cuadrante cambiaba. La nómina le llegó tarde dos veces seguidas.",
    "Sintesi del colloquio (HR)": "Dice che i turni cambiavano. La paga è arrivata in ritardo due volte di fila.",
    "Samenvatting van het gesprek (HR)": "Ze zegt dat het rooster wisselde. Het loon kwam twee keer te laat binnen.",
    "Resumo da conversa (RH)": "Diz que a escala mudava. O salário chegou atrasado duas vezes, sem aviso nenhum.",
}


@pytest.mark.parametrize(
    "shape", ["{}\n\n{}", "{}\n{}", "{}:\n\n{}", "{}: {}", "**{}**\n\n{}", "Kiel, 3.5.2026\n\n{}\n\n{}"]
)
@pytest.mark.parametrize("title", REPORTS)
def test_parse_interview_it_keeps_an_account_whose_title_says_that_hr_wrote_it(shape, title):
    found = parse_interview(shape.format(title, REPORTS[title]))
    assert found.text == REPORTS[title]
    assert found.third_person


def test_parse_interview_it_keeps_all_paragraphs_of_such_an_account_and_not_what_hr_did():
    told = "She says the rota changed weekly. She felt nobody cared.\n\nShe would come back."
    text = f"Exit interview summary by HR\n\n{told}\nI thanked her and explained the next steps."
    assert parse_interview(text).text == told


@pytest.mark.parametrize(
    "text",
    [
        "HR summary\nCalm, a loss for us, wants a good reference from us.\n\nThe rota changed weekly. I had enough.",
        "The rota changed weekly.\n\nHR summary\nCalm, a loss for us, wants a good reference from us.",
    ],
)
def test_parse_interview_it_leaves_out_what_hr_sums_up_beside_the_leavers_own_words(text):
    assert "Calm" not in parse_interview(text).text


@pytest.mark.parametrize(
    "note", ["HR notes: keys returned.", "HR comments\nA loss for the team. We should have paid her more."]
)
def test_parse_interview_what_hr_notes_or_thinks_is_no_account(note):
    assert parse_interview(note).text == ""


@pytest.mark.parametrize(
    "label",
    [
        "Comments for HR",
        "Anmerkungen an die Personalabteilung",
        "Commentaires pour les RH",
        "Comentarios para RRHH",
        "Commenti per HR",
        "Opmerkingen voor HR",
        "Comentários para o RH",
    ],
)
@pytest.mark.parametrize("shape", ["{}:\n{}", "{}: {}", "{}\n{}"])
def test_parse_interview_comments_for_hr_are_the_leavers(shape, label):
    answer = shape.format(label, "Ring us before a rota changes.")
    text = f"1. Why do you leave?\nThe shifts.\n\n2. What was good?\nThe harbour.\n\n{answer}"
    assert parse_interview(text).text == "The shifts.\n\nThe harbour.\n\nRing us before a rota changes."


def test_parse_interview_notes_for_hr_are_not_the_leavers():
    text = "1. Why?\nThe shifts.\n\n2. What was good?\nThe harbour.\n\nNotes for HR: collect the laptop."
    assert parse_interview(text).text == "The shifts.\n\nThe harbour."
