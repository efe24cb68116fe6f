import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.llm.words import Vocabulary, content_stems, stems


def test_it_counts_people_not_mentions() -> None:
    said = Vocabulary.of(("The till crashed. Tills crash, crash, crash.", "My till crashes."), "en")
    assert (said.people, said.users["till"], said.users["crash"], said.users["my"]) == (2, 2, 2, 1)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "training", "trained"), ("de", "Kassen", "Kasse"), ("fr", "attentes", "attente"), ("xx", "Wait", "wait")],
)
def test_it_brings_forms_of_a_word_together(language: str, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language)


def test_it_keeps_a_language_without_a_stemmer_whole() -> None:
    assert stems("Trained training", "xx") == ("trained", "training")


def test_it_reads_both_apostrophes_as_one() -> None:
    assert stems("don’t", "en") == stems("don't", "en")


def test_it_knows_which_english_words_carry_meaning() -> None:
    assert content_stems("Waiting at the tills", "en") == ("wait", "till")


def test_it_finds_six_words_of_one_person_in_their_order() -> None:
    said = Vocabulary.of(("we never knew who was in charge here", "nobody knew who was in"), "en")
    assert said.quoted_in("People say they never knew who was in charge.")
    assert not said.quoted_in("Nobody knew who was in charge")
    assert not said.quoted_in("Never knew who was")


@given(st.text())
def test_it_finds_every_long_enough_text_in_itself(text: str) -> None:
    assert Vocabulary.of((text,), "en").quoted_in(text) == (len(stems(text, "en")) >= 6)
