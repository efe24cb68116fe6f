"""Sums over layers, levers and journeys."""

from __future__ import annotations

from analyzer.knowledge import load
from analyzer.levers import (
    DOMINOES,
    LAYERS,
    LEVERS,
    STAGES,
    Crossing,
    Graded,
    cross_journeys,
    sum_dominoes,
    sum_layers,
    sum_levers,
    voices_by_theme,
)
from analyzer.types import Grade, Side
from tests.factories import make_link, make_statement, make_theme

VOICES = {"E1": frozenset("abc"), "E2": frozenset("cd"), "C1": frozenset("xyz")}


def test_it_names_whatever_the_knowledge_base_says_of_levers_dominoes_stages_and_layers() -> None:
    for mechanism in load().mechanisms:
        assert set(mechanism.levers) <= set(LEVERS)
        assert mechanism.domino in DOMINOES
        assert mechanism.employee_stage in STAGES[Side.EMPLOYEE]
        assert set(mechanism.customer_stages) <= set(STAGES[Side.CUSTOMER])
        assert mechanism.layer in LAYERS


def test_it_counts_people_and_not_what_they_said() -> None:
    said = [make_statement(place, theme="E1", person=person) for place, person in enumerate("aab", 1)]
    assert voices_by_theme([*said, make_statement(9)]) == {"E1": frozenset("ab")}


def test_it_counts_somebody_who_names_two_layers_in_both_and_nobody_twice_in_one() -> None:
    themes = [
        make_theme(rank=1, layer="core"),
        make_theme(rank=2, layer="core"),
        make_theme(rank=3, layer="surface"),
        make_theme(Side.CUSTOMER, layer="surface"),
    ]
    voices = {**VOICES, "E3": frozenset("de")}
    assert sum_layers(themes, Side.EMPLOYEE, voices) == {"core": 4, "surface": 2, "": 0}


def test_it_counts_a_link_with_two_levers_for_both_and_one_without_apart() -> None:
    links = [
        make_link("E1", "C1", levers=("TRN", "TEC"), grade=Grade.VOICED),
        make_link("E2", "C1", levers=("TRN",), grade=Grade.MOVES_TOGETHER),
        make_link("E2", "C2", grade=Grade.HYPOTHESIS),
    ]
    sums = {each.code: each for each in sum_levers(links, VOICES)}
    assert list(sums) == ["TEC", "TRN", ""]
    assert sums["TRN"].links == (Graded(Grade.MOVES_TOGETHER, 1), Graded(Grade.VOICED, 1))
    assert [sums[code].people for code in sums] == [3, 4, 2]


def test_it_counts_nobody_behind_a_link_that_nothing_speaks_for() -> None:
    links = [make_link("E1", "C1", levers=("TRN",)), make_link("E2", "C1", levers=("TRN",), grade=Grade.CONTRADICTED)]
    (training,) = sum_levers(links, VOICES)
    assert (training.people, sum(each.links for each in training.links)) == (0, 2)


def test_it_sums_by_domino() -> None:
    links = [make_link("E1", "C1", domino="D3", grade=Grade.VOICED), make_link("E2", "C2")]
    assert [(each.code, each.people) for each in sum_dominoes(links, VOICES)] == [("D3", 3), ("", 0)]


def test_it_puts_a_link_at_every_crossing_of_its_themes_stages() -> None:
    crossed = cross_journeys(
        [
            (Grade.VOICED, ("performing",), ("buying", "paying")),
            (Grade.TESTED, ("performing",), ("buying",)),
            (Grade.TESTED, (), ("buying",)),
        ]
    )
    assert crossed == (
        Crossing("performing", "buying", (Graded(Grade.TESTED, 1), Graded(Grade.VOICED, 1))),
        Crossing("performing", "paying", (Graded(Grade.VOICED, 1),)),
    )
