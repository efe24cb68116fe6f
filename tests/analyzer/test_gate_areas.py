"""What passes the gate of areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.gate import GatedArea, gate
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


def test_it_rounds_people_to_the_threshold() -> None:
    wide, narrow = areas_of(analysis_of(23, 18, remainder=11))
    assert (wide.people, narrow.people) == (50, 40)
    assert narrow.name == "Theme E1 · Theme E2"


def test_it_counts_no_more_people_than_the_side_may_be_known_to_have() -> None:
    assert areas_of(analysis_of(23, everyone=24))[0].people == 20


def test_pains_are_made_of_what_is_shown_of_the_themes() -> None:
    before = analysis_of(60, 20)
    shares = {"E1": 0.5, "E2": 1.0}
    themes = tuple(replace(theme, pain_share=shares[theme.id]) for theme in before.themes)
    shown = gate(replace(before, themes=themes), GateSettings(people=FEWEST)).sides[0]
    first, second = (theme.pains for theme in shown.themes)
    assert first is not None
    assert second is not None
    assert shown.areas[0].pains == pytest.approx((60 * first.value + 20 * second.value) / 80)
    # Whatever the remainder says, it does not show in them.
    among = tuple(make_statement(60_000 + at, area="EA1", valence=Valence.PRAISE) for at in range(40))
    more = replace(before, themes=themes, statements=(*before.statements, *among))
    assert gate(more, GateSettings(people=FEWEST)).sides[0].areas[0].pains == shown.areas[0].pains


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
    assert (wide.people, wide.remainder) == ("about 70", "a third of it or more in no theme")
    assert [part.name for part in narrow.parts] == ["Theme E1", "Theme E2"]
    assert [part.people for part in narrow.parts] == ["23", "18"]
    assert narrow.parts[0].parts == ()


def test_the_report_needs_no_overview_where_nothing_lies_together() -> None:
    analysis = analysis_of(23, 18)
    alone = replace(analysis, themes=tuple(replace(theme, parent=None) for theme in analysis.themes))
    assert build_report(gate(alone, GateSettings(people=FEWEST)), date(2026, 3, 1)).sides[0].areas == ()


@pytest.mark.parametrize(("share", "said"), [(1.0, "≥ 90%"), (0.5, "about 50%"), (0.0, "≤ 10%")])
def test_pains_of_an_area_are_told_in_tenths_and_never_as_all_or_nothing(share: float, said: str) -> None:
    before = analysis_of(100, 100)
    themes = tuple(replace(theme, pain_share=share) for theme in before.themes)
    gated = gate(replace(before, themes=themes), GateSettings(people=FEWEST))
    assert build_report(gated, date(2026, 3, 1)).sides[0].areas[0].pains == said
