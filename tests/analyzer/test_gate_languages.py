"""Who alone writes in a language is known by it: statements in a language of too few are not quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from analyzer.gate import Gated, gate
from analyzer.settings import GateSettings
from analyzer.types import NAMELESS, Link, Side, Statement, Theme
from analyzer.voices import Voice, VoicedPeople
from tests.factories import cover, make_link, make_statement, make_statements, make_theme, make_tiny_analysis


def gated(themes: Sequence[Theme], said: Sequence[Statement], links: Sequence[Link] = ()) -> Gated:
    coverage = {side: cover([theme for theme in themes if theme.side is side], 200, 50) for side in Side}
    analysis = replace(make_tiny_analysis(), themes=tuple(themes), coverage=coverage, not_tested=())
    return gate(replace(analysis, statements=tuple(said), links=tuple(links)), GateSettings())


def foreign(text: str, people: int, side: Side = Side.EMPLOYEE, language: str = "de") -> tuple[Statement, ...]:
    """A statement in another language, and what as many people in all said in it."""
    others = (make_statement(n, side, person=f"d{n}", language=language) for n in range(1, people))
    return (make_statement(0, side, text=text, person="d0", language=language), *others)


@pytest.mark.parametrize(("side", "enough"), [(Side.EMPLOYEE, 10), (Side.CUSTOMER, 5)])
@pytest.mark.parametrize("name", ["Rota", NAMELESS])
def test_it_quotes_no_statement_in_a_language_of_too_few(side: Side, enough: int, name: str) -> None:
    german, english = "Der Dienstplan kam immer zu spät", "The rota always came too late"
    theme = make_theme(side, people=40, name=name, quotes=(german, english))
    for people, quotes in ((enough - 1, (english,)), (enough, (german, english))):
        said = (*make_statements([theme]), *foreign(german, people, side))
        (found,) = ((*each.themes, *each.unnamed) for each in gated([theme], said).sides if each.side is side)
        assert [each.quotes for each in found] == [quotes]


def test_it_quotes_no_statement_in_a_rare_language_from_a_record_in_another() -> None:
    german = "Der Dienstplan kam immer zu spät"
    theme = make_theme(people=40, quotes=(german,))
    said = (*make_statements([theme]), make_statement(0, text=german, language="en"))
    assert gated([theme], said).sides[0].themes[0].quotes == ()


def test_it_quotes_no_statement_whose_language_nobody_can_tell() -> None:
    theme = make_theme(people=40, quotes=("Team ok",))
    said = (*make_statements([theme]), make_statement(0, text="Team ok", language="und"))
    assert gated([theme], said).sides[0].themes[0].quotes == ()


def test_it_lets_no_voice_in_a_language_of_too_few_pass() -> None:
    german = "Die Gäste warten jeden Abend auf das Essen"
    link = make_link(voices=(Voice(Side.EMPLOYEE, german),), voiced_people=VoicedPeople(9, 0))
    for people, heard in ((9, 0), (10, 1)):
        themes = [make_theme(people=30), make_theme(Side.CUSTOMER, people=30)]
        said = (*make_statements(themes), *foreign(german, people))
        assert len(gated(themes, said, (link,)).links[0].voices) == heard
