"""Which words are names, however they are spelled."""

from pathlib import Path

import pytest

import analyzer.redact
from analyzer.redact.words import (
    find_possible_names,
    fold,
    is_english,
    is_given_name,
    is_of_unlisted_language,
    is_ordinary,
    is_surname,
    may_be_all_names,
)

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
    assert len(list(LISTS.glob("ordinary-??.txt"))) == 7
    assert surnames & plain == set()


def test_what_nobody_bears_is_in_no_list_of_names() -> None:
    borne = {word for file in LISTS.glob("given*.txt") for word in file.read_text(encoding="utf-8").split()}
    brands = {word for file in LISTS.glob("ordinary-brands-*.txt") for word in file.read_text(encoding="utf-8").split()}
    assert len(brands) > 500
    assert brands & borne == set()


def test_a_word_that_is_a_surname_as_often_is_in_no_other_list() -> None:
    doubles = set((LISTS / "double.txt").read_text(encoding="utf-8").split())
    plain = {word for file in LISTS.glob("ordinary*.txt") for word in file.read_text(encoding="utf-8").split()}
    assert doubles & plain == set()


@pytest.mark.parametrize("word", ["Zimmermädchen", "Frühstücksraum", "Dringlichkeit", "Sanificazione"])
def test_a_word_is_ordinary_by_what_it_is_made_of(word: str) -> None:
    assert is_ordinary(word)
    assert word.lower() not in (LISTS / "ordinary-de.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("name", ["Neuhauser", "Apfelbaum", "Zuckermann", "Hartung", "Clemente", "Guerin"])
def test_a_compound_that_ends_as_surnames_do_is_not(name: str) -> None:
    assert not is_ordinary(name)


@pytest.mark.parametrize("name", ["Uwe", "Karl-Heinz", "Priyanka", "Zuzanna", "Sjaak", "Gülizar"])
def test_a_name_that_is_usual_among_employees_is_known(name: str) -> None:
    assert is_given_name(name)


@pytest.mark.parametrize(
    "word", ["Stinksauer", "grantler", "Servas", "kerel", "bordélique", "cabreado", "uffa", "porreiro"]
)
def test_what_people_say_among_themselves_is_ordinary(word: str) -> None:
    assert is_ordinary(word)


def test_a_text_of_a_language_without_lists_is_told_from_a_list_of_names() -> None:
    assert is_of_unlisted_language("Maaşlar hep geç yatıyor, kimse cevap vermiyor")
    assert not is_of_unlisted_language("Rea, Colunga, Featherby, Iyer and Hohlbrenner were there")
    assert not is_of_unlisted_language("seen: silvana, oriol, kristina and zuzanna")
    assert not is_of_unlisted_language("Der Fahrer war unfreundlich")


def test_a_text_may_be_all_names_if_none_of_its_words_is_plain_in_small_letters() -> None:
    assert may_be_all_names("Featherby, Iyer")
    assert not may_be_all_names("Featherby was late")
    assert not may_be_all_names("12/10 !!")


def test_no_name_of_a_region_is_a_plain_word() -> None:
    names = (LISTS / "given-regional.txt").read_text("utf-8").split()
    assert [name for name in names if is_ordinary(name)] == []


@pytest.mark.parametrize("text", ["Sueldo bajo", "Zimmer klein", "[NAME] arrive toujours tard"])
def test_a_text_of_another_language_is_told_from_english(text: str) -> None:
    assert not is_english(text)
    assert is_english("My manager never answers, [NAME] does")


def test_a_double_name_is_a_surname_by_one_of_its_parts() -> None:
    assert is_surname("Müller-Hohenfeld")
    assert not is_surname("Koch-Hohenfeld")


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("The refinanced loan was unjustly garnished at checkout.", []),
        ("Hi, ive reschedueld nothing, the ATMs ate my card.", ["reschedueld"]),
        ("Experian and Lidl never wrote back.", []),
        ("The desk next to A. Stroud was Isolde.", ["Stroud", "Isolde"]),
        ("Summer was hot. Ward was clean. Wheatley was rude.", ["Wheatley"]),
        ("Ask Mark, not the mark.", ["Mark"]),
        ("SINGH, PATEL of the NHS and BBC.", ["SINGH", "PATEL"]),
    ],
)
def test_words_that_may_be_names_are_the_rare_ones_and_those_a_capital_makes_stand_out(
    text: str, telling: list[str]
) -> None:
    assert [match[0] for match in find_possible_names(text)] == telling


def test_a_word_that_stands_out_by_its_capital_is_an_ordinary_one_and_no_given_name() -> None:
    capital = [word for file in LISTS.glob("capital*.txt") for word in file.read_text(encoding="utf-8").split()]
    assert len(capital) == len(set(capital))
    assert all(is_ordinary(word) and not is_given_name(word) for word in capital)
