"""Joining, matching and comparing: what always holds, and what is found where the truth is known."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analyzer.lineage import EarlierStatements, PeopleCounts, compare, is_unheard, join, learn_rule, match, strengthen
from analyzer.lineage.compare import newcombe
from analyzer.waves import Course, Origin

# The package's ``join`` is the function.
JOINING = import_module("analyzer.lineage.join")
SIZE = 12
few = settings(max_examples=40, deadline=None)


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def bundle(axis: int, count: int, seed: int = 0) -> NDArray[np.float32]:
    """Statements around one direction."""
    noise = np.random.default_rng([seed, axis]).normal(scale=0.1, size=(count, SIZE))
    return unit(np.eye(SIZE)[axis] + noise)


def memory_of(*axes: int, count: int = 20, pains: bool = True) -> EarlierStatements:
    return EarlierStatements(
        vectors=np.concatenate([bundle(axis, count) for axis in axes]),
        labels=np.repeat(np.arange(len(axes)), count),
        pains=np.full(len(axes) * count, pains),
        themes=len(axes),
    )


@st.composite
def memories(draw: st.DrawFn) -> EarlierStatements:
    themes, statements = draw(st.integers(0, 5)), draw(st.integers(0, 40))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    return EarlierStatements(
        vectors=unit(rng.normal(size=(statements, SIZE)) + 1e-3),
        labels=rng.integers(-1, themes, size=statements) if themes else np.full(statements, -1),
        pains=rng.random(statements) < 0.5,
        themes=themes,
    )


@few
@given(memories(), st.integers(0, 30), st.integers(0, 1000))
def test_every_statement_joins_one_theme_or_none(memory: EarlierStatements, count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, pains = unit(rng.normal(size=(count, SIZE)) + 1e-3), rng.random(count) < 0.5
    labels = join(learn_rule(memory), vectors, pains)
    assert labels.shape == (count,)
    assert set(labels.tolist()) <= set(range(-1, memory.themes))
    # Nobody joins a theme that says nothing.
    assert set(labels.tolist()) <= {-1, *memory.labels.tolist()}
    assert learn_rule(memory).rejoined.shape == memory.labels.shape
    strength = strengthen(memory, np.where(memory.labels >= 0, 1.0, 0.0).astype(np.float32), vectors, labels)
    assert ((strength > 0) == (labels >= 0)).all()
    assert (strength <= 1).all()


@few
@given(memories())
def test_who_joins_does_not_depend_on_the_order_of_what_is_known(memory: EarlierStatements) -> None:
    order = np.random.default_rng(3).permutation(len(memory.labels))
    mixed = EarlierStatements(memory.vectors[order], memory.labels[order], memory.pains[order], memory.themes)
    vectors, pains = bundle(1, 10), np.ones(10, dtype=np.bool_)
    assert (join(learn_rule(memory), vectors, pains) == join(learn_rule(mixed), vectors, pains)).all()


def test_a_statement_joins_the_theme_that_says_the_same() -> None:
    memory = memory_of(0, 1, 2)
    assert join(learn_rule(memory), bundle(1, 30, seed=5), np.ones(30, dtype=np.bool_)).tolist().count(1) >= 25


def test_a_statement_about_something_else_joins_none() -> None:
    assert set(join(learn_rule(memory_of(0, 1)), bundle(5, 10), np.ones(10, dtype=np.bool_)).tolist()) == {-1}


def test_praise_joins_no_theme_of_pains() -> None:
    assert set(join(learn_rule(memory_of(0, 1)), bundle(0, 10), np.zeros(10, dtype=np.bool_)).tolist()) == {-1}


def test_what_is_known_rejoins_its_theme_about_as_often_as_what_is_new() -> None:
    memory = memory_of(0, 1, 2, count=200)
    rejoined = (learn_rule(memory).rejoined == memory.labels).mean()
    fresh = (join(learn_rule(memory), bundle(1, 200, seed=7), np.ones(200, dtype=np.bool_)) == 1).mean()
    assert rejoined == pytest.approx(0.95, abs=0.02)
    assert fresh == pytest.approx(rejoined, abs=0.05)


@few
@given(st.lists(st.integers(-1, 5), min_size=1, max_size=60))
def test_the_same_groups_again_are_all_continued(labels: list[int]) -> None:
    themes = np.array(labels)
    kept = np.unique(themes[themes >= 0])
    dense = np.where(themes >= 0, np.searchsorted(kept, themes), -1)
    names: list[str | None] = [None] * len(kept)
    found = match(dense, dense, np.ones(len(dense), dtype=np.int64), (names, names))
    assert found.identities == tuple(range(len(kept)))
    assert set(found.origins) <= {Origin.CONTINUED}


@few
@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 1000))
def test_no_theme_is_continued_twice(groups: int, themes: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    of_groups = [None if rng.random() < 0.5 else f"M{rng.integers(3)}" for _ in range(groups)]
    of_themes = [None if rng.random() < 0.5 else f"M{at}" for at in range(themes)]
    # A mechanism has one group.
    of_groups = [each if each not in of_groups[:at] else None for at, each in enumerate(of_groups)]
    found = match(
        rng.integers(-1, groups, 50), rng.integers(-1, themes, 50), np.ones(50, dtype=np.int64), (of_groups, of_themes)
    )
    kept = [each for each in found.identities if each is not None]
    assert len(kept) == len(set(kept))
    for identity, origin, sources in zip(found.identities, found.origins, found.sources, strict=True):
        assert identity is None or sources[0] == identity
        assert (origin is Origin.RECOGNISED) == (not sources)


def matched(groups: list[int], themes: list[int]) -> tuple[tuple[int | None, ...], tuple[Origin, ...]]:
    of_groups, of_themes = [None] * (max(groups) + 1), [None] * (max(themes) + 1)
    found = match(np.array(groups), np.array(themes), np.ones(len(groups), dtype=np.int64), (of_groups, of_themes))
    return found.identities, found.origins


def test_a_theme_that_fell_apart_is_continued_by_its_larger_part_and_split_into_the_other() -> None:
    assert matched([0] * 6 + [1] * 4, [0] * 10) == ((0, None), (Origin.CONTINUED, Origin.SPLIT))


def test_two_themes_in_one_group_are_merged_under_the_larger_one_s_code() -> None:
    assert matched([0] * 10, [0] * 4 + [1] * 6) == ((1,), (Origin.MERGED,))


def test_a_group_of_what_was_in_no_theme_is_recognised_and_not_called_new() -> None:
    assert matched([0] * 5 + [1] * 5, [0] * 5 + [-1] * 5) == ((0, None), (Origin.CONTINUED, Origin.RECOGNISED))


def test_an_anchored_theme_continues_by_its_mechanism_whatever_it_shares() -> None:
    themes = np.array([0] * 10 + [1] * 10)
    found = match(1 - themes, themes, np.ones(20, dtype=np.int64), (["M01", None], ["M01", None]))
    assert found.identities == (0, None)


def test_only_a_change_beyond_chance_is_one() -> None:
    found = compare([PeopleCounts(50, 14), PeopleCounts(50, 40), PeopleCounts(50, 0)], 500, 120, fdr=0.1)
    assert [course for course, _ in found] == [Course.STEADY, Course.GROWN, Course.FADED]
    for _, change in found:
        assert change is not None
        assert change.low <= change.value <= change.high
        assert change.p <= change.q


def test_where_nobody_speaks_anew_nothing_is_tested() -> None:
    assert compare([PeopleCounts(5, 0)], 50, 0, fdr=0.1) == ((Course.UNTESTED, None),)


def test_noise_is_seldom_called_growth() -> None:
    rng = np.random.default_rng(1)
    wrong = 0
    for _ in range(40):
        share = rng.uniform(0.01, 0.2, 20)
        counts = [PeopleCounts(*pair) for pair in zip(rng.binomial(800, share), rng.binomial(100, share), strict=True)]
        wrong += any(course is not Course.STEADY for course, _ in compare(counts, 800, 100, fdr=0.1))
    assert wrong <= 6


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), min_size=1, max_size=5))
def test_its_intervals_of_changes_are_those_that_statsmodels_gives(people: list[tuple[int, int]]) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = newcombe([PeopleCounts(before, now) for before, now in people], 40, 9)
    for at, (before, now) in enumerate(people):
        assert (low[at], high[at]) == pytest.approx(confint_proportions_2indep(now, 9, before, 40, method="newcomb"))


def test_very_many_join_by_the_middles_alone_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    memory, vectors, pains = memory_of(0, 1, 2, count=50), bundle(1, 70, seed=5), np.ones(70, dtype=np.bool_)
    monkeypatch.setattr(JOINING, "VOTE_WEIGHT", 0.0)
    whole, at_once = learn_rule(memory), join(learn_rule(memory), vectors, pains)
    monkeypatch.undo()
    monkeypatch.setattr(JOINING, "MAX_COMPARED", 40)
    parts = learn_rule(memory)
    assert (parts.reach == whole.reach).all()
    assert (parts.rejoined == whole.rejoined).all()
    assert (join(parts, vectors, pains) == at_once).all()
    assert (at_once == 1).mean() > 0.8


def test_a_sample_of_very_many_says_how_firmly_statements_belong(monkeypatch: pytest.MonkeyPatch) -> None:
    memory, labels = memory_of(0, 1, count=200), np.repeat([0, 1], 10)
    vectors = np.concatenate([bundle(0, 10, seed=5), bundle(1, 10, seed=5)])
    known = np.full(400, 0.8, dtype=np.float32)
    whole = strengthen(memory, known, vectors, labels)
    monkeypatch.setattr("analyzer.lineage.strength.MAX_COMPARED", 60)
    assert np.allclose(strengthen(memory, known, vectors, labels), whole)
    assert (strengthen(memory, known, vectors, 1 - labels) < whole - 0.3).all()


@pytest.mark.parametrize(
    ("before", "now", "unheard"), [(0, 12, True), (2, 12, True), (5, 12, False), (0, 2, False), (12, 0, False)]
)
def test_a_matter_is_unheard_of_if_few_named_it_and_more_do_now(before: int, now: int, unheard: bool) -> None:
    ((course, change),) = compare([PeopleCounts(before, now)], 80, 40, fdr=0.05)
    assert is_unheard(course, change) is unheard


def test_nothing_is_unheard_of_where_nobody_spoke_since() -> None:
    assert not is_unheard(Course.UNTESTED, None)
