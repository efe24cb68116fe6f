"""Lines printed on a form, and lines that begin like them and are somebody's; all people invented."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

FORM = "Why do you leave?\nThe rota comes late.\n\nWhat else?\n{}\nThe crew was kind."


@pytest.mark.parametrize(
    "said",
    [
        "Page 3 of the contract was never honoured.",
        "Seite 2 des Vertrags fehlte",
        "Please return my locker deposit, I asked for it three times.",
        "Please return the locker deposits we all paid.",
        "Confidential talks were held in the open office",
        "Thank you for taking my side in March.",
        "Grazie per la formazione, ma i turni erano impossibili.",
        "Grazie per aver risposto, ma era tardi.",
        "Bedankt voor het vertrouwen, maar de roosters klopten nooit.",
        "Obrigado por tudo, mas os turnos eram impossíveis.",
        "Merci d'avoir enfin posé la question : le planning changeait sans cesse.",
        "3 people found new jobs before Easter.",
        "The lift: broken, stairs = dark, 3 = too many",
        "We waited ........",
        "The boss kept the records for two years in his car.",
        "Our data is deleted after two months and then clients ring.",
        "Kept waiting for two years for a rise.",
        "Canteen: Good     Car park: Bad",
        "--- and then nobody came",
    ],
)
def test_parse_interview_it_keeps_sentences_that_begin_like_a_form(said):
    assert said in parse_interview(FORM.format(said)).text


@pytest.mark.parametrize(
    "printed",
    [
        "Page 3 of 4",
        "Retain for 12 months after leaving date then destroy",
        "Dit formulier wordt twee jaar bewaard.",
        "Die Angaben werden vertraulich behandelt und nach 24 Monaten gelöscht.",
        "Les données sont conservées pendant 2 ans.",
        "Vu par la salariée : MK     Visa RH : BO",
        "Coordonnées après départ : 06 39 98 14 07",
        "Canteen and breaks ............ 3",
        "Training ........ __",
        "1 = poor, 5 = excellent",
        "SA = strongly agree, A = agree",
        "- - - sheet 2 (stapled) - - -",
        "Page 2 | HR-14",
        "Seite 1 von 2",
        "Please return this form to HR by Friday.",
        "Please return to HR by Friday.",
        "Bitte bis Freitag im Personalbüro abgeben.",
        "Por favor, devuelva este formulario antes del viernes.",
        "Merci de remettre ce document au service RH.",
        "Vielen Dank für Ihre Teilnahme!",
        "Thank you for taking the time to help us improve.",
        "Confidential – for HR only",
        "Confidential when completed",
        "CONFIDENTIAL EXIT QUESTIONNAIRE",
        "Grazie per aver risposto.",
        "Bedankt voor het invullen van deze vragenlijst.",
        "Obrigado por responder.",
        "Merci d'avoir répondu à ce questionnaire.",
        "Helpful? 41 people found this helpful.",
    ],
)
def test_parse_interview_it_leaves_out_what_is_printed_on_a_form(printed):
    assert parse_interview(FORM.format(printed)).text == "The rota comes late.\n\nThe crew was kind."


@pytest.mark.parametrize("label", ["Noot HR", "Noot P&O"])
def test_parse_interview_it_leaves_out_what_hr_notes_in_dutch(label):
    text = f"Waarom gaat u weg?\nDe wagen bleef stuk.\n{label}: al langer bekend.\n\nWat was goed?\nMijn ploeg."
    assert parse_interview(text).text == "De wagen bleef stuk.\n\nMijn ploeg."
