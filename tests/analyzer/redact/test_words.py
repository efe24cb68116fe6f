"""Which words are names, however they are spelled."""

from pathlib import Path

import pytest

import analyzer.redact
from analyzer.redact.words import fold, is_given_name, is_ordinary, is_surname

LISTS = Path(analyzer.redact.__file__).parent / "words"


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


@pytest.mark.parametrize(
    "word",
    [
        "Leider",
        "ueberstunden",
        "Beaucoup",
        "L'accueil",
        "aujourd'hui",
        "vergüenza",
        "Dell'ordine",
        "Overuren",
        "FÉRIAS",
    ],
)
def test_a_plain_word_of_a_shipped_language_is_ordinary(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["Koch", "Berg", "Costa", "Petit", "Reis", "Conti", "Bakker", "D'Angelo", "N'Diaye"])
def test_a_surname_is_not_ordinary_though_it_may_be_a_word(word: str) -> None:
    assert not is_ordinary(word)


def test_no_word_is_listed_as_plain_and_as_a_surname() -> None:
    surnames = set((LISTS / "surnames.txt").read_text(encoding="utf-8").split())
    plain = {word for file in LISTS.glob("ordinary*.txt") for word in file.read_text(encoding="utf-8").split()}
    assert len(list(LISTS.glob("ordinary-*.txt"))) == 6
    assert surnames & plain == set()


def test_a_double_name_is_a_surname_by_one_of_its_parts() -> None:
    assert is_surname("Müller-Hohenfeld")
    assert not is_surname("Koch-Hohenfeld")
