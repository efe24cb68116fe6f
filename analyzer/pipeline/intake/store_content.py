"""Store the content of an upload: its records, their statements, and the rows set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from analyzer.ingest import IngestError
from analyzer.pipeline.intake.prepare import KnownRow, Prepared, Row
from analyzer.pipeline.store import INSERT_BATCH_SIZE, Store, add_rows
from analyzer.pipeline.vectors import hash_text
from analyzer.types import Aside
from analyzer.types import SetAside as RowSetAside
from models import Record, SetAside, Statement, Upload, UploadRecord
from models.db import chunks
from models.enums import UploadStatus
from models.removals import barred_rows


@dataclass(frozen=True, slots=True)
class UploadContent:
    """The content of an upload, read and redacted.

    Attributes:
        rows: Every usable row.
        fresh: Records made from the rows that are not stored yet.
        known: The rows that are stored already, as they are read now.
        asides: The rows that became no record.
        notes: Sentences about what could not be used.
    """

    rows: tuple[Row, ...]
    fresh: tuple[Prepared, ...]
    known: tuple[KnownRow, ...]
    asides: tuple[RowSetAside, ...]
    notes: tuple[str, ...]


def known_rows(session: Session, fingerprints: Sequence[str]) -> dict[str, int]:
    """Find which rows are stored already: fingerprint → record id."""
    known: dict[str, int] = {}
    for chunk in chunks(fingerprints):
        found = session.execute(select(Record.fingerprint, Record.id).where(Record.fingerprint.in_(chunk)))
        known.update(found.all())
    return known


def count_people_with_other_text(session: Session, rows: Sequence[Row]) -> int:
    """Count people without a person column who have other texts stored than in these rows."""
    people = {row.person for row in rows if row.raw.person is None}
    fingerprints = {row.fingerprint for row in rows}
    found: set[str] = set()
    for chunk in chunks(sorted(people)):
        stored = session.execute(select(Record.person, Record.fingerprint).where(Record.person.in_(chunk)))
        found.update(person for person, fingerprint in stored if fingerprint not in fingerprints)
    return len(found)


def store_content(session: Session, store: Store, upload: Upload, upload_content: UploadContent) -> None:
    """Store an upload's content and mark it as stored, within the caller's transaction.

    Raises:
        IngestError: A record of it was removed while it was read.
    """
    fingerprints = [row.fingerprint for row in upload_content.rows]
    records = known_rows(session, fingerprints)
    lost = any(each.row.fingerprint not in records for each in upload_content.known)
    if lost or barred_rows(session, (*fingerprints, *(row.person for row in upload_content.rows))):
        raise IngestError("A record of it was removed while it was read, so nothing of it is stored: hand it in again.")
    fresh = [prepared for prepared in upload_content.fresh if prepared.row.fingerprint not in records]
    _update_records(session, upload_content.known, records)
    records |= _insert_records(session, upload.side, fresh)
    _insert_statements(session, store, fresh, records)
    _insert_rows(session, upload.id, upload_content, records)
    kinds = [aside.kind for aside in upload_content.asides]
    upload.no_answer, upload.skipped, upload.problem_rows = (
        kinds.count(kind) for kind in (Aside.NO_ANSWER, Aside.SKIPPED, Aside.PROBLEM)
    )
    upload.records, upload.rows = len(upload_content.rows), len(upload_content.rows) + len(upload_content.asides)
    upload.plan = {**upload.plan, "notes": list(upload_content.notes)}
    upload.status, upload.stored = UploadStatus.STORED, store.clock()


def _update_records(session: Session, known: Sequence[KnownRow], records: dict[str, int]) -> None:
    rows = [
        {
            "id": records[each.row.fingerprint],
            "person": each.row.person,
            "unit": each.row.raw.unit,
            "date": each.row.raw.date,
            "rating": each.row.raw.rating,
            "attributes": each.attributes,
            "asked": each.asked,
        }
        for each in known
    ]
    if rows:
        session.execute(update(Record), rows)


def _insert_records(session: Session, side: str, fresh: Sequence[Prepared]) -> dict[str, int]:
    rows = (
        {
            "fingerprint": prepared.row.fingerprint,
            "side": side,
            "person": prepared.row.person,
            "unit": prepared.row.raw.unit,
            "date": prepared.row.raw.date,
            "rating": prepared.row.raw.rating,
            "language": prepared.language,
            "text": prepared.text,
            "attributes": prepared.attributes,
            "asked": prepared.asked,
        }
        for prepared in fresh
    )
    inserting = insert(Record).returning(Record.fingerprint, Record.id)
    known: dict[str, int] = {}
    while chunk := list(islice(rows, INSERT_BATCH_SIZE)):
        known.update(session.execute(inserting, chunk).all())
    return known


def _insert_statements(session: Session, store: Store, fresh: Sequence[Prepared], records: dict[str, int]) -> None:
    rows = (
        {
            "record_id": records[prepared.row.fingerprint],
            "start": start,
            "end": end,
            "text_hash": hash_text(store, prepared.text[start:end]),
        }
        for prepared in fresh
        for start, end in prepared.slices
    )
    add_rows(session, Statement, rows)


def _insert_rows(session: Session, upload_id: int, upload_content: UploadContent, records: dict[str, int]) -> None:
    held = (
        {"upload_id": upload_id, "record_id": records[row.fingerprint], "label": row.raw.id, "line": row.raw.line}
        for row in upload_content.rows
    )
    add_rows(session, UploadRecord, held)
    asides = (
        {"upload_id": upload_id, "line": aside.line, "kind": aside.kind, "reason": aside.reason}
        for aside in upload_content.asides
    )
    add_rows(session, SetAside, asides)
