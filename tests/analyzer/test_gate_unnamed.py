"""What a reader may know of themes without a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analyzer.gate import gate
from analyzer.removed import Removed
from analyzer.report import to_html
from analyzer.settings import GateSettings
from analyzer.types import NAMELESS, Side
from analyzer.waves import Continuation, Course, Lineage, Origin, Wave
from tests.factories import cover, make_statement, make_theme, make_tiny_analysis

BOTH = replace(
    make_tiny_analysis(),
    coverage={side: cover([make_theme(side, people=24)], 200, 50) for side in Side},
    statements=tuple(make_statement(at) for at in range(24)),
    links=(),
    not_tested=(),
)


def test_a_theme_without_a_name_is_quoted_where_one_with_a_name_would_be() -> None:
    first, second, few = (make_theme(rank=rank, people=people) for rank, people in ((1, 24), (2, 9), (3, 4)))
    bare = [
        replace(each, name=f"{NAMELESS} ({each.id})", quotes=(f"We sang there, {each.id}",))
        for each in (first, second, few)
    ]
    analysis = replace(BOTH, themes=tuple(bare))
    assert [each.quotes for each in gate(analysis, GateSettings()).sides[0].unnamed] == [
        (f"We sang there, {first.id}",),
        (),
    ]
    html = to_html(gate(analysis, GateSettings()), date(2026, 3, 1))
    assert f"“We sang there, {first.id}”" in html
    assert f"We sang there, {second.id}" not in html
    gone = gate(replace(analysis, removed={Side.EMPLOYEE: Removed(1, (), frozenset())}), GateSettings())
    assert [each.quotes for each in gone.sides[0].unnamed] == [(), ()]


def test_new_themes_without_a_name_are_counted() -> None:
    on, new, few = (make_theme(rank=rank, people=people) for rank, people in ((1, 24), (2, 9), (3, 4)))
    on = replace(on, lineage=Lineage(Origin.CONTINUED, (), Course.UNTESTED, None))
    lineage = Lineage(Origin.NEW, (), Course.UNTESTED, None)
    bare = [replace(each, name=NAMELESS, lineage=lineage) for each in (new, few)]
    wave = Wave(1, Continuation.JOINED, 0, 0, 0, ())
    analysis = replace(BOTH, themes=(on, *bare), waves={Side.EMPLOYEE: wave})
    gated = gate(analysis, GateSettings())
    assert [each.new for each in gated.sides[0].unnamed] == [True]
    assert gated.waves[0].new_unnamed == 1
