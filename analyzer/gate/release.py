"""What a reader may see. Every page, chart, export and answer for readers is made from ``Gated`` and from nothing else.

There is one rule: no group of one to ``people - 1`` persons can be read off what is shown or worked out from it by
subtraction. So a theme, a cell of a trend, and also the rest that a number leaves, is either empty, or large enough, or
not given exactly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analyzer.gate.actions import gate_actions
from analyzer.gate.ailments import gate_ailments
from analyzer.gate.areas import gate_areas
from analyzer.gate.cells import at_least, count_people, count_trend
from analyzer.gate.comparisons import gate_intentions, gate_involved
from analyzer.gate.slices import gate_slices
from analyzer.gate.sums import gate_dominoes, gate_layers, gate_levers
from analyzer.gate.texts import Languages, Texts, counts_few
from analyzer.gate.unit_names import UnitNames
from analyzer.gate.values import (
    Count,
    Gated,
    GatedCoverage,
    GatedEvents,
    GatedLink,
    GatedRemoved,
    GatedSide,
    GatedSlices,
    GatedTheme,
    GatedUnnamed,
    GatedVoice,
    Share,
)
from analyzer.gate.waves import gate_waves, is_new
from analyzer.types import Aside, Grade, Reason, Side, Valence, is_nameless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analyzer.events import LeftOut
    from analyzer.settings import GateSettings
    from analyzer.types import Analysis, Coverage, Link, Theme
    from analyzer.voices import Voice


def gate(analysis: Analysis, settings: GateSettings, public: frozenset[Side] = frozenset()) -> Gated:
    """Keep of an analysis what a reader may see.

    Args:
        analysis: The complete result; trends are counted anew from its statements, in people.
        settings: Fewest people behind a number, and behind an employee's words.
        public: Sides whose words are published already; their quotes need no more people than a number does.

    Returns:
        The only value from which anything for readers is made.
    """
    fewest = _Thresholds.of(analysis, settings, public)
    sides = tuple(_gate_side(side, analysis, fewest) for side in Side if _is_given(analysis, side))
    shown = {theme.id: theme for side in sides for theme in side.themes}
    hidden = tuple(theme.name.casefold() for theme in analysis.themes if theme.id not in shown)
    texts = Texts(fewest.number, hidden)
    links = tuple(
        _gate_link(link, shown[link.employee_theme], shown[link.customer_theme], fewest, texts)
        for link in sorted(analysis.links, key=_rank)
        if link.grade is not Grade.UNEXPLAINED and {link.employee_theme, link.customer_theme} <= shown.keys()
    )
    return Gated(
        threshold=fewest.number,
        quote_threshold=fewest.employee_words,
        sides=sides,
        links=links,
        not_tested=texts.reasons(analysis.not_tested),
        controls=analysis.controls,
        events=_gate_events(analysis.left_out),
        period=_period_noun(analysis),
        seed=analysis.run.seed,
        embedder=analysis.run.embedder,
        llm=analysis.run.llm,
        ailments=gate_ailments(analysis.ailments, links, texts),
        levers=gate_levers(analysis, shown, fewest.number),
        dominoes=gate_dominoes(analysis, shown, fewest.number),
        slices=_gate_slices(analysis, shown, fewest.number),
        actions=gate_actions(analysis.actions, shown, texts, analysis.units),
        intentions=gate_intentions(analysis.intentions, shown, fewest.number, texts),
        involved=gate_involved(analysis.involved, shown, fewest.number),
        waves=gate_waves(analysis, shown, fewest.number),
    )


@dataclass(frozen=True, slots=True)
class _Thresholds:
    """Fewest people behind a number, and behind an employee's words; sides that are not quoted; whose languages."""

    number: int
    employee_words: int
    unquoted: frozenset[Side]
    languages: Mapping[Side, Languages]

    @classmethod
    def of(cls, analysis: Analysis, settings: GateSettings, public: frozenset[Side]) -> _Thresholds:
        return cls(
            number=settings.people,
            employee_words=settings.people if Side.EMPLOYEE in public else max(settings.people, settings.quote),
            # Otherwise a quote that has disappeared since the last look would be known to be the removed person's.
            unquoted=frozenset(analysis.removed),
            languages={side: Languages.of(analysis, side) for side in Side},
        )

    def may_quote(self, side: Side, people: int) -> bool:
        enough = self.employee_words if side is Side.EMPLOYEE else self.number
        return people >= enough and side not in self.unquoted

    def quoted(self, side: Side, people: int, texts: Sequence[str]) -> tuple[str, ...]:
        """Return those of a theme's statements that may be quoted: as many people use their language, too."""
        if not self.may_quote(side, people):
            return ()
        return tuple(text for text in texts if self.may_quote(side, self.languages[side].people(text)))


def _gate_slices(analysis: Analysis, shown: Mapping[str, GatedTheme], fewest: int) -> GatedSlices | None:
    coverage = analysis.coverage.get(Side.EMPLOYEE)
    return gate_slices(analysis.slices, shown, coverage.people, fewest) if coverage else None


def _is_given(analysis: Analysis, side: Side) -> bool:
    coverage = analysis.coverage.get(side)
    return coverage is not None and coverage.rows > 0


def _gate_side(side: Side, analysis: Analysis, fewest: _Thresholds) -> GatedSide:
    coverage = analysis.coverage[side]
    if coverage.people < fewest.number:
        return GatedSide(side, None, ())
    enough = [theme for theme in analysis.themes if theme.side is side and theme.people >= fewest.number]
    # The statements of a theme without a name count with those in no theme: nothing else may speak of it.
    bare = [theme for theme in enough if is_nameless(theme.name, theme.name_from)]
    shown = [theme for theme in enough if theme not in bare]
    counts = count_people([theme.people for theme in (*shown, *bare)], coverage.people, fewest.number)
    days, tones = _days(analysis, side), _tones(analysis, side)
    themes = tuple(
        _gate_theme(theme, count, coverage.people, days[theme.id], tones.get(theme.id, Valence.NEUTRAL), fewest)
        for theme, count in zip(shown, counts, strict=False)
    )
    units = UnitNames(analysis.units)
    unnamed = tuple(
        GatedUnnamed(
            people=count,
            tone=tones.get(theme.id, Valence.NEUTRAL),
            new=is_new(theme),
            # Words of a theme whose name would be a unit's are likely to name the unit.
            quotes=tuple(said for said in fewest.quoted(side, theme.people, theme.quotes) if not units.first(said)),
        )
        for theme, count in zip(bare, counts[len(shown) :], strict=True)
    )
    ids = {theme.id for theme in shown}
    own = [said for said in analysis.counted if said.side is side]
    praising = {said.person for said in own if said.valence is Valence.PRAISE}
    left = {said.person for said in own if said.theme not in ids}
    in_themes = sum(theme.statements for theme in shown)
    passed = _gate_coverage(coverage, in_themes, len(left), len(praising), fewest.number)
    layers = gate_layers(analysis, side, ids, fewest.number)
    areas = gate_areas(analysis, side, themes, fewest.number)
    removed = analysis.removed.get(side)
    gone = None if removed is None else gate_removed(removed.records, fewest.number)
    return GatedSide(side, passed, themes, layers, areas, gone, unnamed)


def gate_removed(records: int, fewest: int) -> GatedRemoved:
    """Say how many records were removed, like other sums: in steps, and without a number where they are few.

    Args:
        records: Number of removed records.
        fewest: Smallest group that may be mentioned.
    """
    return GatedRemoved(at_least(records, records + fewest, fewest))


def _days(analysis: Analysis, side: Side) -> Mapping[str, set[tuple[date, str]]]:
    """Collect (day, person) pairs by theme."""
    days: dict[str, set[tuple[date, str]]] = defaultdict(set)
    for statement in analysis.counted:
        if statement.side is side and statement.theme is not None and statement.date is not None:
            days[statement.theme].add((statement.date, statement.person))
    return days


def _tones(analysis: Analysis, side: Side) -> Mapping[str, Valence]:
    """Return what the majority of each theme's statements do; neutral where there is no majority."""
    said: dict[str, Counter[Valence]] = defaultdict(Counter)
    for statement in analysis.counted:
        if statement.side is side and statement.theme is not None:
            wish = statement.valence is Valence.WISH
            said[statement.theme][Valence.PAIN if wish else statement.valence] += 1
    return {theme: _most(kinds) for theme, kinds in said.items()}


def _most(kinds: Counter[Valence]) -> Valence:
    ((kind, statements),) = kinds.most_common(1)
    return kind if 2 * statements > kinds.total() else Valence.NEUTRAL


def _gate_theme(
    theme: Theme, count: Count, everyone: int, days: set[tuple[date, str]], tone: Valence, fewest: _Thresholds
) -> GatedTheme:
    speaks = fewest.may_quote(theme.side, theme.people)
    described = speaks and not counts_few(theme.description, fewest.number)
    return GatedTheme(
        id=theme.id,
        side=theme.side,
        name=theme.name,
        description=theme.description if described else "",
        people=count,
        share=Share(count.number / everyone, "exact" if count.exact else "at_least"),
        tone=tone,
        stability=theme.stability,
        quotes=fewest.quoted(theme.side, theme.people, theme.quotes),
        # The cells of a trend add up to the count, so an inexact count goes without one.
        trend=count_trend(days, theme.people, fewest.number) if count.exact else (),
        layer=theme.layer,
        stages=theme.stages,
        placed_from=theme.placed_from,
        held=theme.held,
    )


def _gate_coverage(coverage: Coverage, in_themes: int, left: int, praising: int, fewest: int) -> GatedCoverage:
    """Keep what may be shown of a side's coverage; ``left`` people made the statements that are in no shown theme."""
    aside = coverage.rows - coverage.records
    asides = (
        (Aside.NO_ANSWER, coverage.no_answer),
        (Aside.SKIPPED, coverage.skipped),
        (Aside.PROBLEM, coverage.problem_rows),
    )
    over = coverage.statements - in_themes
    rest = None if 0 < left < fewest or 0 < over < fewest else over
    return GatedCoverage(
        rows=None if 0 < aside < fewest else coverage.rows,
        set_aside=None if 0 < aside < fewest else aside,
        asides=() if any(0 < count < fewest for _, count in asides) else tuple(a for a in asides if a[1]),
        records=coverage.records,
        people=coverage.people,
        people_known=coverage.people_known,
        people_partly=coverage.people_partly,
        statements=coverage.statements,
        praising=at_least(praising, coverage.people, fewest),
        in_themes=None if rest is None else in_themes,
        rest=rest,
        units=coverage.units,
        quarters=_quarters(coverage),
        languages=tuple(language for language, people in coverage.languages if people >= fewest),
    )


def _quarters(coverage: Coverage) -> tuple[str, str] | None:
    """Return the first and the last quarter: the exact days would each belong to one person."""
    if coverage.first is None or coverage.last is None:
        return None
    return _quarter(coverage.first), _quarter(coverage.last)


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _rank(link: Link) -> tuple[float, str, str]:
    return -link.score, link.employee_theme, link.customer_theme


def _gate_link(link: Link, employee: GatedTheme, customer: GatedTheme, fewest: _Thresholds, texts: Texts) -> GatedLink:
    people = {Side.EMPLOYEE: employee.people.number, Side.CUSTOMER: customer.people.number}
    voiced = tuple(
        (side, count)
        for side in Side
        if (count := at_least(link.voiced_people.of(side), people[side], fewest.number)) is not None
    )
    return GatedLink(
        employee=employee,
        customer=customer,
        grade=link.grade,
        sentence=texts.sentence(link.grade, link.sentence),
        effect=link.effect,
        lag=link.lag,
        direction=link.direction,
        why=link.why,
        rivals=link.rivals,
        channels=replace(link.channels, voiced=_coarsen(link.channels.voiced, voiced, fewest.number)),
        reasons=texts.reasons([_without_count(reason) for reason in link.reasons]),
        settle=texts.passed(link.settle),
        voices=tuple(_gate_voice(voice) for voice in link.voices if _may_speak(voice, link, people, fewest)),
        voiced=voiced,
        domino=link.domino,
        levers=link.levers,
        judged=link.judgement.relation if link.judgement else None,
        over_time=None if link.checks is None else link.checks.over_time,
    )


def _without_count(reason: Reason) -> Reason:
    """Empty a detail that counts people where both sides speak: from all of its people it would tell a small rest."""
    return Reason(reason.reason, "") if reason.reason == "FEW_PEOPLE" else reason


def _gate_events(left_out: LeftOut) -> GatedEvents:
    took = Counter(use.event.kind for use in left_out.uses if use.cells)
    outside = Counter(use.outside for use in left_out.uses if use.outside)
    return GatedEvents(left_out.cells, left_out.of, tuple(took.most_common()), tuple(sorted(outside.items())))


def _coarsen(strength: float | None, voiced: tuple[tuple[Side, Count], ...], fewest: int) -> float | None:
    """Recompute the strength of voices from the numbers shown, because the exact strength would reveal the count."""
    if strength is None:
        return None
    most = max((count.number for _, count in voiced), default=0)
    return most / (most + fewest)


def _may_speak(voice: Voice, link: Link, people: Mapping[Side, int], fewest: _Thresholds) -> bool:
    """Whether a voice may be quoted: enough people share its theme, and enough of them speak of the other side."""
    speakers = link.voiced_people.of(voice.side)
    return speakers >= fewest.number and bool(fewest.quoted(voice.side, people[voice.side], [voice.text]))


def _gate_voice(voice: Voice) -> GatedVoice:
    return GatedVoice(voice.side, *voice.parts)


def _period_noun(analysis: Analysis) -> str:
    """Return what a period of the link test is called; trends have periods of their own."""
    return next((link.period for link in analysis.links if link.period), "period")
