"""Lists of customers' comments: what stands around them, who answers them, and what belongs together; all invented."""

from pathlib import Path

import pytest

from analyzer.ingest import inspect, read
from analyzer.types import RawRecord, Side

COMMENTS = [
    "Die Kasse am hinteren Ausgang war schon wieder zu",
    "Schöne Lampen, gern wieder.",
    "Warum gibt es keine Körbe?",
    "Der Lift stand still und niemand half mir.",
    "Positiv.",
]


def said(folder: Path, text: str) -> list[str]:
    path = folder / "pasted.txt"
    path.write_text(text, "utf-8")
    found = read(path, inspect(path, path.name, side=Side.CUSTOMER))
    return [row.text for row in found if isinstance(row, RawRecord)]


def test_a_last_comment_of_one_word_makes_no_form_of_a_list(tmp_path: Path) -> None:
    titled = "\n".join(["Karten aus dem Kasten, Woche", *COMMENTS])
    assert said(tmp_path, titled)[-len(COMMENTS) :] == COMMENTS


REVIEWS = """Hotel Seeblick – Bewertungen (Export vom 4. November)
Gesamt 4,1 von 5

★★★★★  Ute B.  ·  12. Oktober 2025
Wir blieben vier Tage statt einem.
Hilfreich (6)

★★☆☆☆  Jan & Ida  ·  3. Oktober 2025
Das Zimmer riecht nach der Küche.
{}: Liebe Ida, das tut uns leid.
Wir haben das Zimmer neu gestrichen.

★☆☆☆☆  Rolf  ·  1. September 2025
Der Schlüssel klemmt.

Mehr laden
© 2025 Bewertungen sind Meinungen der Gäste."""


@pytest.mark.parametrize("reply", ["Antwort vom Hotel", "Response from the owner", "Risposta della direzione"])
def test_reviews_are_read_without_the_owners_replies_and_the_page_around_them(tmp_path: Path, reply: str) -> None:
    texts = said(tmp_path, REVIEWS.format(reply))
    assert [text.split("\n")[-1] for text in texts] == [
        "Wir blieben vier Tage statt einem.",
        "Das Zimmer riecht nach der Küche.",
        "Der Schlüssel klemmt.",
    ]


@pytest.mark.parametrize("title", ["GÄSTEBUCH – Oktober – Empfang", 'Frage 3: "Was möchten Sie uns sagen?"'])
@pytest.mark.parametrize("mark", ["• ", "{}. "])
def test_a_title_above_a_list_of_bullets_is_no_comment(tmp_path: Path, title: str, mark: str) -> None:
    listed = "\n".join(f"{mark.format(at)}{comment}" for at, comment in enumerate(COMMENTS, start=1))
    assert said(tmp_path, f"{title}\n\n{listed}\n\nKarten gesamt: 5. Nächste Leerung im Mai.") == COMMENTS


def test_a_title_set_apart_above_lines_is_no_comment(tmp_path: Path) -> None:
    assert said(tmp_path, "\n".join(["Gästebuch / Livre d'or – Bad Quell", "", *COMMENTS])) == COMMENTS


@pytest.mark.parametrize("first", ["Alles gut.", "Mir war kalt", "Sehr laut", "Viel zu laut – wirklich"])
def test_what_stands_apart_above_a_list_and_may_be_a_comment_stays(tmp_path: Path, first: str) -> None:
    assert said(tmp_path, "\n".join([first, "", *COMMENTS])) == [first, *COMMENTS]


@pytest.mark.parametrize("last", ["Nie wieder.", "Die Tür klemmt"])
def test_what_stands_apart_below_bullets_and_may_be_a_comment_stays(tmp_path: Path, last: str) -> None:
    listed = "\n".join(f"- {comment}" for comment in COMMENTS)
    assert said(tmp_path, f"{listed}\n\n{last}") == [*COMMENTS, last]


def test_lines_of_a_paragraph_are_one_customers_where_blank_lines_part_the_others(tmp_path: Path) -> None:
    text = "\n\n".join([*COMMENTS, "Der Akku hielt elf Monate.\nZwei Anrufe später heißt es warten."])
    assert said(tmp_path, text) == [*COMMENTS, "Der Akku hielt elf Monate. Zwei Anrufe später heißt es warten."]


def test_lines_are_comments_of_their_own_where_blank_lines_part_few(tmp_path: Path) -> None:
    text = "\n".join([*COMMENTS, "", "Der Akku hielt elf Monate.", "Zwei Anrufe später heißt es warten."])
    assert said(tmp_path, text) == [*COMMENTS, "Der Akku hielt elf Monate.", "Zwei Anrufe später heißt es warten."]


def test_comments_without_a_rating_around_rated_ones_stay(tmp_path: Path) -> None:
    rated = ["★★ Die Suppe war kalt", "★★★★ Schön", "★ Nie wieder"]
    text = "\n\n".join(["Sterne vergessen, war aber gut", *rated, "Das Becken war kalt"])
    assert said(tmp_path, text)[:: len(rated) + 1] == ["Sterne vergessen, war aber gut", "Das Becken war kalt"]
