"""The step that measures what was tried: finds each open action's link again, compares, and grades it."""

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
from analyzer.pipeline.actions.cells import Spoken, count_people, date_units, lacking, lay_grid, load_spoken
from analyzer.pipeline.runs.work import Bench, Work
from analyzer.pipeline.units import known_units
from analyzer.pipeline.vectors import embed_kept, known_hashes, load_vectors
from analyzer.pipeline.voices import load_voices
from analyzer.rollout import Known, Theme, Trial, measure, not_found, recognise
from analyzer.spelling import SameUnits
from analyzer.types import Grade, Side
from models import Action, Link, Measurement
from models import Theme as StoredTheme
from models.actions import open_actions

# Written down later than this after it began, an action may have been chosen for its first results.
LATE = timedelta(days=31)
# A tested link ranks above every other one.
TESTED_SCORE = 0.99
_BEYOND = "where the action was taken, beyond elsewhere"


@dataclass(frozen=True, slots=True)
class _Again:
    """An action's two themes in this run, by side; None where not found. ``by`` says how each was found, or ""."""

    themes: Mapping[Side, StoredTheme | None]
    by: Mapping[Side, str]

    @property
    def pair(self) -> tuple[int | None, ...]:
        """Name both themes by their keys."""
        return tuple(theme.id if theme else None for theme in self.themes.values())


@dataclass(frozen=True, slots=True)
class _Known:
    """One side's themes of one run: their rows, and what they are recognised by."""

    rows: Sequence[StoredTheme]
    known: Known


def measure_actions(work: Work) -> None:
    """Measure all open actions together."""
    work.advance(0, 1)
    with work.bench.store.sessions() as session:
        actions = open_actions(session)
        found = _Finder(session, work.bench).find_all(actions) if actions else []
        measured = _measure(session, work.bench, actions, found)
    with work.finishing(1) as session:
        for action, again, result in zip(actions, found, measured, strict=True):
            session.add(_row(work.bench.run_id, action, again, result))
            if result.outcome is Outcome.TESTED:
                _grade(session, work.bench.run_id, again, result)


class _Finder:
    """Finds the themes of earlier runs among this run's; what it has loaded of a run it loads once."""

    def __init__(self, session: Session, bench: Bench) -> None:
        self._session, self._bench = session, bench
        self._loaded: dict[tuple[int, Side], _Known] = {}

    def find_all(self, actions: Sequence[Action]) -> list[_Again]:
        """Find the themes of each action's link."""
        return [self._find(action) for action in actions]

    def _find(self, action: Action) -> _Again:
        link = self._session.get(Link, action.link_id) if action.link_id else None
        keys = (link.employee_theme_id, link.customer_theme_id) if link else (None, None)
        names = (action.employee_name, action.employee_mechanism), (action.customer_name, action.customer_mechanism)
        themes: dict[Side, StoredTheme | None] = {}
        by = {}
        for side, key, (name, mechanism) in zip(Side, keys, names, strict=True):
            later = self._themes(self._bench.run_id, side)
            if link is None:
                sought, earlier = 0, self._alone(name, mechanism)
            else:
                loaded = self._themes(link.run_id, side)
                sought, earlier = [theme.id for theme in loaded.rows].index(key or 0), loaded.known
            place = recognise(sought, earlier, later.known)
            themes[side], by[side] = (later.rows[place[0]], place[1]) if place else (None, "")
        return _Again(themes, by)

    def _themes(self, run_id: int, side: Side) -> _Known:
        if (run_id, side) not in self._loaded:
            self._loaded[run_id, side] = self._load(run_id, side)
        return self._loaded[run_id, side]

    def _load(self, run_id: int, side: Side) -> _Known:
        query = select(StoredTheme).where(StoredTheme.run_id == run_id, StoredTheme.side == side)
        rows = self._session.scalars(query.order_by(StoredTheme.rank)).all()
        columns = {theme.code: column for column, theme in enumerate(rows)}
        voices = [voice for voice in load_voices(self._session, run_id, side) if voice.said.theme]
        fingerprint = self._bench.embedder.fingerprint
        # Another embedder may have read the earlier run: its vectors say nothing here.
        kept = known_hashes(self._session, {voice.text_hash for voice in voices}, fingerprint)
        voices = [voice for voice in voices if voice.text_hash in kept]
        called = self._call([theme.name for theme in rows])
        vectors = load_vectors(self._session, [voice.text_hash for voice in voices], fingerprint)
        labels = np.array([columns[voice.said.theme or ""] for voice in voices], dtype=np.int64)
        centres = centroids(vectors, labels, len(rows)) if voices else np.zeros_like(called)
        names = tuple(theme.name for theme in rows)
        return _Known(rows, Known(tuple(theme.mechanism for theme in rows), names, centres, called))

    def _alone(self, name: str, mechanism: str | None) -> Known:
        called = self._call([name])
        return Known((mechanism,), (name,), np.zeros_like(called), called)

    def _call(self, names: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return embed_kept(self._bench.store, self._bench.embedder, names)


def _measure(session: Session, bench: Bench, actions: Sequence[Action], found: Sequence[_Again]) -> list[Measured]:
    """Measure the actions whose links were found; say of the others what was not found."""
    if not actions:
        return []
    spoken = {side: load_spoken(session, bench.run_id, side) for side in Side}
    shared = sorted(spoken[Side.EMPLOYEE].units & spoken[Side.CUSTOMER].units)
    pairs, known = Counter(again.pair for again in found), known_units(session)
    trials = [
        _lay_out(action, again, spoken, shared, known, beside=pairs[again.pair] > 1)
        for action, again in zip(actions, found, strict=True)
    ]
    results = iter(measure([t for t in trials if t], bench.settings.links.permutations, bench.settings.seed))
    return [
        next(results) if trial else not_found(_missing(action, again))
        for action, again, trial in zip(actions, found, trials, strict=True)
    ]


def _lay_out(
    action: Action,
    again: _Again,
    spoken: Mapping[Side, Spoken],
    shared: Sequence[str],
    known: SameUnits,
    *,
    beside: bool,
) -> Trial | None:
    # Of two units that were said to be one since, the earlier day counts.
    latest_first = sorted(action.rollouts, key=lambda rollout: rollout.day, reverse=True)
    days = {known.place(rollout.unit): rollout.day for rollout in latest_first}
    employee, customer = (_theme(spoken[side], again.themes[side], days, shared) for side in Side)
    if employee is None or customer is None:
        return None
    return Trial(employee, customer, late=action.declared.date() > min(days.values()) + LATE, beside=beside)


def _theme(spoken: Spoken, theme: StoredTheme | None, days: Mapping[str, date], shared: Sequence[str]) -> Theme | None:
    if theme is None:
        return None
    grid = lay_grid(spoken, shared)
    cells, dates = count_people(spoken, grid, theme.code), date_units(days, grid)
    return Theme(spoken.side, theme.name, cells, dates, grid.months, lacking(spoken, shared))


def _missing(action: Action, again: _Again) -> tuple[str, ...]:
    names = {Side.EMPLOYEE: action.employee_name, Side.CUSTOMER: action.customer_name}
    return tuple(names[side] for side in Side if again.themes[side] is None)


def _row(run_id: int, action: Action, again: _Again, result: Measured) -> Measurement:
    evidence = asdict(result)
    keys = {side: theme.id if theme else None for side, theme in again.themes.items()}
    return Measurement(
        action_id=action.id,
        run_id=run_id,
        employee_theme_id=keys[Side.EMPLOYEE],
        customer_theme_id=keys[Side.CUSTOMER],
        outcome=evidence.pop("outcome"),
        sentence=evidence.pop("sentence"),
        evidence={**evidence, "found_by": [again.by[side] for side in Side]},
    )


def _grade(session: Session, run_id: int, again: _Again, result: Measured) -> None:
    """Grade the link as tested, where this run's texts proposed it again, with the numbers that say so."""
    employee, customer = result.employee, result.customer
    link = session.scalar(_link_between(run_id, again.pair))
    if link is None or link.grade == Grade.TESTED or not (employee and customer and customer.effect):
        return
    link.grade, link.sentence = Grade.TESTED, result.sentence
    link.score = TESTED_SCORE + (1 - TESTED_SCORE) * link.score
    # Both themes had to fall, so the less sure of the two counts. How far apart they moved was the other test's.
    link.lag = None
    link.p, link.q = max(employee.p or 0, customer.p or 0), max(employee.q or 0, customer.q or 0)
    effect = replace(customer.effect, unit=f"{customer.effect.unit} {_BEYOND}")
    link.evidence = {**link.evidence, "effect": asdict(effect), "reasons": [], "settle": ""}


def _link_between(run_id: int, pair: tuple[int | None, ...]) -> Select[Link]:
    employee, customer = pair
    return select(Link).where(
        Link.run_id == run_id, Link.employee_theme_id == employee, Link.customer_theme_id == customer
    )
