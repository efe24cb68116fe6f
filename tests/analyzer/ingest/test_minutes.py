"""Minutes that tell who did and said what, sentence by sentence; all people invented."""

import pytest

from analyzer.ingest.prose.interview import parse_interview

INITIALS = """Minute of meeting, Tuesday
Present: Orla Quill, Head of People (OQ); Finn Daly (FD), departing dispatcher
Una Hart (union rep) (UH)

1.1 OQ thanked FD for coming. She said the minute would go to FD for correction.
1.2 FD said the phones are never answered at night.
1.3 OQ: "Was that raised? With whom?" FD: "Twice. Nobody rang back." He praised the early crew.
1.4 UH noted that the rota was agreed in May.
2.1 OQ asked about pay and he said it was fair.
2.2 UH asked about the canteen. He found it poor. OQ is never seen there.
2.3 FD would come back."""

NAMES = """Present: Ada Rowe (leaver), Bo Lind (HR adviser), Tom Hay (manager)

Ms Lind thanked Ms Rowe for coming.
Ms Rowe said the vans are never cleaned. Mr Hay is never there before nine.
Mr Hay explained that the washer is ordered.
She liked the early crew.
Rowe would come back for a clean van."""


def test_parse_interview_it_keeps_of_minutes_what_the_leaver_said():
    found = parse_interview(INITIALS)
    assert found.text == (
        "FD said the phones are never answered at night.\n"
        '"Twice. Nobody rang back." He praised the early crew.\n'
        "OQ asked about pay and he said it was fair.\n"
        "He found it poor. OQ is never seen there.\n"
        "FD would come back."
    )
    assert 'OQ: "Was that raised?' in found.asked


def test_parse_interview_it_knows_people_of_minutes_by_their_names():
    text = parse_interview(NAMES).text
    assert "Lind thanked" not in text
    assert "washer" not in text
    assert "Mr Hay is never there before nine." in text
    assert "She liked the early crew." in text


def test_parse_interview_it_takes_no_title_for_the_end_of_a_sentence_of_minutes():
    text = """Présents : M. Luc Petit (salarié), Mme Anne Roux (DRH)

Mme Roux remercie M. Petit.
M. Petit explique que les camions calent. M. Petit l'a signalé.
Mme Roux demande ce qui allait bien.
M. Petit cite l'équipe du matin. Mme Roux n'est jamais là."""
    assert parse_interview(text).text == (
        "M. Petit explique que les camions calent. M. Petit l'a signalé.\n"
        "M. Petit cite l'équipe du matin. Mme Roux n'est jamais là."
    )


@pytest.mark.parametrize(
    "text",
    [
        INITIALS.replace("(OQ)", "").replace("(FD)", "").replace("(UH)", ""),
        INITIALS.replace(", departing dispatcher", "").replace("asked", "spoke of").replace("?", "."),
        INITIALS.replace("OQ is never seen", "OQ shouted at me"),
        NAMES.replace("Ms Rowe said", "The leaver said").replace("Rowe would", "He would"),
    ],
    ids=[
        "nobody says whose the initials are",
        "nobody asks",
        "somebody tells of themselves",
        "the leaver is named otherwise",
    ],
)
def test_parse_interview_it_keeps_all_where_minutes_do_not_say_who_leaves(text):
    kept = parse_interview(text).text
    assert all(line.removeprefix("1.2 ") in kept for line in text.split("\n")[4:])


BY_FORMULA = """Filanda Rossi S.p.A.

Sono presenti la dott.ssa Bice Galli e il geom. Ugo Serra, che sentono la sig.ra Nora Vidal, tessitrice.

A.D.R. (motivo): La strada è lunga e nessuno rimborsa la benzina.

Il turno di notte invece era tranquillo.

A.D.R. (rapporti): La dott.ssa Galli saluta sempre.

La dott.ssa Galli fa presente che il rimborso è previsto.

A domanda del geom. Serra (sicurezza): I filtri sono vecchi.

A.D.R. (altro): No, grazie a tutti.

Il colloquio si chiude alle ore 12,05.
Letto e firmato: B. Galli, I. Serra"""


def test_parse_interview_it_reads_answers_behind_one_formula():
    found = parse_interview(BY_FORMULA)
    assert found.text.split("\n\n") == [
        "La strada è lunga e nessuno rimborsa la benzina.",
        "Il turno di notte invece era tranquillo.",
        "La dott.ssa Galli saluta sempre.",
        "I filtri sono vecchi.",
        "No, grazie a tutti.",
    ]
    assert found.asked[0] == "motivo"


def test_parse_interview_it_reads_such_answers_without_what_was_asked():
    said = ["Me ne vado per il turno.", "Il forno è sempre rotto.", "Tornerei subito."]
    assert parse_interview("\n".join(f"A.D.R. {one}" for one in said)).text.split("\n\n") == said


def test_parse_interview_it_takes_no_label_with_a_bracket_once_for_a_formula():
    text = "Pay (per hour): fine.\nVan (the old one): never cleaned.\nRota (nights): late again."
    assert parse_interview(text).text == text


def test_parse_interview_it_takes_labels_below_words_of_ones_own_for_no_formula():
    text = "I leave for my health.\nShift (early): fine.\nShift (late): dark.\nShift (night): too long."
    assert parse_interview(text).text == text
