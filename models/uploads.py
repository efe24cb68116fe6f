"""What was handed in, and the rows of it that became no record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.columns import NEVER_REUSE_IDS, Key, UserId
from models.enums import UploadStatus


class Upload(Base):
    """One file or pasted text. Its bytes lie under ``spool`` in the private folder until its records are stored.

    ``fingerprint`` is made of the bytes' hash, the side, the publicity and the choices, so that the same file read in
    the same way is one upload. ``plan`` says how it was read (format, encoding, columns) and holds no word of any row.
    ``records`` counts those that it came with, ``removed`` those among them that were removed since.
    """

    __tablename__ = "uploads"
    __table_args__ = (CheckConstraint("side IN ('employee', 'customer')", name="side"), NEVER_REUSE_IDS)

    id: Mapped[Key]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str]
    side: Mapped[str] = mapped_column(index=True)
    public: Mapped[bool] = mapped_column(default=False)
    status: Mapped[UploadStatus] = mapped_column(default=UploadStatus.WAITING)
    spool: Mapped[str | None] = mapped_column(String(64))
    choices: Mapped[dict[str, object]]
    plan: Mapped[dict[str, object]]
    rows: Mapped[int] = mapped_column(default=0)
    records: Mapped[int] = mapped_column(default=0)
    no_answer: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    problem_rows: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0, server_default="0")
    people_known: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    user_id: Mapped[UserId]
    created: Mapped[datetime]
    stored: Mapped[datetime | None]

    @property
    def held(self) -> int:
        """How many of its records are still there."""
        return self.records - self.removed


class SetAside(Base):
    """A row that became no record, with the reason; the reason holds no word of the row."""

    __tablename__ = "set_asides"

    id: Mapped[Key]
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), index=True)
    line: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]
