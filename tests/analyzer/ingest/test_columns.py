"""Which columns hold people's own words, grades and names, and which rows are totals."""

import json
import zipfile

import pytest

from analyzer.ingest import Choices, IngestError, inspect, read
from analyzer.types import RawRecord

GRUMBLES = (
    "Die Musik war viel zu laut.",
    "Am Eingang stand Wasser.",
    "Mein Gutschein galt nicht.",
    "Die Umkleide war zu.",
    "Kein Platz zum Sitzen.",
    "Das Regal war leer.",
    "Die Tür klemmte.",
    "Es roch nach Farbe.",
)


@pytest.fixture
def load(tmp_path):
    def read_rows(head, rows, name="t.csv"):
        path = tmp_path / name
        path.write_text("\n".join([head, *rows]), encoding="utf-8")
        plan = inspect(path, name)
        return plan, list(read(path, plan))

    return read_rows


def roles(plan):
    return {column.name: column.role.value for column in plan.columns}


def texts(found):
    return [one.text for one in found if isinstance(one, RawRecord)]


@pytest.mark.parametrize(
    "question",
    [
        "Was hat Ihnen gut gefallen?",
        "Cosa le è piaciuto?",
        "Wat beviel u?",
        "O que mais gostou?",
        "¿Qué le ha gustado?",
    ],
)
def test_inspect_it_reads_praise_however_few_and_alike_its_answers_are(load, question):
    praise = ["Nette Leute hier", "", "Nette Leute hier", "", "Viel Platz", "", "Nette Leute hier", ""]
    rows = [f"{at};{good};{bad if at % 2 else ''}" for at, (good, bad) in enumerate(zip(praise, GRUMBLES, strict=True))]
    plan, found = load(f"id;{question};Was sollen wir besser machen?", rows)
    assert roles(plan)[question] == "text"
    assert len(texts(found)) == len(GRUMBLES)


def test_inspect_it_reads_wishes_that_differ_by_a_number_alone(load):
    rows = [f"{at},{said},Bring back the size {at + 30} boots please" for at, said in enumerate(GRUMBLES)]
    plan, _ = load("id,comment,Anything you miss?", rows)
    assert roles(plan)["Anything you miss?"] == "text"


def test_inspect_it_says_which_open_question_is_answered_from_a_list(load):
    rows = [f"{at},{said} {at},{('Price', 'Staff')[at % 2]}" for at, said in enumerate(GRUMBLES * 3)]
    plan, _ = load("id,comment,What did you like most?", rows)
    assert roles(plan)["What did you like most?"] == "attribute"
    (note,) = plan.notes
    assert "“What did you like most?”" in note
    assert "give the column the role text" in note


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Liked", "Disliked"),
        ("review_positive", "review_negative"),
        ("What went well", "What didn't go well"),
        ("Gut am Arbeitgeber finde ich", "Schlecht am Arbeitgeber finde ich"),
        ("Pluspunkte", "Minuspunkte"),
        ("Points forts", "Points faibles"),
        ("Ce que j'ai aimé", "Ce que je n'ai pas aimé"),
        ("Lo bueno", "Lo malo"),
        ("Puntos a favor", "Puntos en contra"),
        ("Il meglio", "Il peggio"),
        ("Punti di forza", "Punti deboli"),
        ("Het beste", "Het slechtste"),
        ("Sterke punten", "Zwakke punten"),
        ("O melhor", "O pior"),
        ("Pontos fortes", "Pontos fracos"),
    ],
)
def test_inspect_it_reads_what_was_good_and_what_was_not_however_terse(load, good, bad):
    praise, faults = ("pool", "the view", "bar", "Marta"), ("noise", "lift stuck", "price", "cold soup")
    rows = [
        f"2026-05-{at + 1:02};{one} {at % 5};{two}" for at, (one, two) in enumerate(zip(praise, faults, strict=True))
    ]
    plan, found = load(f"Date;{good};{bad}", rows)
    assert [roles(plan)[name] for name in (good, bad)] == ["text", "text"]
    assert len(texts(found)) == len(rows)


def test_read_it_asks_in_words_what_a_programs_name_asks(load):
    _, found = load("comment,reviewPositive,review_negative", [f"{said},pool {said},bar {said}" for said in GRUMBLES])
    asked = {question for one in found if isinstance(one, RawRecord) for question in one.asked}
    assert asked == {"", "review Positive", "review negative"}


@pytest.mark.parametrize("cells", [("yes", "no"), ("0.91", "0.07"), ("3", "5")])
def test_inspect_it_takes_no_ticks_or_numbers_for_praise(load, cells):
    rows = [f"{said} {at},{cells[at % 2]}" for at, said in enumerate(GRUMBLES * 3)]
    plan, _ = load("comment,Positive", rows)
    assert roles(plan)["Positive"] == "attribute"
    assert plan.notes == ()


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("Schlechtester Moment", "Bester Moment"),
        ("Worst moment of the day", "Best moment of the day"),
        ("Pire souvenir", "Meilleur souvenir"),
        ("Peor momento", "Mejor momento"),
        ("Momento peggiore", "Momento migliore"),
        ("Slechtste moment", "Beste moment"),
        ("Pior momento", "Melhor momento"),
    ],
)
def test_inspect_it_reads_the_twin_of_a_text_however_alike_its_cells_are(load, text, twin):
    rows = [f"{said};{('Pool', 'Bar')[at % 2]};{('Sun', 'Rain')[at % 2]}" for at, said in enumerate(GRUMBLES)]
    plan, _ = load(f"{text};{twin};Weather", rows)
    assert list(roles(plan).values()) == ["text", "text", "attribute"]


def test_inspect_it_says_which_praise_is_picked_from_a_list(load):
    rows = [f"{said} {at},{('Price', 'Staff')[at % 2]}" for at, said in enumerate(GRUMBLES * 3)]
    plan, _ = load("comment,Liked", rows)
    assert roles(plan)["Liked"] == "attribute"
    assert [note for note in plan.notes if "“Liked” look picked from a list" in note]


def test_inspect_it_says_which_column_without_a_telling_name_may_be_somebodys_words(load):
    rows = [f"{said};{' '.join(said.split()[-3:])};{' '.join(said.split()[:3])}" for said in GRUMBLES]
    plan, _ = load("Kommentar;Feld 7;Product", rows)
    assert list(roles(plan).values()) == ["text", "attribute", "attribute"]
    (note,) = plan.notes
    assert note.startswith("What stands in “Feld 7” may be people's own words and is not read as such")


@pytest.mark.parametrize(
    ("name", "grades", "numbers"),
    [
        ("Gesamteindruck", ("sehr gut", "mangelhaft"), (5, 1)),
        ("Satisfaction globale", ("Plutôt satisfait", "Très insatisfait"), (4, 1)),
        ("Valutazione", ("Ottimo", "Scarso"), (5, 2)),
        ("Beoordeling", ("Zeer goed", "Slecht"), (5, 2)),
        ("Avaliação", ("Muito bom", "Razoável"), (5, 3)),
        ("Valoración", ("Excelente", "Pésimo"), (5, 1)),
        ("OSAT", ("4,5", "2,0"), (4.5, 2)),
    ],
)
def test_read_it_takes_grades_in_words_and_with_a_comma_for_ratings(load, name, grades, numbers):
    rows = [f"{at};{grades[at % 2]};{said}" for at, said in enumerate(GRUMBLES)]
    plan, found = load(f"id;{name};Kommentar", rows)
    assert roles(plan)[name] == "rating"
    assert [one.rating for one in found][:2] == list(numbers)


def test_inspect_it_knows_names_glued_in_capitals(load):
    rows = [f"{9000 + at},{said}" for at, said in enumerate(GRUMBLES)]
    plan, _ = load("FEEDBACKID,FREETEXT", rows)
    assert roles(plan) == {"FEEDBACKID": "id", "FREETEXT": "text"}


@pytest.mark.parametrize(
    "row",
    [
        ("Gesamt", "", "8 Kommentare", ""),
        ("", "", "Totaal opmerkingen: 8", ""),
        ("", "", "", "Average score 3.1"),
        ("Nombre de réponses", "", "", "8"),
    ],
)
def test_read_it_skips_a_total_wherever_it_stands(load, row):
    rows = [f"Nord,2026-03-0{at + 1},{said},{at % 5 + 1}" for at, said in enumerate(GRUMBLES)]
    _, found = load("store,date,comment,score", [*rows, ",".join(row)])
    assert [one.reason for one in found if not isinstance(one, RawRecord)] == ["total"]


@pytest.mark.parametrize("said", ["Total disaster", "Average at best", "The sum of 3 answers was wrong", "3 stars"])
def test_read_it_keeps_what_somebody_says_of_a_sum(load, said):
    rows = [f"Nord,2026-03-0{at + 1},{one},{at % 5 + 1}" for at, one in enumerate(GRUMBLES)]
    _, found = load("store,date,comment,score", [*rows, f"Nord,2026-03-09,{said},1"])
    assert said in texts(found)


def test_inspect_it_ignores_names_inside_nested_objects(tmp_path):
    rows = [
        {
            "id": at,
            "via": {"from": {"name": "Bo Li"}},
            "note": {"author": "Bo Li"},
            "owner": {"fullName": "Bo Li"},
            "store": {"name": f"Nord {at % 2}"},
            "text": said,
        }
        for at, said in enumerate(GRUMBLES)
    ]
    path = tmp_path / "t.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    plan = inspect(path, path.name)
    assert {name for name, role in roles(plan).items() if role == "ignored"} == {
        "via.from.name",
        "note.author",
        "owner.fullName",
    }
    assert roles(plan)["store.name"] == "unit"


def test_inspect_it_ignores_who_served(load):
    rows = [f"{at},Bo Li,{said}" for at, said in enumerate(GRUMBLES)]
    plan, _ = load("id,Served by,comment", rows)
    assert roles(plan)["Served by"] == "ignored"


@pytest.mark.parametrize(
    ("part", "said", "advice"),
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "save it as .xlsx"),
        ("mimetype", "application/vnd.oasis.opendocument.text", "save it as .docx"),
        ("xl/workbook.bin", "", "save it as .xlsx"),
        ("Index/Document.iwa", "", "export it as Excel"),
    ],
)
def test_inspect_it_says_what_to_do_with_other_offices_files(tmp_path, part, said, advice):
    path = tmp_path / "t.bin"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, said)
    with pytest.raises(IngestError, match=advice):
        inspect(path, path.name)


@pytest.mark.parametrize(
    "start", ["<table><tr><td>a</td></tr></table>", "<meta charset='utf-8'>\n<table>", "<HTML>\n<body>"]
)
def test_inspect_it_says_what_to_do_with_a_web_page_that_is_called_a_workbook(tmp_path, start):
    path = tmp_path / "t.xls"
    path.write_text(start, encoding="utf-8")
    with pytest.raises(IngestError, match=r"open it in Excel and save it as \.xlsx"):
        inspect(path, path.name)


@pytest.mark.parametrize(
    "name",
    [
        *("Account no", "Account No.", "Acct no", "Customer no", "Customer ref", "Client number", "Member number"),
        *("Membership number", "Membership no.", "Loyalty number", "Subscriber no", "Kd.-Nr.", "Kontonummer"),
        *("Mitgliedsnummer", "N° client", "Numéro de compte", "N° d'adhérent", "Nº cliente", "Número de socio"),
        *("Codice cliente", "Numero tessera", "Klantnummer", "Lidnummer", "Número da conta", "Código do cliente"),
    ],
)
def test_inspect_it_takes_the_number_of_an_account_for_the_person(load, name):
    rows = [f"{70311400 + at % 6},{text}" for at, text in enumerate(GRUMBLES)]
    assert roles(load(f"{name},Kommentar", rows)[0])[name] == "person"
    said = [f"{('yes', 'no')[at % 2]},{text}" for at, text in enumerate(GRUMBLES)]
    assert roles(load(f"{name},Kommentar", said)[0])[name] == "attribute"


SUBJECTS = ("Zu laut", "Am Eingang", "Ein Gutschein", "Zu laut", "Die Umkleide", "Zu laut", "Kein Platz", "Ein Geruch")
LONG = [f"Guten Tag, ich war am Samstag bei Ihnen. {text} Bitte antworten Sie mir." for text in GRUMBLES]


@pytest.mark.parametrize("head", ["Subject", "Betreff", "Objet", "Asunto", "Oggetto", "Onderwerp", "Assunto", "Title"])
def test_inspect_it_leaves_out_a_subject_that_heads_messages_and_says_so(load, head, tmp_path):
    rows = [f'{subject},"{text}"' for subject, text in zip(SUBJECTS, LONG, strict=True)]
    plan, found = load(f"{head},Nachricht", rows)
    assert roles(plan) == {head: "ignored", "Nachricht": "text"}
    assert any(note.startswith(f"What stands in “{head}” only heads the texts") for note in plan.notes)
    assert not any(text.startswith(SUBJECTS) for text in texts(found))
    chosen = inspect(tmp_path / "t.csv", "t.csv", Choices(roles={head: "text"}))
    assert (roles(chosen)[head], chosen.notes) == ("text", ())


@pytest.mark.parametrize(
    ("head", "subjects", "below"),
    [
        ("Was hat gefehlt?", SUBJECTS, LONG),  # answered in a word, and asked
        ("Title", GRUMBLES, LONG),  # what people call their reviews
        ("Betreff", SUBJECTS, SUBJECTS[::-1]),  # nothing longer stands below
        ("Betreff", SUBJECTS, (*LONG[:4], *[""] * 4)),  # half of them have no text but this
    ],
)
def test_inspect_it_keeps_what_says_something_above_a_text(load, head, subjects, below):
    rows = [f'"{subject}","{text}"' for subject, text in zip(subjects, below, strict=True)]
    assert roles(load(f"{head},Kommentar", rows)[0])[head] == "text"
