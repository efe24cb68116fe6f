"""Nearest neighbours of each distinct text of a run, stored as numbers only, so that the next run can extend them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.lineage import extend
from analyzer.membership import NEIGHBOURS
from analyzer.neighbours import MAX_COMPARED, Neighbours, nearest
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.waves.follow import followed
from analyzer.types import Side
from models import Membership, Neighbourhood, Record, Run, Statement


def kept_neighbours(session: Session, run_id: int, side: Side, hashes: Sequence[str]) -> Neighbours | None:
    """Load a run's neighbours of exactly these texts, in the order of their hashes; None if it read other texts."""
    stored = session.get(Neighbourhood, (run_id, str(side)))
    if stored is None or stored.texts != _digest(hashes):
        return None
    indices, cosines = (
        np.frombuffer(values, kind).reshape(len(hashes), NEIGHBOURS)
        for values, kind in ((stored.indices, "<i4"), (stored.cosines, "<f4"))
    )
    return Neighbours(indices.astype(np.int64), cosines.astype(np.float32))


def load_neighbours(session: Session, run_id: int, side: Side, corpus: Corpus) -> Neighbours | None:
    """Load a run's neighbours of its own texts, in their order; None if it stored none."""
    order = np.argsort(corpus.hashes)
    found = kept_neighbours(session, run_id, side, sorted(corpus.hashes))
    if found is None:
        return None
    place = np.argsort(order)
    return Neighbours(order[found.indices][place], found.cosines[place])


def find_neighbours(session: Session, run_id: int, side: Side, corpus: Corpus) -> Neighbours | None:
    """Find the nearest neighbours of a run's distinct texts, extending those of the followed run if there are any.

    Returns None for very many texts: to compare all of them would take hours.
    """
    if len(corpus.texts) > MAX_COMPARED:
        return None
    # Only if both runs have the same embedder, and so the same vectors.
    same_embedder = select(Run.embedder).where(Run.id == run_id).scalar_subquery()
    followed_run = followed(session, run_id, Run.embedder == same_embedder)
    before = sorted(text_hashes(session, followed_run, side)) if followed_run else []
    old = kept_neighbours(session, followed_run, side, before) if followed_run else None
    if old is None:
        return nearest(corpus.vectors, NEIGHBOURS)
    places = {text_hash: at for at, text_hash in enumerate(before)}
    return extend(old, corpus.vectors, np.array([places.get(each, -1) for each in corpus.hashes], dtype=np.int64))


def add_neighbours(near: Neighbours, corpus: Corpus, known: NDArray[np.int64]) -> Neighbours | None:
    """Extend neighbours to all texts; ``known``: each text's old position, or -1. None for a handful of texts."""
    return None if near.indices.shape[1] < NEIGHBOURS else extend(near, corpus.vectors, known)


def keep_neighbours(session: Session, run_id: int, side: Side, corpus: Corpus, near: Neighbours) -> None:
    """Store the neighbours found; nothing is stored for a handful of texts."""
    if near.indices.shape[1] < NEIGHBOURS:
        return
    # In the order of the hashes, because a position among them does not reveal the text.
    order = np.argsort(corpus.hashes)
    place = np.argsort(order)
    session.merge(
        Neighbourhood(
            run_id=run_id,
            side=str(side),
            texts=_digest(sorted(corpus.hashes)),
            indices=place[near.indices[order]].astype("<i4").tobytes(),
            cosines=near.cosines[order].astype("<f4").tobytes(),
        )
    )


def followed_hashes(session: Session, run_id: int, side: Side) -> frozenset[str]:
    """List the hashes of the texts that the followed run read; empty if no run is followed."""
    followed_run = followed(session, run_id)
    return text_hashes(session, followed_run, side) if followed_run else frozenset()


def text_hashes(session: Session, run_id: int, side: Side) -> frozenset[str]:
    """List the hashes of the texts that a run read on one side."""
    query = (
        select(Statement.text_hash)
        .join(Membership, Membership.statement_id == Statement.id)
        .join(Record, Record.id == Statement.record_id)
        .where(Membership.run_id == run_id, Record.side == side)
    )
    return frozenset(session.scalars(query))


def _digest(hashes: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()
