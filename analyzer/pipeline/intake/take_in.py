"""Process a received upload into stored records: read, redact, segment, store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO

from filelock import FileLock
from sqlalchemy import update

from analyzer.ingest import IngestError, Plan, Role, read, say_bad_dates, say_lacking, say_unplaced
from analyzer.pipeline.intake.prepare import (
    KnownRow,
    Prepared,
    Row,
    fingerprint_rows,
    may_be_emptied,
    prepare,
    redact_known,
    say_contacts,
    say_emptied,
)
from analyzer.pipeline.intake.receive import NewUpload, discard, drop_bytes, inspect_waiting, receive_planned
from analyzer.pipeline.intake.store_content import (
    UploadContent,
    count_people_with_other_text,
    known_rows,
    store_content,
)
from analyzer.pipeline.store import Progress, Store, ignore_progress
from analyzer.pipeline.tools import Tools
from analyzer.types import Aside, SetAside, Side
from analyzer.wording.counts import how_many
from models import Upload
from models.enums import UploadStatus
from models.removals import barred_rows

# Rows between two progress reports. Redaction takes milliseconds per row, and less in batches.
ROWS_PER_BATCH = 512
# The reason stored for a row that is kept out because its record was removed.
REMOVED_ROW_REASON = "its record was removed, so it does not come in again"


def add_upload(
    store: Store, content: BinaryIO, new_upload: NewUpload, tools: Tools, progress: Progress = ignore_progress
) -> int:
    """Receive an upload and process it at once. Returns its id; the same upload twice is one.

    Raises:
        IngestError: It cannot be read; nothing is left behind.
    """
    upload_id, plan = receive_planned(store, content, new_upload)
    try:
        take_in(store, upload_id, tools, progress, plan)
    except IngestError:
        discard(store, upload_id)
        raise
    return upload_id


def take_in(
    store: Store, upload_id: int, tools: Tools, progress: Progress = ignore_progress, plan: Plan | None = None
) -> None:
    """Read, redact and segment a received upload and store its records in one transaction; then delete its bytes.

    An upload that is stored already stays as it is; one that was interrupted is read again from the beginning. If
    another process is processing it, this one waits.

    Args:
        store: Where it is stored.
        upload_id: The upload.
        tools: The tools, of which the redactor is used.
        progress: Called with the number of rows done.
        plan: How it is read, if that was just determined.

    Raises:
        IngestError: It failed; no record of it is stored, its bytes are deleted, and its error says why.
    """
    with FileLock(store.lock(f"upload-{upload_id}"), mode=0o600):
        _take_in_locked(store, upload_id, tools, progress, plan)


def fail_upload(store: Store, upload_id: int, sentence: str) -> None:
    """Mark an upload as failed, with one sentence for people, and delete its bytes."""
    with store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        upload.status, upload.error = UploadStatus.FAILED, sentence
    drop_bytes(store, upload_id)


def _take_in_locked(store: Store, upload_id: int, tools: Tools, progress: Progress, plan: Plan | None) -> None:
    with store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        if upload.status in {UploadStatus.STORED, UploadStatus.FAILED}:
            return
        upload.status, upload.done = UploadStatus.READING, 0
    try:
        upload_content = _read_upload(store, upload, plan or inspect_waiting(store, upload), tools, progress)
        with store.sessions.begin() as session:
            store_content(session, store, session.get_one(Upload, upload_id), upload_content)
    except IngestError as error:
        fail_upload(store, upload_id, str(error))
        raise
    if not store.installation.keep_uploads:
        drop_bytes(store, upload_id)


def _read_upload(store: Store, upload: Upload, plan: Plan, tools: Tools, progress: Progress) -> UploadContent:
    """Read and prepare all rows, looking up stored ones in the database batch by batch."""
    side, path = Side(upload.side), store.spool / str(upload.spool)
    found = list(fingerprint_rows(read(path, plan), store, side, named=bool(plan.with_role(Role.ID))))
    read_rows = [each for each in found if isinstance(each, Row)]
    with store.sessions() as session:
        barred = barred_rows(session, [known_by for row in read_rows for known_by in (row.fingerprint, row.person)])
    kept_out = [row for row in read_rows if {row.fingerprint, row.person} & barred]
    rows = [row for row in read_rows if not {row.fingerprint, row.person} & barred]
    stay_out = [SetAside(row.raw.line, Aside.SKIPPED, REMOVED_ROW_REASON) for row in kept_out]
    asides = (*(each for each in found if isinstance(each, SetAside)), *stay_out)
    fresh: list[Prepared] = []
    again: list[KnownRow] = []
    redactor = tools.redactor()
    for start in range(0, len(rows), ROWS_PER_BATCH):
        batch = rows[start : start + ROWS_PER_BATCH]
        with store.sessions() as session:
            known = known_rows(session, [row.fingerprint for row in batch])
        fresh.extend(prepare([row for row in batch if row.fingerprint not in known], redactor))
        again.extend(redact_known([row for row in batch if row.fingerprint in known], redactor))
        _advance(store, upload.id, start + len(batch), len(rows), progress)
    with store.sessions() as session:
        reworded = count_people_with_other_text(session, rows)
    return UploadContent(tuple(rows), tuple(fresh), tuple(again), asides, _notes(plan, rows, fresh, reworded))


def _notes(plan: Plan, rows: Sequence[Row], fresh: Sequence[Prepared], reworded: int) -> tuple[str, ...]:
    bad_dates = say_bad_dates(plan, sum(row.raw.date is not None for row in rows), sum(row.raw.undated for row in rows))
    unplaced = say_unplaced(plan, Counter(say_lacking(row.raw) for row in rows))
    twice = (
        f"Of {how_many(reworded, 'row')} other words are stored under the same id, date and unit; each counts as one "
        "person, with both. If this file takes the place of an earlier one, remove that."
    )
    emptied = say_emptied(sum(not each.slices and may_be_emptied(each.row.raw.text) for each in fresh))
    notes = (*plan.notes, bad_dates, unplaced, twice if reworded else "", emptied, say_contacts(fresh))
    return tuple(note for note in notes if note)


def _advance(store: Store, upload_id: int, done: int, total: int, progress: Progress) -> None:
    with store.sessions.begin() as session:
        session.execute(update(Upload).where(Upload.id == upload_id).values(done=done, rows=total))
    progress("redact", done, total)
