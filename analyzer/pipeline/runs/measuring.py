"""The step that measures actions: recognises each open action's themes in this run, compares, and grades the link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from analyzer.actions import Measured, Outcome
from analyzer.membership import centroids
from analyzer.pipeline.actions.cells import SideData, count_people, lacking, load_side_data, locate_rollouts, make_grid
from analyzer.pipeline.runs.context import RunContext, StepContext
from analyzer.pipeline.statements import load_statements
from analyzer.pipeline.units import known_units
from analyzer.pipeline.vectors import embed_kept, known_hashes, load_vectors
from analyzer.rollout import KnownThemes, Theme, Trial, measure, not_found, recognise
from analyzer.spelling import SameUnits
from analyzer.types import Grade, Side
from models import Action, Link, Measurement
from models import Theme as StoredTheme
from models.actions import open_actions

# An action that was declared later than this after its first day may have been chosen for its first results.
LATE_AFTER = timedelta(days=31)
# Least score of a tested link, so that it ranks above every other link.
TESTED_SCORE = 0.99
_EFFECT_UNIT_SUFFIX = "where the action was taken, beyond elsewhere"


@dataclass(frozen=True, slots=True)
class _RecognisedThemes:
    """An action's two themes in this run, by side; None if not found. ``by`` says how each was recognised, or ""."""

    themes: Mapping[Side, StoredTheme | None]
    by: Mapping[Side, str]

    @property
    def pair(self) -> tuple[int | None, ...]:
        """The keys of both themes."""
        return tuple(theme.id if theme else None for theme in self.themes.values())


@dataclass(frozen=True, slots=True)
class _RunThemes:
    """One side's themes of one run: their rows, and the features by which they are recognised."""

    rows: Sequence[StoredTheme]
    known: KnownThemes


def measure_actions(step: StepContext) -> None:
    """Measure all open actions together."""
    step.advance(0, 1)
    with step.context.store.sessions() as session:
        actions = open_actions(session)
        found = _Finder(session, step.context).find_all(actions) if actions else []
        measured = _measure(session, step.context, actions, found)
    with step.finishing(1) as session:
        for action, recognised, result in zip(actions, found, measured, strict=True):
            session.add(_row(step.context.run_id, action, recognised, result))
            if result.outcome is Outcome.TESTED:
                _grade(session, step.context.run_id, recognised, result)


class _Finder:
    """Recognises themes of earlier runs among this run's themes. Each run's themes are loaded once."""

    def __init__(self, session: Session, context: RunContext) -> None:
        self._session, self._bench = session, context
        self._loaded: dict[tuple[int, Side], _RunThemes] = {}

    def find_all(self, actions: Sequence[Action]) -> list[_RecognisedThemes]:
        """Find the themes of each action's link."""
        return [self._find(action) for action in actions]

    def _find(self, action: Action) -> _RecognisedThemes:
        link = self._session.get(Link, action.link_id) if action.link_id else None
        keys = (link.employee_theme_id, link.customer_theme_id) if link else (None, None)
        names = (action.employee_name, action.employee_mechanism), (action.customer_name, action.customer_mechanism)
        themes: dict[Side, StoredTheme | None] = {}
        by = {}
        for side, key, (name, mechanism) in zip(Side, keys, names, strict=True):
            later = self._themes(self._bench.run_id, side)
            if link is None:
                sought, earlier = 0, self._known_by_name(name, mechanism)
            else:
                loaded = self._themes(link.run_id, side)
                sought, earlier = [theme.id for theme in loaded.rows].index(key or 0), loaded.known
            place = recognise(sought, earlier, later.known)
            themes[side], by[side] = (later.rows[place[0]], place[1]) if place else (None, "")
        return _RecognisedThemes(themes, by)

    def _themes(self, run_id: int, side: Side) -> _RunThemes:
        if (run_id, side) not in self._loaded:
            self._loaded[run_id, side] = self._load(run_id, side)
        return self._loaded[run_id, side]

    def _load(self, run_id: int, side: Side) -> _RunThemes:
        query = select(StoredTheme).where(StoredTheme.run_id == run_id, StoredTheme.side == side)
        rows = self._session.scalars(query.order_by(StoredTheme.rank)).all()
        columns = {theme.code: column for column, theme in enumerate(rows)}
        statements = [
            statement for statement in load_statements(self._session, run_id, side) if statement.content.theme
        ]
        fingerprint = self._bench.embedder.fingerprint
        # The earlier run may have used another embedder, whose vectors cannot be compared.
        kept = known_hashes(self._session, {statement.text_hash for statement in statements}, fingerprint)
        statements = [statement for statement in statements if statement.text_hash in kept]
        name_vectors = self._embed_names([theme.name for theme in rows])
        vectors = load_vectors(self._session, [statement.text_hash for statement in statements], fingerprint)
        labels = np.array([columns[statement.content.theme or ""] for statement in statements], dtype=np.int64)
        centres = centroids(vectors, labels, len(rows)) if statements else np.zeros_like(name_vectors)
        names = tuple(theme.name for theme in rows)
        return _RunThemes(rows, KnownThemes(tuple(theme.mechanism for theme in rows), names, centres, name_vectors))

    def _known_by_name(self, name: str, mechanism: str | None) -> KnownThemes:
        name_vectors = self._embed_names([name])
        return KnownThemes((mechanism,), (name,), np.zeros_like(name_vectors), name_vectors)

    def _embed_names(self, names: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return embed_kept(self._bench.store, self._bench.embedder, names)


def _measure(
    session: Session, context: RunContext, actions: Sequence[Action], found: Sequence[_RecognisedThemes]
) -> list[Measured]:
    """Measure the actions whose themes were recognised; for the others say which theme was not found."""
    if not actions:
        return []
    side_data = {side: load_side_data(session, context.run_id, side) for side in Side}
    shared = sorted(side_data[Side.EMPLOYEE].units & side_data[Side.CUSTOMER].units)
    pairs, known = Counter(recognised.pair for recognised in found), known_units(session)
    trials = [
        _make_trial(action, recognised, side_data, shared, known, beside=pairs[recognised.pair] > 1)
        for action, recognised in zip(actions, found, strict=True)
    ]
    results = iter(measure([t for t in trials if t], context.settings.links.permutations, context.settings.seed))
    return [
        next(results) if trial else not_found(_missing_names(action, recognised))
        for action, recognised, trial in zip(actions, found, trials, strict=True)
    ]


def _make_trial(
    action: Action,
    recognised: _RecognisedThemes,
    side_data: Mapping[Side, SideData],
    shared: Sequence[str],
    known: SameUnits,
    *,
    beside: bool,
) -> Trial | None:
    # If two units were declared one since, the earlier day counts.
    latest_first = sorted(action.rollouts, key=lambda rollout: rollout.day, reverse=True)
    days = {known.key(rollout.unit): rollout.day for rollout in latest_first}
    employee, customer = (_trial_theme(side_data[side], recognised.themes[side], days, shared) for side in Side)
    if employee is None or customer is None:
        return None
    return Trial(employee, customer, late=action.declared.date() > min(days.values()) + LATE_AFTER, beside=beside)


def _trial_theme(
    side_data: SideData, theme: StoredTheme | None, days: Mapping[str, date], shared: Sequence[str]
) -> Theme | None:
    if theme is None:
        return None
    grid = make_grid(side_data, shared)
    cells, dates = count_people(side_data, grid, theme.code), locate_rollouts(days, grid)
    return Theme(side_data.side, theme.name, cells, dates, grid.months, lacking(side_data, shared))


def _missing_names(action: Action, recognised: _RecognisedThemes) -> tuple[str, ...]:
    names = {Side.EMPLOYEE: action.employee_name, Side.CUSTOMER: action.customer_name}
    return tuple(names[side] for side in Side if recognised.themes[side] is None)


def _row(run_id: int, action: Action, recognised: _RecognisedThemes, result: Measured) -> Measurement:
    evidence = asdict(result)
    keys = {side: theme.id if theme else None for side, theme in recognised.themes.items()}
    return Measurement(
        action_id=action.id,
        run_id=run_id,
        employee_theme_id=keys[Side.EMPLOYEE],
        customer_theme_id=keys[Side.CUSTOMER],
        outcome=evidence.pop("outcome"),
        sentence=evidence.pop("sentence"),
        evidence={**evidence, "found_by": [recognised.by[side] for side in Side]},
    )


def _grade(session: Session, run_id: int, recognised: _RecognisedThemes, result: Measured) -> None:
    """Grade the link as tested, with the action's figures, if this run's texts proposed it again."""
    employee, customer = result.employee, result.customer
    link = session.scalar(_link_between(run_id, recognised.pair))
    if link is None or link.grade == Grade.TESTED or not (employee and customer and customer.effect):
        return
    link.grade, link.sentence = Grade.TESTED, result.sentence
    link.score = TESTED_SCORE + (1 - TESTED_SCORE) * link.score
    # Both themes had to fall, so the larger p and q count. The lag was a result of the link test, not of this one.
    link.lag = None
    link.p, link.q = max(employee.p or 0, customer.p or 0), max(employee.q or 0, customer.q or 0)
    effect = replace(customer.effect, unit=f"{customer.effect.unit} {_EFFECT_UNIT_SUFFIX}")
    link.evidence = {**link.evidence, "effect": asdict(effect), "reasons": [], "settle": ""}


def _link_between(run_id: int, pair: tuple[int | None, ...]) -> Select[Link]:
    employee, customer = pair
    return select(Link).where(
        Link.run_id == run_id, Link.employee_theme_id == employee, Link.customer_theme_id == customer
    )
