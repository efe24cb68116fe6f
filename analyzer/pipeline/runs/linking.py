"""The step that links the themes of the two sides and stores what the evidence says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyzer.events import Event, EventUse, LeftOut, Outside, month_of
from analyzer.link import NOWHERE, EventView, Linkage, SideView, ThemeView, link
from analyzer.pipeline.ailments import store_ailments
from analyzer.pipeline.events import events_of_run, store_left_out
from analyzer.pipeline.llm_judging import judge_links
from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.runs.naming import open_llm
from analyzer.pipeline.runs.voices import FoundVoices, find_voices
from analyzer.pipeline.statements import LOOSE_GROUP_PREFIX, RecordRow, load_records, store_findings
from analyzer.pipeline.waves.neighbours import load_neighbours
from analyzer.spelling import unit_key
from analyzer.types import Controls, Link, Reason, Side
from models import Link as StoredLink
from models import Run, Theme
from models.queries import themes_with_statements


def link_themes(step: StepContext) -> None:
    """Link the two sides' themes, or store why there is nothing to link if a side has no themes."""
    context = step.context
    step.advance(0, 1)
    with context.store.sessions() as session:
        records = _load_sides(session, context.run_id)
        places = _number_places(records)
        corpora = {side: load_corpus(session, context, side) for side in Side}
        views = {side: _view_side(session, context.run_id, side, corpora[side], records[side], places) for side in Side}
        events = [_view_event(use.event, places) for use in events_of_run(session, context.run_id).uses]
    employee, customer = views[Side.EMPLOYEE], views[Side.CUSTOMER]
    found_voices: dict[Side, FoundVoices] = {}
    lacking = tuple(
        _why_nothing_to_link(view) for view in (employee, customer) if all(theme.loose for theme in view.themes)
    )
    if lacking:
        untested = tuple(EventUse(each.event, 0, Outside.UNTESTED) for each in events)
        linkage = Linkage((), lacking, Controls(), LeftOut(uses=untested))
    else:
        found_voices = {side: find_voices(step, side, corpora[side]) for side in Side}
        with context.store.sessions() as session:
            near = {side: load_neighbours(session, context.run_id, side, corpora[side]) for side in Side}
        employee, customer = (
            replace(view, clauses=found_voices[side].clauses, near=near[side]) for side, view in views.items()
        )
        linkage = link(employee, customer, context.knowledge, context.settings.links, context.settings.seed, events)
        if llm := open_llm(step):
            linkage = judge_links(llm, linkage, corpora, views, step)
    with step.finishing(1) as session:
        _store(session, context.run_id, linkage)
        for each in found_voices.values():
            store_findings(session, context.run_id, each.rows)
            session.execute(update(Run).where(Run.id == context.run_id).values(heard_by=each.judged_by))


def _why_nothing_to_link(view: SideView) -> Reason:
    if not len(view.people):
        return Reason("ONE_SIDE", f"There are no {view.side} records, so there is nothing to link with.")
    return Reason("NO_THEMES", f"No theme was found on the {view.side} side, so there is nothing to link with.")


def _load_sides(session: Session, run_id: int) -> dict[Side, list[RecordRow]]:
    # Sorted by content: resampling people with a seed must depend neither on the order of rows nor on keyed hashes.
    return {side: sorted(load_records(session, run_id, side).values(), key=_sort_key) for side in Side}


def _number_places(records: dict[Side, list[RecordRow]]) -> dict[str, int]:
    named = {_place(record) for side in Side for record in records[side]} - {""}
    return {place: number for number, place in enumerate(sorted(named))}


def _view_side(
    session: Session, run_id: int, side: Side, corpus: Corpus, records: Sequence[RecordRow], places: dict[str, int]
) -> SideView:
    themes = themes_with_statements(session, run_id, side)
    rows = {record.id: row for row, record in enumerate(records)}
    leanings = [statement.content.theme or statement.leaning or "" for statement in corpus.statements]
    names = sorted({where for where in leanings if where.startswith(LOOSE_GROUP_PREFIX)})
    loose = {name: [at for at, where in enumerate(leanings) if where == name] for name in names}
    columns = {where: column for column, where in enumerate([*(theme.code for theme in themes), *loose])}
    authors = {person: number for number, person in enumerate(dict.fromkeys(record.person for record in records))}
    return SideView(
        side=side,
        themes=(
            *(ThemeView(theme.code, theme.name, theme.mechanism, theme.pain_share) for theme in themes),
            *(ThemeView(where, "", None, float(corpus.pains[at].mean()), loose=True) for where, at in loose.items()),
        ),
        texts=tuple(statement.content.text for statement in corpus.statements),
        vectors=corpus.vectors,
        index=corpus.index,
        labels=np.array([columns.get(where, -1) for where in leanings], dtype=np.int64),
        pains=corpus.pains,
        records=np.array([rows[statement.record] for statement in corpus.statements], dtype=np.int64),
        units=np.array([places.get(_place(record), NOWHERE) for record in records], dtype=np.int64),
        months=np.array([month_of(record.date) for record in records], dtype=np.int64),
        people=np.array([authors[record.person] for record in records], dtype=np.int64),
    )


def _view_event(event: Event, places: dict[str, int]) -> EventView:
    unit = None if event.unit is None else places.get(unit_key(event.unit), NOWHERE)
    return EventView(event, unit, month_of(event.start), month_of(event.last))


def _place(record: RecordRow) -> str:
    return unit_key(record.unit or "")


def _sort_key(record: RecordRow) -> tuple[str, ...]:
    return (record.text, _place(record), str(record.date or ""), str(record.rating or ""))


def _store(session: Session, run_id: int, linkage: Linkage) -> None:
    query = select(Theme.code, Theme.id).where(Theme.run_id == run_id)
    themes = dict(session.execute(query).all())
    session.add_all(_row(run_id, link, themes) for link in linkage.links)
    store_ailments(session, run_id, linkage.ailments)
    session.execute(
        update(Run)
        .where(Run.id == run_id)
        .values(not_tested=[asdict(reason) for reason in linkage.not_tested], controls=asdict(linkage.controls))
    )
    store_left_out(session, run_id, linkage.left_out)


def _row(run_id: int, link: Link, themes: dict[str, int]) -> StoredLink:
    evidence = asdict(link)
    columns = {
        name: evidence.pop(name) for name in ("grade", "sentence", "score", "p", "q", "lag", "direction", "mechanism")
    }
    return StoredLink(
        run_id=run_id,
        employee_theme_id=themes[evidence.pop("employee_theme")],
        customer_theme_id=themes[evidence.pop("customer_theme")],
        **columns,
        evidence=evidence,
    )
