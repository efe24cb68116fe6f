"""What passes the gate of layers, levers and slices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.gate import Count, GatedSliceRow, GatedTheme, Share, gate
from analyzer.gate.slices import gate_slices
from analyzer.gate.sums import round_people
from analyzer.settings import GateSettings
from analyzer.slices import Difference, Slice, Slices
from analyzer.types import Effect, Grade, Side
from tests.factories import make_link, make_statement
from tests.placed import make_placed_analysis

FEWEST = 5
EFFECT = Effect(10.0, 2.0, 18.0, "percentage points")


def row_of(naming: list[int], sizes: list[int], elsewhere: int = 0) -> GatedSliceRow | None:
    """The row of one theme that so many people of each band name, and ``elsewhere`` of no known band."""
    people = sum(naming) + elsewhere
    count = Count(people, exact=True)
    theme = GatedTheme("E1", Side.EMPLOYEE, "Theme", "", count, Share(0.1), None, None, quotes=(), trend=())
    names = [f"band {at}" for at in range(len(sizes))]
    found = Slice(
        kind="tenure",
        columns=("tenure",),
        bands=tuple(zip(names, sizes, strict=True)),
        unknown=2 * elsewhere,
        differences=tuple(Difference(theme.id, name, n, EFFECT, 0.5) for name, n in zip(names, naming, strict=True)),
    )
    everyone = sum(sizes) + 2 * elsewhere
    gated = gate_slices(Slices((found,), ()), {theme.id: theme}, everyone, FEWEST)
    assert gated is not None
    return gated.slices[0].rows[0] if gated.slices else None


def test_it_shows_the_shares_and_differences_of_large_cells() -> None:
    row = row_of([10, 20, 30], [100, 100, 100])
    assert row is not None
    assert row.shares == (0.1, 0.2, 0.3)
    assert len(row.differences) == 3


def test_it_hides_a_small_cell_with_a_neighbour_and_every_difference_with_them() -> None:
    row = row_of([3, 20, 30], [100, 100, 100])
    assert row is not None
    assert row.shares == (None, None, 0.3)
    assert row.differences == ()


def test_it_hides_a_cell_in_which_few_or_none_are_left_who_do_not_name_it() -> None:
    for left in (0, 2):
        row = row_of([40 - left, 20, 30], [40, 100, 100])
        assert row is not None
        assert row.shares[0] is None


def test_it_counts_those_of_no_known_band_as_a_cell() -> None:
    row = row_of([10, 20, 30], [100, 100, 100], elsewhere=3)
    assert row is not None
    assert row.shares.count(None) == 1
    assert row.differences == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=5), st.integers(0, 12))
def test_it_leaves_no_small_group_in_a_cell_nor_in_what_the_cells_leave_over(
    cells: list[tuple[int, int]], elsewhere: int
) -> None:
    naming, sizes = [named for named, _ in cells], [named + other for named, other in cells]
    row = row_of(naming, sizes, elsewhere) if sum(naming) + elsewhere else None
    if row is None:
        return
    hidden = [at for at, share in enumerate(row.shares) if share is None]
    for at, share in enumerate(row.shares):
        if share is not None:
            assert not 0 < naming[at] < FEWEST
            assert sizes[at] - naming[at] >= FEWEST
    rest = elsewhere + sum(naming[at] for at in hidden if sizes[at])
    assert not 0 < rest < FEWEST
    assert not (row.differences and 0 < elsewhere < FEWEST)


def test_it_shows_no_cohort_where_tenure_or_role_is_hidden() -> None:
    analysis = make_placed_analysis()
    assert analysis.slices is not None
    kept = tuple(each for each in analysis.slices.slices if each.kind != "role")
    gated = gate(replace(analysis, slices=replace(analysis.slices, slices=kept)), GateSettings())
    assert gated.slices is not None
    assert [each.kind for each in gated.slices.slices] == ["tenure"]


def test_it_divides_nobody_unless_the_run_did() -> None:
    assert gate(make_placed_analysis(slices=None), GateSettings()).slices is None


@pytest.mark.parametrize("fewest", [3, 4, 5, 8, 10])
def test_it_rounds_so_that_nobody_or_enough_people_may_be_behind_a_difference(fewest: int) -> None:
    """As many numbers round to one as the threshold has, so a difference to any of them may be 0 or reach it."""
    for multiple in range(fewest, 20 * fewest, fewest):
        behind = [people for people in range(30 * fewest) if round_people(people, fewest) == multiple]
        assert len(behind) == fewest
        for known in range(30 * fewest):
            left = {abs(people - known) for people in behind}
            assert not left <= set(range(1, fewest))


def test_it_sums_over_shown_themes_only() -> None:
    analysis = make_placed_analysis()
    hidden = next(theme for theme in analysis.themes if theme.people < FEWEST)
    links = (make_link(hidden.id, "C1", levers=("TRN",), grade=Grade.VOICED),)
    assert gate(replace(analysis, links=links), GateSettings()).levers == ()
    core = replace(hidden, layer="surface", placed_from="text")
    bare = tuple(replace(theme, layer=None) for theme in analysis.themes if theme is not hidden)
    sides = gate(replace(analysis, themes=(*bare, core)), GateSettings()).sides
    assert {layer.layer for side in sides for layer in side.layers} == {""}


def test_it_gives_people_behind_a_lever_to_a_multiple_of_the_threshold() -> None:
    analysis = make_placed_analysis()
    statements = tuple(make_statement(at, theme="E1", person=f"p{at}") for at in range(48))
    links = (make_link("E1", "C1", levers=("TRN",), domino="D1", grade=Grade.VOICED),)
    gated = gate(replace(analysis, statements=statements, links=links), GateSettings())
    assert [(each.code, each.people) for each in (*gated.levers, *gated.dominoes)] == [("TRN", 50), ("D1", 50)]
    assert [side.layers[0].people for side in gated.sides if side.side is Side.EMPLOYEE] == [50]
