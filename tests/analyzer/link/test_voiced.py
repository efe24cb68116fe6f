"""People who speak of the other side themselves: which pair they speak for, and how many they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzer.link import Clauses, SideView, ThemeView
from analyzer.link.candidates import Candidate
from analyzer.link.voiced import MIN_COSINE, VoiceFinder, Voices
from analyzer.types import Side
from analyzer.voices import VoicedPeople

AXES = np.eye(6, dtype=np.float32)
# Employee theme 0 has two partners: customer themes 0 and 1, on axes 2 and 3. Customer theme 2, on axis 4, is none.
PAIRS = (Candidate(0, 0, 0.5, None), Candidate(0, 1, 0.5, None))
OPENING = "We were so few "


def leaning(axis: int, cosine: float) -> np.ndarray:
    """A unit vector that is so close to an axis, the rest of it on one that no theme uses."""
    return (cosine * AXES[axis] + np.sqrt(1 - cosine**2) * AXES[5]).astype(np.float32)


def employees(clause: np.ndarray, voices: int = 6, units: int = 3) -> SideView:
    """One theme, in which the first of ten statements say more than the others: each by somebody else, in own words."""
    texts = tuple(f"{OPENING}that customers waited {at} minutes." for at in range(10))
    return SideView(
        side=Side.EMPLOYEE,
        themes=(ThemeView("E1", "Too few", None, 1.0),),
        texts=texts,
        vectors=np.tile(AXES[0], (10, 1)),
        index=np.arange(10),
        labels=np.zeros(10, dtype=np.int64),
        pains=np.ones(10, dtype=bool),
        records=np.arange(10),
        units=np.arange(10) % units,
        months=np.full(10, 24000),
        people=np.arange(10),
        clauses=Clauses(
            statements=np.arange(voices),
            spans=np.array([(len(OPENING), len(texts[at])) for at in range(voices)]).reshape(-1, 2),
            vectors=np.tile(clause, (voices, 1)),
            records=tuple(f"E{at}" for at in range(voices)),
            begins=np.full(voices, 100),
        ),
    )


CUSTOMERS = SideView(
    side=Side.CUSTOMER,
    themes=(
        ThemeView("C1", "Queues", None, 1.0),
        ThemeView("C2", "Rude", None, 1.0),
        ThemeView("C3", "Kind", None, 0.9),
    ),
    texts=("queue", "rude", "price"),
    vectors=AXES[2:5],
    index=np.arange(3),
    labels=np.arange(3),
    pains=np.ones(3, dtype=bool),
    records=np.arange(3),
    units=np.zeros(3, dtype=np.int64),
    months=np.full(3, 24000),
    people=np.arange(3),
)


def hear(view: SideView, other: SideView = CUSTOMERS) -> list[Voices]:
    voice_finder = VoiceFinder(view, other, PAIRS)
    return [voice_finder.voices(pair) for pair in PAIRS]


def test_it_gives_a_clause_to_the_partner_that_it_is_closest_to() -> None:
    for axis, people in ((2, [6, 0]), (3, [0, 6])):
        assert [heard.people.employee for heard in hear(employees(leaning(axis, 0.8)))] == people


def test_it_lets_the_rest_of_the_statement_have_no_say() -> None:
    view = employees(leaning(3, 0.8))
    towards_queues = replace(view, vectors=np.tile(leaning(2, 0.9), (10, 1)))
    assert [heard.people.employee for heard in hear(towards_queues)] == [0, 6]


@pytest.mark.parametrize(("cosine", "people"), [(MIN_COSINE + 0.02, 6), (MIN_COSINE - 0.02, 0)])
def test_it_gives_a_clause_that_is_close_to_nothing_to_no_pair(cosine: float, people: int) -> None:
    assert hear(employees(leaning(2, cosine)))[0].people.employee == people


def test_it_gives_a_clause_that_speaks_of_another_theme_to_no_pair() -> None:
    elsewhere = 0.6 * AXES[2] + 0.65 * AXES[4]
    clause = (elsewhere / np.linalg.norm(elsewhere)).astype(np.float32)
    assert [heard.people.employee for heard in hear(employees(clause))] == [0, 0]
    praised = replace(CUSTOMERS, themes=(*CUSTOMERS.themes[:2], replace(CUSTOMERS.themes[2], pain_share=0.1)))
    assert [heard.people.employee for heard in hear(employees(clause), praised)] == [6, 0]


def test_it_counts_people_and_not_statements() -> None:
    view = employees(leaning(2, 0.8))
    heard = hear(replace(view, people=np.zeros_like(view.people)))[0]
    assert heard.people == VoicedPeople(1, 0)
    assert not heard.is_enough


@pytest.mark.parametrize(("voices", "units", "enough"), [(5, 2, True), (4, 2, False), (6, 1, False)])
def test_it_asks_for_five_people_in_two_places(voices: int, units: int, enough: bool) -> None:
    assert hear(employees(leaning(2, 0.8), voices, units))[0].is_enough is enough


def test_it_takes_two_months_for_two_places() -> None:
    view = employees(leaning(2, 0.8), units=1)
    assert hear(replace(view, months=24000 + np.arange(10) % 2))[0].is_enough


def test_it_takes_one_sentence_from_many_for_a_form_letter() -> None:
    view = employees(leaning(2, 0.8))
    heard = hear(replace(view, texts=(view.texts[0],) * 10))[0]
    assert heard.people.employee == 6
    assert not heard.is_enough
    assert len(heard.quotes) == 1


def test_it_hears_nothing_for_a_theme_that_collects_a_word_and_not_a_matter() -> None:
    view = employees(leaning(2, 0.8))
    loose = AXES[np.arange(10) % 6]
    assert hear(view)[0].people.employee == 6
    assert hear(replace(view, vectors=loose))[0].people.employee == 0


def test_it_says_where_in_the_record_the_clause_stands() -> None:
    voice = hear(employees(leaning(2, 0.8)))[0].quotes[0]
    assert (voice.record, voice.begin, voice.start) == ("E0", 100, 100 + len(OPENING))
    assert voice.parts == (OPENING, "that customers waited 0 minutes.", "")


def test_it_says_which_side_speaks() -> None:
    assert hear(employees(leaning(2, 0.8)))[0].speakers == (Side.EMPLOYEE,)
    assert hear(employees(leaning(2, 0.8), voices=0))[0].speakers == ()
