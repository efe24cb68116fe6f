"""The step that links the themes of the two sides and stores what the evidence says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyzer.link import NOWHERE, UNDATED, Linkage, SideView, ThemeView, link
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.voices import load_records
from analyzer.types import Controls, Link, Reason, Side
from models import Link as StoredLink
from models import Record, Run, Theme


def link_themes(work: Work) -> None:
    """Link the two sides' themes; without themes on both sides, say why there is nothing to link."""
    bench = work.bench
    work.advance(0, 1)
    with bench.store.sessions() as session:
        views = _view_sides(session, work)
    employee, customer = views[Side.EMPLOYEE], views[Side.CUSTOMER]
    lacking = tuple(_lacking(view) for view in (employee, customer) if not view.themes)
    if lacking:
        linkage = Linkage((), lacking, Controls())
    else:
        linkage = link(employee, customer, bench.knowledge, bench.settings.links, bench.settings.seed)
    with work.finishing(1) as session:
        _store(session, bench.run_id, linkage)


def _lacking(view: SideView) -> Reason:
    if not len(view.people):
        return Reason("ONE_SIDE", f"There are no {view.side} records, so there is nothing to link with.")
    return Reason("NO_THEMES", f"No theme was found on the {view.side} side, so there is nothing to link with.")


def _view_sides(session: Session, work: Work) -> dict[Side, SideView]:
    bench = work.bench
    # Sorted by content: resampling people with a seed must depend neither on the order of rows nor on keyed hashes.
    records = {side: sorted(load_records(session, bench.run_id, side).values(), key=_content) for side in Side}
    named = {_place(record) for side in Side for record in records[side]} - {""}
    places = {place: number for number, place in enumerate(sorted(named))}
    views = {}
    for side in Side:
        corpus = load_corpus(session, bench.run_id, side, bench.embedder.fingerprint)
        themes = session.scalars(
            select(Theme).where(Theme.run_id == bench.run_id, Theme.side == side).order_by(Theme.rank)
        ).all()
        views[side] = _view(side, themes, corpus, records[side], places)
    return views


def _view(
    side: Side, themes: Sequence[Theme], corpus: Corpus, records: Sequence[Record], places: dict[str, int]
) -> SideView:
    rows = {record.id: row for row, record in enumerate(records)}
    columns = {theme.code: column for column, theme in enumerate(themes)}
    authors = {person: number for number, person in enumerate(dict.fromkeys(record.person for record in records))}
    return SideView(
        side=side,
        themes=tuple(ThemeView(theme.code, theme.name, theme.mechanism, theme.pain_share) for theme in themes),
        texts=tuple(voice.said.text for voice in corpus.voices),
        vectors=corpus.vectors[corpus.index],
        labels=np.array([columns.get(voice.said.theme or "", -1) for voice in corpus.voices], dtype=np.int64),
        pains=corpus.pains,
        records=np.array([rows[voice.record] for voice in corpus.voices], dtype=np.int64),
        units=np.array([places.get(_place(record), NOWHERE) for record in records], dtype=np.int64),
        months=np.array([_month(record) for record in records], dtype=np.int64),
        people=np.array([authors[record.person] for record in records], dtype=np.int64),
    )


def _place(record: Record) -> str:
    """The two sides' files rarely agree on capitals and blanks in a unit's name."""
    return " ".join((record.unit or "").split()).casefold()


def _content(record: Record) -> tuple[str, ...]:
    return (record.text, _place(record), str(record.date or ""), str(record.rating or ""))


def _month(record: Record) -> int:
    return UNDATED if record.date is None else record.date.year * 12 + record.date.month - 1


def _store(session: Session, run_id: int, linkage: Linkage) -> None:
    query = select(Theme.code, Theme.id).where(Theme.run_id == run_id)
    themes = dict(session.execute(query).all())
    session.add_all(_row(run_id, link, themes) for link in linkage.links)
    session.execute(
        update(Run)
        .where(Run.id == run_id)
        .values(not_tested=[asdict(reason) for reason in linkage.not_tested], controls=asdict(linkage.controls))
    )


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
