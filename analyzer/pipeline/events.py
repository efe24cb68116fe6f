"""The log of events: add, read and delete entries; and the events that a run was given."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from analyzer.events import Event, EventKind, EventUse, LeftOut, Outside
from analyzer.ingest import Choices, EventSheet, read_events
from analyzer.pipeline.intake.receive import copy_private
from analyzer.pipeline.store import Store
from analyzer.pipeline.tools import Tools
from analyzer.pipeline.units import known_units
from analyzer.spelling import SameUnits, unit_key
from analyzer.types import Side
from models import Event as StoredEvent
from models import RunEvents
from models.db import insert_new
from models.queries import events as all_events
from models.queries import units


def read_event_file(store: Store, content: BinaryIO, name: str, choices: Choices) -> EventSheet:
    """Read a table of events. The bytes are deleted afterwards; units are matched with those of all records.

    Raises:
        IngestError: It cannot be read.
    """
    path = store.spool / secrets.token_hex(16)
    try:
        copy_private(content, path, store.installation.upload_limit)
        sheet = read_events(path, name, choices, store.installation.upload_limit)
    finally:
        path.unlink(missing_ok=True)
    with store.sessions() as session:
        return sheet.at(units(session, list(Side)))


def without_names(events: Sequence[Event], tools: Tools) -> tuple[Event, ...]:
    """Redact the notes: a note on a change of manager usually names people."""
    if not any(event.note for event in events):
        return tuple(events)
    redactor = tools.redactor()
    notes = redactor.redact_all([event.note for event in events])
    return tuple(replace(event, note=redacted.text) for event, redacted in zip(events, notes, strict=True))


def log_events(store: Store, events: Sequence[Event], tools: Tools, user_id: int | None = None) -> int:
    """Add events to the log, all of them or none; events already in it stay as they are.

    Returns:
        How many are new.
    """
    rows = [_to_stored(store, event, user_id) for event in without_names(events, tools)]
    with store.sessions.begin() as session:
        return sum(_insert(session, row) for row in rows)


def logged_events(session: Session) -> tuple[Event, ...]:
    """Read the log, the earliest first."""
    stored = sorted(all_events(session), key=lambda event: (event.start, event.id))
    return tuple(Event(event.unit, event.start, event.end, EventKind(event.kind), event.note) for event in stored)


def forget_event(store: Store, event_id: int) -> Event:
    """Delete an event from the log; runs that were given it keep it. Returns the event.

    Raises:
        sqlalchemy.exc.NoResultFound: There is no event with that number.
    """
    with store.sessions.begin() as session:
        stored = session.get_one(StoredEvent, event_id)
        session.delete(stored)
        return Event(stored.unit, stored.start, stored.end, EventKind(stored.kind), stored.note)


def give_events(session: Session, run_id: int, events: Sequence[Event]) -> None:
    """Store which events a run is given."""
    if events:
        session.execute(insert(RunEvents), [{"run_id": run_id, "events": [_to_row(event) for event in events]}])


def events_of_run(session: Session, run_id: int) -> LeftOut:
    """Load the events that a run was given, with what each excluded from its test."""
    stored = session.scalar(select(RunEvents).where(RunEvents.run_id == run_id))
    if stored is None:
        return LeftOut()
    known = known_units(session)
    return LeftOut(stored.cells, stored.shared, tuple(_use(row, known) for row in stored.events))


def store_left_out(session: Session, run_id: int, left_out: LeftOut) -> None:
    """Store what each event of a run excluded from its test."""
    rows = [{**_to_row(use.event), "cells": use.cells, "outside": use.outside} for use in left_out.uses]
    values = {"events": rows, "cells": left_out.cells, "shared": left_out.of}
    session.execute(update(RunEvents).where(RunEvents.run_id == run_id).values(values))


def _to_stored(store: Store, event: Event, user_id: int | None) -> dict[str, object]:
    content = (unit_key(event.unit or ""), event.start, event.end, event.kind, event.note)
    return {
        **_to_row(event),
        "fingerprint": store.digest("event", *content),
        "start": event.start,
        "end": event.end,
        "user_id": user_id,
        "created": store.clock(),
    }


def _insert(session: Session, row: Mapping[str, object]) -> int:
    new = insert_new(session, StoredEvent).values(row).returning(StoredEvent.id)
    return len(session.scalars(new).all())


def _to_row(event: Event) -> dict[str, object]:
    return {
        "unit": event.unit,
        "start": event.start.isoformat(),
        "end": event.end.isoformat() if event.end else None,
        "kind": event.kind,
        "note": event.note,
    }


def _use(row: Mapping[str, Any], known: SameUnits) -> EventUse:
    end, outside = row["end"], row.get("outside")
    event = Event(
        row["unit"] and known.name(row["unit"]),
        date.fromisoformat(row["start"]),
        date.fromisoformat(end) if end else None,
        EventKind(row["kind"]),
        row["note"],
    )
    return EventUse(event, row.get("cells", 0), Outside(outside) if outside else None)
