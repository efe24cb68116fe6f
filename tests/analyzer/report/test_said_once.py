"""What a report says once."""

from __future__ import annotations

from dataclasses import replace

from analyzer.types import Grade, Side
from tests.analyzer.report.test_html import page_of, report_of
from tests.factories import make_analysis, make_link, make_unlinked_analysis
from tests.placed import make_placed_analysis


def test_what_would_settle_most_of_what_is_open_is_said_once() -> None:
    wants = ("More months.", "More months.", "A date with each comment.")
    links = tuple(make_link(f"E{at}", f"C{at}", settle=want) for at, want in enumerate(wants, 1))
    html = page_of(replace(make_unlinked_analysis(), links=links))
    assert html.count("More months.") == 1
    assert "What would settle most of them stands at the top of this page." in html
    assert html.count("As above.") == 2
    assert html.count("A date with each comment.") == 1


def test_where_something_is_found_what_would_settle_the_rest_stands_with_it() -> None:
    wants = ("More months. More units.", "More months. More units.", "More months.")
    links = tuple(make_link(f"E{at}", f"C{at + 1}", settle=want) for at, want in enumerate(wants, 1))
    found = make_link("E1", "C1", grade=Grade.MOVES_TOGETHER)
    html = page_of(replace(make_analysis(), links=(found, *links), ailments=()))
    assert html.count("What would settle most of them: More months.") == 1
    assert html.count("As above.") == 3
    assert html.count("As above. More units.") == 2


def test_it_says_once_that_a_program_judged_where_a_theme_stands() -> None:
    first, *others = make_placed_analysis().themes
    judged = (replace(first, placed_from="mechanism"), *(replace(theme, placed_from="text") for theme in others))
    analysis = replace(make_placed_analysis(), themes=judged)
    placed = [row for side in report_of(analysis).sides for row in side.rows if row.place]
    html = page_of(analysis)
    assert html.count("* Judged from the words by a program.") == len(Side)
    assert html.count("*</small>") == sum(row.judged for row in placed) < len(placed)
    known = tuple(replace(theme, placed_from="mechanism") for theme in judged)
    assert "* Judged" not in page_of(replace(analysis, themes=known))
