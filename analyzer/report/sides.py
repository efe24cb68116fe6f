"""Describe each side: its themes in rows, and where its rows and statements went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.gate import Share
from analyzer.membership import is_unstable
from analyzer.report.areas import AreaRow, describe_areas
from analyzer.report.charts import Column, draw_trend
from analyzer.report.lenses import describe_layer_and_stage
from analyzer.report.phrases import (
    TONES,
    capitalised,
    in_words,
    join_list,
    people,
    percent,
    strip_trailing_marks,
)
from analyzer.types import Aside, Side, Valence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.gate import Count, GatedCoverage, GatedRemoved, GatedSide, GatedTheme, GatedUnnamed


# Least stability of a theme that is called steady.
STEADY_STABILITY = 0.75
UNSTEADY = "unsteady"
# Characters of a quote that fit beside a theme's name in a table.
MAX_QUOTE_LENGTH = 140
# Other languages are shown as their code.
LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme of a table. Bars are percentages; texts that are not known are "–", a quote not to be shown is "".

    ``size`` is the number in ``people``; ``judged`` says that a program judged the place from the words.
    """

    name: str
    description: str
    place: str
    judged: bool
    quote: str
    people: str
    size: int
    share: str
    share_bar: float
    tone: str
    trend: tuple[Column, ...]
    trend_text: str
    stability: str


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One line of the coverage table: ``kind`` is "sum" for a total and "part" for one of its parts."""

    label: str
    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class SideSection:
    """One side of the report: no row where too few people spoke, ``has_trend`` false where nothing is dated.

    ``unnamed`` are the themes without a name of which a statement may be quoted: who they are, and the quote.
    ``areas`` is empty where so few themes are there that they need no overview.
    """

    side: Side
    title: str
    who: str
    summary: str
    areas: tuple[AreaRow, ...]
    rows: tuple[ThemeRow, ...]
    unnamed: tuple[tuple[str, str], ...]
    has_trend: bool
    has_stability: bool
    account: tuple[CoverageLine, ...]
    notes: tuple[str, ...]


def describe_side(side: GatedSide, threshold: int) -> SideSection:
    """Make one side's section.

    Args:
        side: What a reader may see of it.
        threshold: Fewest people behind what is shown.

    Returns:
        The section; an account whose parts add up to their sum.
    """
    employees = side.side is Side.EMPLOYEE
    return SideSection(
        side=side.side,
        title="What leaving employees name" if employees else "What customers name",
        who="employees" if employees else "customers",
        summary=_summary(side, threshold),
        areas=describe_areas(side),
        rows=_rows(side.themes),
        unnamed=tuple((_kind(each), quote) for each in _by_size(side.unnamed) if (quote := _short_quote(each.quotes))),
        has_trend=any(theme.trend for theme in side.themes),
        has_stability=any(theme.stability is not None for theme in side.themes),
        account=() if side.coverage is None else _account(side.coverage, threshold),
        notes=() if side.coverage is None else (*_notes(side.coverage), *_removed(side.removed, threshold)),
    )


def _summary(side: GatedSide, threshold: int) -> str:
    if side.coverage is None:
        return f"Fewer than {threshold} people spoke. Nothing that so few people say is shown."
    if not side.themes:
        return f"No theme with a name to show is shared by {threshold} people or more.{_unnamed(side)}"
    themes = "One theme" if len(side.themes) == 1 else f"{len(side.themes)} themes"
    areas = " The areas count most of them." if side.areas and side.coverage.rest else ""
    return (
        f"{themes} from {side.coverage.people:,} people. {_remainder(side, side.coverage, threshold)}{areas}"
        f"{_unnamed(side)}{_praise(side, side.coverage)}{_unknown(side)}"
    )


def _praise(side: GatedSide, coverage: GatedCoverage) -> str:
    """Say how many people praise something, and how many themes are praise: varied praise forms no theme."""
    if coverage.praising is None:
        return ""
    tones = [*(theme.tone for theme in side.themes), *(theme.tone for theme in side.unnamed)]
    praised = tones.count(Valence.PRAISE)
    told, verb = in_words(praised) if praised else "none", "are" if praised > 1 else "is"
    return f" {capitalised(people(coverage.praising))} praise something; {told} of the themes {verb} praise."


def _unnamed(side: GatedSide) -> str:
    """Say that themes without a name are there, of how many people each, and what they do."""
    if not side.unnamed:
        return ""
    several, how_many = len(side.unnamed) > 1, capitalised(in_words(len(side.unnamed)))
    by_tone = {tone: [each.people for each in side.unnamed if each.tone is tone] for tone in TONES}
    sizes = [f"{TONES[tone].lower()} of {_sizes(counts)}" for tone, counts in by_tone.items() if counts]
    one = "themes have no name yet" if several else "theme has no name yet"
    more = "more " if side.themes else ""
    return (
        f" {how_many} {more}{one}, as no word fits that may be shown: {'; '.join(sizes)}. "
        f"An analyst can give {'them names' if several else 'it a name'}."
    )


def _sizes(counts: Sequence[Count]) -> str:
    """Write how many people each of some themes has, most first: "19, 13 and 8 people"."""
    *first, last = sorted(counts, key=lambda count: -count.number)
    return join_list([*(people(count).removesuffix(" people") for count in first), people(last)])


def _by_size(themes: Sequence[GatedUnnamed]) -> list[GatedUnnamed]:
    return sorted(themes, key=lambda theme: -theme.people.number)


def _kind(theme: GatedUnnamed) -> str:
    return f"{capitalised(people(theme.people))}, {TONES[theme.tone].lower()}{', new' if theme.new else ''}"


def _short_quote(quotes: Sequence[str]) -> str:
    """Return the first quote that fits into a table, "" where there is none."""
    return next((strip_trailing_marks(quote) for quote in quotes if len(quote) <= MAX_QUOTE_LENGTH), "")


def _unknown(side: GatedSide) -> str:
    """Say so if none of a side's themes is tied to a mechanism; single statements may still be near one."""
    if any(theme.placed_from == "mechanism" for theme in side.themes):
        return ""
    return " No mechanism of the knowledge base is near enough to these themes to explain a pair of them."


def _remainder(side: GatedSide, coverage: GatedCoverage, threshold: int) -> str:
    """Say how many statements stand in no theme, and why."""
    inside, outside = ("in it", "outside it") if len(side.themes) == 1 else ("in them", "in none of them")
    if not coverage.rest:
        rest = "All" if coverage.rest == 0 else f"All but fewer than {threshold}"
        return f"{rest} of the {coverage.statements:,} statements stand {inside}."
    share = percent(Share(coverage.rest / coverage.statements))
    return (
        f"{coverage.rest:,} of the {coverage.statements:,} statements ({share}) stand {outside}: too few "
        "others say the like, they lie between themes, or their group has too little in common for a name. Themes that "
        f"fewer than {threshold} people share are not shown, and count with these; so do those without a name."
    )


def _rows(themes: Sequence[GatedTheme]) -> tuple[ThemeRow, ...]:
    fullest = max((theme.share.value for theme in themes), default=1.0)
    # In the run's order: pains first, then by people; unstable themes that no person decided about come last.
    return tuple(_row(theme, fullest) for theme in themes)


def _row(theme: GatedTheme, fullest: float) -> ThemeRow:
    return ThemeRow(
        name=theme.name,
        description=theme.description,
        place=describe_layer_and_stage(theme),
        judged=theme.placed_from == "text",
        quote=_short_quote(theme.quotes),
        people=f"{'' if theme.people.exact else '≥ '}{theme.people.number:,}",
        size=theme.people.number,
        share=percent(theme.share),
        share_bar=round(100 * theme.share.value / fullest, 1),
        tone=TONES[theme.tone],
        trend=draw_trend(theme.trend),
        trend_text=_trend_text(theme),
        stability="not measured" if theme.stability is None else _steadiness(theme.stability),
    )


def _trend_text(theme: GatedTheme) -> str:
    seen = [(period, number) for period, number in theme.trend if number is not None]
    if not seen:
        return "Too few people to show a trend."
    peak, most = max(seen, key=lambda cell: cell[1])
    hidden = "; some periods hidden, with too few people" if len(seen) < len(theme.trend) else ""
    return f"{theme.trend[0][0]} to {theme.trend[-1][0]}: most in {peak}, {most:,} people{hidden}."


def _steadiness(stability: float) -> str:
    """Name a theme's stability: steady if resampling finds three quarters of it again, the customary threshold.

    A theme that dissolves is called unsteady; it is ranked last unless a person decided about it (Hennig 2007).
    """
    return UNSTEADY if is_unstable(stability) else "steady" if stability >= STEADY_STABILITY else "fair"


def _account(coverage: GatedCoverage, threshold: int) -> tuple[CoverageLine, ...]:
    few = f"fewer than {threshold}"
    left = coverage.rest is None
    return (
        *_rows_read(coverage, few),
        CoverageLine("Statements in the records, each saying one thing", f"{coverage.statements:,}", "sum"),
        CoverageLine("in the themes above", f"all but {few}" if left else f"{coverage.in_themes:,}", "part"),
        CoverageLine(
            "in no theme, or in one too small or without a name to show", few if left else f"{coverage.rest:,}", "part"
        ),
    )


def _rows_read(coverage: GatedCoverage, few: str) -> tuple[CoverageLine, ...]:
    names = {
        Aside.NO_ANSWER: "held no answer",
        Aside.SKIPPED: "were titles, previews or totals, or came again",
        Aside.PROBLEM: "could not be read",
    }
    records = f"{coverage.records:,}"
    if coverage.rows is None:
        return (
            CoverageLine("Records: answers or comments with words in them", records, "sum"),
            CoverageLine("further rows held no answer or could not be read", few, "part"),
        )
    asides = [CoverageLine(names[kind], f"{count:,}", "part") for kind, count in coverage.asides]
    if coverage.set_aside and not asides:
        asides = [CoverageLine("held no answer or could not be read", f"{coverage.set_aside:,}", "part")]
    return (
        CoverageLine("Rows read", f"{coverage.rows:,}", "sum"),
        *asides,
        CoverageLine("became records: answers or comments with words in them", records, "part"),
    )


def _notes(coverage: GatedCoverage) -> tuple[str, ...]:
    quarters = coverage.quarters
    dates = f"Dated {quarters[0]} to {quarters[1]}, in the calendar's quarters." if quarters else "No dates."
    places = f"{coverage.units:,} places are named." if coverage.units > 1 else "No places to compare."
    told = [LANGUAGES.get(code, code) for code in coverage.languages if code != "und"]
    languages = f"Languages: {join_list(told)}." if told else ""
    return tuple(note for note in (_who(coverage), dates, places, languages) if note)


def some_removed(removed: GatedRemoved, threshold: int) -> str:
    """Say roughly how many records were removed, for readers who may not know the number.

    Args:
        removed: What the gate lets through.
        threshold: Fewest that are counted.
    """
    return f"{removed.records.number:,} or more" if removed.records else f"Fewer than {threshold}"


def _removed(removed: GatedRemoved | None, threshold: int) -> tuple[str, ...]:
    """Say that records were removed since, and what that means for this report."""
    if removed is None:
        return ()
    some = some_removed(removed, threshold)
    told = "The numbers are as they were counted before, and no words of this side are shown any more"
    return (f"{some} of these records were removed since. {told}; a new run counts without them.",)


def _who(coverage: GatedCoverage) -> str:
    """Say how many people there are, and how they were distinguished."""
    if coverage.people_known:
        return f"{coverage.people:,} people, told apart by a column that names them."
    if coverage.people_partly:
        how = "in some files no column names them, so each record there counts as one person."
    else:
        how = "no column names them, so each record counts as one person."
    return f"{coverage.people:,} people: {how}"
