"""One person's text is one record, however many lines it has; a list of comments is one where somebody may write it."""

import pytest

from analyzer.ingest import Choices, Shape, inspect, read
from analyzer.types import RawRecord, Side

PARAGRAPHS = (
    "I handed in my notice because the freezer was never mended.\n\nMy lead heard of it in October.\n\n"
    "The crew was the best I ever had.\n\nGuests sent back their fish and shouted at us."
)
BODY = {
    "en": "I resign as of 1 July.\n\nThe freezer was never mended and guests sent back their fish. I said so twice.",
    "fr": "Je démissionne au 1er juillet.\n\nLa chambre froide n'a jamais été réparée. Je l'ai signalé deux fois.",
    "es": "Renuncio a mi puesto el 1 de julio.\n\nLa cámara frigorífica nunca se arregló. Lo dije dos veces.",
    "de": "Ich kündige zum 1. Juli.\n\nDie Kühlung wurde nie repariert, und die Gäste schickten den Fisch zurück.",
}
# What stands above the words, their language, what stands below.
LETTERS = {
    "a printed head": (
        ["Pia Lund\n3 Quay Street\nHull HU1 2AB", "Harbour Foods Ltd.\nPeople team", "12 May 2025", "Re: my notice"],
        ("Dear Ms Okoro,", "en", "Yours sincerely,\n\nPia Lund"),
    ),
    "a sentence that takes leave": (
        [],
        (
            "Madame la directrice,",
            "fr",
            "Je vous prie d'agréer, Madame, l'expression de mes sentiments distingués.\n\nPia Lund",
        ),
    ),
    "a head and a sentence that takes leave": (
        ["Pia Lund\nCalle del Puerto 3\n39001 Santander", "Alimentos S.A.", "12 de mayo de 2025", "Asunto: renuncia"],
        ("Estimada señora Ruiz:", "es", "Sin otro particular, reciba un cordial saludo.\n\nPia Lund"),
    ),
    "a German head": (
        ["Pia Lund\nHafenstr. 3\n20457 Hamburg", "Fischküche Nord GmbH\nFrau Okoro", "Betreff: Kündigung"],
        ("Sehr geehrte Frau Okoro,", "de", "Mit freundlichen Grüßen\nPia Lund"),
    ),
}


def records(folder, text, side, choices=None):
    path = folder / "t.txt"
    path.write_text(text)
    plan = inspect(path, "t.txt", choices or Choices(), side=side)
    return [one.text for one in read(path, plan) if isinstance(one, RawRecord)]


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("kind", LETTERS)
def test_read_it_reads_a_letter_as_its_words_alone(tmp_path, kind, side):
    head, (greeting, language, closing) = LETTERS[kind]
    text = "\n\n".join([*head, greeting, BODY[language], closing])
    assert records(tmp_path, text, side) == [BODY[language]]


def test_read_it_keeps_what_stands_above_a_greeting_and_is_no_head(tmp_path):
    note = "Great crew\n\nNo parking\n\nHello,\n\nthe freezer was never mended, and nobody cared.\n\nThanks"
    assert records(tmp_path, note, Side.CUSTOMER)[0].startswith("Great crew")


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPHS,
        "- freezer never mended\n- fish sent back\n- lovely crew\n- no parking",
        "Freezer never mended.\nFish sent back.\nLovely crew.\nNo parking.",
    ],
    ids=["paragraphs", "bullets", "lines"],
)
def test_inspect_it_reads_employees_lines_as_one_persons_unless_somebody_says_otherwise(tmp_path, text):
    assert len(records(tmp_path, text, Side.EMPLOYEE)) == 1
    assert len(records(tmp_path, text, Side.EMPLOYEE, Choices(shape="lines"))) == 4
    assert len(records(tmp_path, text, Side.CUSTOMER)) == 4


def test_inspect_it_says_that_it_read_lines_as_one_persons(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text(PARAGRAPHS)
    (said,) = inspect(path, "t.txt", side=Side.EMPLOYEE).notes
    assert said.startswith("Its 4 lines are read as one person's words: say that it is a list")
    assert inspect(path, "t.txt", Choices(shape="interview"), side=Side.EMPLOYEE).notes == ()
    assert inspect(path, "t.txt", side=Side.CUSTOMER).notes == ()


def test_inspect_it_takes_employees_rated_reviews_for_several_peoples(tmp_path):
    assert len(records(tmp_path, "2/5 - The freezer died.\n4/5 - Lovely crew.\n1/5 - No rota.", Side.EMPLOYEE)) == 3


def test_inspect_it_sees_questions_in_bold_type(tmp_path):
    text = "**Why did you leave?**\nThe freezer.\n\n**What was good?**\nThe crew."
    path = tmp_path / "t.md"
    path.write_text(text)
    assert inspect(path, "t.md").shape is Shape.INTERVIEW
    assert records(tmp_path, text, None) == ["The freezer.\n\nThe crew."]


def test_inspect_it_takes_a_long_list_for_one_though_some_of_its_lines_look_like_a_forms(tmp_path):
    lines = [f"Parcel {at} came late and nobody could say why." for at in range(30)]
    lines[7:7] = ["Comments: the fish was cold.", "Details: my card was charged twice."]
    assert len(records(tmp_path, "\n".join(lines), Side.CUSTOMER)) == 32
