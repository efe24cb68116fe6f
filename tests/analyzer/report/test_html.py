from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from html.parser import HTMLParser

import pytest

from analyzer.gate import gate
from analyzer.judgement import Cited, Judgement, Relation
from analyzer.report import build_report, to_html
from analyzer.report.build import Report
from analyzer.report.cards import Card, VoiceQuote, make_card
from analyzer.report.phrases import strip_trailing_marks
from analyzer.settings import GateSettings
from analyzer.types import Analysis, Channels, Direction, Grade, Side, Valence
from analyzer.voices import Voice, VoicedPeople
from analyzer.wording import JUDGEMENTS
from analyzer.wording.claims import causal_verbs
from analyzer.wording.grades import permitted_sentence
from tests.ailing import make_ailing_analysis
from tests.factories import (
    cover,
    make_analysis,
    make_employee_analysis,
    make_link,
    make_odd_analysis,
    make_statement,
    make_statements,
    make_tiny_analysis,
    make_unlinked_analysis,
)
from tests.placed import make_placed_analysis

MAKERS = [
    make_ailing_analysis,
    make_placed_analysis,
    make_analysis,
    make_employee_analysis,
    make_odd_analysis,
    make_tiny_analysis,
    make_unlinked_analysis,
]
DAY = date(2026, 1, 15)
VOID = {"meta", "path", "rect", "circle"}


def page_of(analysis: Analysis) -> str:
    return to_html(gate(analysis, GateSettings()), DAY)


def report_of(analysis: Analysis) -> Report:
    return build_report(gate(analysis, GateSettings()), DAY)


class Tags(HTMLParser):
    """Collects tags with their attributes and checks that each is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.mark.parametrize("make", MAKERS)
def test_it_writes_a_whole_page_that_fetches_nothing(make: Callable[[], Analysis]) -> None:
    page = page_of(make())
    tags = Tags(page)
    assert not tags.open
    assert {tag for tag, _ in tags.seen}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert all(not set(attributes) & {"src", "action", "srcset", "style"} for _, attributes in tags.seen)
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in tags.seen)
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("make", MAKERS)
def test_it_can_be_read_without_eyes(make: Callable[[], Analysis]) -> None:
    seen = Tags(page_of(make())).seen
    tags = [tag for tag, _ in seen]
    assert (tags.count("main"), tags.count("header") > 0, tags.count("h1")) == (1, True, 1)
    ids = [attributes["id"] for _, attributes in seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    referred = [a["aria-labelledby"] for _, a in seen if "aria-labelledby" in a]
    assert {name for names in referred for name in str(names).split()} <= set(ids)
    assert all(a.get("aria-hidden") or a.get("role") == "img" for tag, a in seen if tag == "svg")
    assert all(a.get("scope") for tag, a in seen if tag == "th")


def test_it_escapes_what_users_wrote() -> None:
    page = page_of(make_odd_analysis())
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#39;staff&#39;)&lt;/script&gt;" in page


def test_it_numbers_the_links_in_the_picture_as_below() -> None:
    report = report_of(make_analysis())
    wide = report.pictures[0]
    assert [(c.number, c.title) for c in wide.curves] == [
        (card.number, f"{card.number}: {card.employee} – {card.customer}") for card in report.cards
    ]


def test_it_shows_the_strongest_grades_first_and_sorts_the_rest_below() -> None:
    report = report_of(make_analysis())
    assert [card.grade for card in report.cards[:3]] == [Grade.TESTED, Grade.CONVERGING, Grade.MOVES_TOGETHER]
    assert [card.grade for card in report.against] == [Grade.CONTRADICTED]
    assert {card.grade for card in report.open} == {Grade.NOT_ENOUGH_EVIDENCE}


def test_pairs_the_data_speak_against_are_never_called_open_and_cards_tell_of_those_somebody_might_expect() -> None:
    analysis = make_analysis()
    bare = tuple(replace(link, why="") if link.grade is Grade.CONTRADICTED else link for link in analysis.links)
    report, shortened = report_of(analysis), report_of(replace(analysis, links=bare))
    assert (len(report.against), report.against_others) == (1, ())
    assert not shortened.against
    assert [card.employee for card in shortened.against_others] == [card.employee for card in report.against]
    assert shortened.open_more == report.open_more
    page = to_html(gate(replace(analysis, links=bare), GateSettings()), date(2026, 3, 1))
    assert "What the data speak against" in page


def test_it_tells_of_a_link_what_it_rests_on() -> None:
    card = report_of(make_analysis()).cards[1]
    assert card.size == "1.8 points of customers per 10 points of employees (95% interval 0.7 to 2.9)"
    assert card.direction == "Employees name it first, by one month."
    assert card.rivals == ("A rise in demand alone.", "A change of opening hours in the same months.")
    assert card.employee_quotes == ("We were three for the whole floor on a Saturday, and nobody came when we rang.",)
    assert "An explanation, not a finding." in page_of(make_analysis())


def test_it_shows_words_said_twice_once_and_one_side_after_the_other() -> None:
    said = (
        (Side.CUSTOMER, "There are too few."),
        (Side.EMPLOYEE, "They wait for hours."),
        (Side.CUSTOMER, "There are too few."),
    )
    voices = tuple(Voice(side, text, "1", 0, len(text)) for side, text in said)
    link = make_link("E1", "C1", grade=Grade.VOICED, voices=voices, voiced_people=VoicedPeople(9, 23))
    card = report_of(replace(make_analysis(), links=(link,))).cards[0]
    assert card.voices == (
        VoiceQuote("An employee", "", "They wait for hours.", ""),
        VoiceQuote("A customer", "", "There are too few.", ""),
    )
    assert card.voiced == (
        "At least 5 employees say themselves what customers go through here.",
        "At least 20 customers mention the situation of the staff themselves.",
    )


def test_it_marks_the_clause_that_speaks_of_the_other_side() -> None:
    page = page_of(make_analysis())
    assert "Half of us were off sick and <mark>customers waited an hour at the till.</mark>" in page
    assert "E00003" not in page


def test_it_quotes_the_mechanism_and_does_not_claim_it() -> None:
    link = make_link("E1", "C1", grade=Grade.HYPOTHESIS, why="Thin staffing causes queues")
    card = report_of(replace(make_analysis(), links=(link,))).cards[0]
    assert card.why == "“Thin staffing causes queues.”"
    assert causal_verbs(card.why) == ()


def test_it_adds_up_rows_and_statements() -> None:
    for side in report_of(make_analysis()).sides:
        numbers = [(line.kind, int(line.number.replace(",", ""))) for line in side.account]
        sums = [n for kind, n in numbers if kind == "sum"]
        parts = [n for kind, n in numbers if kind == "part"]
        assert sums == [sum(parts[:4]), sum(parts[4:])]


def test_it_says_above_the_themes_how_much_stands_in_none_and_why() -> None:
    for side in report_of(make_analysis()).sides:
        said, _, outside = [int(line.number.replace(",", "")) for line in side.account[-3:]]
        assert f"{outside:,} of the {said:,} statements ({100 * outside / said:.0f}%) stand in none" in side.summary
        assert "too few others say the like" in side.summary


@pytest.mark.parametrize(
    ("themes", "remainder", "said"),
    [
        (1, 0, "statements stand in it."),
        (2, 0, "statements stand in them."),
        (1, 300, "stand outside it: too few"),
        (2, 300, "stand in none of them: too few"),
    ],
)
def test_it_speaks_of_one_theme_as_one(themes: int, remainder: int, said: str) -> None:
    analysis = make_employee_analysis()
    kept = analysis.themes[:themes]
    alone = replace(
        analysis,
        themes=kept,
        statements=make_statements(kept, remainder),
        coverage={Side.EMPLOYEE: cover(kept, 775, remainder)},
    )
    [side] = report_of(alone).sides
    assert said in side.summary


@pytest.mark.parametrize(
    ("known", "partly", "said"),
    [
        (True, False, "775 people, told apart by a column that names them."),
        (False, True, "775 people: in some files no column names them, so each record there counts as one"),
        (False, False, "775 people: no column names them, so each record counts as one person."),
    ],
)
def test_it_says_how_people_are_told_apart(known: bool, partly: bool, said: str) -> None:
    analysis = make_employee_analysis()
    coverage = replace(analysis.coverage[Side.EMPLOYEE], people_known=known, people_partly=partly)
    [side] = report_of(replace(analysis, coverage={Side.EMPLOYEE: coverage})).sides
    assert side.notes[0].startswith(said)


def test_it_says_of_a_side_that_no_mechanism_fits_that_none_does() -> None:
    placed = make_placed_analysis()
    without = replace(placed, themes=tuple(replace(theme, placed_from="text") for theme in placed.themes))
    said = "No mechanism of the knowledge base is near enough to these themes"
    for analysis, expected in ((placed, False), (without, True)):
        assert [said in side.summary for side in report_of(analysis).sides] == [expected] * 2


def test_it_prints_what_the_method_finds_in_noise_beside_what_it_found() -> None:
    lines = " ".join(report_of(make_analysis()).controls)
    assert "move together in the real data: 3." in lines
    assert "no true link is left: 0.2." in lines
    assert "placebos, themes that have nothing to do with the other side (pensions, car parks): 0." in lines


def test_it_has_no_picture_where_nothing_is_linked() -> None:
    report = report_of(make_unlinked_analysis())
    assert (report.pictures, report.cards) == ((), ())
    assert report.open_settle == "A site and a month with each interview and each comment."


@pytest.mark.parametrize("make", MAKERS)
def test_it_claims_no_cause_in_any_sentence_it_generates(make: Callable[[], Analysis]) -> None:
    report = report_of(make())
    claims = [text for text in _texts(report) if causal_verbs(text)]
    assert claims == []


@pytest.mark.parametrize("grade", [grade for grade in Grade if grade is not Grade.TESTED])
def test_it_claims_no_cause_in_the_sentence_of_any_grade(grade: Grade) -> None:
    gated = gate(make_analysis(), GateSettings()).links[0]
    assert causal_verbs(make_card(replace(gated, grade=grade, sentence=""), 1, "month").sentence) == ()


@pytest.mark.parametrize("direction", [Direction.CUSTOMER_FIRST, Direction.BOTH_WAYS])
def test_it_says_of_reverse_and_two_way_links_that_one_precedes_and_no_more(direction: Direction) -> None:
    link = make_link("E1", "C1", grade=Grade.MOVES_TOGETHER, direction=direction, lag=-1)
    report = report_of(replace(make_analysis(), links=(link,)))
    said = [report.cards[0].direction, *(text for text in report.headline.sentences if "precedes" in text)]
    assert len(said) == 2
    assert all("precedes" in text and causal_verbs(text) == () for text in said)
    assert ("cycle" in said[1]) is (direction is Direction.BOTH_WAYS)


def test_it_says_nothing_of_an_order_that_is_not_known() -> None:
    gated = gate(make_analysis(), GateSettings()).links[1]
    assert make_card(replace(gated, direction=Direction.UNKNOWN, lag=1), 1, "month").direction == ""


def test_it_names_no_lever_on_a_pair_that_the_data_speak_against() -> None:
    analysis = make_analysis()
    links = tuple(link for link in analysis.links if link.grade is Grade.CONTRADICTED)
    assert links
    page = page_of(replace(analysis, links=links))
    assert 'class="link' in page
    assert "What leaders control" not in page


@pytest.mark.parametrize("direction", list(Direction))
def test_it_claims_no_cause_in_the_words_of_any_direction(direction: Direction) -> None:
    gated = gate(make_analysis(), GateSettings()).links[1]
    assert causal_verbs(make_card(replace(gated, direction=direction), 1, "month").direction) == ()


def test_it_says_the_same_in_its_own_words_where_a_sentence_counts_few() -> None:
    counted = make_link("E1", "C1", grade=Grade.VOICED, sentence="3 customers themselves say so.")
    report = report_of(replace(make_analysis(), links=(counted,)))
    assert report.cards[0].sentence == (
        "People say themselves that “Too few people on shift” among employees goes with “Long queues at the till” "
        "among customers."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Too few people on shift causes long queues.",
        "It is plausible that “Too few people” drives “Long queues”.",
        "When “Too few people” was changed, “Long queues” changed with it.",
    ],
)
def test_it_never_shows_a_sentence_that_the_grade_does_not_permit(sentence: str) -> None:
    link = make_link("E1", "C1", grade=Grade.HYPOTHESIS, sentence=sentence, settle="More staff, because it helps.")
    report = report_of(replace(make_analysis(), links=(link,)))
    assert report.cards[0].sentence == permitted_sentence(
        Grade.HYPOTHESIS, "Too few people on shift", "Long queues at the till"
    )
    assert report.cards[0].settle == ""


def test_it_is_the_same_page_for_the_same_analysis() -> None:
    assert page_of(make_analysis()) == page_of(make_analysis())


def test_its_style_marks_grades_by_more_than_colour() -> None:
    page = page_of(make_analysis())
    styles = [re.search(rf"\.line\.{grade} {{([^}}]*)}}", page) for grade in ("voiced", "hypothesis")]
    assert all(style and "stroke-dasharray" in style[1] for style in styles)


def _texts(value: object) -> Iterator[str]:
    """Every generated text of a report, without people's words and the knowledge base's, which are shown as such."""
    quoted = {"employee_quotes", "customer_quotes", "voices", "rivals", "employee", "customer"}
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in quoted or not isinstance(value, Card):
                yield from _texts(getattr(value, field.name))


@pytest.mark.parametrize("relation", list(Relation))
def test_it_says_what_a_language_model_made_of_a_pair_and_whose_words_it_named_to_nobody(relation: Relation) -> None:
    judgement = Judgement(relation, 0.667, (Cited(Side.EMPLOYEE, "The old lift in the yard sticks.", "E00009", 0, 32),))
    link = make_link(judgement=judgement, channels=Channels(0.5, None, None, judgement.strength))
    analysis = replace(make_analysis(), links=(replace(link, grade=Grade.HYPOTHESIS),))
    page = page_of(analysis)
    assert JUDGEMENTS[relation] in page
    assert ("Judged by a language model" in page) == (relation is not Relation.CANNOT_TELL)
    assert "old lift" not in page
    assert "E00009" not in page


def test_it_speaks_of_no_language_model_where_none_was_asked() -> None:
    page = page_of(replace(make_analysis(), links=(make_link(),)))
    assert "A language model" not in page
    assert "Judged by" not in page


@pytest.mark.parametrize(
    ("words", "shown"), [("it was done,", "it was done"), ("The tills –", "The tills"), ("Why?", "Why?")]
)
def test_a_quote_ends_where_the_words_do(words: str, shown: str) -> None:
    assert strip_trailing_marks(words) == shown


def test_it_lists_themes_in_the_run_s_order_so_that_unsteady_ones_stand_last() -> None:
    whole = make_analysis()
    own = [theme for theme in whole.themes if theme.side is Side.EMPLOYEE]
    last = replace(own[0], stability=0.2)
    report = report_of(replace(whole, themes=(*whole.themes[1:], last)))
    rows = report.sides[0].rows
    assert rows[-1].name == last.name
    assert rows[-1].stability == "unsteady"


@pytest.mark.parametrize(
    ("praised", "said"),
    [(0, "none of the themes is praise"), (1, "one of the themes is praise"), (2, "two of the themes are praise")],
)
def test_it_says_how_many_praise_and_whether_themes_do(praised: int, said: str) -> None:
    analysis = make_analysis()
    themes = [theme.id for theme in analysis.themes if theme.side is Side.EMPLOYEE][:praised]
    extra = (make_statement(70_000 + at, valence=Valence.PRAISE) for at in range(12))
    told = tuple(
        replace(each, valence=Valence.PRAISE if each.theme in themes else Valence.PAIN) for each in analysis.statements
    )
    section = report_of(replace(analysis, statements=(*told, *extra))).sides[0]
    assert said in section.summary
    assert [row.tone for row in section.rows].count("Praise") == praised
