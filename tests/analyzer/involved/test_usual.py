"""Where a complaint is named more than usual."""

from __future__ import annotations

import numpy as np

from analyzer.involved.usual import above_usual


def test_it_finds_the_places_where_it_is_named_most() -> None:
    spoke = np.full((8, 4), 50.0)
    named = np.full((8, 4), 5.0)
    named[:2] = 20.0
    found = above_usual(named, spoke)
    assert found[:2].all()
    assert not found[2:].any()


def test_it_takes_no_busy_season_for_a_place() -> None:
    spoke = np.full((8, 4), 50.0)
    named = np.tile(np.array([2.0, 25.0, 2.0, 2.0]), (8, 1))
    assert not above_usual(named, spoke).any()


def test_it_takes_one_loud_customer_for_no_place() -> None:
    rng = np.random.default_rng(0)
    spoke = np.r_[np.full((20, 6), 60.0), np.full((4, 6), 1.0)]
    named = np.r_[rng.binomial(60, np.repeat([0.3, 0.1], 10)[:, None], (20, 6)), np.ones((4, 6))].astype(float)
    found = above_usual(named, spoke)
    assert found[:10].sum() > 3 * found[20:].sum()


def test_it_never_counts_a_cell_in_which_nobody_spoke() -> None:
    spoke = np.zeros((8, 4))
    spoke[:, 0] = 40
    named = np.zeros((8, 4))
    named[:2, 0] = 30
    found = above_usual(named, spoke)
    assert found.sum() == 2
    assert found[:2, 0].all()
