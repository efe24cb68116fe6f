"""Interviews one below the other, each below a numbered line; all people invented."""

import pytest

from analyzer.ingest.detect import inspect
from analyzer.ingest.plan import Shape
from analyzer.ingest.prose.edges.splitting import split_interviews


def parted(text):
    return [block.text.strip() for block in split_interviews(text)]


@pytest.mark.parametrize(
    ("one", "other", "said", "also"),
    [
        ("Respondent 1 - Pay was too low.", "Respondent 2 - No rota came.", "Pay was too low.", "No rota came."),
        ("Leaver 1 (store): I left over it.", "Leaver 2 (depot): Pay fell.", "I left over it.", "Pay fell."),
        ("Befragte 1 – der Lohn war mies", "Befragte 2 – kein Plan", "der Lohn war mies", "kein Plan"),
    ],
)
def test_part_interviews_it_keeps_what_is_said_beside_a_number(one, other, said, also):
    text = f"{one}\nNobody listened.\n\n{other}\nThe lift broke."
    assert parted(text) == [f"{said}\nNobody listened.", f"{also}\nThe lift broke."]


def test_part_interviews_it_keeps_a_long_first_paragraph_beside_a_number():
    long = "The rota came late and changed twice a week, and whoever asked for it was told to look at the board."
    assert parted(f"Leaver 1 - {long}\nPay fell.\n\nLeaver 2 - {long}") == [f"{long}\nPay fell.", long]


@pytest.mark.parametrize(
    "title",
    ["", " of 3", " - Leeds", ": Ada Rowe, Shift Leader", " with Ada Rowe, 3 May", " (store, 2 years)", " | HR 14"],
)
def test_part_interviews_it_leaves_out_the_title_beside_a_number(title):
    text = f"Interview 1{title}\nThe rota was late.\n\nInterview 2{title}\nThe lift broke."
    assert parted(text) == ["The rota was late.", "The lift broke."]


def test_part_interviews_it_keeps_one_word_beside_a_number_where_none_stands_below():
    assert parted("Respondent 1 - Pay\nRespondent 2 - Rota\nRespondent 3 - low pay") == ["Pay", "Rota", "low pay"]


def test_inspect_it_takes_comments_on_numbered_people_for_no_interviews(tmp_path):
    path = tmp_path / "comments.txt"
    path.write_text(
        "The aisle was full again.\nPerson 1 at the till ignored us\nThe parcel came late.\n"
        "Employee 7 on the badge was very rude to my mother.\nThe site lost my order twice.",
        encoding="utf-8",
    )
    plan = inspect(path, "comments.txt")
    assert plan.shape is Shape.LINES
    assert len(plan.preview) == 5
