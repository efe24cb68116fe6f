"""Which open pairs the report lists, and in which order."""

from __future__ import annotations

from dataclasses import replace

from analyzer.types import Channels, Effect
from tests.analyzer.report.test_html import page_of, report_of
from tests.factories import make_link, make_unlinked_analysis


def test_themes_that_dissolve_put_tested_pairs_last_and_leave_untested_ones_where_their_meaning_puts_them() -> None:
    effect = Effect(0.4, -1.0, 1.8, "points of customers")
    near, far = Channels(meaning=0.6), Channels(meaning=0.3)
    whole = make_unlinked_analysis()
    themes = tuple(replace(each, stability=0.2 if each.id in {"E1", "E3"} else 0.8) for each in whole.themes)
    links = (
        make_link("E1", "C1", score=0.5, channels=near, effect=effect),
        make_link("E2", "C2", score=0.4, channels=near, effect=effect),
        make_link("E2", "C3", score=0.3, channels=far),
        make_link("E3", "C4", score=0.3, channels=near),
    )
    report = report_of(replace(whole, themes=themes, links=links))
    assert [card.pair for card in report.open] == ["E2:C2", "E1:C1", "E3:C4", "E2:C3"]


def test_it_lists_open_pairs_by_what_speaks_for_them_then_by_meaning_and_leaves_out_those_that_share_a_word() -> None:
    effect = Effect(0.4, -1.0, 1.8, "points of customers")
    links = (
        make_link("E1", "C1", score=0.5, channels=Channels(meaning=0.19)),
        make_link("E2", "C2", score=0.5, channels=Channels(meaning=0.2)),
        make_link("E3", "C3", score=0.4, channels=Channels(meaning=0.6)),
        make_link("E1", "C4", score=0.3, channels=Channels(meaning=0.1), effect=effect),
        make_link("E2", "C5", score=0.2, channels=Channels(meaning=0.1), why="Rosters that come late empty the tills."),
    )
    report = report_of(replace(make_unlinked_analysis(), links=links))
    assert [card.pair for card in report.open] == ["E2:C5", "E1:C4", "E3:C3", "E2:C2"]
    assert report.open_more == 1
    page = page_of(replace(make_unlinked_analysis(), links=links[:1]))
    assert "has too little in common to be listed here" in page
    assert "1 more in the analyst’s file" in page
