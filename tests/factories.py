"""Invented analyses to test with. No name, number or sentence in here comes from anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from analyzer.judgement import Cited, Judgement, Relation
from analyzer.types import (
    Analysis,
    Channels,
    Controls,
    Coverage,
    Direction,
    Effect,
    Grade,
    Link,
    Reason,
    RunFacts,
    Side,
    Statement,
    Theme,
    Valence,
)
from analyzer.voices import Voice, VoicedPeople
from analyzer.wording.grades import permitted_sentence
from tests.retailer import CUSTOMER_THEMES, EMPLOYEE_THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13))
UNIT = "points of customers per 10 points of employees"

RUN = RunFacts(
    seed=0,
    settings={"seed": 0},
    embedder="all-MiniLM-L6-v2 (int8)",
    llm=None,
    seconds={"embed": 11.2, "link": 4.5},
)


def make_theme(side: Side = Side.EMPLOYEE, rank: int = 1, people: int = 40, **changes: object) -> Theme:
    """A theme of 24 months in which as many people as it has spoke once each."""
    letter = "E" if side is Side.EMPLOYEE else "C"
    theme = Theme(
        id=f"{letter}{rank}",
        side=side,
        name=f"Theme {letter}{rank}",
        name_from="keywords",
        keywords=("queue", "wait"),
        description="What people say about it.",
        people=people,
        statements=people + people // 3,
        pain_share=0.8,
        stability=0.8,
        quotes=("It was always like that.",),
        trend=spread(people),
    )
    return replace(theme, **changes)  # type: ignore[arg-type]


def spread(people: int) -> tuple[tuple[str, int], ...]:
    """Spread people over 24 months, more of them each winter and more in the second year."""
    weights = [1.0 + 0.9 * (month % 12 in {0, 1, 10, 11}) + 0.03 * month for month in range(len(MONTHS))]
    cells = [int(people * weight / sum(weights)) for weight in weights]
    for place in range(people - sum(cells)):
        cells[(place * 7 + 3) % len(cells)] += 1
    return tuple(zip(MONTHS, cells, strict=True))


def make_coverage(people: int = 775, **changes: object) -> Coverage:
    """One side in which everyone wrote once and some said more than one thing."""
    statements = people + people * 4 // 5
    in_themes = statements * 4 // 5
    coverage = Coverage(
        rows=people + 38,
        problem_rows=6,
        no_answer=25,
        skipped=7,
        records=people,
        people=people,
        people_known=True,
        statements=statements,
        in_themes=in_themes,
        remainder=statements - in_themes,
        units=42,
        first=date(2024, 1, 3),
        last=date(2025, 12, 29),
        languages=(("en", people - 2), ("de", 2)),
    )
    return replace(coverage, **changes)  # type: ignore[arg-type]


def make_link(employee: str = "E1", customer: str = "C1", **changes: object) -> Link:
    """A pair that nothing is known of but that its meaning proposed it."""
    link = Link(
        employee_theme=employee,
        customer_theme=customer,
        grade=Grade.NOT_ENOUGH_EVIDENCE,
        sentence="We cannot tell yet.",
        score=0.1,
        channels=Channels(meaning=0.5),
        reasons=(Reason("WIDE_INTERVAL", "The interval reaches from well below to well above nothing."),),
        settle="Six more months of dated comments.",
        period="month",
    )
    return replace(link, **changes)  # type: ignore[arg-type]


def make_statement(place: int = 1, side: Side = Side.EMPLOYEE, **changes: object) -> Statement:
    """A statement of the record with that number."""
    text = str(changes.get("text", f"The queue never ends, number {place}."))
    statement = Statement(
        side=side,
        record=f"{side.value[0].upper()}{place:05d}",
        start=0,
        end=len(text),
        text=text,
        language="en",
        person=f"p{place}",
        unit="Harbour Street",
        date=date(2025, 3, 1),
        valence=Valence.PAIN,
        severity=0.6,
    )
    return replace(statement, **changes)  # type: ignore[arg-type]


def make_statements(themes: Sequence[Theme], remainder: int = 0) -> tuple[Statement, ...]:
    """The statements that such themes would have been made of: their people once on their days, then some again."""
    made = [statement for theme in themes for statement in _members(theme)]
    side = themes[0].side if themes else Side.EMPLOYEE
    rest = [make_statement(90_000 + place, side) for place in range(remainder)]
    return (*made, *rest)


def cover(themes: Sequence[Theme], people: int, remainder: int, **changes: object) -> Coverage:
    """A coverage that adds up with these themes."""
    in_themes = sum(theme.statements for theme in themes)
    return make_coverage(people, statements=in_themes + remainder, in_themes=in_themes, remainder=remainder, **changes)


def make_analysis(**changes: object) -> Analysis:
    """The whole invented retailer: 15 employee themes, 16 customer themes, links of every grade."""
    employees, customers = _themes(Side.EMPLOYEE, EMPLOYEE_THEMES), _themes(Side.CUSTOMER, CUSTOMER_THEMES)
    analysis = Analysis(
        run=RUN,
        coverage={
            Side.EMPLOYEE: cover(employees, 775, 212),
            Side.CUSTOMER: cover(customers, 4021, 903, people_known=False, units=45),
        },
        statements=(*make_statements(employees, 212), *make_statements(customers, 903)),
        themes=(*employees, *customers),
        links=_links(),
        not_tested=(
            Reason("FEW_PEOPLE", "“Parking permits for staff” has 12 people in shared units, too few."),
            Reason("FEW_CELLS", "For 4 pairs, both sides speak in 22 unit-periods, at least 60 are needed."),
        ),
        controls=Controls(candidates=52, tested=48, scrambled_links=0.2, placebo_links=0),
    )
    return replace(analysis, **changes)  # type: ignore[arg-type]


def make_employee_analysis() -> Analysis:
    """Employees alone."""
    whole = make_analysis()
    return replace(
        whole,
        coverage={Side.EMPLOYEE: whole.coverage[Side.EMPLOYEE]},
        themes=tuple(theme for theme in whole.themes if theme.side is Side.EMPLOYEE),
        statements=tuple(statement for statement in whole.statements if statement.side is Side.EMPLOYEE),
        links=(),
        not_tested=(Reason("ONE_SIDE", "There are no customer comments."),),
        controls=Controls(),
    )


def make_unlinked_analysis() -> Analysis:
    """Both sides, neither units nor dates: every pair stays open."""
    whole = make_analysis()
    coverage = {side: replace(c, units=0, first=None, last=None) for side, c in whole.coverage.items()}
    reasons = (
        Reason("NO_SHARED_UNIT", "No employee record names a site, store or department."),
        Reason("NO_DATES", "No employee record has a date."),
    )
    return replace(
        whole,
        coverage=coverage,
        themes=tuple(replace(theme, trend=(), stability=None) for theme in whole.themes),
        statements=tuple(replace(s, unit=None, date=None) for s in whole.statements),
        links=tuple(
            make_link(
                link.employee_theme,
                link.customer_theme,
                score=link.score / 10,
                reasons=reasons,
                settle="A site and a month with each interview and each comment.",
            )
            for link in whole.links
        ),
        not_tested=reasons,
        controls=Controls(candidates=len(whole.links)),
    )


def make_tiny_analysis() -> Analysis:
    """Three interviews and seven comments."""
    few = make_coverage(3, rows=3, problem_rows=0, no_answer=0, skipped=0, units=0, first=None, last=None)
    seven = make_coverage(7, rows=9, problem_rows=0, no_answer=2, skipped=0, units=0, first=None, last=None)
    return Analysis(
        run=RUN,
        coverage={Side.EMPLOYEE: few, Side.CUSTOMER: seven},
        themes=(
            make_theme(people=2, statements=4, trend=()),
            make_theme(Side.CUSTOMER, 1, people=6, statements=7, trend=()),
            make_theme(Side.CUSTOMER, 2, people=2, statements=3, trend=()),
        ),
        statements=(),
        links=(make_link(),),
        not_tested=(Reason("FEW_PEOPLE", "3 people on the employee side; at least 20 are needed."),),
        controls=Controls(candidates=1),
    )


def make_odd_analysis() -> Analysis:
    """Names that are very long, unbroken, right to left, without spaces, made of emoji, or hostile."""
    names = {
        "E1": "لا يوجد عدد كاف من الموظفين في نوبة العمل المسائية",
        "E2": "人手不足でレジが回らない、休憩も取れない日が続いていました",
        "E3": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und was daraus folgt",
        "E4": "<script>alert('staff')</script> & “targets”",
        "C1": "Waiting and waiting and waiting at the till while several members of staff stand around and talk "
        "to each other about the weekend",
        "C2": "😡😡 排队太久 😡😡",
        "C3": "תורים ארוכים בקופה ואין למי לפנות",
        "C6": "https://example.test/a-very-long-path-without-any-place-to-break-it-anywhere-in-the-name",
    }
    whole = make_analysis()
    return replace(whole, themes=tuple(replace(t, name=names.get(t.id, t.name)) for t in whole.themes))


def _members(theme: Theme) -> list[Statement]:
    days = [date(int(month[:4]), int(month[5:]), 15) for month, people in theme.trend for _ in range(people)]
    first = int(theme.id[1:]) * 1000
    return [
        make_statement(first + place % theme.people, theme.side, theme=theme.id, strength=0.8, date=day)
        for place in range(theme.statements)
        for day in [days[place % theme.people] if days else None]
    ]


def _themes(side: Side, rows: tuple[tuple[str, int, str], ...]) -> tuple[Theme, ...]:
    praise = {"Good colleagues", "Friendly staff", "Clean and tidy shop"}
    return tuple(
        make_theme(
            side,
            rank,
            people,
            name=name,
            description="",
            pain_share=0.08 if name in praise else 0.97 - 0.04 * (rank % 7),
            stability=0.95 - 0.03 * rank,
            quotes=(quote,) if quote else (),
        )
        for rank, (name, people, quote) in enumerate(rows, 1)
    )


def _links() -> tuple[Link, ...]:
    employees = {f"E{rank}": name for rank, (name, _, _) in enumerate(EMPLOYEE_THEMES, 1)}
    customers = {f"C{rank}": name for rank, (name, _, _) in enumerate(CUSTOMER_THEMES, 1)}

    def said(grade: Grade, employee: str, customer: str) -> str:
        return permitted_sentence(grade, employees[employee], customers[customer])

    def cautious(grade: Grade, employee: str, customer: str, score: float) -> Link:
        return make_link(employee, customer, grade=grade, sentence=said(grade, employee, customer), score=score)

    strong = Channels(meaning=0.62, voiced=0.55, covariation=0.93)
    return (
        make_link(
            "E3",
            "C3",
            grade=Grade.TESTED,
            sentence="When “Systems that crash at the till” was changed, "
            "“Payment terminal out of order” changed by 4.1 points.",
            score=0.99,
            p=0.0002,
            q=0.004,
            effect=Effect(4.1, 2.2, 6.0, "points fewer after the new tills"),
            direction=Direction.EMPLOYEE_FIRST,
            channels=strong,
            reasons=(),
            settle="",
        ),
        make_link(
            "E1",
            "C1",
            grade=Grade.CONVERGING,
            sentence=said(Grade.CONVERGING, "E1", "C1"),
            score=0.95,
            p=0.0004,
            q=0.006,
            effect=Effect(1.8, 0.7, 2.9, UNIT),
            lag=1,
            direction=Direction.EMPLOYEE_FIRST,
            mechanism="M06",
            why="Peak demand exceeds the staff on shift, so waits grow.",
            rivals=("a rise in demand alone", "a change of opening hours in the same months"),
            channels=strong,
            reasons=(),
            settle="A change of staffing in some sites and not in others, compared before and after.",
            voices=(
                Voice(Side.CUSTOMER, "You can see they are far too few, they run from till to till.", "C00007", 0, 33),
                Voice(
                    Side.EMPLOYEE,
                    "Half of us were off sick and customers waited an hour at the till.",
                    "E00003",
                    45,
                    82,
                    16,
                ),
            ),
            voiced_people=VoicedPeople(employee=12, customer=23),
        ),
        make_link(
            "E4",
            "C2",
            grade=Grade.MOVES_TOGETHER,
            sentence=said(Grade.MOVES_TOGETHER, "E4", "C2"),
            score=0.9,
            p=0.002,
            q=0.02,
            effect=Effect(1.2, 0.3, 2.1, UNIT),
            lag=2,
            direction=Direction.EMPLOYEE_FIRST,
            mechanism="M01",
            why="Untrained staff guess or misapply rules, so customers get wrong answers.",
            rivals=("the product itself changed in a confusing way",),
            channels=Channels(meaning=0.7, covariation=0.81),
            reasons=(Reason("NOT_VOICED", "Nobody names the connection in their own words."),),
            settle="Comments in which either side names the other.",
        ),
        make_link(
            "E2",
            "C4",
            grade=Grade.MOVES_TOGETHER,
            sentence=said(Grade.MOVES_TOGETHER, "E2", "C4"),
            score=0.86,
            p=0.004,
            q=0.04,
            effect=Effect(0.9, 0.2, 1.6, UNIT),
            lag=0,
            direction=Direction.TOGETHER,
            channels=Channels(meaning=0.41, covariation=0.77),
            reasons=(Reason("NOT_VOICED", "Nobody names the connection in their own words."),),
            settle="Comments in which either side names the other.",
        ),
        cautious(Grade.VOICED, "E8", "C7", 0.7),
        cautious(Grade.VOICED, "E5", "C6", 0.66),
        replace(
            cautious(Grade.HYPOTHESIS, "E10", "C8", 0.5),
            channels=Channels(meaning=0.5, judge=0.667),
            judgement=Judgement(
                Relation.EMPLOYEE_TO_CUSTOMER, 0.667, (Cited(Side.EMPLOYEE, "It is written by us.", "E00009", 0, 20),)
            ),
        ),
        cautious(Grade.HYPOTHESIS, "E7", "C9", 0.48),
        cautious(Grade.HYPOTHESIS, "E1", "C4", 0.46),
        cautious(Grade.HYPOTHESIS, "E12", "C5", 0.44),
        make_link("E11", "C11", score=0.2),
        make_link("E6", "C9", score=0.18),
        make_link("E14", "C16", score=0.15),
        make_link("E15", "C15", score=0.14),
        make_link(
            "E6",
            "C10",
            grade=Grade.CONTRADICTED,
            sentence=said(Grade.CONTRADICTED, "E6", "C10"),
            why="Low pay raises exits and thins experience.",
            score=0.05,
            p=0.7,
            q=0.9,
            effect=Effect(0.0, -0.3, 0.3, UNIT),
            channels=Channels(meaning=0.3, covariation=0.0),
            reasons=(),
            settle="",
        ),
        make_link("E9", "C12", grade=Grade.UNEXPLAINED, sentence="", score=0.4, settle=""),
    )
