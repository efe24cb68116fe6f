from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.gate import Count, Gated, GatedVoice, gate
from analyzer.gate.cells import at_least, count_people, hide_cells
from analyzer.gate.texts import counts_few
from analyzer.report import to_html
from analyzer.settings import GateSettings
from analyzer.types import NAMELESS, Analysis, Channels, Grade, Reason, Side, Valence
from analyzer.voices import Voice, VoicedPeople
from tests.factories import (
    cover,
    make_analysis,
    make_coverage,
    make_link,
    make_statement,
    make_statements,
    make_theme,
    make_tiny_analysis,
)

DEFAULTS = GateSettings()
SIZES = st.lists(st.integers(1, 40), max_size=5)


def of(sizes: list[int], customers: list[int] | None = None, everyone: int = 200) -> Analysis:
    """Both sides, with themes of these many people, and a link between each two."""
    sides = {Side.EMPLOYEE: sizes, Side.CUSTOMER: [20] if customers is None else customers}
    themes = tuple(make_theme(side, rank, n) for side, ns in sides.items() for rank, n in enumerate(ns, 1))
    return replace(
        make_tiny_analysis(),
        themes=themes,
        coverage={side: cover([t for t in themes if t.side is side], everyone, 50) for side in Side},
        statements=make_statements(themes),
        links=tuple(make_link(f"E{e}", f"C{c}") for e, c in product(*(range(1, len(ns) + 1) for ns in sides.values()))),
        not_tested=(),
    )


def names(gated: Gated, side: Side = Side.EMPLOYEE) -> list[str]:
    return [theme.id for shown in gated.sides if shown.side is side for theme in shown.themes]


def test_it_hides_a_theme_of_four_people_and_shows_one_of_five() -> None:
    assert names(gate(of([4, 5]), DEFAULTS)) == ["E2"]


@pytest.mark.parametrize(("people", "said"), [(1, None), (4, None), (5, 9)])
def test_it_says_how_much_is_in_no_theme_where_enough_people_stand_behind_it(people: int, said: int | None) -> None:
    analysis = of([20])
    loose = [make_statement(person=f"alone {n % people}", theme=None) for n in range(9)]
    statements = sum(theme.statements for theme in analysis.themes if theme.side is Side.EMPLOYEE) + 9
    coverage = replace(analysis.coverage[Side.EMPLOYEE], statements=statements)
    passed = gate(
        replace(
            analysis,
            statements=(*analysis.statements, *loose),
            coverage={**analysis.coverage, Side.EMPLOYEE: coverage},
        ),
        DEFAULTS,
    )
    assert passed.sides[0].coverage is not None
    assert passed.sides[0].coverage.rest == said


@pytest.mark.parametrize(("name_from", "shown"), [("keywords", ["E2"]), ("person", ["E1", "E2"])])
def test_it_hides_a_theme_whose_people_have_no_word_in_common(name_from: str, shown: list[str]) -> None:
    first, second = (make_theme(rank=rank, people=20) for rank in (1, 2))
    nameless = replace(first, name=f"{NAMELESS} (2)", name_from=name_from)
    analysis = replace(of([20, 20]), themes=(nameless, second, make_theme(Side.CUSTOMER, people=20)))
    gated = gate(analysis, DEFAULTS)
    assert names(gated) == shown
    assert {link.employee.id for link in gated.links} == set(shown)
    assert (NAMELESS in to_html(gated, date(2026, 3, 1))) is (name_from == "person")


def test_the_account_says_where_a_theme_without_a_name_is_counted() -> None:
    """Of 24 people it is not too small to show, and its statements are not in no theme."""
    first, second = (make_theme(rank=rank, people=24) for rank in (1, 2))
    nameless = replace(first, name=NAMELESS)
    html = to_html(gate(replace(of([24, 24]), themes=(nameless, second)), DEFAULTS), date(2026, 3, 1))
    assert "in no theme, or in one too small or without a name to show" in html
    html = to_html(gate(replace(of([24]), themes=(nameless,)), DEFAULTS), date(2026, 3, 1))
    assert "No theme with a name to show is shared by 5 people or more." in html


def test_leaders_learn_that_a_theme_without_a_name_is_there_and_whether_it_is_praise() -> None:
    themes = [make_theme(rank=rank, people=people) for rank, people in ((1, 24), (2, 9), (3, 4))]
    bare = [replace(theme, name=f"{NAMELESS} ({theme.id})") for theme in themes]
    analysis = of([24, 24])
    said = tuple(
        make_statement(at, theme=theme.id, valence=Valence.PRAISE) for theme in bare for at in range(theme.people)
    )
    gated = gate(replace(analysis, themes=tuple(bare), statements=said), DEFAULTS)
    assert [(each.people.number, each.tone) for each in gated.sides[0].unnamed] == [
        (24, Valence.PRAISE),
        (9, Valence.PRAISE),
    ]
    html = " ".join(to_html(gated, date(2026, 3, 1)).split())
    assert "Two themes have no name yet" in html
    assert "praise of 24 and 9 people" in html
    assert NAMELESS not in html


def test_it_counts_people_and_not_what_they_said() -> None:
    chatty = replace(make_theme(people=4), statements=60)
    assert names(gate(replace(of([]), themes=(chatty,)), DEFAULTS)) == []


@pytest.mark.parametrize(
    ("valences", "tone"),
    [
        ((Valence.PAIN, Valence.WISH, Valence.PRAISE), Valence.PAIN),
        ((Valence.PRAISE, Valence.PRAISE, Valence.PAIN), Valence.PRAISE),
        ((Valence.PRAISE, Valence.PAIN), Valence.NEUTRAL),
        ((Valence.NEUTRAL, Valence.NEUTRAL, Valence.PRAISE), Valence.NEUTRAL),
    ],
)
def test_it_says_what_most_statements_of_a_theme_do(valences: tuple[Valence, ...], tone: Valence) -> None:
    said = tuple(make_statement(at, theme="E1", valence=valences[at % len(valences)]) for at in range(60))
    (shown,) = gate(replace(of([60]), statements=said), DEFAULTS).sides[0].themes
    assert shown.tone is tone


@pytest.mark.parametrize(
    ("praising", "shown"), [(4, None), (23, Count(20, exact=False)), (199, Count(195, exact=False))]
)
def test_it_counts_those_who_praise_in_steps(praising: int, shown: Count | None) -> None:
    said = tuple(make_statement(at, valence=Valence.PRAISE) for at in range(praising))
    coverage = gate(replace(of([20]), statements=said), DEFAULTS).sides[0].coverage
    assert coverage is not None
    assert coverage.praising == shown


def test_it_quotes_employees_from_ten_people_and_customers_from_five() -> None:
    gated = gate(of([9, 10], [5]), DEFAULTS)
    employees, customers = gated.sides
    assert [bool(theme.quotes) for theme in employees.themes] == [False, True]
    assert [bool(theme.description) for theme in employees.themes] == [False, True]
    assert [bool(theme.quotes) for theme in customers.themes] == [True]


def test_it_quotes_published_words_of_employees_from_five_people() -> None:
    gated = gate(of([5]), DEFAULTS, public=frozenset({Side.EMPLOYEE}))
    assert gated.sides[0].themes[0].quotes == make_theme().quotes


def test_it_lets_voices_pass_like_quotes() -> None:
    analysis = of([9], [20])
    voices = (
        Voice(Side.EMPLOYEE, "Guests waited."),
        Voice(Side.CUSTOMER, "They are far too few.", "C7", 108, 121, 100),
    )
    link = make_link(voices=voices, voiced_people=VoicedPeople(9, 5))
    gated = gate(replace(analysis, links=(link,)), DEFAULTS)
    assert gated.links[0].voices == (GatedVoice(Side.CUSTOMER, "They are", " far too few.", ""),)


def test_it_quotes_no_voice_where_fewer_than_five_speak_of_the_other_side() -> None:
    link = make_link(voices=(Voice(Side.CUSTOMER, "They are far too few."),), voiced_people=VoicedPeople(0, 4))
    gated = gate(replace(of([30], [30]), links=(link,)), DEFAULTS)
    assert gated.links[0].voices == ()
    assert gated.links[0].voiced == ()


@given(st.integers(5, 60), st.data())
def test_it_says_of_voices_only_what_leaves_a_large_enough_rest(people: int, data: st.DataObject) -> None:
    speakers = data.draw(st.integers(0, people))
    told = at_least(speakers, people, 5)
    if told is None:
        assert speakers < 5 or people < 10
    else:
        assert not told.exact
        assert told.number % 5 == 0
        assert 5 <= told.number <= min(speakers, people - 5)


def test_it_draws_the_strength_of_voices_from_what_it_tells_of_their_number() -> None:
    def strength(speakers: int) -> float | None:
        channels = Channels(voiced=speakers / (speakers + 5))
        link = make_link(channels=channels, voiced_people=VoicedPeople(speakers, 0))
        return gate(replace(of([40], [40]), links=(link,)), DEFAULTS).links[0].channels.voiced

    assert len({strength(speakers) for speakers in range(5)}) == 1
    assert len({strength(speakers) for speakers in range(5, 10)}) == 1
    assert strength(10) > strength(9) > strength(4)


def test_it_shows_no_link_with_a_hidden_theme() -> None:
    assert [(link.employee.id, link.customer.id) for link in gate(of([4, 30], [3, 30]), DEFAULTS).links] == [
        ("E2", "C2")
    ]


def test_it_keeps_unexplained_co_movement_for_the_analyst() -> None:
    analysis = replace(of([30]), links=(make_link(grade=Grade.UNEXPLAINED),))
    assert gate(analysis, DEFAULTS).links == ()


def test_it_withholds_a_text_that_names_a_hidden_theme() -> None:
    analysis = replace(of([4, 30]), not_tested=(Reason("FEW_PEOPLE", "Theme E1 has too few."),))
    assert gate(analysis, DEFAULTS).not_tested == (Reason("FEW_PEOPLE", ""),)


def test_it_withholds_how_many_name_a_theme_where_both_sides_speak() -> None:
    """Together with all who name it, that would count those who name it elsewhere."""
    counted = Reason("FEW_PEOPLE", "27 of the 30 employees needed name it where and when both sides speak.")
    [link] = gate(replace(of([30]), links=(make_link(reasons=(counted,)),)), DEFAULTS).links
    assert link.reasons == (Reason("FEW_PEOPLE", ""),)


def test_it_shows_nothing_of_a_side_with_four_people() -> None:
    side = gate(make_tiny_analysis(), DEFAULTS).sides[0]
    assert (side.coverage, side.themes) == (None, ())


def test_it_leaves_out_a_side_that_was_not_given() -> None:
    whole = make_analysis()
    analysis = replace(whole, coverage={Side.CUSTOMER: whole.coverage[Side.CUSTOMER]})
    assert [side.side for side in gate(analysis, DEFAULTS).sides] == [Side.CUSTOMER]


def test_it_gives_rows_set_aside_only_where_they_are_enough() -> None:
    few = make_coverage(100, rows=102, no_answer=2, skipped=0, problem_rows=0)
    enough = make_coverage(100, rows=106, no_answer=3, skipped=0, problem_rows=3)
    covered = [
        gate(replace(of([]), themes=(), coverage={Side.EMPLOYEE: coverage}), DEFAULTS).sides[0].coverage
        for coverage in (few, enough)
    ]
    assert [(c.rows, c.set_aside, c.asides) for c in covered if c] == [(None, None, ()), (106, 6, ())]


@pytest.mark.parametrize(("kept", "called"), [("month", "month"), ("quarter", "quarter"), ("", "period")])
def test_a_lag_is_told_in_the_periods_of_the_test_and_not_in_those_of_trends(kept: str, called: str) -> None:
    analysis = of([20])
    themes = tuple(replace(theme, trend=(("2025-Q1", 9), ("2025-Q2", 11))) for theme in analysis.themes)
    links = tuple(replace(link, period=kept) for link in analysis.links)
    assert gate(replace(analysis, themes=themes, links=links), DEFAULTS).period == called


def test_it_gives_days_as_quarters() -> None:
    coverage = make_coverage(100, first=date(2024, 3, 31), last=date(2024, 4, 1))
    gated = gate(replace(of([]), themes=(), coverage={Side.EMPLOYEE: coverage}), DEFAULTS)
    assert gated.sides[0].coverage is not None
    assert gated.sides[0].coverage.quarters == ("2024-Q1", "2024-Q2")


def test_it_shows_months_where_they_are_full_and_quarters_where_they_are_not() -> None:
    full, thin, thinnest = gate(of([], [600, 60, 20], everyone=2000), DEFAULTS).sides[1].themes
    assert (len(full.trend), full.trend[0][0]) == (24, "2024-01")
    assert (len(thin.trend), thin.trend[0][0]) == (8, "2024-Q1")
    assert thinnest.trend == ()


def test_it_hides_a_neighbour_beside_a_small_cell() -> None:
    assert hide_cells([20, 3, 9, 8], 40, 5) == {0, 1}


def test_it_hides_a_cell_where_people_without_a_date_would_be_left_over() -> None:
    assert hide_cells([20, 10], 33, 5) == {0}


def test_it_hides_a_whole_row_where_the_hidden_cells_add_up_to_little() -> None:
    assert hide_cells([5, 1, 9, 8], 23, 5) == {0, 1, 2, 3}


def test_it_does_not_hide_where_nothing_is_small() -> None:
    assert hide_cells([20, 0, 9, 8], 37, 5) == frozenset()


@pytest.mark.parametrize(
    ("sizes", "everyone", "shown"),
    [
        ([30, 12], 50, [Count(30, exact=True), Count(12, exact=True)]),
        ([18], 20, [Count(15, exact=False)]),
        ([6], 8, [Count(5, exact=False)]),
        # 60 and 37 of 100 would leave 3, whom nobody may count.
        ([60, 37], 100, [Count(37, exact=False), Count(37, exact=True)]),
    ],
)
def test_it_rounds_a_count_down_where_the_rest_would_be_small(
    sizes: list[int], everyone: int, shown: list[Count]
) -> None:
    assert count_people(sizes, everyone, 5) == shown


@pytest.mark.parametrize(
    "text",
    [
        "3 people named it.",
        "Three employees said so.",
        "Named by one customer.",
        "Customers: 4 of 20.",
        "3 to 4 people.",
    ],
)
def test_it_hears_small_groups_in_sentences(text: str) -> None:
    assert counts_few(text, 5)


@pytest.mark.parametrize(
    "text",
    [
        "12 people named it.",
        "Employees name it 2 months before customers do.",
        "1.8 points of customers per 10 points of employees.",
        "No one listens to customers.",
        "The effect may lie anywhere from -1 to 3 points of customers per 10 points of employees.",
        "An effect of 2 points of customers would show four times out of five; it needs more interviews.",
        "3 units, at least 8 are needed.",
    ],
)
def test_it_lets_other_numbers_pass(text: str) -> None:
    assert not counts_few(text, 5)


@settings(max_examples=40, deadline=None)
@given(SIZES, SIZES, st.integers(5, 200))
def test_it_gives_no_number_of_people_from_one_to_four(
    employees: list[int], customers: list[int], everyone: int
) -> None:
    gated = gate(of(employees, customers, max([everyone, *employees, *customers])), DEFAULTS)
    assert not {1, 2, 3, 4} & set(_people_in(gated))
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", to_html(gated, date(2026, 1, 15)), flags=re.DOTALL)
    assert not re.search(r"(?<![\d,.])[1-4] (?:people|employees|customers)\b", page)


@settings(deadline=None)
@given(SIZES, st.integers(0, 60))
def test_it_leaves_no_small_group_between_shown_numbers(sizes: list[int], others: int) -> None:
    everyone = max(5, *sizes, sum(sizes) // 2 + others) if sizes else 5 + others
    shown = gate(of(sizes, everyone=everyone), DEFAULTS).sides[0]
    counts = [theme.people for theme in shown.themes]
    assert all(everyone - count.number not in {1, 2, 3, 4} for count in counts if count.exact)
    if all(count.exact for count in counts):
        assert everyone - sum(count.number for count in counts) not in {1, 2, 3, 4}


@settings(deadline=None)
@given(st.lists(st.integers(0, 15), min_size=2, max_size=4))
def test_it_keeps_hidden_cells_even_from_whoever_knows_the_rule(sizes: list[int]) -> None:
    """A brute-force reader who knows the total, the shown cells and the code tries every row that looks the same."""
    hidden = sorted(hide_cells(sizes, sum(sizes), 5))
    if len(hidden) == len(sizes):
        return
    alike = [row for row in _rows_that_fit(sizes, hidden) if sorted(hide_cells(row, sum(sizes), 5)) == hidden]
    assert sizes in alike
    assert all(len({row[place] for row in alike}) > 1 for place in hidden if 0 < sizes[place] < 5)
    assert all(not 0 < size < 5 for place, size in enumerate(sizes) if place not in hidden)


def _rows_that_fit(sizes: list[int], hidden: list[int]) -> list[list[int]]:
    """Every row with the same total whose cells are the same where they are shown."""
    if not hidden:
        return [sizes]
    total = sum(sizes[place] for place in hidden)
    rows = []
    for cells in product(range(total + 1), repeat=len(hidden) - 1):
        if sum(cells) <= total:
            row = list(sizes)
            for place, cell in zip(hidden, (*cells, total - sum(cells)), strict=True):
                row[place] = cell
            rows.append(row)
    return rows


def _people_in(value: object) -> list[int]:
    """Every count of people, however deep: counts, cells of trends, and people, records and statements of a side."""
    if isinstance(value, Count):
        return [value.number]
    if isinstance(value, tuple):
        cells = [part for part in value if isinstance(part, int)] if len(value) == 2 else []
        return cells + [number for part in value for number in _people_in(part)]
    if is_dataclass(value):
        counted = {"people", "records", "statements", "rows", "set_aside", "in_themes", "rest"}
        found = [n for f in fields(value) if f.name in counted and isinstance(n := getattr(value, f.name), int)]
        return found + [n for f in fields(value) for n in _people_in(getattr(value, f.name))]
    return []
