"""What a reader is told of records that were removed: the same numbers, and no words of that side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzer.gate import GatedRemoved, gate
from analyzer.pipeline.removal.counts import trace_of
from analyzer.pipeline.removal.traces import read_trace
from analyzer.removed import Removed
from analyzer.report.build import build_report
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Side, Valence
from models import Trace
from tests.factories import cover, make_link, make_statement, make_theme
from tests.factories import make_analysis as whole
from tests.removing import without_words

PEOPLE = 24


def analysis() -> Analysis:
    """Two themes a side, which overlap, an area, praise and a remainder; some said twice by one person."""
    said = [
        make_statement(
            place % PEOPLE + 1,
            side,
            start=place,
            theme=f"{side[0].upper()}{1 + place % 2}" if place % 5 else None,
            area=f"{side[0].upper()}A1",
            valence=Valence.PRAISE if place % 4 == 0 else Valence.PAIN,
            date=date(2025, 1 + place % 3, 1 + place % 28),
        )
        for side in Side
        for place in range(2 * PEOPLE + 3)
    ]
    sizes = {code: len({each.person for each in said if each.theme == code}) for code in ("E1", "E2", "C1", "C2")}
    themes = tuple(
        make_theme(side, rank, sizes[f"{side[0].upper()}{rank}"], layer="core", parent=f"{side[0].upper()}A1",
                   statements=sum(each.theme == f"{side[0].upper()}{rank}" for each in said))
        for side in Side
        for rank in (1, 2)
    )  # fmt: skip
    sides = {side: [theme for theme in themes if theme.side is side] for side in Side}
    return replace(
        whole(),
        coverage={side: cover(own, PEOPLE, 7) for side, own in sides.items()},
        statements=tuple(said),
        themes=themes,
        links=(make_link(),),
    )


WHOLE = analysis()


def without(places: set[int]) -> Analysis:
    """The same once these statements' records were removed; who has no other statement left is nobody any more."""
    staying = tuple(said for place, said in enumerate(WHOLE.statements) if place not in places)
    left = {(said.side, said.person) for said in staying}
    removed = {}
    for side in Side:
        gone = [WHOLE.statements[place] for place in sorted(places) if WHOLE.statements[place].side is side]
        if gone:
            named = {said.person: said.person if (side, said.person) in left else f"x{said.person}" for said in gone}
            traces = tuple(read_trace(Trace(**trace_of(1, said, named[said.person]))) for said in gone)
            removed[side] = Removed(len(gone), traces, frozenset({"Harbour Street"}))
    return replace(WHOLE, statements=staying, removed=removed)


@settings(max_examples=60)
@example(set(range(2 * PEOPLE)))
@given(st.sets(st.integers(0, len(WHOLE.statements) - 1)))
def test_no_number_of_a_run_depends_on_what_was_removed_since(places: set[int]) -> None:
    assert without_words(gate(without(places), GateSettings())) == without_words(gate(WHOLE, GateSettings()))


def test_the_numbers_would_change_if_removed_statements_did_not_count() -> None:
    fewer = replace(without(set(range(20))), removed={})
    assert without_words(gate(fewer, GateSettings())) != without_words(gate(WHOLE, GateSettings()))


def test_no_words_of_the_side_pass_and_those_of_the_other_do() -> None:
    quoted = replace(WHOLE, themes=tuple(replace(theme, quotes=("It was far too slow.",)) for theme in WHOLE.themes))
    gone = replace(quoted, removed=without({0}).removed)
    assert all(theme.quotes for side in gate(quoted, GateSettings()).sides for theme in side.themes)
    spoken = {side.side: any(theme.quotes for theme in side.themes) for side in gate(gone, GateSettings()).sides}
    assert spoken == {Side.EMPLOYEE: False, Side.CUSTOMER: True}


@pytest.mark.parametrize(
    ("records", "told"), [(1, "Fewer than 5"), (4, "Fewer than 5"), (5, "5 or more"), (13, "10 or more")]
)
def test_how_many_were_removed_is_told_in_steps(records: int, told: str) -> None:
    gone = replace(WHOLE, removed={Side.EMPLOYEE: Removed(records, (), frozenset())})
    gated = gate(gone, GateSettings())
    assert isinstance(gated.sides[0].removed, GatedRemoved)
    notes = [" ".join(side.notes) for side in build_report(gated, date(2026, 3, 1)).sides]
    assert f"{told} of these records were removed since." in notes[0]
    assert "removed" not in notes[1]


def test_a_text_that_names_a_unit_of_theirs_alone_is_still_known_to_name_one() -> None:
    gone = replace(WHOLE, removed={Side.EMPLOYEE: Removed(1, (), frozenset({"Lighthouse"}))})
    assert "Lighthouse" in gone.units
    assert "Lighthouse" not in WHOLE.units
