"""Choose the embedder of a run's statements: the full one, or a fast one trained on it."""

from __future__ import annotations

import logging

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.orm import Session

from analyzer.embed import FAST_MARKER, Embedder, can_teach_fast
from analyzer.pipeline.store import Store
from analyzer.pipeline.vectors import embed_kept
from analyzer.pipeline.waves.follow import followed
from analyzer.placeholders import without_placeholders
from models import Record, Run, RunUpload, Statement, UploadRecord

log = logging.getLogger(__name__)

# With more distinct statements than this, "auto" takes the fast tier (docs/decisions/0020-two-tiers.md).
MAX_STATEMENTS_EMBEDDED_IN_FULL = 30_000


def embedder_for_tier(tier: str, store: Store, run_id: int, full: Embedder) -> Embedder:
    """Return a run's embedder for a tier.

    The same statements give the same fast embedder, in whatever order they came: its training texts are chosen by
    hash, and their vectors are stored, so that a resumed run learns the same map.

    Args:
        tier: "auto", "full" or "fast".
        store: Holds the statements.
        run_id: The run whose statements are embedded.
        full: The full embedder, in whose vector space all texts are compared.
    """
    if tier == "full" or (tier == "auto" and _count(store, run_id) <= MAX_STATEMENTS_EMBEDDED_IN_FULL):
        return full
    if not can_teach_fast(full):
        log.warning("run %d: the fast tier needs a packaged embedder; every statement is embedded in full", run_id)
        return full
    from analyzer.embed.fast import FastEmbedder, choose_training_texts

    with store.sessions() as session:
        teachers = choose_training_texts(
            list(session.scalars(_texts(_teaching_run(session, run_id, f"{full.fingerprint}{FAST_MARKER}"))))
        )
    if not teachers:
        return full
    # It will embed texts without their hidden parts, so it is trained on such texts.
    return FastEmbedder(full, [without_placeholders(text) for text in teachers], embed_kept(store, full, teachers))


def _count(store: Store, run_id: int) -> int:
    with store.sessions() as session:
        return session.scalars(select(func.count(distinct(Statement.text_hash))).where(_read_by(run_id))).one()


def _teaching_run(session: Session, run_id: int, fast: str) -> int:
    """Find the run whose statements train the fast embedder: the first in the chain of followed runs that are all fast.

    This way known statements keep their vectors, and with them their themes, from wave to wave.
    """
    while (after := followed(session, run_id)) and (session.get_one(Run, after).embedder or "").startswith(fast):
        run_id = after
    return run_id


def _texts(run_id: int) -> Select[str]:
    text = func.substr(Record.text, Statement.start + 1, Statement.end - Statement.start)
    return (
        select(text)
        .distinct()
        .select_from(Statement)
        .join(Record, Record.id == Statement.record_id)
        .where(_read_by(run_id))
    )


def _read_by(run_id: int) -> ColumnElement[bool]:
    records = select(UploadRecord.record_id).join(RunUpload, RunUpload.upload_id == UploadRecord.upload_id)
    return Statement.record_id.in_(records.where(RunUpload.run_id == run_id))
