"""Turn the themes of both sides into graded links: propose candidates, test them, add people's own words, grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analyzer.events import LeftOut
from analyzer.knowledge import Knowledge, Mechanism
from analyzer.link.ailments import find_ailments, reliability
from analyzer.link.candidates import Candidate, linkable_themes, propose
from analyzer.link.covariation import Pair
from analyzer.link.evaluate import PanelSeries, Verdicts, build_series, evaluate_pairs
from analyzer.link.events import EventView, blame_events, count_left_out, leave_out, touched_cells, why_too_little_left
from analyzer.link.explore import Unexplained, explore
from analyzer.link.grade import Evidence, Verdict, grade, reasons, settle
from analyzer.link.panel import Grid, count_heads, count_people, shared_grid
from analyzer.link.testability import (
    scaled_fdr,
    why_pair_untestable,
    why_theme_untestable,
    why_too_few_cells,
    why_untestable,
)
from analyzer.link.views import Linkage, SideView, ThemeView
from analyzer.link.voiced import VoiceFinder, Voices
from analyzer.settings import LinkSettings
from analyzer.types import Ailment, Channels, Controls, Direction, Grade, Link, Reason, Side
from analyzer.wording.grades import permitted_sentence

# The score in standard deviations of co-movement (docs/decisions/0027): bonuses for a shared mechanism and for being
# each other's closest theme, and the value that stands in for the test of a pair that could not be tested.
MECHANISM_BONUS, CLOSEST_BONUS = 2.0, 1.0
UNTESTED_SURPRISE = -1.0
# The highest score of a pair that neither text nor a mechanism proposed.
UNEXPLAINED_TOP_SCORE = 0.1


@dataclass(frozen=True, slots=True)
class _PanelResults:
    """The panel test of all candidates.

    Attributes:
        not_tested: Why no pair at all could be tested; empty where some could.
        blocked: Why each candidate could not be tested, in order; empty where it could.
        verdicts: The tests.
        left_out: What events took out of the test.
        fdr: Share of false links tolerated in data of this size.
        period: What one period is called.
        series: Both sides' series, or None where nothing was tested.
        unexplained: Pairs that move together without being candidates.
    """

    not_tested: tuple[Reason, ...]
    blocked: tuple[tuple[Reason, ...], ...]
    verdicts: Verdicts
    left_out: LeftOut
    fdr: float
    period: str
    series: PanelSeries | None = None
    unexplained: tuple[Unexplained, ...] = ()


def link(
    employee: SideView,
    customer: SideView,
    knowledge: Knowledge,
    settings: LinkSettings,
    seed: int,
    events: Sequence[EventView] = (),
) -> Linkage:
    """Link employee pains to customer complaints.

    Candidates come from text alone. Where both sides share enough units and periods, their co-movement is tested
    against swapped sites with the false discovery rate controlled; people's own words add to it. Every candidate
    comes back, at whatever grade.

    Args:
        employee: The employee side.
        customer: The customer side.
        knowledge: Mechanisms that propose and explain, placebos that must stay silent.
        settings: All of it declared before any statistic is seen.
        seed: Makes swaps and resamples repeatable.
        events: What struck units by itself; the cells it touched are left out of the test.
    """
    candidates = propose(employee, customer, knowledge, settings.partners)
    panel = _test_panel((employee, customer), candidates, knowledge, settings, seed, events)
    voice_finder = VoiceFinder(employee, customer, candidates)
    links = []
    for candidate, tested, blocked in zip(candidates, panel.verdicts.tested, panel.blocked, strict=True):
        voices = voice_finder.voices(candidate)
        evidence = Evidence(
            mechanism=candidate.mechanism is not None,
            voiced=voices.is_enough,
            tested=tested,
            reasons=blocked,
            confounded=panel.verdicts.confounded,
            fdr=panel.fdr,
            declared_fdr=settings.fdr,
            period=panel.period,
        )
        themes = employee.themes[candidate.employee], customer.themes[candidate.customer]
        links.append(_link(candidate, themes, knowledge.mechanism(candidate.mechanism), voices, evidence))
    links += [_unexplained(found, employee, customer, panel.period) for found in panel.unexplained]
    ranked = tuple(sorted(links, key=lambda found: -found.score))
    ailments = _ailments(ranked, panel.series, (employee, customer), knowledge, seed)
    return Linkage(ranked, panel.not_tested, _controls(panel, candidates), panel.left_out, ailments)


def _link(
    candidate: Candidate,
    themes: tuple[ThemeView, ThemeView],
    mechanism: Mechanism | None,
    voices: Voices,
    evidence: Evidence,
) -> Link:
    """Build the link of one candidate from everything known about the pair."""
    graded, tested = grade(evidence), evidence.tested
    return Link(
        employee_theme=themes[0].id,
        customer_theme=themes[1].id,
        grade=graded,
        sentence=permitted_sentence(graded, themes[0].name, themes[1].name, voices.speakers),
        score=_score(candidate, voices, tested),
        p=tested.p if tested else None,
        q=tested.q if tested else None,
        effect=tested.effect if tested else None,
        checks=tested.checks if tested else None,
        lag=tested.lag if tested else None,
        period=evidence.period,
        # A lasting difference between units has no order in time.
        direction=tested.direction if tested and evidence.moves and tested.checks.over_time else Direction.UNKNOWN,
        mechanism=candidate.mechanism,
        why=mechanism.sentence if mechanism else "",
        rivals=mechanism.rivals if mechanism else (),
        channels=_channels(candidate, voices, tested),
        reasons=reasons(evidence),
        settle=settle(evidence),
        voices=voices.quotes,
        voiced_people=voices.people,
        domino=mechanism.domino if mechanism else None,
        levers=mechanism.levers if mechanism else (),
    )


def _unexplained(found: Unexplained, employee: SideView, customer: SideView, period: str) -> Link:
    """Build the link of a pair that moves together for no known reason; it scores below every tested candidate."""
    (e, c), tested = found.pair, found.verdict
    names = employee.themes[e].name, customer.themes[c].name
    return Link(
        employee_theme=employee.themes[e].id,
        customer_theme=customer.themes[c].id,
        grade=Grade.UNEXPLAINED,
        sentence=permitted_sentence(Grade.UNEXPLAINED, *names),
        score=round(UNEXPLAINED_TOP_SCORE * _normal(tested.surprise / 3), 4),
        p=tested.p,
        q=tested.q,
        effect=tested.effect,
        lag=tested.lag,
        period=period,
        channels=Channels(covariation=round(max(0.0, 1 - 2 * tested.p), 3)),
        checks=tested.checks,
    )


def _test_panel(
    sides: tuple[SideView, SideView],
    candidates: tuple[Candidate, ...],
    knowledge: Knowledge,
    settings: LinkSettings,
    seed: int,
    events: Sequence[EventView],
) -> _PanelResults:
    """Test what can be tested, without the cells that events touch."""
    grid = shared_grid(*sides)
    not_tested = why_untestable(*sides, grid)
    left_out = count_left_out(events, grid, tested=not not_tested)
    if not_tested:
        return _untested(not_tested, left_out, (sides, grid), candidates, settings)
    cells = touched_cells(events, grid)
    first, second = (leave_out(side, grid, cells) for side in sides)
    panels = count_people(first, grid), count_people(second, grid)
    not_tested = why_too_little_left(*sides, grid, cells) or why_too_few_cells(*panels, grid)
    if not_tested:
        return _untested(not_tested, left_out, (sides, grid), candidates, settings)
    blocked = tuple(why_pair_untestable(panels, candidate) for candidate in candidates)
    if cells.any():
        blocked = blame_events(blocked, candidates, sides, grid)
    placebos = _placebo_pairs(*sides, knowledge)
    settings = replace(settings, fdr=scaled_fdr(settings.fdr, cells.size))
    testable = [not why for why in blocked]
    series = build_series(*panels)
    verdicts = evaluate_pairs(series, candidates, testable, placebos, settings, seed)
    unexplained = () if verdicts.confounded else _explore(series, sides, candidates, knowledge, settings, seed)
    return _PanelResults((), blocked, verdicts, left_out, settings.fdr, grid.period, series, unexplained)


def _untested(
    not_tested: tuple[Reason, ...],
    left_out: LeftOut,
    counted: tuple[tuple[SideView, SideView], Grid],
    candidates: tuple[Candidate, ...],
    settings: LinkSettings,
) -> _PanelResults:
    """Give the results where no pair can be tested: each lists what all pairs lack, then what its own themes lack."""
    sides, grid = counted
    heads = count_heads(sides[0], grid), count_heads(sides[1], grid)
    blocked = tuple((*not_tested, *why_pair_untestable(heads, candidate)) for candidate in candidates)
    nothing = Verdicts((None,) * len(candidates), None, None, confounded=False)
    return _PanelResults(not_tested, blocked, nothing, left_out, settings.fdr, grid.period)


def _explore(
    series: PanelSeries,
    sides: tuple[SideView, SideView],
    candidates: tuple[Candidate, ...],
    knowledge: Knowledge,
    settings: LinkSettings,
    seed: int,
) -> tuple[Unexplained, ...]:
    placebos = {placebo.id for placebo in knowledge.placebos}
    testable = [
        linkable_themes(view, placebos)
        & np.array(
            [not why_theme_untestable(view.side, panel, theme, False) for theme in range(len(view.themes))], dtype=bool
        )
        for view, panel in zip(sides, (series.employee, series.customer), strict=True)
    ]
    proposed = {(candidate.employee, candidate.customer) for candidate in candidates}
    return explore(series, (testable[0], testable[1]), proposed, settings, seed)


def _ailments(
    links: tuple[Link, ...],
    series: PanelSeries | None,
    sides: tuple[SideView, SideView],
    knowledge: Knowledge,
    seed: int,
) -> tuple[Ailment, ...]:
    if series is None:
        return ()
    themes = {view.side: view.themes for view in sides}
    by_side = {Side.EMPLOYEE: series.employee_series, Side.CUSTOMER: series.customer_series}
    reliable = {
        Side.EMPLOYEE: reliability(series.employee_deviations, series.employee_series, series.employee.speakers),
        Side.CUSTOMER: reliability(series.customer_deviations, series.customer_series, series.customer.speakers),
    }
    return find_ailments(links, themes, by_side, reliable, knowledge, seed)


def _placebo_pairs(employee: SideView, customer: SideView, knowledge: Knowledge) -> tuple[Pair, ...]:
    """List the pairs that cannot be linked: of what customers cannot perceive and what staff cannot influence."""
    placebos = {placebo.id for placebo in knowledge.placebos}
    firsts = [at for at, theme in enumerate(employee.themes) if theme.mechanism in placebos]
    seconds = [at for at, theme in enumerate(customer.themes) if theme.mechanism in placebos]
    return tuple((e, c) for e in firsts for c in seconds)


def _channels(candidate: Candidate, voices: Voices, tested: Verdict | None) -> Channels:
    return Channels(
        meaning=round(candidate.meaning, 3),
        voiced=round(voices.strength, 3),
        # 0 at p = 1/2, which chance alone reaches half of the time.
        covariation=round(max(0.0, 1 - 2 * tested.p), 3) if tested else None,
    )


def _score(candidate: Candidate, voices: Voices, tested: Verdict | None) -> float:
    """Score a link from 0 to 1: the evidence of the texts plus how far the pair moves together beyond chance.

    Both are in standard deviations. Text counts most where a mechanism explains the pair, then where each theme is the
    other's closest. People's own words count only where the pair could not be tested.
    """
    text = MECHANISM_BONUS * (candidate.mechanism is not None) + CLOSEST_BONUS / candidate.rank
    moved = UNTESTED_SURPRISE + voices.strength if tested is None else tested.surprise
    return round(_normal((moved + text) / 3), 4)


def _controls(panel: _PanelResults, candidates: tuple[Candidate, ...]) -> Controls:
    tested = sum(result is not None for result in panel.verdicts.tested)
    return Controls(len(candidates), tested, panel.verdicts.scrambled, panel.verdicts.placebos)


def _normal(quantile: float) -> float:
    from scipy.stats import norm

    return float(norm.cdf(quantile))
