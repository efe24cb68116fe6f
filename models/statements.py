"""Records, the statements that are slices of them, and the vectors of the statements."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.columns import Key


class Record(Base):
    """One person's answer or comment, redacted. ``fingerprint`` is a keyed hash of what a row is known by.

    ``asked`` has the question that each paragraph of the text answers, "" where none is known; or it is empty.
    """

    __tablename__ = "records"
    __table_args__ = (CheckConstraint("side IN ('employee', 'customer')", name="side"),)

    id: Mapped[Key]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    side: Mapped[str] = mapped_column(index=True)
    person: Mapped[str] = mapped_column(String(64), index=True)
    unit: Mapped[str | None]
    date: Mapped[date | None]
    rating: Mapped[float | None]
    language: Mapped[str]
    text: Mapped[str]
    attributes: Mapped[list[list[object]]]
    asked: Mapped[list[str]]


class UploadRecord(Base):
    """Which upload holds which record: at which line, and under which id there."""

    __tablename__ = "upload_records"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id", ondelete="CASCADE"), primary_key=True, index=True)
    label: Mapped[str]
    line: Mapped[int]


class Statement(Base):
    """``record.text[start:end]``: the slice itself is stored once, in its record.

    ``text_hash`` is keyed, so that a list of likely sentences tells nothing to somebody who holds the table alone.
    """

    __tablename__ = "statements"
    __table_args__ = (CheckConstraint('"start" >= 0 AND "start" < "end"', name="slice"),)

    id: Mapped[Key]
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id", ondelete="CASCADE"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    text_hash: Mapped[str] = mapped_column(index=True)


class Vector(Base):
    """The embedding of a text by one embedder: float16, little-endian, normalised before it was rounded."""

    __tablename__ = "vectors"

    text_hash: Mapped[str] = mapped_column(primary_key=True)
    embedder: Mapped[str] = mapped_column(primary_key=True)
    values: Mapped[bytes] = mapped_column(LargeBinary)
