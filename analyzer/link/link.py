"""Themes of both sides to graded links: ground, candidates, test, voices, grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analyzer.events import LeftOut
from analyzer.knowledge import Knowledge, Mechanism
from analyzer.link.ailments import find_ailments, reliability
from analyzer.link.candidates import Candidate, open_themes, propose
from analyzer.link.covariation import Pair
from analyzer.link.events import EventView, account, blame, exhausted, leave_out, touched
from analyzer.link.explore import Unexplained, explore
from analyzer.link.grade import Evidence, Verdict, grade, reasons, settle
from analyzer.link.judge import Field, Verdicts, judge, lay_out
from analyzer.link.panel import Grid, count_heads, count_people, shared_grid
from analyzer.link.testability import empty_cells, missing_ground, thin_pair, thin_theme, tolerated
from analyzer.link.views import Linkage, SideView, ThemeView
from analyzer.link.voiced import Listener, Voices
from analyzer.settings import LinkSettings
from analyzer.types import Ailment, Channels, Controls, Direction, Grade, Link, Reason, Side
from analyzer.wording.grades import permitted

# What a shared mechanism, and being each other's closest, are worth in standard deviations of co-movement; and where a
# pair stands that could not be tested (docs/decisions/0027).
MECHANISM, CLOSEST = 2.0, 1.0
UNTESTED = -1.0
# Pairs that nothing proposed score at most this.
UNEXPLAINED = 0.1


@dataclass(frozen=True, slots=True)
class _Trial:
    """What the panel says of all candidates: why one could not be tested, or its test."""

    ground: tuple[Reason, ...]
    blocked: tuple[tuple[Reason, ...], ...]
    verdicts: Verdicts
    left_out: LeftOut
    fdr: float
    period: str
    field: Field | None = None
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
    trial = _try((employee, customer), candidates, knowledge, settings, seed, events)
    listener = Listener(employee, customer, candidates)
    links = []
    for candidate, tested, blocked in zip(candidates, trial.verdicts.tested, trial.blocked, strict=True):
        voices = listener.voices(candidate)
        evidence = Evidence(
            mechanism=candidate.mechanism is not None,
            voiced=voices.spread,
            tested=tested,
            reasons=blocked,
            confounded=trial.verdicts.confounded,
            fdr=trial.fdr,
            declared=settings.fdr,
            period=trial.period,
        )
        themes = employee.themes[candidate.employee], customer.themes[candidate.customer]
        links.append(_link(candidate, themes, knowledge.mechanism(candidate.mechanism), voices, evidence))
    links += [_unexplained(found, employee, customer, trial.period) for found in trial.unexplained]
    ranked = tuple(sorted(links, key=lambda found: -found.score))
    ailments = _ailments(ranked, trial.field, (employee, customer), knowledge, seed)
    return Linkage(ranked, trial.ground, _controls(trial, candidates), trial.left_out, ailments)


def _link(
    candidate: Candidate,
    themes: tuple[ThemeView, ThemeView],
    mechanism: Mechanism | None,
    voices: Voices,
    evidence: Evidence,
) -> Link:
    """Put what is known of a pair into words."""
    graded, tested = grade(evidence), evidence.tested
    return Link(
        employee_theme=themes[0].id,
        customer_theme=themes[1].id,
        grade=graded,
        sentence=permitted(graded, themes[0].name, themes[1].name, voices.speakers),
        score=_score(candidate, voices, tested),
        p=tested.p if tested else None,
        q=tested.q if tested else None,
        effect=tested.effect if tested else None,
        checks=tested.checks if tested else None,
        lag=tested.lag if tested else None,
        period=evidence.period,
        # What differs between units all along has no order in time.
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
    """A pair that moves together for no known reason: ranked below every candidate that was tested."""
    (e, c), tested = found.pair, found.verdict
    names = employee.themes[e].name, customer.themes[c].name
    return Link(
        employee_theme=employee.themes[e].id,
        customer_theme=customer.themes[c].id,
        grade=Grade.UNEXPLAINED,
        sentence=permitted(Grade.UNEXPLAINED, *names),
        score=round(UNEXPLAINED * _normal(tested.surprise / 3), 4),
        p=tested.p,
        q=tested.q,
        effect=tested.effect,
        lag=tested.lag,
        period=period,
        channels=Channels(covariation=round(max(0.0, 1 - 2 * tested.p), 3)),
        checks=tested.checks,
    )


def _try(
    sides: tuple[SideView, SideView],
    candidates: tuple[Candidate, ...],
    knowledge: Knowledge,
    settings: LinkSettings,
    seed: int,
    events: Sequence[EventView],
) -> _Trial:
    """Test what can be tested, without the cells that events touch."""
    grid = shared_grid(*sides)
    ground = missing_ground(*sides, grid)
    left_out = account(events, grid, tested=not ground)
    if ground:
        return _untested(ground, left_out, (sides, grid), candidates, settings)
    cells = touched(events, grid)
    first, second = (leave_out(side, grid, cells) for side in sides)
    panels = count_people(first, grid), count_people(second, grid)
    ground = exhausted(*sides, grid, cells) or empty_cells(*panels, grid)
    if ground:
        return _untested(ground, left_out, (sides, grid), candidates, settings)
    blocked = tuple(thin_pair(panels, candidate) for candidate in candidates)
    if cells.any():
        blocked = blame(blocked, candidates, sides, grid)
    placebos = _placebo_pairs(*sides, knowledge)
    settings = replace(settings, fdr=tolerated(settings.fdr, cells.size))
    able = [not why for why in blocked]
    field = lay_out(*panels)
    verdicts = judge(field, candidates, able, placebos, settings, seed)
    aside = () if verdicts.confounded else _explore(field, sides, candidates, knowledge, settings, seed)
    return _Trial((), blocked, verdicts, left_out, settings.fdr, grid.period, field, aside)


def _untested(
    ground: tuple[Reason, ...],
    left_out: LeftOut,
    counted: tuple[tuple[SideView, SideView], Grid],
    candidates: tuple[Candidate, ...],
    settings: LinkSettings,
) -> _Trial:
    """No pair can be tested: each says what all lack, and what its own themes would lack even then."""
    sides, grid = counted
    heads = count_heads(sides[0], grid), count_heads(sides[1], grid)
    blocked = tuple((*ground, *thin_pair(heads, candidate)) for candidate in candidates)
    nothing = Verdicts((None,) * len(candidates), None, None, confounded=False)
    return _Trial(ground, blocked, nothing, left_out, settings.fdr, grid.period)


def _explore(
    field: Field,
    sides: tuple[SideView, SideView],
    candidates: tuple[Candidate, ...],
    knowledge: Knowledge,
    settings: LinkSettings,
    seed: int,
) -> tuple[Unexplained, ...]:
    placebos = {placebo.id for placebo in knowledge.placebos}
    able = [
        open_themes(view, placebos)
        & np.array([not thin_theme(view.side, panel, theme, False) for theme in range(len(view.themes))], dtype=bool)
        for view, panel in zip(sides, (field.employee, field.customer), strict=True)
    ]
    proposed = {(candidate.employee, candidate.customer) for candidate in candidates}
    return explore(field, (able[0], able[1]), proposed, settings, seed)


def _ailments(
    links: tuple[Link, ...], field: Field | None, sides: tuple[SideView, SideView], knowledge: Knowledge, seed: int
) -> tuple[Ailment, ...]:
    if field is None:
        return ()
    themes = {view.side: view.themes for view in sides}
    series = {Side.EMPLOYEE: field.first, Side.CUSTOMER: field.second}
    reliable = {
        Side.EMPLOYEE: reliability(field.raw_first, field.first, field.employee.asked),
        Side.CUSTOMER: reliability(field.raw_second, field.second, field.customer.asked),
    }
    return find_ailments(links, themes, series, reliable, knowledge, seed)


def _placebo_pairs(employee: SideView, customer: SideView, knowledge: Knowledge) -> tuple[Pair, ...]:
    """Pairs that cannot be linked: what customers cannot perceive with what staff cannot influence."""
    placebos = {placebo.id for placebo in knowledge.placebos}
    firsts = [at for at, theme in enumerate(employee.themes) if theme.mechanism in placebos]
    seconds = [at for at, theme in enumerate(customer.themes) if theme.mechanism in placebos]
    return tuple((e, c) for e in firsts for c in seconds)


def _channels(candidate: Candidate, voices: Voices, tested: Verdict | None) -> Channels:
    return Channels(
        meaning=round(candidate.meaning, 3),
        voiced=round(voices.strength, 3),
        # Nothing at a p of one half, which chance reaches every other time.
        covariation=round(max(0.0, 1 - 2 * tested.p), 3) if tested else None,
    )


def _score(candidate: Candidate, voices: Voices, tested: Verdict | None) -> float:
    """Rank links from 0 to 1: what text alone says of a pair and how far it moves beyond chance, as one sum.

    Both are in standard deviations. Text is worth most where a mechanism explains the pair, then where each theme is
    the other's closest; people's own words count where nothing else was found out.
    """
    spoken = MECHANISM * (candidate.mechanism is not None) + CLOSEST / candidate.rank
    moved = UNTESTED + voices.strength if tested is None else tested.surprise
    return round(_normal((moved + spoken) / 3), 4)


def _controls(trial: _Trial, candidates: tuple[Candidate, ...]) -> Controls:
    tested = sum(result is not None for result in trial.verdicts.tested)
    return Controls(len(candidates), tested, trial.verdicts.scrambled, trial.verdicts.placebos)


def _normal(quantile: float) -> float:
    from scipy.stats import norm

    return float(norm.cdf(quantile))
