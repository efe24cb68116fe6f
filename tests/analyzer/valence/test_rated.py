import pytest

from analyzer.valence.rated import low_ratings

HAPPY, CROSS = [1] * 30, [-1] * 30


@pytest.mark.parametrize(
    ("praising", "complaining", "low", "not_low"),
    [
        ((4, 5), (1, 2), (1, 2), (3, 4, 5)),
        ((9, 10), (0, 6), (0, 2, 4), (5, 6, 10)),
        ((1, 2), (4, 6), (4, 5, 6), (1, 2, 3)),
        ((90, 100), (10, 40), (10, 40), (50, 100)),
    ],
)
def test_what_people_say_tells_which_ratings_are_low(praising, complaining, low, not_low):
    span = low_ratings([*praising * 15, *complaining * 15], HAPPY + CROSS)
    assert span is not None
    assert all(span[0] <= rating <= span[1] for rating in low)
    assert not any(span[0] <= rating <= span[1] for rating in not_low)


@pytest.mark.parametrize(
    ("ratings", "tones"),
    [
        ([1, 5] * 30, HAPPY + CROSS),
        ([5] * 30 + [1] * 19, HAPPY + CROSS[:19]),
        ([5] * 60, [0] * 60),
        ([], []),
    ],
)
def test_none_is_low_where_ratings_go_with_neither_or_few_speak(ratings, tones):
    assert low_ratings(ratings, tones) is None


def test_a_scale_has_its_low_end_though_nobody_chose_it():
    span = low_ratings([5] * 30 + [4] * 30, HAPPY + CROSS)
    assert span is not None
    assert span[1] < 4
