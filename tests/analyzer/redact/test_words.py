"""Which words are names, however they are spelled."""

import pytest

from analyzer.redact.words import fold, is_given_name


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Yılmaz", "yilmaz"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Chloé", "chloe"),
        ("Weiß", "weiss"),
        ("Ada", "ada"),
    ],
)
def test_a_word_is_looked_up_without_what_only_one_alphabet_writes(word: str, plain: str) -> None:
    assert fold(word) == plain


@pytest.mark.parametrize("name", ["Yılmaz", "Łukasz", "Søren", "Chloé"])
def test_a_name_is_known_in_its_own_spelling(name: str) -> None:
    assert is_given_name(name)
