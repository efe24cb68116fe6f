"""What a reader may see. Every page, chart, export and answer for readers is made from ``Gated`` and from nothing else.

The rule is one: no group of one to ``people - 1`` persons can be read off what is shown, nor worked out by subtracting
what is shown. So a theme, a cell of a trend, and also the rest that a number leaves over, is either empty, or large
enough, or not given exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analyzer.settings import GateSettings
from analyzer.types import (
    Analysis,
    Aside,
    Channels,
    Controls,
    Coverage,
    Direction,
    Effect,
    Grade,
    Link,
    Reason,
    Side,
    Theme,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: ``number`` of them, or, where that would give a small rest away, at least that many."""

    number: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A share, 0 to 1. ``bound`` is "exact", or "at_least" or "at_most" where the smaller part is a small group."""

    value: float
    bound: str = "exact"


@dataclass(frozen=True, slots=True)
class GatedTheme:
    """A theme that enough people share. It has no count of statements: with few to a person, they count people.

    Attributes:
        id: As in the analysis.
        side: Whose theme.
        name: Its name.
        description: One sentence, or "": a summary reveals as much as a quote, so it needs as many people.
        people: Distinct authors.
        share: Of the side's people.
        pains: Share of its statements that are pains or wishes, None where too few people to be divided.
        stability: How well it survives resampling, 0 to 1, or None.
        quotes: Telling statements, empty where too few people stand behind them.
        trend: (period, people) in time order; None hides a cell; empty where too little can be shown.
    """

    id: str
    side: Side
    name: str
    description: str
    people: Count
    share: Share
    pains: Share | None
    stability: float | None
    quotes: tuple[str, ...]
    trend: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class GatedCoverage:
    """Where rows and statements of one side went, as far as it can be told without naming a small group.

    Attributes:
        rows: Rows read, None where fewer than enough of them became no record.
        set_aside: Rows that became no record, None likewise.
        asides: The same by reason; empty where a reason would count too few.
        records: Answers or comments with words in them.
        people: Distinct authors.
        people_known: Whether a column named them; else each record counts as one person.
        statements: Slices that say one thing.
        in_themes: Statements in the themes shown, None where too few are left over.
        rest: Statements in no theme or in themes too small to show, None likewise.
        units: Places.
        quarters: First and last quarter with a date, like "2024-Q1", or None.
        languages: Codes of the languages of enough records.
    """

    rows: int | None
    set_aside: int | None
    asides: tuple[tuple[Aside, int], ...]
    records: int
    people: int
    people_known: bool
    statements: int
    in_themes: int | None
    rest: int | None
    units: int
    quarters: tuple[str, str] | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GatedSide:
    """One side; ``coverage`` is None, and there are no themes, where it has too few people for anything to be shown."""

    side: Side
    coverage: GatedCoverage | None
    themes: tuple[GatedTheme, ...]


@dataclass(frozen=True, slots=True)
class GatedLink:
    """A candidate pair of themes of which both may be shown. The fields mean what they mean in ``Link``.

    A text that might count a small group is "" here: the report then says the same in its own words.
    """

    employee: GatedTheme
    customer: GatedTheme
    grade: Grade
    sentence: str
    effect: Effect | None
    lag: int | None
    direction: Direction
    why: str
    rivals: tuple[str, ...]
    channels: Channels
    reasons: tuple[Reason, ...]
    settle: str
    voices: tuple[tuple[Side, str], ...]


@dataclass(frozen=True, slots=True)
class Gated:
    """An analysis as a reader may see it: no statement, no unit, no small group.

    Attributes:
        threshold: Fewest people behind what is shown.
        quote_threshold: Fewest people behind an employee's words.
        sides: The sides that were given, employees first.
        links: Best first.
        not_tested: Why some or all pairs could not be tested.
        controls: What the method found where nothing can be.
        seed: Of the run.
        embedder: Of the run.
        llm: Of the run, or None.
    """

    threshold: int
    quote_threshold: int
    sides: tuple[GatedSide, ...]
    links: tuple[GatedLink, ...]
    not_tested: tuple[Reason, ...]
    controls: Controls
    seed: int
    embedder: str
    llm: str | None


def gate(analysis: Analysis, settings: GateSettings, public: frozenset[Side] = frozenset()) -> Gated:
    """Keep of an analysis what a reader may see.

    Args:
        analysis: The complete result.
        settings: Fewest people behind a number, and behind an employee's words.
        public: Sides whose words are published already; their quotes need no more people than a number does.

    Returns:
        The only value from which anything for readers is made.
    """
    fewest = _Fewest(
        number=settings.people,
        employee_words=settings.people if Side.EMPLOYEE in public else max(settings.people, settings.quote),
    )
    sides = tuple(_gate_side(side, analysis, fewest) for side in Side if _is_given(analysis, side))
    return Gated(
        threshold=fewest.number,
        quote_threshold=fewest.employee_words,
        sides=sides,
        links=_gate_links(analysis.links, {theme.id: theme for side in sides for theme in side.themes}, fewest),
        not_tested=_gate_reasons(analysis.not_tested, fewest.number),
        controls=analysis.controls,
        seed=analysis.run.seed,
        embedder=analysis.run.embedder,
        llm=analysis.run.llm,
    )


def counts_few(text: str, people: int) -> bool:
    """Whether a sentence may state a group of fewer than ``people``, in figures or in words.

    Careful rather than clever: a small number beside a word for people is enough, unless it counts months or places.
    """
    if not _PEOPLE.search(text):
        return False
    small = {word for word, value in _SMALL.items() if value < people}
    return any(int(figure) < people if figure else word.lower() in small for figure, word in _NUMBER.findall(text))


@dataclass(frozen=True, slots=True)
class _Fewest:
    """Fewest people behind a number, and behind an employee's words."""

    number: int
    employee_words: int

    def words(self, side: Side) -> int:
        return self.employee_words if side is Side.EMPLOYEE else self.number


_SMALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_PEOPLE = re.compile(
    r"\b(people|persons?|employees?|leavers?|customers?|colleagues?|staff|respondents?|interviews?|answers?|comments?|authors?)\b",
    re.IGNORECASE,
)
# "one" is mostly a pronoun ("no one", "this one"), so it counts only right before a word for people.
_NUMBER = re.compile(
    r"(?<![\d.,])(?:(\d+)|\b(one(?=\s(?:person|employee|leaver|customer|colleague))|"
    + "|".join(_SMALL)
    + r"))\b(?![.,]\d)(?!\s*(?:%|percent|points?|months?|quarters?|periods?|units?|sites?|stores?|kinds?))",
    re.IGNORECASE,
)


def _is_given(analysis: Analysis, side: Side) -> bool:
    coverage = analysis.coverage.get(side)
    return coverage is not None and coverage.rows > 0


def _gate_side(side: Side, analysis: Analysis, fewest: _Fewest) -> GatedSide:
    coverage = analysis.coverage[side]
    if coverage.people < fewest.number:
        return GatedSide(side, None, ())
    shown = [theme for theme in analysis.themes if theme.side is side and theme.people >= fewest.number]
    counts = _count_people([theme.people for theme in shown], coverage.people, fewest.number)
    themes = tuple(
        _gate_theme(theme, count, coverage.people, fewest) for theme, count in zip(shown, counts, strict=True)
    )
    return GatedSide(side, _gate_coverage(coverage, sum(t.statements for t in shown), fewest.number), themes)


def _count_people(sizes: Sequence[int], everyone: int, fewest: int) -> list[Count]:
    """Give each theme's people so that those outside it, and those outside all of them, cannot be found to be few."""
    counts = [
        Count(size, exact=True) if size <= everyone - fewest else Count(max(fewest, everyone - fewest), exact=False)
        for size in sizes
    ]
    outside = everyone - sum(count.number for count in counts)
    if 0 < outside < fewest and all(count.exact for count in counts):
        largest = max(range(len(sizes)), key=sizes.__getitem__)
        counts[largest] = Count(max(fewest, sizes[largest] - fewest), exact=False)
    return counts


def _gate_theme(theme: Theme, count: Count, everyone: int, fewest: _Fewest) -> GatedTheme:
    speaks = theme.people >= fewest.words(theme.side)
    return GatedTheme(
        id=theme.id,
        side=theme.side,
        name=theme.name,
        description=_unless_few(theme.description, fewest.number) if speaks else "",
        people=count,
        share=Share(count.number / everyone, "exact" if count.exact else "at_least"),
        pains=_divide(theme.pain_share, count.number, fewest.number),
        stability=theme.stability,
        quotes=theme.quotes if speaks else (),
        # The cells of a trend add up to the count, so an inexact count goes without one.
        trend=_hide_cells(theme.trend, theme.people, fewest.number) if count.exact else (),
    )


def _divide(share: float, people: int, fewest: int) -> Share | None:
    """Give a share only as far as both of its parts could hold enough people."""
    if people < 2 * fewest:
        return None
    floor = fewest / people
    if share < floor:
        return Share(floor, "at_most")
    if share > 1 - floor:
        return Share(1 - floor, "at_least")
    return Share(share)


def _hide_cells(cells: Sequence[tuple[str, int]], everyone: int, fewest: int) -> tuple[tuple[str, int | None], ...]:
    """Hide small cells, then the next smallest ones until no hidden cell follows from the shown ones and the total."""
    sizes = [size for _, size in cells]
    hidden: set[int] = set()
    if any(0 < size < fewest for size in sizes):
        hidden = {place for place, size in enumerate(sizes) if size < fewest}
    by_size = iter(sorted(set(range(len(sizes))) - hidden, key=lambda place: (sizes[place], place)))
    while _gives_away(sizes, hidden, everyone, fewest):
        if (smallest := next(by_size, None)) is None:
            return ()
        hidden.add(smallest)
    if len(sizes) - len(hidden) < 2:
        return ()
    return tuple((period, None if place in hidden else size) for place, (period, size) in enumerate(cells))


def _gives_away(sizes: Sequence[int], hidden: set[int], everyone: int, fewest: int) -> bool:
    """Whether subtracting the shown cells from the total tells of a small group (people without a date are one too)."""
    concealed = sum(sizes[place] for place in hidden)
    left = everyone - (sum(sizes) - concealed)
    if 0 < left < fewest:
        return True
    # Cells that are all as large as a small cell can be add up to a total that only they can have.
    fullest = len(hidden) * (fewest - 1)
    return bool(hidden) and (len(hidden) < 2 or concealed < fewest or fullest in (concealed, left))


def _gate_coverage(coverage: Coverage, in_themes: int, fewest: int) -> GatedCoverage:
    aside = coverage.rows - coverage.records
    asides = (
        (Aside.NO_ANSWER, coverage.no_answer),
        (Aside.SKIPPED, coverage.skipped),
        (Aside.PROBLEM, coverage.problem_rows),
    )
    rest = coverage.statements - in_themes
    return GatedCoverage(
        rows=None if 0 < aside < fewest else coverage.rows,
        set_aside=None if 0 < aside < fewest else aside,
        asides=() if any(0 < count < fewest for _, count in asides) else tuple(a for a in asides if a[1]),
        records=coverage.records,
        people=coverage.people,
        people_known=coverage.people_known,
        statements=coverage.statements,
        in_themes=None if 0 < rest < fewest else in_themes,
        rest=None if 0 < rest < fewest else rest,
        units=coverage.units,
        quarters=_quarters(coverage),
        languages=tuple(language for language, records in coverage.languages if records >= fewest),
    )


def _quarters(coverage: Coverage) -> tuple[str, str] | None:
    """The first and the last day each belong to one person, so days are given as quarters."""
    if coverage.first is None or coverage.last is None:
        return None
    return _quarter(coverage.first), _quarter(coverage.last)


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _gate_links(links: Sequence[Link], themes: Mapping[str, GatedTheme], fewest: _Fewest) -> tuple[GatedLink, ...]:
    shown = (
        link
        for link in links
        if link.grade is not Grade.UNEXPLAINED and {link.employee_theme, link.customer_theme} <= themes.keys()
    )
    best_first = sorted(shown, key=lambda link: (-link.score, link.employee_theme, link.customer_theme))
    return tuple(
        _gate_link(link, themes[link.employee_theme], themes[link.customer_theme], fewest) for link in best_first
    )


def _gate_link(link: Link, employee: GatedTheme, customer: GatedTheme, fewest: _Fewest) -> GatedLink:
    people = {Side.EMPLOYEE: employee.people.number, Side.CUSTOMER: customer.people.number}
    return GatedLink(
        employee=employee,
        customer=customer,
        grade=link.grade,
        sentence=_unless_few(link.sentence, fewest.number),
        effect=link.effect,
        lag=link.lag,
        direction=link.direction,
        why=link.why,
        rivals=link.rivals,
        channels=link.channels,
        reasons=_gate_reasons(link.reasons, fewest.number),
        settle=_unless_few(link.settle, fewest.number),
        voices=tuple(voice for voice in link.voices if people[voice[0]] >= fewest.words(voice[0])),
    )


def _gate_reasons(reasons: Sequence[Reason], fewest: int) -> tuple[Reason, ...]:
    return tuple(Reason(reason.reason, _unless_few(reason.detail, fewest)) for reason in reasons)


def _unless_few(text: str, fewest: int) -> str:
    return "" if counts_few(text, fewest) else text
