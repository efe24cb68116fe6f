"""Areas: which groups lie together, and what an area holds."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.hierarchy import area_path, place_groups, sum_areas
from analyzer.types import Side, Theme, Valence
from tests.factories import make_statement, make_theme


def around(directions: int, each: int, seed: int = 0) -> np.ndarray:
    """Unit vectors in bundles, bundle after bundle."""
    rng = np.random.default_rng(seed)
    middles = np.linalg.qr(rng.normal(size=(32, directions)))[0].T
    vectors = np.repeat(middles, each, axis=0) + 0.05 * rng.normal(size=(directions * each, 32))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_it_puts_what_lies_together_into_one_area() -> None:
    paths = place_groups(around(4, 3), np.full(12, 10))
    assert [len(set(paths[at : at + 3])) for at in (0, 3, 6, 9)] == [1, 1, 1, 1]
    assert len({path[0] for path in paths}) == 4


def test_it_numbers_the_largest_area_first() -> None:
    sizes = np.repeat([10, 40, 20, 30], 3)
    paths = place_groups(around(4, 3), sizes)
    assert [paths[at][0] for at in (0, 3, 6, 9)] == [4, 1, 3, 2]


def test_few_groups_are_their_own_overview() -> None:
    assert set(place_groups(around(4, 2), np.full(8, 10))) == {()}
    assert place_groups(np.zeros((0, 32), dtype=np.float32), np.zeros(0, dtype=np.int64)) == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(9, 60), st.integers(0, 10_000))
def test_every_area_holds_two_groups_or_more_and_most_groups_stand_in_one(groups: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(groups, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    paths = place_groups(vectors.astype(np.float32), rng.integers(1, 100, groups))
    inside = Counter(path[:depth] for path in paths for depth in range(1, len(path) + 1))
    assert inside
    assert min(inside.values()) >= 2
    # Numbers within an area leave no gap.
    for path in inside:
        assert path[-1] == 1 or (*path[:-1], path[-1] - 1) in inside


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_groups_makes_no_difference(order: list[int]) -> None:
    vectors, sizes = around(4, 3, seed=3), np.arange(1, 13)
    straight, mixed = place_groups(vectors, sizes), place_groups(vectors[order], sizes[order])
    assert [straight[at] for at in order] == list(mixed)


def test_it_lists_the_areas_that_an_area_lies_in() -> None:
    assert area_path("EA2.1") == ("EA2", "EA2.1")
    assert area_path(None) == ()


def themes() -> tuple[Theme, ...]:
    return (
        make_theme(rank=1, name="Rota", parent="EA1.1"),
        make_theme(rank=2, name="Pay", parent="EA1"),
        make_theme(rank=3, name="Canteen", parent=None),
    )


def test_it_counts_people_once_and_the_remainder_with_its_area() -> None:
    said = [
        make_statement(1, theme="E1"),
        make_statement(1, theme="E2", valence=Valence.PRAISE),
        make_statement(2, theme="E1"),
        make_statement(3, area="EA1.1"),
        make_statement(4, theme="E3"),
        make_statement(5),
    ]
    wide, narrow = sum_areas(said, themes())
    assert (wide.id, wide.parent, wide.name, wide.themes) == ("EA1", None, "Rota · Pay", ("E1", "E2"))
    assert (wide.people, wide.statements, wide.remainder, wide.pain_share) == (3, 4, 1, 0.75)
    assert (narrow.id, narrow.parent, narrow.themes) == ("EA1.1", "EA1", ("E1",))
    assert (narrow.people, narrow.statements, narrow.remainder) == (3, 3, 1)
    assert narrow.side is Side.EMPLOYEE


def test_it_sorts_areas_by_number_and_not_by_letter() -> None:
    said = [make_statement(at, area=f"EA{at}") for at in (10, 2, 1)]
    assert [area.id for area in sum_areas(said, ())] == ["EA1", "EA2", "EA10"]


def test_an_area_is_not_called_like_what_is_inside_it() -> None:
    inside = (
        make_theme(rank=1, name="Rota", parent="EA1.1"),
        make_theme(rank=2, name="Pay", parent="EA1.1"),
        make_theme(rank=3, name="Tills", parent="EA1.2"),
        make_theme(rank=4, name="Canteen", parent="EA2"),
    )
    said = [make_statement(at, theme=theme.id) for at, theme in enumerate(inside)]
    assert [area.name for area in sum_areas(said, inside)] == [
        "Rota · Tills · and 1 more",
        "Rota · Pay",
        "Around “Tills”",
        "Around “Canteen”",
    ]
