"""Layers, levers, journeys and slices as leaders read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import cos, radians, sin

import jsonschema
import pytest

from analyzer.gate import gate
from analyzer.gate.values import GatedLayer
from analyzer.levers import SLICE_CAUTION
from analyzer.report import build_report, to_html, to_json
from analyzer.report.analysis_json import schema
from analyzer.report.build import Report
from analyzer.report.charts import measure
from analyzer.report.lenses import (
    MATRIX_LAYOUTS,
    describe_layer_and_stage,
    describe_layers,
    describe_link_levers,
    draw_journeys,
)
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Grade
from analyzer.wording.claims import causal_verbs
from tests.factories import make_analysis, make_link
from tests.placed import make_placed_analysis

DAY = date(2026, 1, 15)


def report_of(analysis: Analysis) -> Report:
    return build_report(gate(analysis, GateSettings()), DAY)


def test_it_says_of_each_link_what_leaders_control_or_that_no_lever_is_known() -> None:
    gated = gate(make_placed_analysis(), GateSettings())
    said = {describe_link_levers(link) for link in gated.links}
    assert "Technology and regulations. Part of the employees’ experience: engagement and productivity." in said
    assert any(line.startswith("No lever known") for line in said)


def test_it_sums_links_by_lever_and_says_how_many_have_none() -> None:
    levers = report_of(make_placed_analysis()).levers
    assert levers is not None
    for rows in (levers.levers, levers.dominoes):
        bars = [row.bar for row in rows]
        assert bars == sorted(bars, reverse=True)
        assert bars[0] == 100
    assert all(row.links for row in (*levers.levers, *levers.dominoes))
    assert "have no known lever" in levers.unknown


def test_it_leaves_the_sections_out_where_there_is_nothing_to_say() -> None:
    report = report_of(make_analysis())
    assert (report.levers, report.journeys, report.layers, report.slices) == (None, (), (), None)
    page = to_html(gate(make_analysis(), GateSettings()), DAY)
    assert not [title for title in ("Surface or core", "journeys meet", "Who among the leavers") if title in page]


@pytest.mark.parametrize(("unclear", "said"), [(0.5, True), (0.71, False)])
def test_it_says_nothing_of_layers_where_hardly_any_is_clear(unclear: float, said: bool) -> None:
    side = gate(make_placed_analysis(), GateSettings()).sides[0]
    layers = (GatedLayer("core", 2, 40, 0.4), GatedLayer("", 9, 70, unclear))
    assert (describe_layers(replace(side, layers=layers)) is not None) is said


def test_a_stage_is_told_by_its_name() -> None:
    theme = gate(make_placed_analysis(), GateSettings()).sides[0].themes[0]
    judged = replace(theme, layer="", stages=("performing",), placed_from="text")
    assert describe_layer_and_stage(judged) == "Stage of the journey: performing"


@pytest.mark.parametrize("layout", MATRIX_LAYOUTS)
def test_it_draws_every_crossing_within_the_picture_and_no_spot_over_another(layout) -> None:
    picture = draw_journeys(gate(make_placed_analysis(), GateSettings()).links, layout)
    assert picture is not None
    assert len({(spot.x, spot.y) for spot in picture.spots}) == len(picture.spots)
    for name in picture.columns:
        wide = measure(name.text, layout.size) * cos(radians(layout.slant))
        assert name.x + (wide if layout.slant else wide / 2) <= layout.width
        assert name.y - measure(name.text, layout.size) * sin(radians(-layout.slant)) >= 0
    for spot in picture.spots:
        assert 2 * spot.radius <= min(layout.row, layout.column)
        assert layout.label <= spot.x - spot.radius
        assert spot.x + spot.radius <= layout.width
        assert layout.head <= spot.y - spot.radius
        assert spot.y + spot.radius <= picture.height


def test_it_shows_at_a_crossing_the_best_grade_and_all_links_that_anything_speaks_for() -> None:
    themes = tuple(
        replace(theme, stages=("performing",) if theme.id.startswith("E") else ("paying",), layer="core")
        for theme in make_analysis().themes
    )
    links = (
        make_link("E1", "C1", grade=Grade.HYPOTHESIS),
        make_link("E2", "C1", grade=Grade.CONVERGING),
        make_link("E3", "C1"),
    )
    gated = gate(replace(make_analysis(), themes=themes, links=links), GateSettings())
    picture = draw_journeys(gated.links, MATRIX_LAYOUTS[0])
    assert picture is not None
    assert [(spot.count, spot.grade) for spot in picture.spots] == [(2, Grade.CONVERGING)]


def test_it_says_what_remains_of_a_cohort_s_difference_and_gives_the_caution() -> None:
    slices = report_of(make_placed_analysis()).slices
    assert slices is not None
    tenure, role, cohort = slices.tables
    assert (tenure.caution, role.caution, cohort.caution) == ("", "", SLICE_CAUTION)
    assert tenure.found == (
        "“Too few people on shift”, under 1 year: 12 points more (95% interval 4 to 20) than the others.",
    )
    assert cohort.found[0].endswith(
        "At equal tenure and role: 2 points fewer (95% interval −9 to 5), no more than chance gives."
    )


def test_it_ranks_no_band_by_what_it_names() -> None:
    slices = report_of(make_placed_analysis()).slices
    assert slices is not None
    bands = [band for band, _ in slices.tables[2].bands]
    assert bands == ["before 1965", "1965 to 1980", "1981 to 1996", "after 1996"]


def test_it_claims_no_cause_in_any_section() -> None:
    report = report_of(make_placed_analysis())
    assert report.slices is not None
    assert report.levers is not None
    lines = [line for table in report.slices.tables for line in (*table.found, table.caution)]
    lines += [f"{row.meaning} {row.links}" for row in (*report.levers.levers, *report.levers.dominoes)]
    lines += [card.lever for card in report.cards]
    assert not [line for line in lines if causal_verbs(line)]


def test_it_gives_analysts_everything_in_the_shape_of_the_contract() -> None:
    found = to_json(make_placed_analysis())
    jsonschema.validate(found, schema())
    assert {"layers", "levers", "dominoes", "journeys", "slices"} <= found.keys()
    assert [each["kind"] for each in found["slices"]["bands"]] == ["tenure", "role", "cohort"]
    assert found["themes"][0]["stage"] == "joining"
    assert to_json(make_analysis())["slices"] is None
