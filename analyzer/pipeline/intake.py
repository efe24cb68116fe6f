"""From bytes to stored records: spool, inspect, read, redact, segment, store."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select, update

from analyzer.ingest import Choices, IngestError, Plan, Role, inspect, read
from analyzer.pipeline.prepare import Prepared, Row, prepare, screen
from analyzer.pipeline.shelve import Harvest, known_rows, shelve
from analyzer.pipeline.store import Progress, Store, ignore_progress
from analyzer.pipeline.tools import Tools
from analyzer.types import SetAside, Side
from models import Upload
from models.db import insert_new
from models.enums import UploadStatus

# Rows between two signs of progress. Redaction takes milliseconds a row.
BATCH = 128


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody hands in.

    Attributes:
        name: What they call it.
        side: Whose words it holds.
        public: Whether everybody can read it elsewhere (published reviews).
        choices: What they corrected of how it is read.
        user_id: Who they are; None on the command line.
    """

    name: str
    side: Side
    public: bool = False
    choices: Choices = Choices()
    user_id: int | None = None


def add_upload(
    store: Store, content: BinaryIO, offer: Offer, tools: Tools, progress: Progress = ignore_progress
) -> int:
    """Receive an upload and take it in at once. Returns its id; the same upload twice is one.

    Raises:
        IngestError: It cannot be read; nothing is left behind.
    """
    upload_id = receive(store, content, offer)
    try:
        take_in(store, upload_id, tools, progress)
    except IngestError:
        discard(store, upload_id)
        raise
    return upload_id


def receive(store: Store, content: BinaryIO, offer: Offer) -> int:
    """Spool an upload's bytes and find out how to read them. Returns the upload's id.

    The same bytes for the same side, read in the same way, are one upload: its id comes back and nothing is added.

    Raises:
        IngestError: It cannot be read; nothing is left behind.
    """
    spool = secrets.token_hex(16)
    path = store.spool / spool
    with ExitStack() as undo:
        undo.callback(path.unlink, missing_ok=True)
        sha256 = _copy_private(content, path, store.place.upload_limit)
        plan = inspect(path, offer.name, offer.choices, store.place.upload_limit)
        upload_id, kept = _register(store, offer, plan, sha256, spool)
        if kept == spool:
            undo.pop_all()
    return upload_id


def preview(store: Store, upload_id: int) -> Plan:
    """Look again at an upload whose bytes still wait: how it will be read, with its first rows (not redacted).

    Raises:
        IngestError: It cannot be read that way.
    """
    with store.sessions() as session:
        upload = session.get_one(Upload, upload_id)
    return _inspect_again(store, upload, _choices(upload))


def choose(store: Store, upload_id: int, choices: Choices) -> int:
    """Correct how a waiting upload is read. Returns its id, or that of the upload which is the same now.

    Raises:
        IngestError: It cannot be read that way; the choices stay as they were.
    """
    with store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        plan = _inspect_again(store, upload, choices)
        fingerprint = _fingerprint(store, upload.sha256, Side(upload.side), upload.public, plan)
        same = session.scalar(select(Upload.id).where(Upload.fingerprint == fingerprint, Upload.id != upload_id))
        if same is None:
            upload.fingerprint, upload.choices, upload.plan = fingerprint, asdict(choices), _describe(plan)
    if same is not None:
        discard(store, upload_id)
    return same or upload_id


def take_in(store: Store, upload_id: int, tools: Tools, progress: Progress = ignore_progress) -> None:
    """Read, redact and segment a received upload and store its records in one transaction; then delete its bytes.

    One that is stored already stays as it is; one that was interrupted is read again from its beginning.

    Raises:
        IngestError: It broke off; no record of it is stored, its bytes are deleted, and its error says why.
    """
    with store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        if upload.status in {UploadStatus.STORED, UploadStatus.FAILED}:
            return
        upload.status, upload.done = UploadStatus.READING, 0
    try:
        harvest = _harvest(store, upload, tools, progress)
    except IngestError as error:
        fail_upload(store, upload_id, str(error))
        raise
    with store.sessions.begin() as session:
        shelve(session, store, session.get_one(Upload, upload_id), harvest)
    if not store.place.keep_uploads:
        _drop_bytes(store, upload_id)


def fail_upload(store: Store, upload_id: int, sentence: str) -> None:
    """Mark an upload as one that could not be taken in, with one sentence for people, and delete its bytes."""
    with store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        upload.status, upload.error = UploadStatus.FAILED, sentence
    _drop_bytes(store, upload_id)


def discard(store: Store, upload_id: int) -> None:
    """Forget an upload that is not stored: its row and its bytes."""
    _drop_bytes(store, upload_id)
    with store.sessions.begin() as session:
        session.delete(session.get_one(Upload, upload_id))


def _copy_private(content: BinaryIO, path: Path, limit: int) -> str:
    """Copy no more than tells that it is too much. Returns the bytes' SHA-256."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while size <= limit and (piece := content.read(1024 * 1024)):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest()


def _register(store: Store, offer: Offer, plan: Plan, sha256: str, spool: str) -> tuple[int, str | None]:
    """Find or make the upload's row. Returns its id and the bytes that it now waits with."""
    fingerprint = _fingerprint(store, sha256, offer.side, offer.public, plan)
    values = {
        "sha256": sha256,
        "name": offer.name,
        "side": offer.side,
        "public": offer.public,
        "choices": asdict(offer.choices),
        "plan": _describe(plan),
        "people_known": bool(plan.with_role(Role.PERSON)),
        "user_id": offer.user_id,
        "created": store.clock(),
        "status": UploadStatus.WAITING,
        "spool": spool,
        "error": None,
    }
    with store.sessions.begin() as session:
        session.execute(insert_new(session, Upload).values(fingerprint=fingerprint, **values))
        # What failed before is tried again with the new bytes.
        failed = (Upload.fingerprint == fingerprint) & (Upload.status == UploadStatus.FAILED)
        session.execute(update(Upload).where(failed).values(**values))
        return session.execute(select(Upload.id, Upload.spool).where(Upload.fingerprint == fingerprint)).one().tuple()


def _harvest(store: Store, upload: Upload, tools: Tools, progress: Progress) -> Harvest:
    """Read and prepare all rows, asking the database about known ones batch by batch."""
    side, path = Side(upload.side), store.spool / str(upload.spool)
    plan = _inspect_again(store, upload, _choices(upload))
    found = list(screen(read(path, plan), store, side, named=bool(plan.with_role(Role.ID))))
    rows = [each for each in found if isinstance(each, Row)]
    asides = tuple(each for each in found if isinstance(each, SetAside))
    fresh: list[Prepared] = []
    redactor = tools.redactor()
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        with store.sessions() as session:
            known = known_rows(session, [row.fingerprint for row in batch])
        fresh.extend(prepare([row for row in batch if row.fingerprint not in known], store, side, redactor))
        _advance(store, upload.id, start + len(batch), len(rows), progress)
    return Harvest(tuple(rows), tuple(fresh), asides)


def _advance(store: Store, upload_id: int, done: int, total: int, progress: Progress) -> None:
    with store.sessions.begin() as session:
        session.execute(update(Upload).where(Upload.id == upload_id).values(done=done, rows=total))
    progress("redact", done, total)


def _inspect_again(store: Store, upload: Upload, choices: Choices) -> Plan:
    if upload.spool is None:
        raise IngestError(f"The bytes of {upload.name} are no longer kept: hand it in again to change how it is read.")
    return inspect(store.spool / upload.spool, upload.name, choices, store.place.upload_limit)


def _drop_bytes(store: Store, upload_id: int) -> None:
    with store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        spool, upload.spool = upload.spool, None
    if spool is not None:
        (store.spool / spool).unlink(missing_ok=True)


def _choices(upload: Upload) -> Choices:
    roles, shape, dates = (upload.choices.get(name) for name in ("roles", "shape", "dates"))
    return Choices(roles, shape, dates)  # type: ignore[arg-type]  # written by asdict


def _fingerprint(store: Store, sha256: str, side: Side, public: bool, plan: Plan) -> str:
    """Made of how it is read, not of what was chosen: to confirm what was found is to change nothing."""
    reading = [(column.name, column.role) for column in plan.columns]
    return store.digest(sha256, side, public, reading, plan.shape, plan.date_order)


def _describe(plan: Plan) -> dict[str, object]:
    """What pages show of a plan later; never the preview, whose words are not redacted."""
    return {
        "format": plan.format,
        "encoding": plan.encoding,
        "delimiter": plan.delimiter,
        "header_rows": plan.header_rows,
        "columns": [{"name": column.name, "role": column.role} for column in plan.columns],
        "shape": plan.shape,
        "date_order": plan.date_order,
        "dates_unsettled": plan.dates_unsettled,
        "notes": list(plan.notes),
    }
