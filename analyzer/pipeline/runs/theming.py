"""The step that finds one side's themes: group, describe, name, rank, store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update
from sqlalchemy.orm import Session

from analyzer import cluster
from analyzer.anchor import anchor
from analyzer.cluster import Grouping
from analyzer.describe import describe
from analyzer.knowledge import Anchor
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.runs.naming import Named, rename
from analyzer.pipeline.runs.trend import choose_months, people_by_period
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.vectors import embed_kept, hash_text, load_vectors
from analyzer.types import Side
from models import Membership, Theme


@dataclass(frozen=True, slots=True)
class Draft:
    """A theme before it has its rank.

    Attributes:
        named: Its name and words.
        mechanism: The anchor it stands on, or None.
        members: Positions of its voices, in order.
        people: Its distinct authors.
    """

    named: Named
    mechanism: str | None
    members: NDArray[np.int64]
    people: int


def find_themes(work: Work, side: Side) -> None:
    """Find one side's themes. A side without statements has none."""
    bench = work.bench
    with bench.store.sessions() as session:
        corpus = load_corpus(session, bench.run_id, side, bench.embedder.fingerprint)
    if not corpus.texts:
        with work.finishing(0):
            return
    work.advance(0, len(corpus.texts))
    anchors = bench.knowledge.anchors(side)
    grouping = _group(work, corpus, anchors)
    languages = [voice.said.language for voice in corpus.voices]
    described = describe(
        corpus.texts, corpus.vectors, grouping.labels, languages, partial(embed_kept, bench.store, bench.embedder)
    )
    named = rename(work, corpus, grouping.labels, described)
    drafts = [_draft(corpus, grouping, label, anchors, name) for label, name in enumerate(named)]
    # The order of groups comes from their sizes in statements; readers count people.
    ranked = sorted(drafts, key=lambda draft: (-draft.people, draft.named.name))
    with work.finishing(len(corpus.texts)) as session:
        _store(session, work, side, corpus, grouping, ranked)


def _group(work: Work, corpus: Corpus, anchors: Sequence[Anchor]) -> Grouping:
    bench = work.bench
    texts = [text for each in anchors for text in each.prototypes]
    owners = [owner for owner, each in enumerate(anchors) for _ in each.prototypes]
    with bench.store.sessions() as session:
        hashes = [hash_text(bench.store, text) for text in texts]
        prototypes = load_vectors(session, hashes, bench.embedder.fingerprint)
    likely = anchor(corpus.vectors, prototypes, owners)
    settings = bench.settings
    pains = corpus.pains[corpus.first]
    return cluster.group(corpus.vectors, corpus.counts, pains, likely, settings.themes, settings.seed)


def _draft(corpus: Corpus, grouping: Grouping, label: int, anchors: Sequence[Anchor], named: Named) -> Draft:
    column = grouping.anchors[label]
    if column is not None and named.name_from == "keywords":
        named = replace(named, name=anchors[column].name, name_from="knowledge")
    members = np.flatnonzero(grouping.labels[corpus.index] == label)
    return Draft(
        named=named,
        mechanism=None if column is None else anchors[column].id,
        members=members,
        people=len({corpus.voices[at].said.person for at in members}),
    )


def _store(
    session: Session, work: Work, side: Side, corpus: Corpus, grouping: Grouping, ranked: Sequence[Draft]
) -> None:
    months = choose_months(corpus.voices)
    for rank, draft in enumerate(ranked, 1):
        members = [corpus.voices[at] for at in draft.members]
        trend = people_by_period(members, corpus.voices, months)
        theme = Theme(
            run_id=work.bench.run_id,
            code=f"{side[0].upper()}{rank}",
            side=side,
            rank=rank,
            name=draft.named.name,
            name_from=draft.named.name_from,
            keywords=list(draft.named.keywords),
            description=draft.named.description,
            people=draft.people,
            statements=len(draft.members),
            pain_share=float(corpus.pains[draft.members].mean()),
            mechanism=draft.mechanism,
            trend=[list(cell) for cell in trend],
        )
        session.add(theme)
        session.flush()
        _store_members(session, work, theme.id, corpus, grouping, draft)


def _store_members(
    session: Session, work: Work, theme_id: int, corpus: Corpus, grouping: Grouping, draft: Draft
) -> None:
    quotes = {int(corpus.first[text]): rank for rank, text in enumerate(draft.named.quotes)}
    rows = [
        {
            "run_id": work.bench.run_id,
            "statement_id": corpus.voices[at].id,
            "theme_id": theme_id,
            "strength": float(grouping.strength[corpus.index[at]]),
            "quote": quotes.get(int(at)),
        }
        for at in draft.members
    ]
    session.execute(update(Membership), rows)
