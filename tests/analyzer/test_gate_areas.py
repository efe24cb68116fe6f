"""What passes the gate of areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.gate import GatedArea, Share, gate
from analyzer.report import build_report
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Side, Valence
from tests.factories import RUN, cover, make_analysis, make_statement, make_statements, make_theme

FEWEST = 5


def analysis_of(*people: int, remainder: int = 0, everyone: int = 400) -> Analysis:
    """Themes of so many people in one area, and so many people of whom each said one thing among them."""
    themes = [make_theme(rank=at, people=size, parent="EA1.1") for at, size in enumerate(people, 1)]
    among = [make_statement(50_000 + at, area="EA1") for at in range(remainder)]
    return replace(
        make_analysis(),
        run=RUN,
        coverage={Side.EMPLOYEE: cover(themes, everyone, remainder)},
        themes=tuple(themes),
        statements=(*make_statements(themes), *among),
        links=(),
    )


def areas_of(analysis: Analysis) -> tuple[GatedArea, ...]:
    return gate(analysis, GateSettings(people=FEWEST)).sides[0].areas


def test_it_rounds_people_to_the_threshold_and_shares_to_tenths() -> None:
    wide, narrow = areas_of(analysis_of(23, 18, remainder=11))
    assert (wide.people, narrow.people) == (50, 40)
    assert narrow.name == "Theme E1 · Theme E2"
    assert (wide.pains, narrow.pains) == (Share(0.8, "at_least"), Share(0.75, "at_least"))
    assert (wide.remainder, narrow.remainder) == (Share(0.2), None)


def test_what_few_people_say_beside_the_themes_is_left_unsaid() -> None:
    # About 35 people, 33 of them in the theme: that anybody at all is beside it would mean one to four.
    assert areas_of(analysis_of(33, remainder=4))[0].remainder is None
    assert areas_of(analysis_of(33, remainder=9))[0].remainder is None
    assert areas_of(analysis_of(33, remainder=10))[0].remainder == Share(1 / 4)


@pytest.mark.parametrize("theme", [7, 33, 59])
def test_whether_few_or_a_few_more_are_beside_the_themes_looks_alike(theme: int) -> None:
    areas = [areas_of(analysis_of(theme, remainder=beside))[0] for beside in range(10)]
    for area in areas:
        alike = [beside for beside, each in enumerate(areas) if each == area]
        assert 0 in alike or max(alike) >= FEWEST


def test_shares_come_in_steps_that_hold_enough_people() -> None:
    mixed = analysis_of(12, 8)
    praised = tuple(replace(said, valence=Valence.PRAISE) if said.theme == "E2" else said for said in mixed.statements)
    wide, _ = areas_of(replace(mixed, statements=praised))
    assert (wide.people, wide.pains) == (20, Share(0.5))
    (alone, _) = areas_of(analysis_of(14))
    assert (alone.people, alone.pains) == (15, None)


def test_a_theme_of_few_people_is_neither_named_nor_counted() -> None:
    with_it, without = areas_of(analysis_of(23, 18, 4)), areas_of(analysis_of(23, 18))
    assert with_it == without


def test_an_area_without_a_theme_that_may_be_shown_is_left_out() -> None:
    assert areas_of(analysis_of(4, 3, remainder=40)) == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=4), st.integers(0, 30))
def test_people_come_in_steps_of_the_threshold_and_themes_are_shown_ones(people: list[int], remainder: int) -> None:
    shown = gate(analysis_of(*people, remainder=remainder), GateSettings(people=FEWEST)).sides[0]
    for area in shown.areas:
        assert area.people % FEWEST == 0
        assert set(area.themes) <= {theme.id for theme in shown.themes}


def test_the_report_opens_areas_down_to_their_themes() -> None:
    gated = gate(analysis_of(23, 18, remainder=11), GateSettings(people=FEWEST))
    (wide,) = build_report(gated, date(2026, 3, 1)).sides[0].areas
    (narrow,) = wide.parts
    assert (wide.people, wide.remainder) == ("about 50", "about 20% of it in no theme")
    assert [part.name for part in narrow.parts] == ["Theme E1", "Theme E2"]
    assert [part.people for part in narrow.parts] == ["23", "18"]
    assert narrow.parts[0].parts == ()


def test_the_report_needs_no_overview_where_nothing_lies_together() -> None:
    analysis = analysis_of(23, 18)
    alone = replace(analysis, themes=tuple(replace(theme, parent=None) for theme in analysis.themes))
    assert build_report(gate(alone, GateSettings(people=FEWEST)), date(2026, 3, 1)).sides[0].areas == ()
