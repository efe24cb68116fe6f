"""Letters that do not greet, and lists of comments that look like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.ingest import inspect, read
from analyzer.ingest.prose.interview import parse_interview
from analyzer.ingest.prose.letters import strip_courtesies
from analyzer.ingest.prose.mail import read_mail
from analyzer.types import RawRecord

ONE = "The parcel came late for the third time. Nobody answers the phone."
TWO = "When I called the shop they told me to wait. I waited for two weeks."
THREE = "I want my money back."


def said_in(folder: Path, text: str) -> list[str]:
    path = folder / "pasted.txt"
    path.write_text(text, "utf-8")
    return [row.text for row in read(path, inspect(path, path.name)) if isinstance(row, RawRecord)]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "closing",
    [
        *("Kind regards\nAnna Reed", "Yours sincerely,\n\nAnna Reed\n12 Mill Lane\nYork", "Best wishes, Anna"),
        *("Mit freundlichen Grüßen\nAnna Muster", "Cordialement\nAnne Petit", "Thanks\nAnna"),
    ],
)
def test_a_letter_without_a_greeting_is_one_record(tmp_path: Path, gap: str, closing: str) -> None:
    assert said_in(tmp_path, gap.join((ONE, TWO, THREE, closing))) == [gap.join((ONE, TWO, THREE))]


def test_it_is_one_where_few_paragraphs_have_several_sentences_and_it_does_more_than_thank(tmp_path: Path) -> None:
    letter = f"I write about your delivery.\n\n{ONE}\n\n{THREE}\n\n"
    assert len(said_in(tmp_path, f"{letter}Regards\nAnna\n")) == 1
    assert len(said_in(tmp_path, f"{letter}Thanks\nAnna\n")) == 5


def test_a_postscript_belongs_to_it(tmp_path: Path) -> None:
    assert said_in(tmp_path, f"{ONE}\n\n{TWO}\n\nRegards\nAnna\n\nPS: The lift is broken.\n") == [
        f"{ONE}\n\n{TWO}\n\nPS: The lift is broken."
    ]


def test_letters_of_several_people_are_parted_at_their_signatures(tmp_path: Path) -> None:
    signatures = ("Kind regards\nAnna\n", "Best regards\nBen\nBaker", "Regards\nCleo")
    letters = (f"{ONE}\n\n{THREE}", TWO, f"Dear all\n\n{ONE}")
    pasted = [f"{letter}\n\n{signature}" for letter, signature in zip(letters, signatures, strict=True)]
    assert said_in(tmp_path, "\n\n".join(pasted)) == [f"{ONE}\n\n{THREE}", TWO, ONE]


@pytest.mark.parametrize(
    ("pasted", "records"),
    [
        (f"{ONE}\n{TWO}\nThanks\n", 3),
        (f"{ONE}\n{TWO}\nKind regards\n", 3),
        ("Too loud.\nKind people, though.\nNo parking.\nThanks\nGreat Shop\n", 5),
        ("Too loud.\nKind people, though.\nNo parking.\nRegards\nAnna Reed\n", 5),
        (f"{ONE}\n{TWO}\nKind regards\nAnna\n{THREE}\nToo loud in here.\n", 6),
        (f"{ONE}\n{TWO}\n" * 11 + "Kind regards\nAnna\n", 24),
    ],
)
def test_a_list_of_comments_stays_one(tmp_path: Path, pasted: str, records: int) -> None:
    assert len(said_in(tmp_path, pasted)) == records


FORMAL = """Ines Moreno
Calle del Olmo 14
28012 Villanueva
Tel. 600 123 456

                    Talleres del Norte
                    A la atención de la directora de recursos humanos
                    Polígono sur, nave 3

                    Villanueva, 3 de mayo de 2025

Carta certificada con acuse de recibo n.º 1A 204 553 8810 4

Asunto: baja voluntaria de mi puesto de encargada del taller de costura

Estimada señora:

Le comunico que dejo mi puesto.

El turno cambia cada viernes y nadie avisa.

{}

                    Ines Moreno

Anexos: copia de mis correos del 4 de marzo

[Registro] ENTRADA 6 MAYO 2025 – archivar en el expediente 118"""


@pytest.mark.parametrize("closing", ["Le saluda atentamente,", "Reciba usted, señora, mis más cordiales saludos."])
def test_a_formal_letter_is_read_without_addresses_day_subject_enclosures_and_stamps(tmp_path, closing) -> None:
    said = "Le comunico que dejo mi puesto.\n\nEl turno cambia cada viernes y nadie avisa."
    assert said_in(tmp_path, FORMAL.format(closing)) == [said]


def test_what_stands_above_a_greeting_and_is_no_head_stays(tmp_path) -> None:
    letter = FORMAL.format("Atentamente,").replace("Polígono sur, nave 3", "El jefe no escucha a nadie.")
    assert "El jefe no escucha a nadie." in said_in(tmp_path, letter)[0]


def test_own_words_in_brackets_below_a_signature_stay() -> None:
    text = "Dear Ms Reed,\n\nNobody listens.\n\nKind regards\nAnna Muster\n\n[My lamp never worked]"
    assert "My lamp never worked" in read_mail(text).text


def test_parse_interview_it_leaves_out_the_head_of_a_letter_without_empty_lines():
    head = ["Ilka Voss", "12 Mill Road", "Ely", "3 June 2026", "Human Resources", "Dear Ms Lund,"]
    said = "The rota changed every week and nobody told us. My manager had no say over it."
    assert parse_interview("\n".join([*head, said, "Kind regards,", "Ilka Voss"])).text == said


def test_parse_interview_it_keeps_a_list_above_a_greeting():
    said = ["The rota changed every week.", "Nobody told us why.", "Hello from the night shift, too!"]
    assert parse_interview("\n".join(said)).text == "\n".join(said)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Hello Harbour team,\n\n", ""),
        ("Hi\n", ""),
        ("Good morning team. ", ""),
        ("Liebes Team!\n", ""),
        ("Good morning all!\n", ""),
        ("Sehr geehrte Damen und Herren,\n\n", "\n\nMit freundlichen Grüßen\nA. Muster"),
        ("Bonjour,\n", "\nCordialement"),
        ("Estimados señores:\n\n", "\nUn saludo"),
        ("", "\n\nThanks,\nAnna Reed\n555-0100"),
        ("", "\nRegards"),
    ],
)
def test_a_cell_loses_the_line_that_greets_and_the_one_that_takes_leave(above: str, below: str) -> None:
    assert strip_courtesies(f"{above}{ONE}\n\n{TWO}{below}") == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    "cell",
    [
        f"Hi, the parcel never came.\n{TWO}",
        f"Hi my parcel is late\n{TWO}",
        f"Hello nobody answers\n{TWO}",
        f"Thank you\nfor the years in the team. {TWO}",
        f"Beste Qualität!\n{TWO}",
        f"Dear Prices. {TWO}",
        "Many thanks\nAnna",
        "Pay\nHours\nBest\nManager",
        f"Thanks\n{ONE}",
        "Hello",
        "",
    ],
)
def test_a_cell_keeps_what_is_more_than_a_greeting_and_what_is_nothing_else(cell: str) -> None:
    assert strip_courtesies(cell) == cell


def test_a_table_is_read_and_shown_without_them(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(f'id,description\n1,"Hello Harbour team,\n\n{ONE}"\n2,"Hello all,\n\nn/a"\n3,{TWO}\n', "utf-8")
    plan = inspect(path, path.name)
    assert [row.text for row in read(path, plan) if isinstance(row, RawRecord)] == [ONE, TWO]
    assert plan.preview[0][1] == ONE


@pytest.mark.parametrize("closing", ["Yours ever", "Hochachtungsvoll", "Hoogachtend"])
def test_what_somebody_notes_below_a_letter_is_no_part_of_it(closing: str) -> None:
    letter = f"12 Mill Lane\nYork\n\nDear Bo,\n\n{ONE}\n\n{TWO}\n\n{closing},\n\nAda\n\n- - - slip, stapled - - -\n\n"
    noted = "File note, Bo Lind, HR Manager, 3/5\nAda declined a talk. Main points: parcels.\n"
    assert parse_interview(letter + noted).text == f"{ONE}\n\n{TWO}"
