"""Statements cut into clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.clauses import cut


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        ("en", "We were so few that customers waited.", ["We were so few", "that customers waited."]),
        ("en", "She said that the system was down.", ["She said that the system was down."]),
        ("en", "Only one nurse, and I waited for hours.", ["Only one nurse", "and I waited for hours."]),
        (
            "de",
            "Wir waren so wenige, dass Kunden warten mussten.",
            ["Wir waren so wenige", "dass Kunden warten mussten."],
        ),
        (
            "fr",
            "Nous étions si peu que les clients attendaient.",
            ["Nous étions si peu", "que les clients attendaient."],
        ),
        ("es", "Nadie nos formó y dábamos mala información.", ["Nadie nos formó", "y dábamos mala información."]),
        (
            "it",
            "Tutti se ne vanno, gli ospiti vedono facce nuove.",
            ["Tutti se ne vanno", "gli ospiti vedono facce nuove."],
        ),
        ("nl", "Het liep vast dus klanten kwamen terug.", ["Het liep vast", "dus klanten kwamen terug."]),
        ("pt", "Éramos tão poucos que os clientes esperavam.", ["Éramos tão poucos", "que os clientes esperavam."]),
        (
            "ja",
            "Nothing is known here, so it cuts like English.",
            ["Nothing is known here", "so it cuts like English."],
        ),
    ],
)
def test_it_cuts_between_what_happens_and_what_follows(language: str, text: str, clauses: list[str]) -> None:
    assert [text[start:end] for start, end in cut(text, language)] == clauses


@given(st.text(max_size=80), st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt", "und"]))
def test_it_cuts_slices_in_order_that_do_not_overlap(text: str, language: str) -> None:
    parts = cut(text, language)
    assert bool(parts) == bool(text.strip())
    assert all(start < end for start, end in parts)
    assert all(before[1] <= after[0] for before, after in pairwise(parts))
    assert sum(letter.isalnum() for letter in text) == sum(
        letter.isalnum() for start, end in parts for letter in text[start:end]
    )


class Counted:
    """A pattern that counts the words it finds."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.found = pattern, 0

    def finditer(self, *where: Any) -> Iterator[re.Match[str]]:
        for match in self.pattern.finditer(*where):
            self.found += 1
            yield match

    def findall(self, text: str) -> list[re.Match[str]]:
        return list(self.finditer(text))


def test_a_statement_of_many_clauses_is_not_read_anew_at_each(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("analyzer.clauses.cut")
    counted = Counted(module._WORD)
    monkeypatch.setattr(module, "_WORD", counted)
    parts = cut("we waited and the till was down, " * 100, "en")
    assert len(parts) == 200
    assert counted.found <= 4 * len(parts)
