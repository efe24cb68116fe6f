"""What a reader may see of intentions and of the employees behind a complaint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.gate import Count, Gated, gate
from analyzer.reality import Portion, Reception, Sense, Stance
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Side
from tests.comparisons import make_answer, make_intention, make_involvement, make_shift
from tests.factories import cover, make_analysis, make_statements, make_theme

TORN = make_answer("E1", stance=Stance.DIVIDED, against=20, in_favour=20)


def analysis_of(people: int = 40, **changes: object) -> Analysis:
    """One theme a side; everything else of the retailer is left out."""
    employee, customer = make_theme(people=people), make_theme(Side.CUSTOMER, people=60)
    return replace(
        make_analysis(),
        themes=(employee, customer),
        statements=(*make_statements([employee]), *make_statements([customer])),
        coverage={Side.EMPLOYEE: cover([employee], 400, 0), Side.CUSTOMER: cover([customer], 900, 0)},
        links=(),
        intentions=(),
        involved=(),
        **changes,
    )


def gated(analysis: Analysis, **settings: int) -> Gated:
    return gate(analysis, GateSettings(**settings))


def told(*, people: int = 40, against: int = 30, in_favour: int = 6, stance: Stance = Stance.CONTRADICTS) -> Gated:
    answer = make_answer("E1", stance=stance, against=against, in_favour=in_favour)
    return gated(replace(analysis_of(people), intentions=(make_intention("We staff to demand.", answer),)))


def test_it_gives_the_people_on_both_sides() -> None:
    answer = told().intentions[0].answers[0]
    assert (answer.people, answer.against, answer.in_favour) == (Count(40, True), Count(30, True), Count(6, True))


def test_it_counts_no_small_group_that_praises() -> None:
    assert told(in_favour=4).intentions[0].answers[0].in_favour is None


def test_it_lets_no_small_rest_of_a_theme_be_worked_out() -> None:
    assert told(against=38).intentions[0].answers[0].against == Count(35, False)
    assert told(against=40).intentions[0].answers[0].against == Count(40, True)


@given(st.integers(5, 60), st.integers(0, 60), st.integers(0, 60))
def test_what_it_gives_fits_with_no_small_part_alone(people: int, against: int, in_favour: int) -> None:
    answers = told(people=people, against=min(against, people), in_favour=min(in_favour, people)).intentions[0].answers
    for answer in answers:
        for count in (answer.against, answer.in_favour):
            assert count is None or count.number >= 5
            if count is not None and count.exact and answer.people.exact:
                assert not 0 < answer.people.number - count.number < 5


def test_it_meets_an_intention_that_a_hidden_theme_answers_with_silence() -> None:
    found = told(people=4, against=4, in_favour=0).intentions[0]
    assert (found.outcome, found.answers, found.why) == (Reception.SILENT, (), "")


def test_it_tells_no_stance_that_too_few_people_take() -> None:
    analysis = replace(analysis_of(), intentions=(make_intention("We plan ahead.", make_answer("E1", against=8)),))
    found = gated(analysis, people=10, quote=10).intentions[0]
    assert (found.outcome, found.answers) == (Reception.UNSURE, ())


def test_it_keeps_what_is_divided_divided() -> None:
    divided = make_intention("We plan ahead.", TORN, outcome=Reception.DIVIDED)
    assert gated(replace(analysis_of(), intentions=(divided,))).intentions[0].outcome is Reception.DIVIDED


def test_it_shows_the_themes_beside_what_is_not_judged() -> None:
    beside = make_intention(
        "Where possible, we plan ahead.",
        make_answer("E1", stance=Stance.NOT_JUDGED),
        sense=Sense.CONDITIONAL,
        outcome=Reception.NOT_JUDGED,
        why="It is promised under a condition only.",
    )
    found = gated(replace(analysis_of(), intentions=(beside,))).intentions[0]
    assert (found.outcome, found.why) == (Reception.NOT_JUDGED, "It is promised under a condition only.")
    assert [answer.theme for answer in found.answers] == ["Theme E1"]


def test_it_leaves_themes_of_which_the_matter_is_unsure_to_analysts() -> None:
    weak = make_answer("E1", stance=Stance.UNSURE)
    found = gated(replace(analysis_of(), intentions=(make_intention("We plan.", weak, outcome=Reception.UNSURE),)))
    assert (found.intentions[0].outcome, found.intentions[0].answers) == (Reception.UNSURE, ())


def test_it_gives_shares_and_no_counts_of_those_behind_a_complaint() -> None:
    found = gated(replace(analysis_of(), involved=(make_involvement("C1", make_shift("E1")),))).involved
    shift = found[0].shifts[0]
    assert (found[0].theme, shift.theme, shift.there, shift.elsewhere) == ("Theme C1", "Theme E1", 30, 16)


@pytest.mark.parametrize(
    "shift",
    [
        make_shift("E1", there=Portion(4, 200)),
        make_shift("E1", there=Portion(197, 200)),
        make_shift("E1", elsewhere=Portion(4, 500)),
        make_shift("E1", elsewhere=Portion(496, 500)),
        make_shift("E1", in_report=False),
        make_shift("E7"),
    ],
)
def test_it_shows_nobody_behind_a_complaint_where_a_cell_is_small_or_chance_would_do(shift: object) -> None:
    assert gated(replace(analysis_of(), involved=(make_involvement("C1", shift),))).involved == ()  # type: ignore[arg-type]


@pytest.mark.parametrize("part", ["there", "elsewhere"])
def test_it_asks_for_enough_customers_on_both_sides_too(part: str) -> None:
    few = make_involvement("C1", make_shift("E1"), **{part: Portion(4, 900)})
    assert gated(replace(analysis_of(), involved=(few,))).involved == ()
