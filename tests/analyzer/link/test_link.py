"""Two sides of an invented chain of shops, from themes to graded links."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.events import UNDATED
from analyzer.knowledge import load
from analyzer.link import NOWHERE, Linkage, SideView, ThemeView, link
from analyzer.link.effect import TimeOrder
from analyzer.link.panel import wordings
from analyzer.settings import LinkSettings
from analyzer.types import Direction, Grade, Side

KNOWLEDGE = load()
SETTINGS = LinkSettings(permutations=499)
UNITS, MONTHS = 24, 12
STRONG = {Grade.MOVES_TOGETHER, Grade.CONVERGING, Grade.TESTED}
# (employee words, customer words); M06 is planted, M15 is not.
THEMES = (
    ("M06", "never enough of us on shift"),
    ("M15", "no team tells us anything"),
    ("M29", "the stock list is wrong"),
    ("M08", "everybody leaves"),
    ("M10", "only speed counts"),
)
SAID = (
    ("M06", "the queue was endless"),
    ("M15", "passed from desk to desk"),
    ("M29", "said in stock and was not"),
    ("M08", "a new face every time"),
    ("M10", "rushed off the phone"),
)


def side_view(side: Side, seed: int, level: np.ndarray, names: tuple[tuple[str, str], ...], people: int) -> SideView:
    """People of every unit and month, each with one statement; theme 0 is said more where ``level`` is high."""
    rng = np.random.default_rng(seed)
    units = np.repeat(np.arange(UNITS), MONTHS * people)
    months = np.tile(np.repeat(24000 + np.arange(MONTHS), people), UNITS)
    own = rng.uniform(0.05, 0.2, size=(UNITS, len(names) - 1))
    share = np.column_stack([0.1 + 0.4 * level[units], own[units]])
    drawn = rng.random(share.shape) < share
    labels = np.where(drawn.any(axis=1), (drawn * rng.random(drawn.shape)).argmax(axis=1), -1)
    axes = np.eye(9, dtype=np.float32)
    noise = rng.normal(scale=0.02, size=(len(units), 9)).astype(np.float32)
    vectors = axes[np.where(labels >= 0, labels, 8)] + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = tuple(f"{names[label][1] if label >= 0 else 'nothing much'} {at}" for at, label in enumerate(labels))
    return SideView(
        side=side,
        themes=tuple(
            ThemeView(f"{side[0].upper()}{at + 1}", words, code, 1.0) for at, (code, words) in enumerate(names)
        ),
        texts=texts,
        vectors=vectors,
        index=np.arange(len(units)),
        labels=labels.astype(np.int64),
        pains=labels >= 0,
        records=np.arange(len(units)),
        units=units,
        months=months,
        people=np.arange(len(units)),
    )


@pytest.fixture(scope="module")
def sides() -> tuple[SideView, SideView]:
    level = np.linspace(0, 1, UNITS)[np.random.default_rng(1).permutation(UNITS)]
    return side_view(Side.EMPLOYEE, 1, level, THEMES, 5), side_view(Side.CUSTOMER, 2, level, SAID, 12)


def run(employee: SideView, customer: SideView) -> Linkage:
    return link(employee, customer, KNOWLEDGE, SETTINGS, 0)


def test_it_finds_the_planted_link_and_only_that(sides: tuple[SideView, SideView]) -> None:
    linkage = run(*sides)
    strong = [(found.employee_theme, found.customer_theme) for found in linkage.links if found.grade in STRONG]
    assert strong == [("E1", "C1")]
    assert linkage.links[0].mechanism == "M06"
    assert linkage.links[0].effect is not None
    assert linkage.links[0].effect.low > 0
    assert linkage.not_tested == ()
    assert {found.period for found in linkage.links} == {"month"}


@pytest.mark.parametrize(("p", "direction"), [(0.04, Direction.EMPLOYEE_FIRST), (0.06, Direction.UNKNOWN)])
def test_what_differs_between_sites_all_along_has_no_order_in_time(
    sides: tuple[SideView, SideView], monkeypatch: pytest.MonkeyPatch, p: float, direction: Direction
) -> None:
    before = TimeOrder(0.9, 0.1, 0.2, 0.9, Direction.EMPLOYEE_FIRST)
    monkeypatch.setattr("analyzer.link.evaluate.order_in_time", lambda *_: before)
    monkeypatch.setattr("analyzer.link.evaluate.shift_test", lambda first, *_: np.full(len(first), p))
    assert run(*sides).links[0].direction is direction


def test_it_seldom_finds_anything_when_the_sites_of_one_side_are_shuffled(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    worlds = 0
    for seed in range(10):
        shuffled = np.random.default_rng(seed).permutation(UNITS)
        linkage = run(employee, replace(customer, units=shuffled[customer.units]))
        worlds += any(found.grade in STRONG for found in linkage.links)
    # Two families at a false discovery rate of .10 each.
    assert worlds <= 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda view: replace(view, units=np.full_like(view.units, NOWHERE)), "NO_SHARED_UNIT"),
        (lambda view: replace(view, units=view.units + 100), "NO_SHARED_UNIT"),
        (lambda view: replace(view, months=np.full_like(view.months, UNDATED)), "NO_DATES"),
        (lambda view: replace(view, units=np.where(view.units < 3, view.units, NOWHERE)), "FEW_UNITS"),
        (lambda view: replace(view, months=np.full_like(view.months, 24000)), "FEW_PERIODS"),
    ],
)
def test_it_says_why_it_cannot_tell(sides: tuple[SideView, SideView], change: object, reason: str) -> None:
    employee, customer = sides
    linkage = run(employee, change(customer))  # type: ignore[operator]
    assert reason in {why.reason for why in linkage.not_tested}
    assert linkage.links
    assert not any(found.grade in STRONG for found in linkage.links)
    assert all(found.reasons and found.settle for found in linkage.links)
    assert all(found.p is None and found.effect is None for found in linkage.links)


def test_where_nothing_can_be_tested_text_alone_ranks_the_pairs(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    undated = replace(customer, months=np.full_like(customer.months, UNDATED))
    links = run(employee, undated).links
    explained = [found for found in links if found.mechanism is not None]
    assert {found.mechanism for found in explained} == {code for code, _ in THEMES}
    assert list(links[: len(explained)]) == explained
    assert all(found.score < run(*sides).links[0].score for found in links)


def test_a_pair_that_only_sounds_alike_may_be_false_half_as_often(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    plain = replace(employee, themes=tuple(replace(theme, mechanism=None) for theme in employee.themes))
    settings = replace(SETTINGS, permutations=4999)
    for side, passes in ((employee, True), (plain, False)):
        surest = link(side, customer, KNOWLEDGE, settings, 0).links[0]
        assert surest.q is not None
        stricter = replace(settings, fdr=1.5 * surest.q)
        again = link(side, customer, KNOWLEDGE, stricter, 0).links[0]
        assert again.q == surest.q
        assert (again.grade in STRONG) is passes


def test_it_proposes_no_placebo(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    pension = replace(employee, themes=(replace(employee.themes[0], mechanism="N01"), *employee.themes[1:]))
    assert all(found.employee_theme != "E1" for found in run(pension, customer).links)


def test_it_links_no_praise(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    praised = replace(employee, themes=(replace(employee.themes[0], pain_share=0.1), *employee.themes[1:]))
    assert all(found.employee_theme != "E1" for found in run(praised, customer).links)


def test_it_links_no_loose_group_however_it_moves(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    first = run(employee, customer).links[0].employee_theme
    loose = replace(employee, themes=tuple(replace(theme, loose=theme.id == first) for theme in employee.themes))
    again = run(loose, customer).links
    assert again
    assert all(found.employee_theme != first for found in again)


def reworded(view: SideView, theme: int, *sentences: str) -> SideView:
    """The same people in the same places, who say one theme in no other words than these, in turn."""
    texts = [
        sentences[at % len(sentences)] if label == theme else text
        for at, (text, label) in enumerate(zip(view.texts, view.labels, strict=True))
    ]
    _, first, index = np.unique(texts, return_index=True, return_inverse=True)
    return replace(view, texts=tuple(texts), vectors=view.vectors[view.index[first]], index=index)


@pytest.mark.parametrize("side", list(Side))
def test_it_links_no_theme_of_a_handful_of_sentences_however_it_moves(
    sides: tuple[SideView, SideView], side: Side
) -> None:
    few = [reworded(view, 0, "a", "b", "c", "d") if view.side is side else view for view in sides]
    linkage = run(*few)
    found = next(each for each in linkage.links if (each.employee_theme, each.customer_theme) == ("E1", "C1"))
    assert [why.reason for why in found.reasons] == ["FEW_WORDINGS"]
    assert found.settle
    assert found.p is None
    assert not any(each.grade in STRONG for each in linkage.links)


def test_six_sentences_or_a_single_one_are_no_handful(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    for said in (("a",), ("a", "b", "c", "d", "e", "f")):
        strong = [each for each in run(employee, reworded(customer, 0, *said)).links if each.grade in STRONG]
        assert [(each.employee_theme, each.customer_theme) for each in strong] == [("E1", "C1")]


def test_it_counts_wordings_by_how_often_they_are_said(sides: tuple[SideView, SideView]) -> None:
    view = reworded(sides[0], 0, *["much the same"] * 9, "rarely otherwise")
    counted = wordings(view)
    assert 1.1 < counted[0] < 1.4
    assert counted[1:].tolist() == [(view.labels == theme).sum() for theme in range(1, len(view.themes))]
    assert wordings(replace(view, labels=np.full_like(view.labels, -1))).tolist() == [0.0] * len(view.themes)


def test_it_says_nothing_of_sides_without_themes(sides: tuple[SideView, SideView]) -> None:
    employee, customer = sides
    empty = replace(employee, themes=(), labels=np.full_like(employee.labels, -1))
    assert run(empty, customer).links == ()
