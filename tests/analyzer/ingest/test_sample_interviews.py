"""Whole interviews of invented persons: every statement of the leaver is kept, no word of anybody else."""

import json
from pathlib import Path

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.grid import unroll_blocks, unroll_grids
from analyzer.ingest.prose.interview import parse_interview
from analyzer.types import RawRecord

SAMPLES = Path(__file__).parents[3] / "samples" / "interviews"
PATHS = sorted(path for path in SAMPLES.glob("*/*") if path.suffix != ".json")


def _flat(text):
    return " ".join(text.split())


def test_there_are_interviews_to_read():
    assert len(PATHS) >= 28


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_read_it_keeps_the_statements_of_the_leaver_and_no_others_words(path):
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    records = [one for one in read(path, inspect(path, path.name)) if isinstance(one, RawRecord)]
    text = _flat("\n".join(record.text for record in records))
    assert [said for said in truth["employee_statements"] if said not in text] == []
    foreign = [asked for asked in truth["interviewer_text"] if len(asked.split()) > 2 and asked in text]
    assert [asked for asked in foreign if not any(asked in said for said in truth["employee_statements"])] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "Ada: Rufus, I am sad to see you go.\nRufus: Me too.\nAda: Take me back to the start.\n"
                "Rufus: It was the new slots, forty minutes a job. Have you ever tried that?\nAda: I have not.\n"
                "Rufus: Then the customer gives two stars. Would you?"
            ),
            (
                "It was the new slots, forty minutes a job. Have you ever tried that?\n\n"
                "Then the customer gives two stars. Would you?"
            ),
        ),
        (
            (
                "Talk between Ada Rowe (People team) and Kit Lane\nAda: The van.\nKit: It was new.\nAda: The parts.\n"
                "Kit: Never in it. Why is that?"
            ),
            "It was new.\n\nNever in it. Why is that?",
        ),
        (
            (
                "Interviewer: Ada Rowe\nEmployee: Kit Lane\n\nInterviewer: The van?\nEmployee: It was new.\n"
                "Interviewer: Did it help?\nEmployee: Exactly."
            ),
            "It was new.",
        ),
        (
            (
                "Hi Ada,\n\n> 1) Why did you resign?\nSix new logos in four years and fewer engineers each time.\n"
                "> 2) Please comment on your manager.\nShe shielded us.\n> Many thanks"
            ),
            "Six new logos in four years and fewer engineers each time.\nShe shielded us.",
        ),
        (
            (
                "Survey       Page 1 of 2\n1. My manager listens to me.\nDisagree / Neutral / Agree\nAnswer: Agree\n"
                "2. Comments\nHe carried a radio himself.\n3. What else?\nn/a\nThank you for completing this survey."
            ),
            "He carried a radio himself.",
        ),
        ("> Quoted as a whole, the rota was chaos.\n> Nobody asked us.", "> Quoted as a whole, the rota was chaos."),
    ],
    ids=["asks back", "parts in the title", "names in the head", "quotes", "ratings", "only a quote"],
)
def test_parse_interview_it_tells_the_leaver_from_the_rest(text, said):
    assert parse_interview(text).text.startswith(said)


def test_parse_interview_it_reads_lettered_questions():
    text = "A. Rating of the team (out of 10): 7\nB. Comments on the team\nIt held together.\nC. What else\nThe lift."
    assert parse_interview(text).text == "It held together.\nThe lift."


def test_unroll_grids_it_puts_questions_above_answers_and_drops_remarks():
    table = "Question\tAnswer\tHR comment\nWhy leave?\tThe depot moved.\tNoted\nHeating\tBroken.\t\nEnd?\tn/a"
    assert unroll_grids(table) == "Why leave?\nThe depot moved.\n\nHeating:\nBroken.\n\nEnd?\nn/a\n"


def test_unroll_grids_it_leaves_a_table_that_asks_nothing():
    table = "Ada\tThe van?\nKit\tIt was new.\nAda\tGood.\nKit\tYes."
    assert unroll_grids(table) == table


GERMAN_BLOCKS = """Austrittsbefragung
Frage
Warum gehen Sie?
Art der Antwort
Freitext
Antwort
Der Dienstplan kommt freitags.

Er gilt ab Montag.
Wertung
3

Frage
Wie war das Team?
Art der Antwort
Auswahl
Antwort
Gut

Frage
Beschreiben Sie Ihre Arbeitsmittel.
Art der Antwort
Freitext
Antwort
1. Der Wagen klappert.
2. Der Lift steht.
Wertung
2"""

ITALIAN_BLOCKS = """Voce
Che cosa l'ha spinta ad andare via?
Nota HR
Tono calmo.
Parole
I turni cambiano ogni settimana

Voce
Com'era la squadra?
Nota HR
Da sentire il capo.
Parole
Bravissimi, tutti.

Voce
Altro?
Nota HR
Nulla.
Parole
Il muletto non frena.

Creato il 3 maggio, pagina 1
© Portale Risorse"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            GERMAN_BLOCKS,
            "Der Dienstplan kommt freitags.\nEr gilt ab Montag.\n\n1. Der Wagen klappert.\n2. Der Lift steht.",
        ),
        (ITALIAN_BLOCKS, "I turni cambiano ogni settimana\n\nBravissimi, tutti.\n\nIl muletto non frena."),
    ],
)
def test_unroll_blocks_it_drops_what_comes_back_word_for_word(text, said):
    assert parse_interview(unroll_blocks(text)).text == said


@pytest.mark.parametrize(
    "text",
    [
        "Gründe\nDer Plan\nGutes\nDas Team\n" * 3,
        "Reason\nThe rota came late.\nLiked\nThe canteen.\nReason\nThe pay.\nLiked\nMia\nReason\nThe lift.\nLiked\nPat",
    ],
)
def test_unroll_blocks_it_leaves_what_asks_nothing(text):
    assert unroll_blocks(text) == text
