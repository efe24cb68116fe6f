"""Remove people's words stored outside their records: vectors (by hash of the text), and quotes in links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from analyzer.clauses import cut
from analyzer.pipeline.store import Store
from analyzer.pipeline.vectors import hash_text
from models import Link, Record, Statement, Vector
from models.db import chunks


def hashes_of(session: Session, store: Store, records: Sequence[int]) -> frozenset[str]:
    """List the hashes under which vectors of some records may be stored: of their statements and clauses."""
    query = (
        select(Statement.text_hash, Record.text, Statement.start, Statement.end, Record.language)
        .join(Record, Record.id == Statement.record_id)
        .where(Record.id.in_(records))
    )
    found: set[str] = set()
    for text_hash, text, start, end, language in session.execute(query):
        said = text[start:end]
        found.add(text_hash)
        found.update(hash_text(store, said[first:last]) for first, last in cut(said, language))
    return frozenset(found)


def drop_vectors(session: Session, hashes: Iterable[str]) -> None:
    """Delete vectors of texts that no statement has any more. A clause that others said too is embedded again."""
    for chunk in chunks(sorted(hashes)):
        held = set(session.scalars(select(Statement.text_hash).where(Statement.text_hash.in_(chunk))))
        session.execute(delete(Vector).where(Vector.text_hash.in_(set(chunk) - held)))


def remove_quotes(session: Session, run_id: int, side: str, texts: Collection[str]) -> None:
    """Remove quotes of these records' texts from a run's links; the counts of people stay."""
    for link in session.scalars(select(Link).where(Link.run_id == run_id)):
        evidence = _without_quotes(link.evidence, side, texts)
        if evidence != link.evidence:
            session.execute(update(Link).where(Link.id == link.id).values(evidence=evidence))


def _without_quotes(evidence: Mapping[str, Any], side: str, texts: Collection[str]) -> dict[str, Any]:
    left = dict(evidence)
    left["voices"] = [each for each in left["voices"] if not _is_from(each, side, texts)]
    if judgement := left.get("judgement"):
        cited = [each for each in judgement["cited"] if not _is_from(each, side, texts)]
        left["judgement"] = {**judgement, "cited": cited}
    return left


def _is_from(quoted: Any, side: str, texts: Collection[str]) -> bool:
    """Whether a quote may come from one of the texts. Quotes of older runs are (side, text) pairs."""
    whose, said = (quoted["side"], quoted["text"]) if isinstance(quoted, Mapping) else quoted
    return whose == side and any(said in text for text in texts)
