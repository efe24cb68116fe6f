import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.valence.cues import NAMES, PHRASES, cues, intensity, marked, words
from analyzer.valence.training import own_statements


def found(text):
    return {name for name, count in zip(NAMES, cues([text])[0], strict=True) if count}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("helpful and friendly staff all round", {"positive"}),
        ("the nurse was not very helpful", {"negated positive"}),
        ("there was not any problem here", {"negated negative"}),
        ("Das Personal war immer unfreundlich", {"negative"}),
        ("The old menu should come back", {"wish"}),
        ("Bring back the old menu", {"opens with an imperative"}),
        ("Nothing, I had the soup again", {"opens with a no"}),
        ("More seats in the hall", {"comparative", "opens with a comparative"}),
        ("You really can't fault the place", {"faultless"}),
        ("Parking", {"short"}),
        ("You might have knocked", {"could have"}),
        ("Two weeks for a stamp", {"long"}),
        ("Tutto bello tranne il bagno", {"positive", "but for"}),
        ("Der Brief ist immer noch unterwegs", {"still not"}),
        ("I paid with a card on Monday", set()),
    ],
)
def test_it_counts_what_the_words_show(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were not very helpful", "they were not ¬very ¬helpful"),
        ("No help. Kind words", "no ¬help kind words"),
        ("It was not warm but clean", "it was not ¬warm but clean"),
        ("Nicht gut", "nicht ¬gut"),
        ("Not able to help me or anyone", "not ¬able ¬to ¬help ¬me or anyone"),
        ("", ""),
    ],
)
def test_it_marks_words_within_a_negations_reach(text, expected):
    assert " ".join(marked(text)) == expected


def test_it_takes_curly_and_straight_apostrophes_for_one():
    assert words("Don’t") == words("don't") == ["don't"]


def test_it_gives_an_empty_matrix_for_no_texts():
    assert cues([]).shape == (0, len(NAMES))


@given(st.text(max_size=60))
def test_it_never_weakens_what_is_put_more_strongly(text):
    assert 0.0 <= intensity(text) <= intensity(f"{text} terrible!") < 1.0


def test_what_a_pattern_finds_holds_a_piece_that_it_is_said_to_need() -> None:
    said = [example.text for example in own_statements()]
    for pattern, needed in PHRASES:
        found = [text for text in (*said, *map(str.upper, said)) if pattern.search(text)]
        assert found
        assert all(any(piece in text.lower() for piece in needed) for text in found)
