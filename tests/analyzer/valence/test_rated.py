import pytest

from analyzer.valence.rated import RatingEnd, find_rating_ends

HAPPY, CROSS = [1] * 30, [-1] * 30


@pytest.mark.parametrize(
    ("praising", "complaining", "low", "between", "high"),
    [
        ((4, 5), (1, 2), (1, 2), (3, 4), (5,)),
        ((9, 10), (0, 6), (0, 2, 4), (5, 6, 8), (9, 10)),
        ((1, 2), (4, 6), (4, 5, 6), (2, 3), (1,)),
        ((90, 100), (10, 40), (10, 40), (50, 80), (90, 100)),
    ],
)
def test_what_people_say_tells_which_ratings_are_low_and_which_high(praising, complaining, low, between, high):
    ends = find_rating_ends([*praising * 15, *complaining * 15], HAPPY + CROSS)
    assert ends is not None
    assert {ends.rate(rating) for rating in low} == {RatingEnd.LOW}
    assert {ends.rate(rating) for rating in between} == {RatingEnd.BETWEEN}
    assert {ends.rate(rating) for rating in high} == {RatingEnd.HIGH}


@pytest.mark.parametrize(
    ("ratings", "tones"),
    [
        ([1, 5] * 30, HAPPY + CROSS),
        ([5] * 30 + [1] * 19, HAPPY + CROSS[:19]),
        ([5] * 60, [0] * 60),
        ([], []),
    ],
)
def test_a_scale_has_no_ends_where_ratings_go_with_neither_or_few_speak(ratings, tones):
    assert find_rating_ends(ratings, tones) is None


def test_a_scale_has_its_low_end_though_nobody_chose_it():
    ends = find_rating_ends([5] * 30 + [4] * 30, HAPPY + CROSS)
    assert ends is not None
    assert ends.rate(4) is RatingEnd.BETWEEN
