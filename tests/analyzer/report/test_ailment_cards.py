"""How the leaders' report shows an ailment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analyzer.gate import gate
from analyzer.report import build_report, to_html
from analyzer.report.build import Report
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Grade, Side
from analyzer.wording.claims import causal_verbs
from tests.ailing import make_ailing_analysis, make_ailment

DAY = date(2026, 1, 15)


def report_of(analysis: Analysis) -> Report:
    return build_report(gate(analysis, GateSettings()), DAY)


def with_people(analysis: Analysis, people: dict[str, int]) -> Analysis:
    themes = tuple(replace(theme, people=people.get(theme.id, theme.people)) for theme in analysis.themes)
    return replace(analysis, themes=themes)


def test_it_shows_an_ailment_with_its_root_and_symptoms() -> None:
    [card] = report_of(make_ailing_analysis()).ailments
    assert card.title == "One ailment, three symptoms"
    assert [root.name for root in card.roots] == ["Too few people on shift"]
    assert [(symptom.name, symptom.people) for symptom in card.symptoms] == [
        ("Long queues at the till", "604 people"),
        ("Nobody on the shop floor to ask", "377 people"),
        ("Complaints without an answer", "198 people"),
    ]
    assert card.removed == "84% of it (95% interval 62% to 100%)."
    assert card.levers == "Resourcing."


def test_it_puts_ailments_above_single_links() -> None:
    page = to_html(gate(make_ailing_analysis(), GateSettings()), DAY)
    assert page.index("The ailment: several symptoms, one root") < page.index("The single links, one by one")


@pytest.mark.parametrize("side", list(Side))
def test_it_lists_the_links_of_an_ailment_nowhere_else_and_numbers_on(side: Side) -> None:
    report = report_of(make_ailing_analysis(side))
    inside = [(card.employee, card.customer) for ailment in report.ailments for card in ailment.links]
    single = [(card.employee, card.customer) for card in (*report.cards, *report.open, *report.against)]
    assert len(inside) == 3
    assert not set(inside) & set(single)
    numbers = [card.number for ailment in report.ailments for card in ailment.links]
    assert numbers + [card.number for card in report.cards] == list(range(1, 4 + len(report.cards)))
    assert [curve.number for curve in report.ailments[0].pictures[0].curves] == numbers
    assert report.pictures[0].curves[0].number == 4


def test_it_counts_ailments_in_the_headline_and_their_links_no_more() -> None:
    headline = report_of(make_ailing_analysis()).headline
    assert headline.claim == (
        "One ailment with three symptoms was found, one further pair of themes was tested by a change, and two further "
        "pairs move together."
    )
    assert headline.sentences[0].startswith(
        "The ailment: “Too few people on shift” among leaving employees, with “Long"
    )
    assert "The strongest single pair: “Systems that crash" in headline.sentences[1]


def test_it_counts_several_ailments_with_all_their_symptoms() -> None:
    whole = make_ailing_analysis()
    links = [link for link in whole.links if link.employee_theme == "E1"][:3]
    more = tuple(replace(link, employee_theme="E2") for link in links)
    second = make_ailment(tuple((link.employee_theme, link.customer_theme) for link in more))
    ailing = replace(whole, links=(*links, *more), ailments=(whole.ailments[0], second))
    assert report_of(ailing).headline.claim == "Two ailments with six symptoms in all were found."


def test_it_shows_no_symptom_that_too_few_people_name() -> None:
    report = report_of(with_people(make_ailing_analysis(), {"C9": 4}))
    [card] = report.ailments
    assert card.title == "One ailment, two symptoms"
    # What was said and measured of three symptoms is not said of two.
    assert "Complaints without an answer" not in to_html(
        gate(with_people(make_ailing_analysis(), {"C9": 4}), GateSettings()), DAY
    )
    assert card.removed == ""
    assert card.sentence.startswith(
        "Where and when “Too few people on shift” is named more, “Long queues at the till” and"
    )


@pytest.mark.parametrize("few", [{"C4": 3, "C9": 4}, {"E1": 4}])
def test_it_shows_no_ailment_without_a_root_or_with_one_symptom(few: dict[str, int]) -> None:
    report = report_of(with_people(make_ailing_analysis(), few))
    assert report.ailments == ()
    assert "ailment" not in report.headline.claim


def test_it_shows_no_candidate_that_was_refused() -> None:
    whole = make_ailing_analysis()
    assert report_of(replace(whole, ailments=whole.ailments[1:])).ailments == ()


@pytest.mark.parametrize("grade", [Grade.MOVES_TOGETHER, Grade.CONVERGING, Grade.TESTED])
@pytest.mark.parametrize("roots", [("E1",), ("E1", "E2")])
def test_it_claims_no_cause_in_its_own_words_either(grade: Grade, roots: tuple[str, ...]) -> None:
    pairs = tuple((root, symptom) for root in roots for symptom in ("C1", "C4", "C9"))
    ailment = replace(make_ailment(pairs), grade=grade, sentence="3 customers say so.")
    links = [link for link in make_ailing_analysis().links if link.employee_theme == "E1"][:3]
    every = tuple(replace(link, employee_theme=root) for root in roots for link in links)
    [card] = report_of(replace(make_ailing_analysis(), links=every, ailments=(ailment,))).ailments
    assert "3 customers" not in card.sentence
    assert causal_verbs(card.sentence) == ()
