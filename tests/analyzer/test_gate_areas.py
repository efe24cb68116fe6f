"""What passes the gate of areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.gate import GatedArea, gate
from analyzer.report import build_report
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Side
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


def test_it_rounds_people_to_the_threshold() -> None:
    wide, narrow = areas_of(analysis_of(23, 18, remainder=11))
    assert (wide.people, narrow.people) == (50, 40)
    assert narrow.name == "Theme E1 · Theme E2"


def test_it_counts_no_more_people_than_the_side_may_be_known_to_have() -> None:
    assert areas_of(analysis_of(23, everyone=24))[0].people == 20


def test_that_much_stands_in_no_theme_is_said_where_enough_people_say_it() -> None:
    assert [areas_of(analysis_of(7, remainder=beside))[0].loose for beside in (4, 9, 10, 40)] == [
        False,
        False,
        True,
        True,
    ]
    assert not areas_of(analysis_of(60, remainder=12))[0].loose


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
    gated = gate(analysis_of(23, 18, remainder=31), GateSettings(people=FEWEST))
    (wide,) = build_report(gated, date(2026, 3, 1)).sides[0].areas
    (narrow,) = wide.parts
    assert (wide.people, wide.remainder) == ("about 70", "a third or more of it stands in no theme")
    assert [part.name for part in narrow.parts] == ["Theme E1", "Theme E2"]
    assert [part.people for part in narrow.parts] == ["23", "18"]
    assert narrow.parts[0].parts == ()


def test_the_report_needs_no_overview_where_nothing_lies_together() -> None:
    analysis = analysis_of(23, 18)
    alone = replace(analysis, themes=tuple(replace(theme, parent=None) for theme in analysis.themes))
    assert build_report(gate(alone, GateSettings(people=FEWEST)), date(2026, 3, 1)).sides[0].areas == ()
