from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analyzer.gate import gate
from analyzer.report.headline import write_headline
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Controls, Direction, Grade, Side
from tests.ailing import make_ailing_analysis
from tests.factories import (
    make_analysis,
    make_employee_analysis,
    make_link,
    make_tiny_analysis,
    make_unlinked_analysis,
)


def headline(analysis: Analysis) -> tuple[str, str]:
    written = write_headline(gate(analysis, GateSettings()))
    return written.claim, " ".join((*written.sentences, written.settle))


def with_grades(*grades: Grade) -> Analysis:
    whole = make_analysis()
    links = tuple(make_link(f"E{place}", f"C{place}", grade=grade) for place, grade in enumerate(grades, 1))
    return replace(whole, links=links)


@pytest.mark.parametrize(
    ("grades", "claim"),
    [
        ([Grade.MOVES_TOGETHER], "One pair of themes moves together."),
        ([Grade.MOVES_TOGETHER, Grade.CONVERGING], "Two pairs of themes move together."),
        ([Grade.TESTED, Grade.CONVERGING], "One pair of themes was tested by a change, and one pair moves together."),
        ([Grade.HYPOTHESIS], "No pair of themes was seen to move together more than chance pairings do."),
    ],
)
def test_it_claims_what_the_best_grades_permit(grades: list[Grade], claim: str) -> None:
    assert headline(with_grades(*grades))[0] == claim


@pytest.mark.parametrize(
    ("tested", "claim"),
    [
        (1, "Only one of 85 pairs of themes could be tested; it was not seen"),
        (3, "Only three of 85 pairs of themes could be tested; none of these was seen"),
        (43, "No pair of themes was seen"),
    ],
)
def test_it_does_not_claim_that_nothing_moves_where_hardly_a_pair_could_be_tested(tested: int, claim: str) -> None:
    analysis = with_grades(Grade.HYPOTHESIS)
    controls = replace(analysis.controls, candidates=85, tested=tested)
    assert headline(replace(analysis, controls=controls))[0].startswith(claim)


def test_it_names_the_strongest_pair_and_the_check() -> None:
    _, text = headline(with_grades(Grade.MOVES_TOGETHER, Grade.CONVERGING, Grade.VOICED))
    assert "“Rosters changed at short notice” among leaving employees" in text
    assert "there it reported 0.2 pairs" in text
    assert "Of the other pairs of themes shown here, one is named by people in their own words." in text


def test_its_numbers_of_pairs_add_up_to_all_that_were_proposed() -> None:
    analysis = with_grades(Grade.VOICED, Grade.HYPOTHESIS, Grade.HYPOTHESIS)
    some = replace(analysis, controls=replace(analysis.controls, candidates=39))
    text = headline(some)[1]
    assert "Meaning proposed 39 pairs of themes; 36 have a theme that is not shown here." in text
    assert "Of the pairs of themes shown here, one is named by people in their own words and two plausible" in text
    assert "Meaning proposed" not in headline(replace(some, controls=replace(some.controls, candidates=3)))[1]


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ([Grade.MOVES_TOGETHER, Grade.VOICED], True),
        ([Grade.TESTED, Grade.MOVES_TOGETHER], False),
        ([Grade.VOICED], False),
    ],
)
def test_it_says_what_to_do_next_about_a_pair_that_no_change_has_tested(grades: list[Grade], *, said: bool) -> None:
    assert ("What to do next: change something about" in headline(with_grades(*grades))[1]) is said


def test_what_to_do_next_is_about_the_trouble_that_comes_first() -> None:
    analysis = with_grades(Grade.MOVES_TOGETHER)
    turned = replace(analysis, links=tuple(replace(x, direction=Direction.CUSTOMER_FIRST) for x in analysis.links))
    assert "compare what customers name." in headline(analysis)[1]
    assert "compare what employees name." in headline(turned)[1]
    assert "What to do next: change something about “" in headline(make_ailing_analysis())[1]


def test_it_says_that_evidence_is_missing_and_what_would_settle_it() -> None:
    claim, text = headline(make_unlinked_analysis())
    assert claim.startswith("There is not enough evidence yet")
    assert "No employee record names a site, store or department." in text
    assert "What would settle it: A site and a month with each interview and each comment." in text


def test_it_says_whose_answers_are_lacking_where_one_side_has_no_theme() -> None:
    both = with_grades(Grade.VOICED)
    for side, wanted in ((Side.EMPLOYEE, "more exit interviews."), (Side.CUSTOMER, "more customer comments.")):
        themes = tuple(theme for theme in both.themes if theme.side is not side)
        _, text = headline(replace(both, themes=themes, links=()))
        assert f"What would settle it: {wanted}" in text


def test_it_makes_no_claim_of_the_numbers_where_nothing_was_tested() -> None:
    untested = replace(with_grades(Grade.VOICED), controls=Controls(candidates=1))
    assert headline(untested)[0].startswith("There is not enough evidence yet")


@pytest.mark.parametrize(
    ("make", "claim"),
    [
        (make_employee_analysis, "This is what leaving employees name."),
        (make_tiny_analysis, "There is not enough evidence yet"),
    ],
)
def test_it_says_what_one_side_alone_can_tell(make: Callable[[], Analysis], claim: str) -> None:
    found, text = headline(make())
    assert found.startswith(claim)
    assert "What would settle it" in text


def test_it_does_not_name_a_pair_whose_theme_dissolves() -> None:
    analysis = with_grades(Grade.MOVES_TOGETHER, Grade.CONVERGING)
    strongest = next(link for link in analysis.links if link.grade is Grade.CONVERGING)
    themes = tuple(
        replace(theme, stability=0.3) if theme.id == strongest.customer_theme else theme for theme in analysis.themes
    )
    _, text = headline(replace(analysis, themes=themes))
    other = next(link for link in analysis.links if link.grade is Grade.MOVES_TOGETHER)
    names = {theme.id: theme.name for theme in analysis.themes}
    assert f"The strongest: “{names[other.employee_theme]}”" in text
    held = tuple(replace(theme, held=True) for theme in themes)
    _, text = headline(replace(analysis, themes=held))
    assert f"The strongest: “{names[strongest.employee_theme]}”" in text


def test_it_names_no_strongest_pair_where_every_theme_dissolves() -> None:
    analysis = with_grades(Grade.MOVES_TOGETHER)
    themes = tuple(replace(theme, stability=0.3) for theme in analysis.themes)
    claim, text = headline(replace(analysis, themes=themes))
    assert claim == "One pair of themes moves together."
    assert "The strongest" not in text
