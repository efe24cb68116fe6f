"""What stands above and below the words of a text and is nobody's; all people invented."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

FORM = "Pourquoi partez-vous ?\nLe planning arrive trop tard.\n\nQue changeriez-vous ?\nLe pont roulant."
SAID = "Le planning arrive trop tard.\n\nLe pont roulant."
TALK = "HR: Why do you leave?\nEE: The rota.\nHR: What was good?\nEE: The crew, they were kind."
NOTES = "I never saw a rota in time.\n\nThe crane stood still.\n\n{}"


@pytest.mark.parametrize(
    "foot",
    [
        "Fin du document.",
        "12 lignes\n\nCONFIDENTIEL – ne pas diffuser",
        "RH-14 annexe B, version 6.",
        "Légende : 1 = mauvais ; 5 = bon. Document interne, à détruire sous 12 mois.",
        "---\n*Formulaire n° 12. Ne rien écrire sous cette ligne.*\n\nClés rendues : oui",
        "Adresse pour le solde : inchangée. Téléphone 06 39 98 17 52.",
        "Vu par : A.S.\tValidé par :\t____\nTranscrit avec https://notes.example",
        "06 39 98 17 52 / ada@courrier.example",
    ],
)
def test_parse_interview_it_leaves_out_the_foot_of_a_record(foot):
    assert parse_interview(f"{FORM}\n\n{foot}").text == SAID


def test_parse_interview_it_leaves_out_the_foot_of_a_transcript():
    assert parse_interview(f"{TALK}\n\nEnd of transcript. Transcribed by https://notes.example").text == (
        "The rota.\n\nThe crew, they were kind."
    )


@pytest.mark.parametrize(
    "last",
    [
        "Confidential letters lay open at the desk.",
        "Crane: never mended.",
        "End of story: nobody rang.",
        "The form was too long. Templates by the dozen.",
        "Please do not put my name below this line of thought.",
        "Stored in my locker: two lamps, please collect.",
        "Write below this line, they said.",
        "12 rows of seats, no broom.",
        "Form no lines of attack, please.",
    ],
)
def test_parse_interview_it_keeps_last_words_that_may_be_the_leavers(last):
    assert last in parse_interview(NOTES.format(last)).text


@pytest.mark.parametrize("line", ["Handy 0151 2345 6789", "Tel: +49 30 1234567", "ada@post.example"])
def test_parse_interview_it_leaves_out_where_to_reach_somebody_among_answers(line):
    text = f"Warum gehen Sie?\nDer Plan.\n\nWohin das Zeugnis?\n{line}\n\nWas war gut?\nDie Leute."
    assert parse_interview(text).text == "Der Plan.\n\nDie Leute."


@pytest.mark.parametrize("line", ["Angefangen am 01.05.2019", "Seit 2019 - 2023 kein Geld", "Bus 300 fährt um 6"])
def test_parse_interview_it_keeps_days_and_numbers_among_answers(line):
    text = f"Warum gehen Sie?\nDer Plan.\n\nSeit wann?\n{line}\n\nWas war gut?\nDie Leute."
    assert line in parse_interview(text).text


TITLED = """MUSTERBAU AG
Anlage C: Niederschrift über das Gespräch

Name: Ute Brandl. Werk: Süd. Geführt von
Jan Wirth am 5. Mai 2025. Diese Niederschrift wird zwei Jahre aufbewahrt.

1. Warum gehen Sie?
Der Plan.

2. Was war gut?
Die Leute."""


def test_parse_interview_it_leaves_out_the_head_below_a_title_in_capitals():
    assert parse_interview(TITLED).text == "Der Plan.\n\nDie Leute."


@pytest.mark.parametrize(
    "text",
    [
        "WHAT I DID NOT LIKE\nManager: never there\nThe crane stood still for my whole last year\n\n{}",
        "WHAT HURT\nManager: never there\nThe crane stood still for a whole year\n\n{}",
        "WHAT WENT WRONG\n- Manager: never there\n- The crane stood still\n\n{}",
        "WARUM?\nName: egal\nThe crane stood still\n\n{}",
        "THE BAD\nName: does not matter\nThe crane stood still\n\n{}",
    ],
)
def test_parse_interview_it_keeps_what_stands_below_the_first_heading_of_an_answer(text):
    text = text.format("WHAT WAS GOOD\nThe crew was kind to everybody\n\nWHAT ELSE\nThe bus was never on time")
    assert "The crane stood still" in parse_interview(text).text


@pytest.mark.parametrize(
    "label", ["If not, please say why:", "Falls nein, bitte erläutern:", "Commentaires du salarié :"]
)
def test_parse_interview_it_parts_a_label_that_asks_from_its_answer(label):
    found = parse_interview(f"Would you come back?\nMaybe on days.\n\n{label} Nobody kept the promise of May.")
    assert found.text == "Maybe on days.\n\nNobody kept the promise of May."


def test_parse_interview_it_leaves_out_reactions_to_a_message():
    talk = TALK.replace("EE: The rota.", "EE: The rota.\n:tada: 2  :+1: 11")
    assert parse_interview(talk).text == "The rota.\n\nThe crew, they were kind."


def test_parse_interview_it_leaves_out_a_reviewers_note():
    text = f"{FORM}\nReviewer note: Eligible for rehire."
    assert parse_interview(text).text == SAID
