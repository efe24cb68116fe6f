"""Lines printed on a form, and lines that begin like them and are somebody's; all people invented."""

import pytest

from analyzer.ingest.prose.forms.boilerplate import is_scale
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


@pytest.mark.parametrize(
    "printed",
    [
        "B1  Warum gehen Sie? / Why are you going?",
        "Leaving on: 31/12/2031",
        "Pag. 1 di 1",
        "--------------- wird von HR ausgefüllt / HR use only ---------------\nA loss.",
        "---- réservé au service ----\nLu le 12.",
    ],
)
def test_parse_interview_it_leaves_out_what_a_form_says_in_signs_and_in_two_languages(printed):
    found = parse_interview(FORM.format(printed).replace("The crew was kind.", ""))
    assert found.text == "The rota comes late."


def test_parse_interview_names_of_a_forms_parts_are_asked():
    text = "1. WORK\n\n2.1 Safety: the ramp is dark.\n2.2 Tools: the press is good.\n2.3 Pay: ____\n\n"
    text += "3.1 Crew: they are family."
    assert parse_interview(text).text.split("\n\n") == ["the ramp is dark.", "the press is good.", "they are family."]


def test_parse_interview_numbers_of_minutes_are_no_parts_of_a_form():
    text = "2.1 The ramp: dark for years.\n2.2 It was said twice.\n2.3 The press: good.\n3.1 The crew: family."
    assert "The press: good." in parse_interview(text).text


def test_parse_interview_copied_questions_are_asked():
    asked = ["« Quelles raisons ? »", "« La paye convenait ? »", "« Et revenir ? »"]
    text = "\n\n".join(f"{one}\n{said}" for one, said in zip(asked, ["Le froid.", "Oui.", "Un jour."], strict=True))
    found = parse_interview(text)
    assert found.text == "Le froid.\n\nOui.\n\nUn jour."
    assert found.asked[1] == "La paye convenait ?"


def test_parse_interview_a_forms_organisation_at_its_top_is_no_question():
    head = "CITY OF EAST YARD\nHuman Resources & Development\n\nCompleted by post, returned 19 June.\n\n"
    asked = "Q1. Why do you go?\n\n  • The nights.\n\nQ2. What was good?\n\n  • The crew.\n\n"
    asked += "Q3. What else?\n\n  • Nothing hurts.\n"
    assert parse_interview(head + asked).text == "The nights.\n\nThe crew.\n\nNothing hurts."


@pytest.mark.parametrize("heading", ["4. OUR VIEW (reserved)", "PANEL SUMMARY (for HR use – do not copy)"])
def test_parse_interview_what_a_heading_reserves_is_nobodys(heading):
    text = f"1. Why do you go?\nThe nights.\n\n2. What was good?\nThe crew.\n\n{heading}\nA loss.\n\nAsk payroll."
    assert parse_interview(text).text == "The nights.\n\nThe crew."


def test_parse_interview_a_heading_on_what_is_internal_asks():
    text = "1. Pay (monthly)\nLate.\n\n2. Communication (internal)\nNobody told me.\n\n3. Other?\nThe crew was kind."
    assert "Nobody told me." in parse_interview(text).text


def test_parse_interview_one_word_that_asks_itself_is_no_forms_question():
    text = "☐ yes ☐ no ☒ maybe\n\nWhat was good?\nHonestly? The people."
    assert parse_interview(text).text == "Honestly? The people."


def test_is_scale_it_knows_signs():
    assert is_scale("++   +    o    -    --   k.A./n.a.")
    assert not is_scale("Team + pay - hours late and 0 thanks")


def test_a_printed_row_of_numbers_is_no_contact() -> None:
    """Nor does it keep the reader busy: so many can be taken for numbers of telephones in endless ways."""
    text = "12. " * 400 + "x"
    assert parse_interview(text).text.split() == text.split()


def test_a_long_row_of_boxes_is_read() -> None:
    row = "Pay " + "( ) " * 20_000
    assert "The rota." in parse_interview(f"What made you go?\nThe rota.\n\n{row}").text
