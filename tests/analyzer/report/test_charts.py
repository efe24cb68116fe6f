from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.gate import GatedLink, gate
from analyzer.report.charts import NARROW, WIDE, Canvas, draw_links, draw_trend, measure, wrap
from analyzer.settings import GateSettings
from analyzer.types import Side
from tests.factories import make_odd_analysis


@pytest.fixture(scope="module")
def links() -> tuple[GatedLink, ...]:
    return gate(make_odd_analysis(), GateSettings()).links[:12]


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_it_draws_each_theme_once_and_each_link(canvas: Canvas, links: tuple[GatedLink, ...]) -> None:
    picture = draw_links(links, canvas)
    assert len(picture.curves) == len(links) == 12
    assert len(picture.nodes) == len({x.employee.id for x in links}) + len({x.customer.id for x in links})
    assert [curve.number for curve in picture.curves] == list(range(1, 13))


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_it_keeps_everything_on_the_canvas_and_apart(canvas: Canvas, links: tuple[GatedLink, ...]) -> None:
    picture = draw_links(links, canvas)
    for side in Side:
        column = [node for node in picture.nodes if node.side is side]
        for above, below in pairwise(column):
            assert above.bar[1] + above.bar[3] <= below.lines[0].y - canvas.size * 0.8
    for node in picture.nodes:
        left, top, width, height = node.bar
        assert 0 <= left <= left + width <= canvas.width
        assert 0 <= top <= top + height <= picture.height
        assert all(measure(line.text, canvas.size) <= canvas.label for line in node.lines)


def test_it_makes_bars_as_long_as_people_are_many(links: tuple[GatedLink, ...]) -> None:
    nodes = {node.name: node for node in draw_links(links, WIDE).nodes}
    more, fewer = (nodes[name].bar[2] for name in ("Targets before advice", "Stockroom in disorder"))
    assert more / fewer == pytest.approx(66 / 33, rel=0.01)


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_it_puts_no_number_on_another(canvas: Canvas, links: tuple[GatedLink, ...]) -> None:
    badges = [curve.badge for curve in draw_links(links, canvas).curves]
    for one, other in combinations(badges, 2):
        assert ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5 > 2 * canvas.badge


def test_it_draws_the_same_links_the_same_way(links: tuple[GatedLink, ...]) -> None:
    assert draw_links(links, WIDE) == draw_links(links, WIDE)


def test_it_draws_a_column_a_period_and_marks_hidden_ones() -> None:
    columns = draw_trend((("2024-01", 10), ("2024-02", None), ("2024-03", 20)), width=30, height=20)
    assert [column.x for column in columns] == [0, 10, 20]
    assert [column.height for column in columns] == [10, 2, 20]
    assert [column.hidden for column in columns] == [False, True, False]


def test_it_draws_nothing_where_there_is_no_trend() -> None:
    assert draw_trend(()) == ()


def test_it_wraps_at_spaces_and_cuts_the_last_line() -> None:
    assert wrap("one two three four", measure("one two", 10), 10, 2) == ("one two", "three…")


@given(st.text(), st.integers(40, 300), st.integers(1, 4))
def test_it_wraps_any_text_into_lines_that_fit(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, 12, most)
    assert 1 <= len(lines) <= most
    assert all(measure(line, 12) <= width for line in lines)
