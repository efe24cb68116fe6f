"""What intentions meet with, in a space of five matters that can be checked by eye."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from analyzer.intentions import EmployeeStatements, Lesson, Matters, confront, fit_bridge, match
from analyzer.knowledge import Anchor
from analyzer.reality import Intention, Reception, Sense, Stance

ANCHORS = tuple(Anchor(f"M0{n}", f"Mechanism {n}", ()) for n in range(3))
LEADERS, LEAVERS = 3, 4


def text(matter: int, voice: int, size: int = 5) -> NDArray[np.float32]:
    """A text about a matter, spoken in a voice that is louder than the matter."""
    vector = np.zeros(size, dtype=np.float32)
    vector[matter], vector[voice] = 0.5, 0.87
    return vector


def matters_of(*intended: int) -> Matters:
    """Three themes, each about one mechanism's matter; each mechanism has two promises and two complaints."""
    statements = np.array([text(matter, LEAVERS) for matter in (0, 0, 1, 1, 2, 2)])
    owners = (0, 0, 1, 1, 2, 2)
    lesson = Lesson(("",) * 6, owners, ("",) * 6, owners)
    promises = np.array([text(matter, LEADERS) for matter in owners])
    labels = np.array([0, 0, 1, 1, 2, 2])
    return match(
        np.array([text(matter, LEADERS) for matter in intended]),
        statements,
        labels,
        3,
        fit_bridge(lesson, np.vstack([promises, statements])),
    )


def scored(score: float, themes: int = 1) -> Matters:
    """One intention whose match with the first theme is given, and with no other theme anything."""
    meaning = np.zeros((1, themes))
    meaning[0, 0] = score
    return Matters(meaning, np.zeros((1, themes)), np.zeros((1, themes), dtype=np.int64))


def crew_of(against: int, in_favour: int, others: int = 40) -> EmployeeStatements:
    """A theme with so many who complain and so many who praise; the others' statements are in no theme."""
    size = against + in_favour
    return EmployeeStatements(
        themes=("E1",),
        labels=np.r_[np.zeros(size, dtype=np.int64), np.full(others, -1)],
        people=np.arange(size + others),
        bad=np.r_[np.ones(against, dtype=bool), np.zeros(in_favour + others, dtype=bool)],
        good=np.r_[np.zeros(against, dtype=bool), np.ones(in_favour, dtype=bool), np.zeros(others, dtype=bool)],
    )


def met(score: float, crew: EmployeeStatements, sense: Sense = Sense.PLAIN) -> Intention:
    return confront(["We do it."], [sense], scored(score), crew, ANCHORS)[0]


def test_it_finds_the_matter_behind_two_ways_of_speaking() -> None:
    found = matters_of(0, 1, 2)
    assert found.meaning.argmax(axis=1).tolist() == [0, 1, 2]
    assert found.shared.argmax(axis=1).tolist() == [0, 1, 2]
    assert np.diagonal(found.mechanism).tolist() == [0, 1, 2]
    assert (found.shared <= 1).all()


@pytest.mark.parametrize(
    ("against", "in_favour", "stance"),
    [
        (20, 0, Stance.CONTRADICTS),
        (0, 20, Stance.SUPPORTS),
        (20, 20, Stance.DIVIDED),
        (12, 6, Stance.DIVIDED),
        (20, 6, Stance.CONTRADICTS),
        (4, 2, Stance.CONTRADICTS),
        (3, 3, Stance.TOO_FEW),
        (4, 0, Stance.TOO_FEW),
    ],
)
def test_it_takes_the_stance_from_what_people_say(against: int, in_favour: int, stance: Stance) -> None:
    answer = met(0.8, crew_of(against, in_favour)).answers[0]
    assert (answer.stance, answer.against, answer.in_favour) == (stance, against, in_favour)


@pytest.mark.parametrize("sense", [Sense.NEGATED, Sense.CONDITIONAL])
def test_it_lets_no_pain_contradict_what_is_denied_or_promised_under_a_condition(sense: Sense) -> None:
    found = met(0.8, crew_of(30, 0), sense)
    assert (found.outcome, found.answers[0].stance) == (Reception.NOT_JUDGED, Stance.NOT_JUDGED)
    assert found.why


def test_it_abstains_where_the_match_is_weak_and_says_so() -> None:
    found = met(0.35, crew_of(30, 0))
    assert (found.outcome, found.answers[0].stance) == (Reception.UNSURE, Stance.UNSURE)
    assert found.why == "No theme is surely about the same matter."


def test_it_calls_it_silence_only_where_enough_people_spoke() -> None:
    assert met(0.1, crew_of(10, 0, others=10)).outcome is Reception.SILENT
    few = met(0.1, crew_of(10, 0, others=9))
    assert (few.outcome, few.why) == (Reception.UNSURE, "Too few employees spoke for silence to mean anything.")


def test_it_counts_people_and_not_statements() -> None:
    crew = crew_of(30, 0)
    one = EmployeeStatements(crew.themes, crew.labels, np.where(crew.labels == 0, 0, crew.people), crew.bad, crew.good)
    assert met(0.8, one).answers[0].against == 1


def test_it_is_divided_where_one_theme_contradicts_and_another_supports() -> None:
    crew = EmployeeStatements(
        ("E1", "E2"), np.repeat([0, 1], 20), np.arange(40), np.repeat([True, False], 20), np.repeat([False, True], 20)
    )
    both = Matters(np.array([[0.9, 0.8]]), np.zeros((1, 2)), np.zeros((1, 2), dtype=np.int64))
    found = confront(["We do it."], [Sense.PLAIN], both, crew, ANCHORS)[0]
    assert found.outcome is Reception.DIVIDED
    assert [answer.stance for answer in found.answers] == [Stance.CONTRADICTS, Stance.SUPPORTS]


@given(st.integers(0, 40), st.integers(0, 40), st.floats(-1, 2))
def test_it_never_claims_what_fewer_than_five_people_say(against: int, in_favour: int, score: float) -> None:
    found = met(score, crew_of(against, in_favour))
    if found.outcome in {Reception.CONTRADICTED, Reception.SUPPORTED, Reception.DIVIDED}:
        assert against + in_favour >= 5
        assert score >= 0.40
    if found.outcome is Reception.CONTRADICTED:
        assert against > in_favour
    if found.outcome is Reception.SUPPORTED:
        assert in_favour > against
