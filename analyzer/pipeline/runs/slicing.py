"""The step that divides leaving employees into wide bands, in runs whose settings ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.statements import StoredStatement, record_ids
from analyzer.slices import (
    Columns,
    Difference,
    Leaver,
    Slice,
    Slices,
    find_columns,
    months_per_number,
    read_leaver,
    slice_people,
)
from analyzer.types import Effect, Reason, Side
from models import Record, Run


def slice_leavers(step: StepContext) -> None:
    """Divide the employees into bands and compare what they name. What the bands were made from is not stored."""
    step.advance(0, 1)
    with step.context.store.sessions() as session:
        records = _latest(session, step.context.run_id)
        statements = step.context.statements(session, Side.EMPLOYEE)
    columns = find_columns(sorted({name for record in records.values() for name, _ in _cells(record)}))
    leavers = _read(list(records.values()), columns)
    found = slice_people(leavers, _naming(list(records), statements), columns)
    with step.finishing(1) as session:
        session.execute(update(Run).where(Run.id == step.context.run_id).values(slices=asdict(found)))


def read_slices(stored: Mapping[str, Any] | None) -> Slices | None:
    """Read what the step stored; None for a run that was not asked to divide people."""
    if stored is None:
        return None
    return Slices(
        slices=tuple(_slice(each) for each in stored["slices"]),
        notes=tuple(Reason(**note) for note in stored["notes"]),
    )


def _latest(session: Session, run_id: int) -> dict[str, Record]:
    """Load each person's latest record, which describes them as they were when they left."""
    query = select(Record).where(Record.side == Side.EMPLOYEE, Record.id.in_(record_ids(run_id)))
    records = session.scalars(query).all()
    ordered = sorted(records, key=lambda record: (record.date is not None, record.date, record.fingerprint))
    return {record.person: record for record in ordered}


def _cells(record: Record) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in record.attributes]


def _read(records: Sequence[Record], columns: Columns) -> list[Leaver]:
    cells = [dict(_cells(record)) for record in records]
    per_number = {
        name: months_per_number(name, tuple(row[name] for row in cells if name in row)) for name in columns.tenure
    }
    return [read_leaver(row, record.date, columns, per_number) for row, record in zip(cells, records, strict=True)]


def _naming(people: Sequence[str], statements: Sequence[StoredStatement]) -> dict[str, NDArray[np.bool_]]:
    """Map each theme's id to who names it, in the order of ``people``."""
    places = {person: at for at, person in enumerate(people)}
    naming: dict[str, NDArray[np.bool_]] = {}
    for statement in statements:
        if statement.content.theme is not None:
            row = naming.setdefault(statement.content.theme, np.zeros(len(people), dtype=np.bool_))
            row[places[statement.content.person]] = True
    return dict(sorted(naming.items(), key=lambda named: int(named[0][1:])))


def _slice(stored: Mapping[str, Any]) -> Slice:
    return Slice(
        kind=stored["kind"],
        columns=tuple(stored["columns"]),
        bands=tuple((str(name), int(people)) for name, people in stored["bands"]),
        unknown=stored["unknown"],
        differences=tuple(_difference(each) for each in stored["differences"]),
    )


def _difference(stored: Mapping[str, Any]) -> Difference:
    effects = {name: Effect(**stored[name]) if stored[name] else None for name in ("effect", "remains")}
    return Difference(**{**stored, **effects})
