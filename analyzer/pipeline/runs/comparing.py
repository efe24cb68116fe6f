"""The steps that hold a run's themes against what leaders say, and that look behind each complaint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyzer.events import Event, month_of
from analyzer.intentions import Bridge, Crew, build, confront, lesson_of, match, read_sense, shipped_bridge
from analyzer.involved import NOWHERE, UNDATED, Asked, Said, involve, lay_out
from analyzer.knowledge import Anchor
from analyzer.language import language_of
from analyzer.pipeline.events import events_of_run
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.vectors import embed_kept
from analyzer.pipeline.voices import Voice
from analyzer.reality import Intention, Involvement, Reception, Sense
from analyzer.spelling import place_of
from analyzer.types import PAIN_LIKE, Side, Valence
from models import Comparison, Theme


def compare_intentions(work: Work) -> None:
    """Say what each intention that the run was given meets with among the employees' themes."""
    bench = work.bench
    with bench.store.sessions() as session:
        comparison = session.get(Comparison, bench.run_id)
        intended = list(comparison.intended) if comparison else []
        themes = _themes(session, bench.run_id, Side.EMPLOYEE) if intended else ()
        corpus = load_corpus(session, bench, Side.EMPLOYEE) if themes else None
    work.advance(0, len(intended))
    if corpus is None:
        nothing = "No employee theme was found to hold it against."
        found = tuple(Intention(text, Sense.PLAIN, Reception.UNSURE, (), nothing) for text in intended)
    else:
        found = _confront(work, intended, corpus, [theme.code for theme in themes])
    with work.finishing(len(intended)) as session:
        _store(session, bench.run_id, intentions=found)


def find_involved(work: Work) -> None:
    """Go from each complaint back to what the employees of those units and periods name."""
    bench = work.bench
    with bench.store.sessions() as session:
        themes = {side: _themes(session, bench.run_id, side) for side in Side}
        voices = {side: bench.voices(session, side) for side in Side}
        events = [use.event for use in events_of_run(session, bench.run_id).uses]
    complaints = [theme for theme in themes[Side.CUSTOMER] if theme.pain_share >= 0.5]
    work.advance(0, len(complaints))
    found: tuple[Involvement, ...] = ()
    if complaints and themes[Side.EMPLOYEE]:
        settings = bench.settings
        asked = Asked(
            complaints=tuple(theme.code for theme in complaints),
            themes=tuple(theme.code for theme in themes[Side.EMPLOYEE]),
            permutations=settings.links.permutations,
            fdr=settings.links.fdr,
            seed=settings.seed,
        )
        pains = [theme.code for theme in themes[Side.EMPLOYEE] if theme.pain_share >= 0.5]
        found = involve(lay_out(*_said(voices, asked, pains, events)), asked)
    with work.finishing(len(complaints)) as session:
        _store(session, bench.run_id, involved=found)


def _themes(session: Session, run_id: int, side: Side) -> Sequence[Theme]:
    query = select(Theme).where(Theme.run_id == run_id, Theme.side == side, Theme.statements > 0)
    return session.scalars(query.order_by(Theme.rank)).all()


def _confront(work: Work, intended: Sequence[str], corpus: Corpus, themes: Sequence[str]) -> tuple[Intention, ...]:
    bench = work.bench
    anchors = bench.knowledge.anchors(Side.EMPLOYEE)
    columns = {code: column for column, code in enumerate(themes)}
    authors = _numbers([voice.said.person for voice in corpus.voices])
    valences = [voice.said.valence for voice in corpus.voices]
    crew = Crew(
        themes=tuple(themes),
        labels=np.array([columns.get(voice.said.theme or "", -1) for voice in corpus.voices], dtype=np.int64),
        people=authors,
        bad=np.array([valence in PAIN_LIKE for valence in valences], dtype=np.bool_),
        good=np.array([valence is Valence.PRAISE for valence in valences], dtype=np.bool_),
    )
    matters = match(
        embed_kept(bench.store, bench.embedder, intended),
        corpus.vectors[corpus.index],
        crew.labels,
        len(themes),
        _bridge(work, anchors),
    )
    return confront(intended, _senses(work, intended), matters, crew, anchors)


def _bridge(work: Work, anchors: Sequence[Anchor]) -> Bridge:
    bench, lesson = work.bench, lesson_of(anchors)
    # A fast embedder's space is the full one's.
    known = shipped_bridge(bench.full.fingerprint, lesson)
    return known or build(lesson, embed_kept(bench.store, bench.full, lesson.texts))


def _senses(work: Work, intended: Sequence[str]) -> list[Sense]:
    language = language_of("\n".join(intended))
    readings = [read_sense(text, language) for text in intended]
    bare = [reading.bare or text for reading, text in zip(readings, intended, strict=True)]
    bench = work.bench
    verdicts = bench.tools.head(bench.embedder).pains(embed_kept(bench.store, bench.embedder, bare), bare)
    return [reading.sense(float(pain)) for reading, pain in zip(readings, verdicts, strict=True)]


def _said(
    voices: Mapping[Side, Sequence[Voice]], asked: Asked, pains: Sequence[str], events: Sequence[Event]
) -> tuple[Said, Said]:
    """Customers by complaint, and employees by theme with any pain at all as the last row."""
    places = {side: [_place(voice, events) for voice in voices[side]] for side in Side}
    units = {
        place: number for number, place in enumerate(sorted({*places[Side.EMPLOYEE], *places[Side.CUSTOMER]} - {""}))
    }
    rows = {
        Side.CUSTOMER: _named(voices[Side.CUSTOMER], asked.complaints),
        Side.EMPLOYEE: np.vstack(
            [_named(voices[Side.EMPLOYEE], asked.themes), _named(voices[Side.EMPLOYEE], pains).any(axis=0)]
        ),
    }
    customer, employee = (
        Said(
            named=rows[side],
            units=np.array([units.get(place, NOWHERE) for place in places[side]], dtype=np.int64),
            months=np.array([_month(voice.said.date) for voice in voices[side]], dtype=np.int64),
            people=_numbers([voice.said.person for voice in voices[side]]),
        )
        for side in (Side.CUSTOMER, Side.EMPLOYEE)
    )
    return customer, employee


def _named(voices: Sequence[Voice], themes: Sequence[str]) -> NDArray[np.bool_]:
    """Say which statements are in which theme, shape (themes, n)."""
    columns = {code: column for column, code in enumerate(themes)}
    theme = np.array([columns.get(voice.said.theme or "", -1) for voice in voices], dtype=np.int64)
    return np.asarray(theme[None, :] == np.arange(len(themes))[:, None], dtype=np.bool_)


def _numbers(names: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


def _place(voice: Voice, events: Sequence[Event]) -> str:
    """Say where it was said, or "" where that is not known or an event struck the place in that month."""
    place, month = place_of(voice.said.unit or ""), _month(voice.said.date)
    struck = any(
        (event.unit is None or place_of(event.unit) == place) and _month(event.start) <= month <= _month(event.last)
        for event in events
    )
    return "" if struck else place


def _month(day: date | None) -> int:
    return UNDATED if day is None else month_of(day)


def _store(session: Session, run_id: int, **found: Sequence[Intention | Involvement]) -> None:
    values = {name: [asdict(each) for each in given] for name, given in found.items()}
    session.execute(update(Comparison).where(Comparison.run_id == run_id).values(**values))
