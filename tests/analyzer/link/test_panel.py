"""How people are counted: some themes at a time, and by their own theme alone where texts are very many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.link import SideView
from analyzer.link import panel as counting
from analyzer.link.panel import Panel, count_people, shared_grid
from analyzer.selftest.worlds import World, simulate
from analyzer.types import Side
from tests.analyzer.link.worlds import voices

WORLD = World(units=5, periods=6, themes=7, linked=2)


def sides() -> tuple[SideView, SideView]:
    employee, customer = simulate(WORLD, 3)
    return voices(employee, Side.EMPLOYEE, 3), voices(customer, Side.CUSTOMER, 3)


def blurred(view: SideView, seed: int = 0) -> SideView:
    """The same, but everybody in words of their own that lie somewhere near their theme."""
    rng = np.random.default_rng(seed)
    vectors = view.vectors[view.index] + rng.normal(scale=0.25, size=(len(view.index), view.vectors.shape[1]))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = tuple(f"{text} {at:06}" for at, text in enumerate(view.texts))
    return replace(view, texts=texts, vectors=vectors.astype(np.float32), index=np.arange(len(texts)))


def counted(view: SideView) -> Panel:
    return count_people(view, shared_grid(*sides()))


def test_some_themes_at_a_time_give_what_all_at_once_give(monkeypatch: pytest.MonkeyPatch) -> None:
    view = blurred(sides()[1])
    whole = counted(view)
    for themes in (1, 3):
        monkeypatch.setattr(counting, "COLUMN_BLOCK", themes)
        parts = counted(view)
        assert np.allclose(parts.said, whole.said, rtol=1e-12)
        assert np.allclose(parts.variance, whole.variance, rtol=1e-12)
        assert (parts.speakers == whole.speakers).all()


def test_very_many_texts_count_for_their_own_theme_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    view = blurred(sides()[1])
    soft = counted(view)
    monkeypatch.setattr(counting, "MAX_COMPARED", 10)
    hard = counted(view)
    # Each person of this world speaks once a theme, so that hard counts are people.
    assert np.allclose(hard.said, np.rint(hard.said))
    assert hard.said.sum() == pytest.approx(len(view.labels))
    assert (hard.mentions == soft.mentions).all()
    assert not np.allclose(soft.said, hard.said, atol=0.1)
    assert np.corrcoef(soft.said.ravel(), hard.said.ravel())[0, 1] > 0.9


def test_somebody_who_says_a_thing_twice_counts_once() -> None:
    view = sides()[0]
    twice = replace(
        view,
        texts=view.texts * 2,
        index=np.tile(view.index, 2),
        labels=np.tile(view.labels, 2),
        pains=np.tile(view.pains, 2),
        records=np.tile(view.records, 2),
    )
    assert (counted(twice).said == counted(view).said).all()


def test_where_nobody_shares_a_cell_nothing_is_counted() -> None:
    view = sides()[0]
    nowhere = count_people(replace(view, units=np.full(len(view.units), -1)), shared_grid(*sides()))
    assert not nowhere.said.any()
    assert not nowhere.speakers.any()


def spoken(cells: list[tuple[int, int]], side: Side) -> SideView:
    """A side of which one person speaks in each of these units and months."""
    speakers = np.zeros((14, 12))
    for unit, month in cells:
        speakers[unit, month] = 1.0
    none = np.zeros(1)
    return voices(Panel(speakers[None], speakers, none, none, none.astype(np.int64)), side, 1)


def test_the_period_is_the_one_in_which_both_sides_speak_in_more_cells() -> None:
    every = [(unit, month) for unit in range(14) for month in range(12)]
    # 14 units over a year hold 56 quarters, of which a test is never to be had; half of their months hold 84 cells.
    half = [cell for cell in every if sum(cell) % 2 == 0]
    thin = shared_grid(spoken(half, Side.EMPLOYEE), spoken(every, Side.CUSTOMER))
    assert (thin.period, thin.periods) == ("month", 12)
    # Sides that seldom speak in the same month meet in quarters, where there are enough of these.
    first, third = ([(unit, month) for unit, month in every if month % 3 == rest] for rest in (0, 2))
    for more, expected in (([(0, 11)], ("quarter", 4)), ([], ("month", 10))):
        sparse = shared_grid(spoken([*first, *more], Side.EMPLOYEE), spoken([(0, 0), *third], Side.CUSTOMER))
        assert (sparse.period, sparse.periods) == expected
