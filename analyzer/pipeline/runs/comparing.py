"""The steps that compare a run's themes with what leaders say, and find the employees involved in each complaint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update
from sqlalchemy.orm import Session

from analyzer.events import Event, month_of
from analyzer.intentions import (
    Bridge,
    EmployeeStatements,
    confront,
    fit_bridge,
    lesson_of,
    match,
    read_sense,
    shipped_bridge,
)
from analyzer.involved import NOWHERE, InvolvementRequest, SideStatements, count_cells, find_involvement
from analyzer.knowledge import Anchor
from analyzer.language import detect_language
from analyzer.pipeline.events import events_of_run
from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.statements import StoredStatement
from analyzer.pipeline.vectors import embed_kept
from analyzer.reality import Intention, Involvement, Reception, Sense
from analyzer.spelling import unit_key
from analyzer.types import PAIN_LIKE, Side, Valence
from models import Comparison
from models.queries import themes_with_statements


def compare_intentions(step: StepContext) -> None:
    """Compare each intention that the run was given with the employees' themes."""
    context = step.context
    with context.store.sessions() as session:
        comparison = session.get(Comparison, context.run_id)
        intended = list(comparison.intended) if comparison else []
        themes = themes_with_statements(session, context.run_id, Side.EMPLOYEE) if intended else ()
        corpus = load_corpus(session, context, Side.EMPLOYEE) if themes else None
    step.advance(0, len(intended))
    if corpus is None:
        nothing = "No employee theme was found to hold it against."
        found = tuple(Intention(text, Sense.PLAIN, Reception.UNSURE, (), nothing) for text in intended)
    else:
        found = _confront(step, intended, corpus, [theme.code for theme in themes])
    with step.finishing(len(intended)) as session:
        _store(session, context.run_id, intentions=found)


def find_involved(step: StepContext) -> None:
    """Find for each complaint what the employees of its units and periods name."""
    context = step.context
    with context.store.sessions() as session:
        themes = {side: themes_with_statements(session, context.run_id, side) for side in Side}
        statements = {side: context.statements(session, side) for side in Side}
        events = [use.event for use in events_of_run(session, context.run_id).uses]
    complaints = [theme for theme in themes[Side.CUSTOMER] if theme.pain_share >= 0.5]
    step.advance(0, len(complaints))
    found: tuple[Involvement, ...] = ()
    if complaints and themes[Side.EMPLOYEE]:
        settings = context.settings
        asked = InvolvementRequest(
            complaints=tuple(theme.code for theme in complaints),
            themes=tuple(theme.code for theme in themes[Side.EMPLOYEE]),
            permutations=settings.links.permutations,
            fdr=settings.links.fdr,
            seed=settings.seed,
        )
        pains = [theme.code for theme in themes[Side.EMPLOYEE] if theme.pain_share >= 0.5]
        found = find_involvement(count_cells(*_said(statements, asked, pains, events)), asked)
    with step.finishing(len(complaints)) as session:
        _store(session, context.run_id, involved=found)


def _confront(
    step: StepContext, intended: Sequence[str], corpus: Corpus, themes: Sequence[str]
) -> tuple[Intention, ...]:
    context = step.context
    anchors = context.knowledge.anchors(Side.EMPLOYEE)
    columns = {code: column for column, code in enumerate(themes)}
    authors = _numbers([statement.content.person for statement in corpus.statements])
    valences = [statement.content.valence for statement in corpus.statements]
    crew = EmployeeStatements(
        themes=tuple(themes),
        labels=np.array(
            [columns.get(statement.content.theme or "", -1) for statement in corpus.statements], dtype=np.int64
        ),
        people=authors,
        bad=np.array([valence in PAIN_LIKE for valence in valences], dtype=np.bool_),
        good=np.array([valence is Valence.PRAISE for valence in valences], dtype=np.bool_),
    )
    matters = match(
        embed_kept(context.store, context.embedder, intended),
        corpus.vectors[corpus.index],
        crew.labels,
        len(themes),
        _bridge(step, anchors),
    )
    return confront(intended, _senses(step, intended), matters, crew, anchors)


def _bridge(step: StepContext, anchors: Sequence[Anchor]) -> Bridge:
    context, lesson = step.context, lesson_of(anchors)
    # A fast embedder maps into the full embedder's space, so the full one's weights fit.
    known = shipped_bridge(context.full_embedder.fingerprint, lesson)
    return known or fit_bridge(lesson, embed_kept(context.store, context.full_embedder, lesson.texts))


def _senses(step: StepContext, intended: Sequence[str]) -> list[Sense]:
    language = detect_language("\n".join(intended))
    readings = [read_sense(text, language) for text in intended]
    bare = [reading.bare or text for reading, text in zip(readings, intended, strict=True)]
    context = step.context
    # Leaders' sentences were measured with the head that learnt from customers.
    head = context.tools.head(context.embedder, Side.CUSTOMER)
    verdicts = head.pains(embed_kept(context.store, context.embedder, bare), bare)
    return [reading.sense(float(pain)) for reading, pain in zip(readings, verdicts, strict=True)]


def _said(
    statements: Mapping[Side, Sequence[StoredStatement]],
    asked: InvolvementRequest,
    pains: Sequence[str],
    events: Sequence[Event],
) -> tuple[SideStatements, SideStatements]:
    """Arrange customers by complaint and employees by theme; the employees' last row is any pain at all."""
    places = {side: [_place(statement, events) for statement in statements[side]] for side in Side}
    units = {
        place: number for number, place in enumerate(sorted({*places[Side.EMPLOYEE], *places[Side.CUSTOMER]} - {""}))
    }
    rows = {
        Side.CUSTOMER: _named(statements[Side.CUSTOMER], asked.complaints),
        Side.EMPLOYEE: np.vstack(
            [_named(statements[Side.EMPLOYEE], asked.themes), _named(statements[Side.EMPLOYEE], pains).any(axis=0)]
        ),
    }
    customer, employee = (
        SideStatements(
            named=rows[side],
            units=np.array([units.get(place, NOWHERE) for place in places[side]], dtype=np.int64),
            months=np.array([month_of(statement.content.date) for statement in statements[side]], dtype=np.int64),
            people=_numbers([statement.content.person for statement in statements[side]]),
        )
        for side in (Side.CUSTOMER, Side.EMPLOYEE)
    )
    return customer, employee


def _named(statements: Sequence[StoredStatement], themes: Sequence[str]) -> NDArray[np.bool_]:
    """Return which statements are in which theme, shape (themes, n)."""
    columns = {code: column for column, code in enumerate(themes)}
    theme = np.array([columns.get(statement.content.theme or "", -1) for statement in statements], dtype=np.int64)
    return np.asarray(theme[None, :] == np.arange(len(themes))[:, None], dtype=np.bool_)


def _numbers(names: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


def _place(statement: StoredStatement, events: Sequence[Event]) -> str:
    """Return a statement's unit, or "" if it is not known or an event struck that unit in that month."""
    place, month = unit_key(statement.content.unit or ""), month_of(statement.content.date)
    struck = any(
        (event.unit is None or unit_key(event.unit) == place) and month_of(event.start) <= month <= month_of(event.last)
        for event in events
    )
    return "" if struck else place


def _store(session: Session, run_id: int, **found: Sequence[Intention | Involvement]) -> None:
    values = {name: [asdict(each) for each in given] for name, given in found.items()}
    session.execute(update(Comparison).where(Comparison.run_id == run_id).values(**values))
