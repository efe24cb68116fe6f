"""What a reader may see of an ailment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.gate import Gated, gate
from analyzer.report import to_html
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Side
from tests.ailing import SYMPTOMS, make_ailing_analysis, make_ailment
from tests.factories import make_link

DEFAULTS = GateSettings()


def with_people(analysis: Analysis, people: dict[str, int]) -> Analysis:
    themes = tuple(replace(theme, people=people.get(theme.id, theme.people)) for theme in analysis.themes)
    return replace(analysis, themes=themes)


def shown(gated: Gated) -> set[str]:
    return {theme.id for side in gated.sides for theme in side.themes}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["E1", *SYMPTOMS]), st.integers(1, 40)))
def test_it_names_only_themes_that_are_shown_and_two_symptoms_at_least(people: dict[str, int]) -> None:
    gated = gate(with_people(make_ailing_analysis(), people), DEFAULTS)
    for ailment in gated.ailments:
        named = {*ailment.roots, *ailment.symptoms, *(theme for pair in ailment.links for theme in pair)}
        assert named <= shown(gated)
        assert len(ailment.symptoms) >= 2
        assert ailment.roots
    assert bool(gated.ailments) is ("E1" in shown(gated) and len(set(SYMPTOMS) & shown(gated)) >= 2)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(["E1", *SYMPTOMS]), st.sampled_from([3, 30])))
def test_it_lets_the_report_name_no_hidden_theme(people: dict[str, int]) -> None:
    analysis = with_people(make_ailing_analysis(), people)
    gated = gate(analysis, DEFAULTS)
    page = to_html(gated, date(2026, 1, 15))
    assert not [theme.name for theme in analysis.themes if theme.id not in shown(gated) and theme.name in page]


def test_it_says_of_a_part_neither_what_was_said_nor_what_was_measured_of_the_whole() -> None:
    [whole] = gate(make_ailing_analysis(), DEFAULTS).ailments
    [part] = gate(with_people(make_ailing_analysis(), {"C4": 4}), DEFAULTS).ailments
    assert (whole.sentence != "", whole.removed) == (True, (0.84, 0.62, 1.07))
    assert (part.sentence, part.removed, part.symptoms) == ("", None, ("C1", "C9"))


@pytest.mark.parametrize(("few", "roots"), [({}, ("E1", "E2")), ({"E2": 4}, ("E1",))])
def test_it_leaves_a_hidden_theme_out_of_a_root(few: dict[str, int], roots: tuple[str, ...]) -> None:
    pairs = (("E1", "C1"), ("E1", "C4"), ("E2", "C9"), ("E2", "C1"))
    links = tuple(make_link(*pair) for pair in pairs)
    analysis = replace(make_ailing_analysis(), links=links, ailments=(make_ailment(pairs, Side.EMPLOYEE),))
    [ailment] = gate(with_people(analysis, few), DEFAULTS).ailments
    assert ailment.roots == roots
    assert ("C9" in ailment.symptoms) is (len(roots) == 2)
