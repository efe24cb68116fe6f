"""Receive an upload: spool its bytes privately, inspect them, and recognise an upload that comes twice."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from analyzer.ingest import Choices, IngestError, Plan, Role, inspect
from analyzer.pipeline.intake.prepare import INTAKE_VERSION
from analyzer.pipeline.store import Store
from analyzer.pipeline.units import known_places
from analyzer.types import Side
from models import Upload
from models.db import insert_new
from models.enums import UploadStatus

# How long bytes, which are not redacted, are kept for somebody to decide how they are read.
_UNDECIDED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What somebody hands in.

    Attributes:
        name: The file's name.
        side: Whose words it holds.
        public: Whether it is published elsewhere (reviews).
        choices: Corrections of how it is read.
        user_id: Who hands it in; None on the command line.
        places: Units named in the files handed in with it, in addition to the stored ones.
    """

    name: str
    side: Side
    public: bool = False
    choices: Choices = field(default_factory=Choices)
    user_id: int | None = None
    places: frozenset[str] = frozenset()


def receive(store: Store, content: BinaryIO, new_upload: NewUpload) -> int:
    """Spool an upload's bytes and find out how to read them. Returns the upload's id.

    The same bytes for the same side, read in the same way, are one upload: its id is returned and nothing is added.

    Raises:
        IngestError: It cannot be read; nothing is left behind.
    """
    return receive_planned(store, content, new_upload)[0]


def receive_planned(store: Store, content: BinaryIO, new_upload: NewUpload) -> tuple[int, Plan]:
    """Do what ``receive`` does. Returns the upload's id and the plan by which it will be read."""
    spool = secrets.token_hex(16)
    path = store.spool / spool
    with ExitStack() as undo:
        undo.callback(path.unlink, missing_ok=True)
        sha256 = copy_private(content, path, store.installation.upload_limit)
        with store.sessions() as session:
            places = new_upload.places | known_places(session)
        plan = inspect(
            path, new_upload.name, new_upload.choices, store.installation.upload_limit, new_upload.side, places
        )
        upload_id, kept = _register(store, new_upload, plan, sha256, spool)
        if kept == spool:
            undo.pop_all()
    return upload_id, plan


def preview(store: Store, upload_id: int) -> Plan:
    """Return how a waiting upload will be read, with its first rows (not redacted).

    Raises:
        IngestError: It cannot be read that way.
    """
    with store.sessions() as session:
        upload = session.get_one(Upload, upload_id)
    return inspect_waiting(store, upload)


def choose(store: Store, upload_id: int, choices: Choices) -> int:
    """Correct how a waiting upload is read. Returns its id, or that of an existing upload to which it is equal now.

    Raises:
        IngestError: It cannot be read that way; the choices stay as they were.
        NoResultFound: It is no longer waiting.
    """
    with store.sessions.begin() as session:
        upload = session.scalars(select(Upload).where(_is_waiting(upload_id))).one()
        plan = _inspect_spooled(store, session, upload, choices)
        fingerprint = _fingerprint(store, upload.sha256, Side(upload.side), upload.public, plan)
        same = session.scalar(select(Upload.id).where(Upload.fingerprint == fingerprint, Upload.id != upload_id))
        if same is None:
            _change_waiting(session, upload_id, _reading_columns(fingerprint, plan, choices))
    if same is not None:
        discard(store, upload_id)
    return same or upload_id


def confirm(store: Store, upload_id: int) -> None:
    """Confirm that a waiting upload is stored as it is read now: it can no longer be corrected or discarded.

    Raises:
        NoResultFound: It is no longer waiting.
    """
    with store.sessions.begin() as session:
        _change_waiting(session, upload_id, {"status": UploadStatus.READING})


def discard(store: Store, upload_id: int) -> None:
    """Delete an upload that is waiting or failed: its row and its bytes.

    Raises:
        NoResultFound: It is stored, or being stored.
    """
    forgettable = (Upload.id == upload_id) & Upload.status.in_([UploadStatus.WAITING, UploadStatus.FAILED])
    with store.sessions.begin() as session:
        spool = session.scalars(delete(Upload).where(forgettable).returning(Upload.spool)).one()
    if spool is not None:
        (store.spool / spool).unlink(missing_ok=True)


def sweep(store: Store) -> None:
    """Delete uploads that nobody decided about for a day, and bytes left behind by a killed process.

    Safe while pages and other processes run: uploads confirmed or discarded meanwhile are left alone.
    """
    long_ago = store.clock() - _UNDECIDED_FOR
    with store.sessions.begin() as session:
        waiting = (Upload.status == UploadStatus.WAITING) & (Upload.created < long_ago)
        # In one SQL statement, so that an upload confirmed in the meantime is not deleted.
        abandoned = session.scalars(delete(Upload).where(waiting).returning(Upload.spool)).all()
    for spool in filter(None, abandoned):
        (store.spool / spool).unlink(missing_ok=True)
    with store.sessions() as session:
        stored = (Upload.status == UploadStatus.STORED) & Upload.spool.is_not(None)
        left = () if store.installation.keep_uploads else session.scalars(select(Upload.id).where(stored)).all()
    for upload_id in left:
        drop_bytes(store, upload_id)
    with store.sessions() as session:
        known = set(session.scalars(select(Upload.spool).where(Upload.spool.is_not(None))))
    for path in store.spool.iterdir():
        # A temporary file of a request may be gone by the time it is looked at.
        with suppress(FileNotFoundError):
            if path.name not in known and path.stat().st_mtime < long_ago.timestamp():
                path.unlink()


def inspect_waiting(store: Store, upload: Upload) -> Plan:
    """Inspect a waiting upload again, with the choices made for it.

    Raises:
        IngestError: It cannot be read that way.
    """
    choices = Choices(**upload.choices)  # type: ignore[arg-type]  # as _reading wrote them
    with store.sessions() as session:
        return _inspect_spooled(store, session, upload, choices)


def drop_bytes(store: Store, upload_id: int) -> None:
    """Delete an upload's bytes, if they are still there."""
    with store.sessions.begin() as session:
        upload = session.get_one(Upload, upload_id)
        spool, upload.spool = upload.spool, None
    if spool is not None:
        (store.spool / spool).unlink(missing_ok=True)


def copy_private(content: BinaryIO, path: Path, limit: int) -> str:
    """Copy into a private file, and stop just beyond ``limit`` bytes. Returns the SHA-256 of what was copied."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while size <= limit and (piece := content.read(1024 * 1024)):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest()


def _register(store: Store, new_upload: NewUpload, plan: Plan, sha256: str, spool: str) -> tuple[int, str | None]:
    """Find or create the upload's row. Returns its id and the name of its spooled file."""
    fingerprint = _fingerprint(store, sha256, new_upload.side, new_upload.public, plan)
    values = {
        **_reading_columns(fingerprint, plan, new_upload.choices),
        "sha256": sha256,
        "name": new_upload.name,
        "side": new_upload.side,
        "public": new_upload.public,
        "user_id": new_upload.user_id,
        "created": store.clock(),
        "status": UploadStatus.WAITING,
        "spool": spool,
        "error": None,
    }
    with store.sessions.begin() as session:
        session.execute(insert_new(session, Upload).values(values))
        # An upload that failed before is tried again with the new bytes.
        failed = (Upload.fingerprint == fingerprint) & (Upload.status == UploadStatus.FAILED)
        session.execute(update(Upload).where(failed).values(values))
        kept = session.execute(select(Upload.id, Upload.spool).where(Upload.fingerprint == fingerprint)).one()
    return kept.id, kept.spool


def _is_waiting(upload_id: int) -> ColumnElement[bool]:
    return (Upload.id == upload_id) & (Upload.status == UploadStatus.WAITING)


def _change_waiting(session: Session, upload_id: int, values: dict[str, object]) -> None:
    """Update a waiting upload in one SQL statement: of two simultaneous decisions about it only one succeeds."""
    session.scalars(update(Upload).where(_is_waiting(upload_id)).values(values).returning(Upload.id)).one()


def _inspect_spooled(store: Store, session: Session, upload: Upload, choices: Choices) -> Plan:
    limit = store.installation.upload_limit
    return inspect(_spooled(store, upload), upload.name, choices, limit, Side(upload.side), known_places(session))


def _spooled(store: Store, upload: Upload) -> Path:
    if upload.spool is None:
        raise IngestError(f"The bytes of {upload.name} are no longer kept: hand it in again to change how it is read.")
    return store.spool / upload.spool


def _fingerprint(store: Store, sha256: str, side: Side, public: bool, plan: Plan) -> str:
    """Hash how an upload is read, not what was chosen: choosing what was detected anyway changes nothing."""
    columns = tuple(replace(column, hint=None) for column in plan.columns)
    reading = asdict(replace(plan, name="", preview=(), notes=(), columns=columns))
    # An open question does not change how it is read.
    del reading["headers_unsettled"]
    return store.digest(INTAKE_VERSION, sha256, side, public, reading)


def _reading_columns(fingerprint: str, plan: Plan, choices: Choices) -> dict[str, object]:
    """Return the database columns that say how an upload is read; never the preview, which is not redacted."""
    return {
        "fingerprint": fingerprint,
        "people_known": bool(plan.with_role(Role.PERSON)),
        "choices": asdict(replace(choices, roles=dict(choices.roles or {}) or None)),
        "plan": {
            "format": plan.format,
            "encoding": plan.encoding,
            "delimiter": plan.delimiter,
            "header_rows": plan.header_rows,
            "headers_unsettled": plan.headers_unsettled,
            "columns": [{"name": column.name, "role": column.role} for column in plan.columns],
            "shape": plan.shape,
            "day": plan.day.isoformat() if plan.day else None,
            "unit": plan.unit,
            "date_order": plan.date_order,
            "dates_unsettled": plan.dates_unsettled,
            "notes": list(plan.notes),
        },
    }
