"""The stored statements and records that a run reads, in an order that does not depend on the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, cast

from sqlalchemy import Row, Select, Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from analyzer.clean import PARAGRAPH_BREAK
from analyzer.pipeline.store import INSERT_BATCH_SIZE
from analyzer.pipeline.units import known_units
from analyzer.spelling import SameUnits
from analyzer.types import Side, Valence
from analyzer.types import Statement as StatementContent
from models import Membership, Record, RunUpload, Statement, Theme, UploadRecord

# First character of a loose group's name ("~1"); themes have codes ("E1").
LOOSE_GROUP_PREFIX = "~"
_VALENCE_BY_VALUE = {valence.value: valence for valence in Valence}


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its database keys.

    Attributes:
        id: Key of the statement.
        record: Key of its record.
        text_hash: The hash under which its vector is stored.
        content: The statement itself, with the run's findings about it so far.
        leaning: For a statement without a theme, the code of the theme at whose edge it stands, or "~1" for a loose
            group, or None.
    """

    id: int
    record: int
    text_hash: str
    content: StatementContent
    leaning: str | None = None


class RecordRow(NamedTuple):
    """The columns of a record that a run needs; loading ORM objects would take three times as long.

    ``unit`` is the unit's current name: units that somebody said are one go by one name.
    """

    id: int
    person: str
    unit: str | None
    date: date | None
    rating: float | None
    language: str
    text: str


def load_records(session: Session, run_id: int, side: Side) -> dict[int, RecordRow]:
    """Load the records that a run reads on one side, by key, each once."""
    columns = (Record.id, Record.person, Record.unit, Record.date, Record.rating, Record.language, Record.text)
    query = select(*columns).where(Record.side == side, Record.id.in_(record_ids(run_id))).order_by(Record.id)
    known = known_units(session)
    return {
        row[0]: RecordRow._make((*row[:2], _current_unit_name(row[2], known), *row[3:]))
        for row in session.execute(query)
    }


def load_ratings(session: Session, run_id: int) -> dict[int, tuple[int, float]]:
    """Load the ratings of the records that a run reads: record key → (first upload that holds the record, rating)."""
    query = (
        select(Record.id, func.min(UploadRecord.upload_id), Record.rating)
        .join(UploadRecord, UploadRecord.record_id == Record.id)
        .join(RunUpload, RunUpload.upload_id == UploadRecord.upload_id)
        .where(RunUpload.run_id == run_id)
        .group_by(Record.id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query) if row[2] is not None}


def load_statements(session: Session, run_id: int, side: Side) -> tuple[StoredStatement, ...]:
    """Load a run's statements on one side with its findings, in the order of ``load_input_statements``."""
    return with_findings(session, run_id, side, load_input_statements(session, run_id, side))


def load_input_statements(session: Session, run_id: int, side: Side) -> tuple[StoredStatement, ...]:
    """Load the statements that a run reads on one side, sorted by content: equal inputs come in equal order."""
    # Columns, not ORM objects: building objects would take most of a rerun's time.
    query = select(
        Record.id,
        Record.person,
        Record.unit,
        Record.date,
        Record.language,
        Record.text,
        Record.asked,
        Record.rating,
    ).where(Record.side == side, Record.id.in_(record_ids(run_id)))
    records, labels = {record[0]: record for record in session.execute(query)}, _record_labels(session, run_id, side)
    known = known_units(session)
    slices = (
        select(Statement.id, Statement.record_id, Statement.start, Statement.end, Statement.text_hash)
        .join(Record, Record.id == Statement.record_id)
        .where(Record.side == side, Record.id.in_(record_ids(run_id)))
    )
    statements = [
        _stored_statement(side, statement, records[statement[1]], labels[statement[1]], known)
        for statement in session.execute(slices)
    ]
    return tuple(sorted(statements, key=_sort_key))


def with_findings(
    session: Session, run_id: int, side: Side, statements: Sequence[StoredStatement]
) -> tuple[StoredStatement, ...]:
    """Add a run's findings so far to its statements on one side; before they are judged there are none."""
    query = (
        select(
            Membership.statement_id,
            Membership.valence,
            Membership.severity,
            Membership.strength,
            Membership.leaning,
            Membership.area,
            Theme.code,
        )
        .join(Statement, Statement.id == Membership.statement_id)
        .join(Record, Record.id == Statement.record_id)
        .outerjoin(Theme, Theme.id == Membership.theme_id)
        .where(Membership.run_id == run_id, Record.side == side)
    )
    found = {finding[0]: finding for finding in session.execute(query)}
    return tuple(
        _add_findings(statement, found[statement.id]) if statement.id in found else statement
        for statement in statements
    )


def store_findings(session: Session, run_id: int, rows: Iterable[Mapping[str, object]]) -> None:
    """Store further findings about statements that a run has judged.

    Args:
        session: The transaction.
        run_id: The run.
        rows: Columns of ``Membership``, the same in each row, with the statement's key.
    """
    table = cast("Table", Membership.__table__)
    own = (table.c.run_id == run_id) & (table.c.statement_id == bindparam("statement"))
    waiting = iter(rows)
    while chunk := list(islice(waiting, INSERT_BATCH_SIZE)):
        found: dict[str, Any] = {name: bindparam(f"new_{name}") for name in chunk[0] if name != "statement_id"}
        # Directly on the connection: going through ORM objects would take longer than the run itself.
        session.connection().execute(
            update(table).where(own).values(found),
            [{"statement": row["statement_id"], **{f"new_{name}": row[name] for name in found}} for row in chunk],
        )


def load_texts(session: Session, run_id: int) -> dict[str, str]:
    """Load the distinct texts of a run's statements, by their hashes."""
    records = select(Record.id, Record.text).where(Record.id.in_(record_ids(run_id)))
    texts = dict(session.execute(records).all())
    slices = select(Statement.text_hash, Statement.record_id, Statement.start, Statement.end)
    return {
        text_hash: texts[record][start:end]
        for text_hash, record, start, end in session.execute(slices.where(Statement.record_id.in_(record_ids(run_id))))
    }


def languages(session: Session, run_id: int) -> dict[Side, dict[str, int]]:
    """Count the characters of a run's records by side and language."""
    query = (
        select(Record.side, Record.language, func.sum(func.length(Record.text)))
        .where(Record.id.in_(record_ids(run_id)))
        .group_by(Record.side, Record.language)
    )
    found: dict[Side, dict[str, int]] = {}
    for side, language, amount in session.execute(query):
        found.setdefault(Side(side), {})[language] = int(amount)
    return found


def record_ids(run_id: int) -> Select[int]:
    """Select the keys of the records that a run reads."""
    return (
        select(UploadRecord.record_id)
        .join(RunUpload, RunUpload.upload_id == UploadRecord.upload_id)
        .where(RunUpload.run_id == run_id)
    )


def _record_labels(session: Session, run_id: int, side: Side) -> dict[int, str]:
    """Label each record as its first upload does; if two uploads share a label, prefix the upload's number."""
    query = (
        select(UploadRecord.record_id, UploadRecord.upload_id, UploadRecord.label)
        .join(RunUpload, RunUpload.upload_id == UploadRecord.upload_id)
        .join(Record, Record.id == UploadRecord.record_id)
        .where(RunUpload.run_id == run_id, Record.side == side)
        .order_by(UploadRecord.upload_id.desc())
    )
    named = {record: (upload, label) for record, upload, label in session.execute(query)}
    uploads_of: dict[str, set[int]] = {}
    for upload, label in named.values():
        uploads_of.setdefault(label, set()).add(upload)
    numbers = {upload: number for number, upload in enumerate(sorted({upload for upload, _ in named.values()}), 1)}
    ambiguous = any(len(uploads) > 1 for uploads in uploads_of.values())
    return {record: f"{numbers[upload]}:{label}" if ambiguous else label for record, (upload, label) in named.items()}


def _stored_statement(
    side: Side, statement: Row[*tuple[Any, ...]], record: Row[*tuple[Any, ...]], label: str, known: SameUnits
) -> StoredStatement:
    statement_id, record_id, start, end, text_hash = statement
    _, person, unit, day, language, text, asked, rating = record
    content = StatementContent(
        side=side,
        record=label,
        start=start,
        end=end,
        text=text[start:end],
        language=language,
        person=person,
        unit=_current_unit_name(unit, known),
        date=day,
        question=question_of(text, asked, start),
        rating=rating,
    )
    return StoredStatement(statement_id, record_id, text_hash, content)


def _current_unit_name(unit: str | None, known: SameUnits) -> str | None:
    return unit and known.name(unit)


def _add_findings(statement: StoredStatement, finding: Row[*tuple[Any, ...]]) -> StoredStatement:
    content, (_, valence, severity, strength, leaning, area, code) = statement.content, finding
    # Written out, because dataclasses.replace() takes three times as long.
    judged = StatementContent(
        side=content.side,
        record=content.record,
        start=content.start,
        end=content.end,
        text=content.text,
        language=content.language,
        person=content.person,
        unit=content.unit,
        date=content.date,
        valence=_VALENCE_BY_VALUE.get(valence, Valence.NEUTRAL),
        severity=severity or 0.0,
        theme=code,
        strength=strength or 0.0,
        area=area,
        question=content.question,
        rating=content.rating,
    )
    return StoredStatement(statement.id, statement.record, statement.text_hash, judged, leaning)


def question_of(text: str, asked: Sequence[str], start: int) -> str:
    """Find the question that is answered at ``start``, "" where none is known.

    Each paragraph has its own in ``asked``. Where their numbers differ, the record was stored by an earlier version,
    which kept all that was asked and not which paragraph answers it.
    """
    if not asked or len(asked) != text.count(PARAGRAPH_BREAK) + 1:
        return ""
    return asked[text.count(PARAGRAPH_BREAK, 0, start)]


def _sort_key(statement: StoredStatement) -> tuple[str, ...]:
    content = statement.content
    return (content.text, content.unit or "", str(content.date or ""), content.record, f"{content.start:09d}")
