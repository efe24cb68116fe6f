"""What a run reads, as the database holds it, in an order that does not depend on the files'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from analyzer.types import Side, Valence
from analyzer.types import Statement as Said
from models import Membership, Record, RunUpload, Statement, Theme, UploadRecord

# Begins the name of a loose group, where themes have codes.
LOOSE = "~"
_VALENCES = {valence.value: valence for valence in Valence}
# Between the answers of one row, as analyzer/ingest/tabular.py joins them.
ANSWERS_APART = "\n\n"


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement with the keys of its rows.

    Attributes:
        id: Key of the statement.
        record: Key of its record.
        text_hash: Under which its vector is kept.
        asked: The question that it answers, "" where none was asked or several were.
        said: The statement itself, with what the run has found about it so far.
        leaning: Without a theme, the code of the one at whose edge it stands, or "~1" for a loose group, or None.
    """

    id: int
    record: int
    text_hash: str
    said: Said
    asked: str = ""
    leaning: str | None = None


def load_records(session: Session, run_id: int, side: Side) -> dict[int, Record]:
    """Load the records that a run reads on one side, by key, none of them twice."""
    query = select(Record).where(Record.side == side, Record.id.in_(_record_ids(run_id))).order_by(Record.id)
    return {record.id: record for record in session.scalars(query)}


def load_voices(session: Session, run_id: int, side: Side) -> tuple[Voice, ...]:
    """Load a run's statements on one side, sorted by content: equal inputs come in equal order."""
    # Columns, not objects: a run asks for its voices many times, and building objects would be most of a rerun.
    query = select(
        Record.id, Record.person, Record.unit, Record.date, Record.language, Record.text, Record.asked
    ).where(Record.side == side, Record.id.in_(_record_ids(run_id)))
    records, labels = {record.id: record for record in session.execute(query)}, _labels(session, run_id, side)
    slices = (
        select(
            Statement.id,
            Statement.record_id,
            Statement.start,
            Statement.end,
            Statement.text_hash,
            Membership.valence,
            Membership.severity,
            Membership.strength,
            Membership.leaning,
            Membership.area,
            Theme.code,
        )
        .join(Record, Record.id == Statement.record_id)
        .outerjoin(Membership, (Membership.statement_id == Statement.id) & (Membership.run_id == run_id))
        .outerjoin(Theme, Theme.id == Membership.theme_id)
        .where(Record.side == side, Record.id.in_(_record_ids(run_id)))
    )
    voices = [
        _voice(side, statement, records[statement.record_id], labels[statement.record_id])
        for statement in session.execute(slices)
    ]
    return tuple(sorted(voices, key=_content))


def load_texts(session: Session, run_id: int) -> dict[str, str]:
    """Load the distinct texts of a run's statements, by their hashes."""
    records = select(Record.id, Record.text).where(Record.id.in_(_record_ids(run_id)))
    texts = dict(session.execute(records).all())
    slices = select(Statement.text_hash, Statement.record_id, Statement.start, Statement.end)
    return {
        text_hash: texts[record][start:end]
        for text_hash, record, start, end in session.execute(slices.where(Statement.record_id.in_(_record_ids(run_id))))
    }


def languages(session: Session, run_id: int) -> dict[Side, dict[str, int]]:
    """Count the characters of a run's records by side and language."""
    query = (
        select(Record.side, Record.language, func.sum(func.length(Record.text)))
        .where(Record.id.in_(_record_ids(run_id)))
        .group_by(Record.side, Record.language)
    )
    found: dict[Side, dict[str, int]] = {}
    for side, language, amount in session.execute(query):
        found.setdefault(Side(side), {})[language] = int(amount)
    return found


def _record_ids(run_id: int) -> Select[int]:
    return (
        select(UploadRecord.record_id)
        .join(RunUpload, RunUpload.upload_id == UploadRecord.upload_id)
        .where(RunUpload.run_id == run_id)
    )


def _labels(session: Session, run_id: int, side: Side) -> dict[int, str]:
    """Name each record as its first upload does; where two uploads use one name, put the upload's number before it."""
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


def _voice(side: Side, statement: Row[*tuple[Any, ...]], record: Row[*tuple[Any, ...]], label: str) -> Voice:
    said = Said(
        side=side,
        record=label,
        start=statement.start,
        end=statement.end,
        text=record.text[statement.start : statement.end],
        language=record.language,
        person=record.person,
        unit=record.unit,
        date=record.date,
        valence=_VALENCES.get(statement.valence, Valence.NEUTRAL),
        severity=statement.severity or 0.0,
        theme=statement.code,
        strength=statement.strength or 0.0,
        area=statement.area,
    )
    asked = question_of(record.text, record.asked, statement.start)
    return Voice(statement.id, record.id, statement.text_hash, said, asked, statement.leaning)


def question_of(text: str, asked: Sequence[str], start: int) -> str:
    """Tell which question is answered at ``start``: answers stand in their questions' order, a blank line between.

    Where the two do not match in number, an answer has a blank line of its own or a conversation was held: "".
    """
    if not asked or len(asked) != text.count(ANSWERS_APART) + 1:
        return ""
    return asked[text.count(ANSWERS_APART, 0, start)]


def _content(voice: Voice) -> tuple[str, ...]:
    said = voice.said
    return (said.text, said.unit or "", str(said.date or ""), said.record, f"{said.start:09d}")
