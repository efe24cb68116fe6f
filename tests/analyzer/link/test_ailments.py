"""One ailment or several links: in simulated organisations in which it is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from analyzer.knowledge import load
from analyzer.link import ThemeView, link
from analyzer.link.ailments import find_ailments, reliability
from analyzer.link.ailments.conditioning import align_by_lag, correlate, removed_by_symptoms, removed_share
from analyzer.link.ailments.roots import candidate_roots
from analyzer.link.ailments.wording import describe
from analyzer.link.covariation import standardise
from analyzer.link.evaluate import PanelSeries
from analyzer.link.shrinkage import deviations
from analyzer.settings import LinkSettings
from analyzer.types import Ailment, Direction, Grade, Link, Side
from analyzer.wording.claims import causal_verbs
from tests.analyzer.link import tangles
from tests.analyzer.link.tangles import Organisation, simulate, speak

KNOWLEDGE = load()
SETTINGS = LinkSettings(permutations=499)
WORLDS = 40
# (employee, customer, lag) of the links that the test of pairs is taken to have found.
STAR = ((1, 1, 1), (1, 2, 1), (1, 3, 1))
PAIRS = ((1, 1, 1), (2, 2, 1), (3, 3, 1))
REVERSE = ((1, 1, 0), (2, 1, 0), (3, 1, 0))


def links_of(pairs: Sequence[tuple[int, int, int]], **changes: object) -> tuple[Link, ...]:
    links = (Link(f"E{e}", f"C{c}", Grade.MOVES_TOGETHER, "", 0.9, lag=lag) for e, c, lag in pairs)
    return tuple(replace(link, **changes) for link in links)  # type: ignore[arg-type]


def themes(side: Side, count: int) -> tuple[ThemeView, ...]:
    """Themes of which the first three of the employees stand on mechanisms of one lever."""
    codes = [m.id for m in KNOWLEDGE.mechanisms if "RES" in m.levers] if side is Side.EMPLOYEE else []
    anchors = [*codes[:3], *[None] * count][:count]
    return tuple(ThemeView(f"{side[0].upper()}{at}", f"Pain {at}", code, 1.0) for at, code in enumerate(anchors, 1))


def ailments(field: PanelSeries, links: Sequence[Link], seed: int = 0) -> tuple[Ailment, ...]:
    series = {Side.EMPLOYEE: field.employee_series, Side.CUSTOMER: field.customer_series}
    reliable = {
        Side.EMPLOYEE: reliability(deviations(field.employee), field.employee_series, field.employee.speakers),
        Side.CUSTOMER: reliability(field.customer_deviations, field.customer_series, field.customer.speakers),
    }
    views = {side: themes(side, len(series[side])) for side in Side}
    return find_ailments(links, views, series, reliable, KNOWLEDGE, seed)


def judged(tangle: Callable[..., None], pairs: Sequence[tuple[int, int, int]], size: Organisation) -> Counter[str]:
    """Count the worlds with one ailment, and the reasons of what is none."""
    found: Counter[str] = Counter()
    for seed in range(WORLDS):
        results = ailments(simulate(tangle, size, seed), links_of(pairs), seed)
        found["one"] += any(result.is_one for result in results)
        found.update(reason.reason for result in results for reason in result.reasons)
    return found


@pytest.mark.parametrize(
    ("tangle", "pairs", "rate"),
    [(tangles.one_root, STAR, 0.6), (tangles.shared_lever, PAIRS, 0.9), (tangles.reverse_root, REVERSE, 0.5)],
)
def test_it_finds_one_root_as_one_ailment(tangle: Callable[..., None], pairs: tuple, rate: float) -> None:
    assert judged(tangle, pairs, Organisation())["one"] >= rate * WORLDS


@pytest.mark.parametrize(
    ("tangle", "pairs", "most_often"),
    [
        (tangles.separate_links, PAIRS, "NOT_REMOVED"),
        (tangles.mood_alone, STAR, "NOT_REMOVED"),
        (tangles.mood_alone, PAIRS, "SEPARATE_ROOTS"),
        (tangles.chain, STAR, "ROOT_NOT_CLEAR"),
        (tangles.other_cause, STAR, "NOT_REMOVED"),
        (tangles.reverse_chain, REVERSE, "ROOT_NOT_CLEAR"),
        (tangles.several_pains, REVERSE, "SEPARATE_SYMPTOMS"),
    ],
)
@pytest.mark.parametrize("mood", [0.3, 0.6])
def test_it_seldom_takes_for_one_what_is_not(
    tangle: Callable[..., None], pairs: tuple, most_often: str, mood: float
) -> None:
    found = judged(tangle, pairs, Organisation(mood=mood))
    # One in twenty of 40 worlds; more than 5 would come once in seventy times.
    assert found["one"] <= 5
    assert found[most_often] >= 0.5 * WORLDS


def test_it_tells_root_symptoms_links_and_levers() -> None:
    found = next(
        result
        for seed in range(10)
        for result in ailments(simulate(tangles.one_root, Organisation(), seed), links_of(STAR), seed)
        if result.is_one
    )
    assert (found.id, found.side, found.roots, found.symptoms) == ("A1", Side.EMPLOYEE, ("E1",), ("C1", "C2", "C3"))
    assert found.links == (("E1", "C1"), ("E1", "C2"), ("E1", "C3"))
    assert found.mechanism is not None
    assert "RES" in found.levers
    assert found.sentence.startswith("Where and when employees name “Pain 1” more, customers name “Pain 1”, “Pain 2”")
    assert found.conditioning is not None
    assert found.conditioning.low <= found.conditioning.removed <= found.conditioning.high
    assert found.conditioning.removed > 0.5


def test_it_gives_a_link_to_one_ailment_at_most() -> None:
    field = simulate(tangles.shared_lever, Organisation(), 0)
    every = links_of([(e, c, 1) for e in (1, 2, 3) for c in (1, 2, 3)])
    held = [link for result in ailments(field, every) if result.is_one for link in result.links]
    assert held
    assert len(held) == len(set(held))


def test_it_keeps_two_links_apart_for_without_either_there_is_none() -> None:
    [found] = ailments(simulate(tangles.one_root, Organisation(), 0), links_of(STAR[:2]))
    assert [reason.reason for reason in found.reasons] == ["FEW_LINKS"]
    assert found.sentence == ""


def test_it_lets_only_graded_links_count() -> None:
    field = simulate(tangles.one_root, Organisation(), 0)
    assert ailments(field, links_of(STAR, grade=Grade.VOICED)) == ()


def test_it_gives_the_same_answer_for_the_same_seed() -> None:
    field = simulate(tangles.one_root, Organisation(), 0)
    assert ailments(field, links_of(STAR), 4) == ailments(field, links_of(STAR), 4)


@pytest.mark.parametrize(
    ("changes", "sides"),
    [
        ({"lag": 0}, {Side.EMPLOYEE, Side.CUSTOMER}),
        ({"lag": 1}, {Side.EMPLOYEE}),
        ({"lag": -1}, {Side.CUSTOMER}),
        ({"lag": 0, "direction": Direction.CUSTOMER_FIRST}, {Side.CUSTOMER}),
        ({"lag": 0, "direction": Direction.EMPLOYEE_FIRST}, {Side.EMPLOYEE}),
        ({"lag": 0, "direction": Direction.BOTH_WAYS}, {Side.EMPLOYEE, Side.CUSTOMER}),
    ],
)
def test_it_lets_no_root_follow_its_symptoms(changes: dict[str, object], sides: set[Side]) -> None:
    # Every employee theme with every customer theme, so that either side could hold the root.
    links = links_of([(e, c, 0) for e in (1, 2) for c in (1, 2)], **changes)
    assert {root.side for root in candidate_roots(links, {})} == sides


def test_it_is_as_sure_as_its_least_sure_link() -> None:
    sure = links_of(STAR, grade=Grade.TESTED)
    mixed = (*sure[:2], replace(sure[2], grade=Grade.CONVERGING))
    [root] = candidate_roots(mixed, {})
    assert root.grade is Grade.CONVERGING


def test_it_measures_a_perfect_fork_as_removed_by_the_root_and_not_by_a_symptom() -> None:
    correlations = np.array(
        [[1.0, 0.8, 0.8, 0.8], [0.8, 1.0, 0.64, 0.64], [0.8, 0.64, 1.0, 0.64], [0.8, 0.64, 0.64, 1]]
    )
    assert removed_share(correlations) == pytest.approx(1.0)
    assert removed_by_symptoms(correlations) == pytest.approx([0.64, 0.64, 0.64])


def test_it_puts_symptoms_on_the_clock_of_the_root() -> None:
    root = np.random.default_rng(0).normal(size=(1, 9, 12))
    late = np.concatenate([np.zeros((1, 9, 2)), root[:, :, :-2]], axis=2)
    correlations = correlate(align_by_lag(root, np.concatenate([root, late]), (0, 2)))
    assert correlations == pytest.approx(np.ones((3, 3)))


def test_it_leaves_series_without_any_movement_alone() -> None:
    assert not standardise(np.ones((1, 3, 4))).any()


@pytest.mark.parametrize("grade", [Grade.MOVES_TOGETHER, Grade.CONVERGING])
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("roots", [["Thin staffing"], ["Thin staffing", "Late rosters"]])
def test_it_uses_no_causal_verb_below_tested(grade: Grade, side: Side, roots: list[str]) -> None:
    assert causal_verbs(describe(grade, side, roots, ["Long queues", "Dirty shop"])) == ()


def test_it_takes_what_people_say_from_text_to_one_ailment() -> None:
    size = Organisation(periods=12, tie=0.8, exits=8, comments=30)
    found = (link(*speak(tangles.one_root, size, seed), KNOWLEDGE, SETTINGS, 0) for seed in range(3, 9))
    linkage = next(linkage for linkage in found if any(ailment.is_one for ailment in linkage.ailments))
    ailment = linkage.ailments[0]
    assert (ailment.roots, set(ailment.symptoms)) == (("E1",), {"C1", "C2", "C3"})
    graded = {(each.employee_theme, each.customer_theme) for each in linkage.links if each.grade is ailment.grade}
    assert set(ailment.links) <= graded
