"""How a report tells of intentions and of the employees behind a complaint."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import jsonschema

from analyzer.gate import gate
from analyzer.report import build_report, schema, to_html, to_json
from analyzer.report.build import Report
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Side
from analyzer.wording import causal_verbs
from tests.comparisons import make_intention, make_intentions, make_involved
from tests.factories import make_analysis

DAY = date(2026, 1, 15)


def whole() -> Analysis:
    return replace(make_analysis(), intentions=make_intentions(), involved=make_involved())


def report_of(analysis: Analysis) -> Report:
    return build_report(gate(analysis, GateSettings()), DAY)


def test_it_counts_the_outcomes_and_lists_the_contradicted_first() -> None:
    section = report_of(whole()).intentions
    assert section is not None
    assert section.summary == (
        "Of six intentions, one is contradicted by what employees say, one is supported, one is contradicted by some "
        "and supported by others, one is without a theme that was recognised (two times in five there is one), "
        "one is not judged and one is left open."
    )
    assert [row.name for row in section.rows] == [
        "Contradicted",
        "Supported",
        "Divided",
        "No theme recognised (two times in five there is one)",
        "Not judged",
        "Left open",
    ]
    everyone = whole().coverage[Side.EMPLOYEE].people
    assert section.rows[0].themes[0][1].startswith("Contradicts. Named by ")
    assert f" of {everyone:,} leaving employees: " in section.rows[0].themes[0][1]
    assert len(section.meanings) == 6


def test_it_writes_of_one_intention_as_of_one() -> None:
    section = report_of(replace(make_analysis(), intentions=(make_intention(),))).intentions
    assert section is not None
    said = "The one intention is without a theme that was recognised (two times in five there is one)."
    assert section.summary == said


def test_it_has_no_section_where_leaders_said_nothing() -> None:
    page = to_html(gate(make_analysis(intentions=(), involved=()), GateSettings()), DAY)
    assert "What leaders say" not in page
    assert "customers complain most" not in page


def test_its_page_holds_both_sections() -> None:
    page = to_html(gate(whole(), GateSettings()), DAY)
    assert "What leaders say, and what employees say" in page
    assert "“We staff to demand.”" in page
    assert "is named more: by 30% of the leaving employees there, 16% elsewhere (+14 points" in page
    assert "is named less: by 10% of the leaving employees there, 24% elsewhere (−14 points" in page


def test_it_claims_no_cause() -> None:
    report = report_of(whole())
    assert report.intentions is not None
    told = [report.intentions.summary, *(meaning for _, meaning in report.intentions.meanings)]
    told += [said for row in report.intentions.rows for said in (row.note, *(text for _, text in row.themes))]
    told += [line for each in report.behind for line in (*each.lines, each.overall)]
    assert len(told) > 15
    assert not [text for text in told if causal_verbs(text)]


def test_it_escapes_what_leaders_say() -> None:
    hostile = make_intention("We <script>alert(1)</script> love people.")
    page = to_html(gate(replace(make_analysis(), intentions=(hostile,)), GateSettings()), DAY)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_analysts_file_keeps_to_its_schema_and_holds_what_the_gate_hides() -> None:
    record = json.loads(json.dumps(to_json(whole())))
    jsonschema.validate(record, schema())
    assert [each["outcome"] for each in record["intentions"]][-1] == "unsure"
    assert record["intentions"][0]["themes"][0]["against"] == 31
    assert record["involved"][0]["themes"][0]["there"] == {"people": 60, "of": 200}
    assert record["involved"][1]["reason"] == "FEW_PEOPLE"
