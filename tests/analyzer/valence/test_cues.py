import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.types import Side
from analyzer.valence.cues import CUE_NAMES, PHRASES, emphasis, mark_negated, parse, words
from analyzer.valence.training import own_statements


def found(text):
    return {name for name, count in zip(CUE_NAMES, parse([text]).cues[0], strict=True) if count}


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
        ("It took ages to get there", {"long"}),
        ("All ages and forever young", set()),
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
        ("Nothing", "nothing"),
    ],
)
def test_it_marks_words_within_a_negations_reach(text, expected):
    assert {at: " ".join(said) for at, said in mark_negated(parse(["Kind words", text])).items()} == {1: expected}


def test_it_takes_curly_and_straight_apostrophes_for_one():
    assert words("Don’t") == words("don't") == ["don't"]


def test_it_gives_an_empty_matrix_for_no_texts():
    assert parse([]).cues.shape == (0, len(CUE_NAMES))


def how_strongly(text):
    return float(emphasis(parse([text]))[0])


@given(st.text(max_size=60))
def test_it_never_weakens_what_is_put_more_strongly(text):
    assert 0.0 <= how_strongly(text) <= how_strongly(f"{text} terrible!") < 1.0


def test_a_shouted_word_is_put_more_strongly_than_a_said_one():
    assert how_strongly("The soup was COLD") == 0.5 > how_strongly("The soup was cold") == 0.0


WORDS = "not|helpful|problem|No.|better|more|ring|but|should|hours|still|downside|❤|?|!|.|\n|né|won't|HOURS"
SAID = st.lists(st.sampled_from(WORDS.split("|"))).map(" ".join)


@given(st.lists(SAID | st.text(max_size=20)))
def test_it_counts_in_each_text_what_it_counts_in_that_text_alone(texts):
    together = parse(texts).cues
    assert together.tolist() == [parse([text]).cues[0].tolist() for text in texts]
    assert emphasis(parse(texts)).tolist() == [how_strongly(text) for text in texts]


@given(SAID)
def test_it_finds_a_word_denied_that_a_negation_stands_shortly_before(text):
    said = words(text)
    denied = sum(
        word in {"helpful", "❤"} and not {"not", "no", "won't"}.isdisjoint(said[max(0, at - 3) : at])
        for at, word in enumerate(said)
    )
    assert parse([text]).cues[0][CUE_NAMES.index("negated positive")] == min(denied, 2)


@given(SAID)
def test_a_phrase_is_found_wherever_its_pattern_stands(text):
    found = parse([text]).cues[0][-len(PHRASES) :]
    assert found.tolist() == [float(pattern.search(text) is not None) for pattern, _ in PHRASES]


def test_what_a_pattern_finds_holds_a_piece_that_it_is_said_to_need() -> None:
    said = [example.text for example in own_statements(Side.EMPLOYEE)]
    for pattern, needed in PHRASES:
        found = [text for text in (*said, *map(str.upper, said)) if pattern.search(text)]
        assert found
        assert all(any(piece in word for piece in needed for word in words(text)) for text in found)
