"""Dictations with signs by word of mouth, and the lines that programs write around recordings; all people invented."""

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.extraction.dictation import replace_spoken_punctuation
from analyzer.types import RawRecord, Side


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        (
            (
                "she found the vans dirty full stop the crew comma she said comma was kind full stop new paragraph "
                "pay colon too low full stop new paragraph a good point she made about rotas full stop"
            ),
            (
                "She found the vans dirty. The crew, she said, was kind.\n\nPay: too low.\n\n"
                "A good point she made about rotas."
            ),
        ),
        (
            (
                "der Plan komme zu spät Punkt er gehe Klammer auf ohne Stelle Klammer zu im Mai Punkt Absatz zum Lohn "
                "Doppelpunkt der sei gut Punkt Absatz in diesem Punkt sei er zufrieden Absatz"
            ),
            (
                "Der Plan komme zu spät. Er gehe (ohne Stelle) im Mai.\n\nZum Lohn: der sei gut.\n\n"
                "In diesem Punkt sei er zufrieden"
            ),
        ),
        (
            (
                "le camion cale point l'équipe est bonne point à la ligne la paie virgule trop basse point à la ligne "
                "c'est un point fort point"
            ),
            "Le camion cale. L'équipe est bonne.\n\nLa paie, trop basse.\n\nC'est un point fort.",
        ),
    ],
)
def test_write_signs_it_writes_what_was_spoken(spoken, written):
    assert replace_spoken_punctuation(spoken).strip() == written


def test_write_signs_it_leaves_out_what_is_said_to_the_typist():
    spoken = (
        "please type a memo file nine new paragraph she found the vans dirty full stop note from me the vans are new "
        "full stop new paragraph strike that bit on vans new paragraph strike that she liked the crew full stop new "
        "paragraph she may come back end of dictation"
    )
    said = "She found the vans dirty. Strike that she liked the crew. She may come back"
    assert " ".join(replace_spoken_punctuation(spoken).split()) == said


@pytest.mark.parametrize(
    "text",
    [
        "Der Absatz brach zweimal ein. Ein Absatz fehlt. Punkt. Der Punkt ist klar. Punkt um Punkt.",
        "I asked for a new paragraph in my contract full stop",
    ],
)
def test_write_signs_it_leaves_what_nobody_dictated(text):
    assert replace_spoken_punctuation(text) == text


def test_read_it_takes_lines_of_a_program_around_a_recording_for_nobodys(tmp_path):
    said = "the vans are never cleaned and nobody signs for it\n\nthe crew was kind and i would come back"
    path = tmp_path / "rec.txt"
    path.write_text(
        f"rec_1.m4a   written automatically   12 May\n\n{said}\n\nfree plan   2 speakers   no count", "utf-8"
    )
    (found,) = read(path, inspect(path, path.name, side=Side.EMPLOYEE))
    assert isinstance(found, RawRecord)
    assert found.text == said
