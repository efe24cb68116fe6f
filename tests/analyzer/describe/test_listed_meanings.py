"""Which words mean the same by the list."""

from __future__ import annotations

import pytest

from analyzer.describe.grammar import stem_of
from analyzer.describe.listed_meanings import _number as number_of
from analyzer.spelling import without_accents
from analyzer.wordlists import read_yaml


def test_no_word_of_a_language_is_listed_under_two_meanings() -> None:
    meanings: list[dict[str, str]] = read_yaml("analyzer.describe", "meanings.yaml")
    for language in ("en", "de", "fr", "es", "it", "nl", "pt"):
        stems = [
            {without_accents(stem_of(word.strip("-=").casefold(), language)) for word in each[language].split()}
            for each in meanings
        ]
        assert sum(map(len, stems)) == len(set().union(*stems)), language


@pytest.mark.parametrize(
    ("language", "listed", "other"),
    [
        ("en", "quitting", "quite"),
        ("en", "friendly", "friends"),
        ("en", "response", "responsible"),
        ("de", "sicherheit", "sich"),
        ("de", "gehalt", "gehalten"),
        ("de", "schaden", "schade"),
        ("fr", "fautes", "faut"),
        ("fr", "abordable", "abord"),
        ("es", "espera", "espero"),
        ("es", "coste", "costa"),
        ("it", "camera", "cameriere"),
        ("it", "bagno", "bagnato"),
        ("nl", "duur", "geduurd"),
        ("nl", "netheid", "netjes"),
        ("pt", "comida", "com"),
        ("pt", "atraso", "atrás"),
    ],
)
def test_a_word_that_only_shares_a_stem_with_a_listed_one_does_not_mean_it(
    language: str, listed: str, other: str
) -> None:
    assert without_accents(stem_of(other, language)) == without_accents(stem_of(listed, language))
    assert number_of(listed, language) >= 0
    assert number_of(other, language) != number_of(listed, language)


def test_bookings_are_not_named_after_appointments() -> None:
    for language, booking, appointment in (("es", "reservas", "citas"), ("de", "buchung", "termine")):
        assert number_of(booking, language) >= 0
        assert number_of(booking, language) != number_of(appointment, language) >= 0
