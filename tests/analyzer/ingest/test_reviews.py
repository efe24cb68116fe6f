"""Pasted reviews: the rating at their head is a rating, and no word of anybody's."""

from datetime import date
from pathlib import Path

import pytest

from analyzer.ingest import Shape, inspect, read
from analyzer.ingest.prose.reviews import read_review, read_reviews
from analyzer.types import RawRecord


def read_pasted(folder: Path, text: str) -> tuple[Shape | None, list[RawRecord]]:
    (folder / "pasted.txt").write_text(text, "utf-8")
    plan = inspect(folder / "pasted.txt", "pasted text")
    return plan.shape, [row for row in read(folder / "pasted.txt", plan) if isinstance(row, RawRecord)]


@pytest.mark.parametrize(
    ("text", "words", "rating"),
    [
        ("★★☆☆☆ Crashes all the time", "Crashes all the time", 2),
        ("⭐⭐⭐⭐ Love it", "Love it", 4),
        ("2/5 – slow", "slow", 2),
        ("(2/5) slow", "slow", 2),
        ("4.5 / 5: would come again", "would come again", 4.5),
        ("7/10. Parking is awful.", "Parking is awful.", 7),
        ("Rating: 2 stars\nThe till froze.", "The till froze.", 2),
        ("1 star. Nobody at the desk.", "Nobody at the desk.", 1),
        ("2 out of 5 - the room was cold", "the room was cold", 2),
        ("Bewertung: 3 von 5 Sternen – schmutzig", "schmutzig", 3),
        ("Note : 2/5. Livraison en retard.", "Livraison en retard.", 2),
        ("Puntuación 1/5 Nadie contestó", "Nadie contestó", 1),
        ("Rated 1 out of 5 stars\nNever again", "Never again", 1),
        ("Voto: 4 stelle, buono", "buono", 4),
        ("1 étoile sur 5\nJamais livré", "Jamais livré", 1),
        ("2 stars out of 5. Slow", "Slow", 2),
        ("4.5/5 Nice", "Nice", 4.5),
        ("3/10 - poor", "poor", 3),
    ],
)
def test_it_takes_a_rating_off_the_words_behind_it(text: str, words: str, rating: float) -> None:
    found = read_review(text)
    assert (found.text, found.rating) == (words, rating)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2/5 of the tills were closed.",
            "3/5 Kassen geschlossen",
            "10 out of 10 people waited.",
            "4.5/5 of them left",
        ),
        *("5 stars hotel, poor service", "5 Sterne Hotel mit Mängeln", "1 star employee cannot save this shop."),
        *("Note: 2 people were rude", "3 people waited before me.", "24/7 – nobody answers", "7/5 – I called again"),
        *("5/10/2025 the parcel came", "10/12 was the day.", "Two stars because of the lift", "4 - the times I called"),
    ],
)
def test_it_leaves_numbers_that_are_no_rating(text: str) -> None:
    assert read_review(text).text == text
    assert read_review(text).rating is None


def test_a_list_of_ratings_needs_no_dashes_and_a_list_of_days_is_none() -> None:
    rated = read_reviews(["3/5 the map is old", "4/5 good but slow", "1/5 never again", "Where is the lift?"])
    assert [(review.text, review.rating) for review in rated] == [
        ("the map is old", 3), ("good but slow", 4), ("never again", 1), ("Where is the lift?", None),
    ]  # fmt: skip
    shares = ["3/5 tills were closed", "2/5 lifts were broken"]
    assert [review.text for review in read_reviews(shares)] == shares
    days = ["2/5 – I called", "7/5 – I called again", "★☆☆☆☆ Nobody answers"]
    assert [review.rating for review in read_reviews(days)] == [None, None, 1]


@pytest.mark.parametrize("lines", [2, 5])
def test_read_it_reads_a_list_of_reviews_one_a_line(tmp_path: Path, lines: int) -> None:
    shape, found = read_pasted(tmp_path, "\n".join(f"{'★' * at}☆ It broke {at} times" for at in range(1, lines + 1)))
    assert shape is Shape.LINES
    assert [(row.text, row.rating) for row in found] == [(f"It broke {at} times", at) for at in range(1, lines + 1)]


def test_read_it_reads_reviews_of_several_lines_from_rating_to_rating(tmp_path: Path) -> None:
    pasted = (
        "★★☆☆☆ 2025-03-12\nCrashes all the time.\nI cannot open my tickets.\n\nWho tests this?\n\n"
        "Rating: 5 stars\nWorks offline.\n\n★☆☆☆☆\n"
    )
    shape, found = read_pasted(tmp_path, pasted)
    assert shape is Shape.LINES
    assert [(row.line, row.rating, row.date) for row in found] == [(1, 2, date(2025, 3, 12)), (7, 5, None)]
    assert found[0].text.split("\n")[-1] == "Who tests this?"
    assert found[1].text == "Works offline."


def test_read_it_keeps_a_form_with_grades_one_person_s(tmp_path: Path) -> None:
    shape, found = read_pasted(
        tmp_path,
        "How was your pay?\n\n4/5\n\nIt was fair.\n\nHow was your manager?\n\n2/5\n\nHe shouted at us all day.\n",
    )
    assert shape is Shape.INTERVIEW
    assert len(found) == 1


def test_read_it_takes_the_rating_off_a_single_review(tmp_path: Path) -> None:
    _, found = read_pasted(tmp_path, "2/5 – slow, and it drains the battery\nSince March it is worse.")
    assert (found[0].rating, found[0].text.split(",")[0]) == (2, "slow")


def test_read_it_takes_what_stands_above_stars_for_what_they_rate(tmp_path: Path) -> None:
    graded = {
        "Arbeitsklima hier": "Das Team war nett, die Leitung nie da.",
        "Gehalt": "Unter Tarif, und nie pünktlich.",
    }
    _, found = read_pasted(tmp_path, "\n\n".join(f"{what}\n★★☆☆☆\n{said}" for what, said in graded.items()))
    assert [row.text.replace("\n\n", "\n").split("\n") for row in found] == [list(graded.values())]


def test_read_it_reads_reviews_with_titles_and_such_that_are_rated_only(tmp_path: Path) -> None:
    pasted = (
        "★★☆☆☆ Freezes\nThe map stops each time.\nI tried it on two phones.\n\n3/5 – fair\nSlow on Mondays.\n\n"
        "Rating: 1 star\nPaid twice.\nNobody helped.\n\n5 stars out of 5\nQuick.\n"
    )
    shape, found = read_pasted(tmp_path, pasted)
    assert shape is Shape.LINES
    assert [(row.line, row.rating, row.text.split("\n")) for row in found] == [
        (1, 2, ["Freezes", "The map stops each time.", "I tried it on two phones."]),
        (5, 3, ["fair", "Slow on Mondays."]),
        (8, 1, ["Paid twice.", "Nobody helped."]),
        (12, 5, ["Quick."]),
    ]


def test_read_it_keeps_a_list_with_paragraphs_one_comment_a_line(tmp_path: Path) -> None:
    pasted = (
        "4/5 – good\nNobody at the till.\n\nWhere is the lift?\n\n★☆☆☆☆ The park is full.\nRating: 2 stars\nToo dark.\n"
    )
    _, found = read_pasted(tmp_path, pasted)
    assert [(row.text, row.rating) for row in found] == [
        ("good", 4), ("Nobody at the till.", None), ("Where is the lift?", None), ("The park is full.", 1),
        ("Too dark.", 2),
    ]  # fmt: skip


def test_no_hour_and_no_share_makes_the_ratings_of_a_list_days() -> None:
    found = read_reviews(
        ["10/10 would come again", "24/7 line never answers", "1/2 of it was missing", "4/5 fine", "2/5 no"]
    )
    assert [review.rating for review in found] == [10, None, None, 4, 2]


def test_the_look_at_a_paste_shows_each_rating(tmp_path: Path) -> None:
    (tmp_path / "pasted.txt").write_text("★★☆☆☆ Crashes all the time\n4/5 – quick\nNobody answered\n", "utf-8")
    plan = inspect(tmp_path / "pasted.txt", "pasted text")
    assert plan.preview == (("Crashes all the time", "rating 2"), ("quick", "rating 4"), ("Nobody answered", ""))
