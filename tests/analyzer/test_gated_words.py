"""Which words of a theme leave the product: such as nobody can be found by."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.gate import gate, gate_words
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Side
from tests.factories import cover, make_statement, make_theme, make_tiny_analysis

DEFAULTS = GateSettings()


def of(people: int, users: int, word: str = "queue", **said: object) -> Analysis:
    """A theme of so many people of whom so many use its one keyword."""
    theme = make_theme(people=people, keywords=(word,))
    statements = tuple(
        make_statement(at, person=f"p{at}", theme="E1", text=f"The {word} again." if at < users else "Again.", **said)
        for at in range(people)
    )
    coverage = {Side.EMPLOYEE: cover([theme], 200, 50)}
    return replace(make_tiny_analysis(), themes=(theme,), statements=statements, coverage=coverage, links=())


def words(analysis: Analysis) -> tuple[tuple[str, int], ...]:
    return gate_words(analysis, gate(analysis, DEFAULTS)).get("E1", ())


def test_a_word_leaves_with_how_many_use_it_at_least() -> None:
    assert words(of(40, 17)) == (("queue", 15),)


@given(st.integers(1, 60), st.data())
def test_a_word_leaves_only_where_enough_use_it_and_enough_do_not(people: int, data: st.DataObject) -> None:
    users = data.draw(st.integers(0, people))
    for _, told in words(of(people, users)):
        assert told % DEFAULTS.people == 0
        assert DEFAULTS.people <= told <= min(users, people - DEFAULTS.people)


def test_one_person_who_repeats_a_word_is_one() -> None:
    analysis = of(40, 40)
    again = tuple(replace(statement, person="p0") for statement in analysis.statements)
    assert words(replace(analysis, statements=again)) == ()


@pytest.mark.parametrize("text", ["The queues again.", "Requeue it.", "The que ue."])
def test_a_part_of_a_word_is_another_word(text: str) -> None:
    analysis = of(40, 40)
    assert words(replace(analysis, statements=tuple(replace(said, text=text) for said in analysis.statements))) == ()


def test_a_word_is_found_however_it_is_written() -> None:
    analysis = of(40, 40, word="l'attente")
    shouted = tuple(replace(said, text="L’ATTENTE!") for said in analysis.statements)
    assert words(replace(analysis, statements=shouted)) == (("l'attente", 35),)


def test_a_unit_is_no_word_that_leaves() -> None:
    assert words(of(40, 20, word="harbour", unit="Harbour")) == ()


def test_words_that_name_a_unit_together_leave_neither() -> None:
    analysis = of(40, 20, word="falls", unit="Cedar Falls")
    both = tuple(replace(each, text=each.text.replace("falls", "cedar falls")) for each in analysis.statements)
    (theme,) = analysis.themes
    for keywords, left in ((("falls", "cedar"), ()), (("falls",), ("falls",))):
        told = replace(analysis, statements=both, themes=(replace(theme, keywords=keywords),))
        assert tuple(word for word, _ in words(told)) == left


def test_a_theme_of_too_few_has_no_words() -> None:
    assert gate_words(of(4, 4), gate(of(4, 4), DEFAULTS)) == {}
