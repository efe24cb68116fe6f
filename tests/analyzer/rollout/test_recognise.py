"""Finding an earlier run's themes again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analyzer.rollout import KnownThemes, recognise

AXES = np.eye(4, dtype=np.float32)
EARLIER = KnownThemes(("M01", None), ("Wrong answers", "Parcels"), AXES[:2], AXES[:2])


def near(axis: int, other: int, share: float) -> np.ndarray:
    vector = AXES[axis] + share * AXES[other]
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def test_it_goes_by_the_mechanism_whatever_the_words() -> None:
    later = KnownThemes((None, "M01"), ("Wrong answers", "Bad advice"), AXES[[0, 3]], AXES[[0, 3]])
    assert recognise(0, EARLIER, later) == (1, "mechanism")


def test_it_goes_by_meaning_where_no_mechanism_is_there() -> None:
    later = KnownThemes((None, None), ("Stairs", "Deliveries"), np.stack([AXES[3], near(1, 2, 0.3)]), AXES[2:])
    assert recognise(1, EARLIER, later) == (1, "meaning")


def test_it_goes_by_the_name_where_the_statements_are_gone() -> None:
    alone = replace(EARLIER, centroids=np.zeros_like(EARLIER.centroids))
    later = KnownThemes((None, None), ("Stairs", "Parcels"), AXES[2:], np.stack([AXES[3], AXES[1]]))
    assert recognise(1, alone, later) == (1, "name")


def test_it_finds_nothing_that_is_not_close_enough() -> None:
    later = KnownThemes((None,), ("Deliveries",), near(1, 2, 0.9)[None], AXES[1:2])
    assert recognise(1, EARLIER, later) is None


def test_it_finds_nothing_that_is_closer_to_another_theme() -> None:
    earlier = replace(EARLIER, mechanisms=(None, None), centroids=np.stack([near(1, 2, 0.2), near(1, 2, 0.4)]))
    later = KnownThemes((None,), ("Deliveries",), near(1, 2, 0.2)[None], AXES[1:2])
    assert recognise(0, earlier, later) == (0, "meaning")
    assert recognise(1, earlier, later) is None


def test_it_finds_nothing_among_nothing() -> None:
    assert (
        recognise(1, EARLIER, KnownThemes((), (), np.zeros((0, 4), np.float32), np.zeros((0, 4), np.float32))) is None
    )
