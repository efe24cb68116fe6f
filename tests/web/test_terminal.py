"""What the command line prints."""

from dataclasses import replace
from datetime import date

import pytest

from analyzer.gate import gate
from analyzer.pipeline.runs.steps import STEPS
from analyzer.report.build import build_report
from analyzer.report.phrases import TONES
from analyzer.settings import GateSettings
from analyzer.types import Grade, Valence
from tests import factories
from tests.ailing import make_ailing_analysis
from web.commands import terminal
from web.commands.terminal import describe_findings, progress_bars
from web.page import words


def test_page_and_terminal_have_words_for_every_step_of_a_run() -> None:
    assert set(words.STEPS) == set(STEPS)
    # The terminal shows what comes before a run, and the self-test, in the same bars.
    assert set(terminal.STEPS) == {*STEPS, "redact", "selftest"}


@pytest.mark.parametrize("width", [30, 60, 200])
def test_it_keeps_within_the_width(width: int) -> None:
    report = build_report(gate(factories.make_analysis(), GateSettings()), date(2026, 3, 1))
    assert max(map(len, describe_findings(report, width).splitlines())) <= min(width, 100)


def test_it_counts_apart_the_links_and_the_open_pairs_that_it_does_not_list() -> None:
    report = build_report(gate(factories.make_analysis(), GateSettings()), date(2026, 3, 1))
    [one, *_] = report.cards
    shown = describe_findings(replace(report, cards=(one,), open=(one, one), open_more=7), 100)
    assert "Not listed here: nine open pairs." in shown
    assert "Not listed" not in describe_findings(replace(report, cards=(), open=(one, one), open_more=7), 100)


def test_it_names_the_codes_by_which_commands_know_a_link() -> None:
    analysis = factories.make_analysis()
    names = {theme.id: theme.name for theme in analysis.themes}
    shown = " ".join(describe_findings(build_report(gate(analysis, GateSettings()), date(2026, 3, 1)), 100).split())
    link = next(link for link in analysis.links if link.grade is Grade.TESTED)
    pair = link.employee_theme, link.customer_theme
    assert "{} ↔ {} ({}:{})".format(*(names[theme] for theme in pair), *pair) in shown
    ailing = build_report(gate(make_ailing_analysis(), GateSettings()), date(2026, 3, 1))
    shown = " ".join(describe_findings(ailing, 100).split())
    assert all(link.pair in shown for card in ailing.ailments for link in card.links)


def test_it_names_the_largest_themes_of_a_side_that_stands_alone() -> None:
    report = build_report(gate(factories.make_employee_analysis(), GateSettings()), date(2026, 3, 1))
    shown = describe_findings(report, 100)
    rows = report.sides[0].rows
    assert rows
    assert [f"→ {row.name} ({row.people} people, {row.share})" in shown for row in rows] == [
        at < 5 for at in range(len(rows))
    ]


def test_it_names_the_largest_theme_though_it_is_unsteady_and_says_how_many_are_left() -> None:
    analysis = factories.make_employee_analysis()
    first, *others = analysis.themes
    # As a run orders them: what hardly comes back stands last.
    ordered = replace(analysis, themes=(*others, replace(first, stability=0.3)))
    report = build_report(gate(ordered, GateSettings()), date(2026, 3, 1))
    rows = report.sides[0].rows
    title, largest, second, *_, rest = describe_findings(replace(report, title=""), 100).split("\n\n")[1].splitlines()
    assert title == "What leaving employees name, pains and wishes first:"
    assert largest == f"  → {rows[-1].name} ({rows[-1].people} people, {rows[-1].share}) (unsteady)"
    assert second == f"  → {rows[0].name} ({rows[0].people} people, {rows[0].share})"
    assert rest == f"  and {len(rows) - 5} more in the report"
    few = replace(report, sides=(replace(report.sides[0], rows=rows[:5]),))
    assert "more in the report" not in describe_findings(few, 100)


@pytest.mark.parametrize("width", [40, 100])
def test_it_lists_pains_before_larger_themes_of_praise_and_marks_what_is_no_pain(width: int) -> None:
    report = build_report(gate(factories.make_employee_analysis(), GateSettings()), date(2026, 3, 1))
    praised, mixed, *pains = (replace(row, tone=TONES[Valence.PAIN]) for row in report.sides[0].rows[:4])
    praised, mixed = replace(praised, tone=TONES[Valence.PRAISE]), replace(mixed, tone=TONES[Valence.NEUTRAL])
    assert praised.size > max(row.size for row in pains)
    side = replace(report.sides[0], rows=(praised, mixed, *pains))
    shown = describe_findings(replace(report, sides=(side,)), width)
    listed = [" ".join(line.split()) for line in shown.split("first:\n")[1].split("\n\n")[0].split("→")[1:]]
    assert [line.split(" (")[0] for line in listed] == [row.name for row in (*pains, praised, mixed)]
    marks = ["praise" in line or "mixed or neither" in line for line in listed]
    assert marks == [False, False, True, True]


def test_it_shows_no_bars_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars() as progress:
        progress("embed", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_it_names_ailments_before_links_and_their_links_once() -> None:
    report = build_report(gate(make_ailing_analysis(), GateSettings()), date(2026, 3, 1))
    shown = describe_findings(report, 100)
    assert "One ailment, three symptoms: Too few people on shift\n  → Long queues at the till (604 people)" in shown
    assert shown.index("One ailment, three") < shown.index("↔")
    assert "Too few people on shift ↔" not in shown


def test_where_no_link_is_reported_it_names_both_sides_themes_and_what_would_settle_it() -> None:
    report = build_report(gate(factories.make_unlinked_analysis(), GateSettings()), date(2026, 3, 1))
    shown = describe_findings(report, 100)
    assert len(report.sides) == 2
    for side in report.sides:
        largest = f"→ {side.rows[0].name} ({side.rows[0].people} people"
        assert f"{side.title}, pains and wishes first:\n  {largest}" in shown
    assert "What would settle it: A site and a month with each interview" in " ".join(shown.split())
    linked = describe_findings(build_report(gate(factories.make_analysis(), GateSettings()), date(2026, 3, 1)), 100)
    assert "  → " not in linked
    assert "What would settle it" not in linked
    assert max(map(len, describe_findings(report, 60).splitlines())) <= 60


def test_one_side_alone_hears_what_would_settle_it() -> None:
    report = build_report(gate(factories.make_employee_analysis(), GateSettings()), date(2026, 3, 1))
    assert "What would settle it: customer comments from the same places" in describe_findings(report, 100)
