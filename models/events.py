"""Events at units: the current log, and the events that each run was given."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.columns import NEVER_REUSE_IDS, Key, UserId


class Event(Base):
    """An event in the log; without a unit it happened everywhere. ``fingerprint`` prevents duplicates."""

    __tablename__ = "events"
    __table_args__ = NEVER_REUSE_IDS

    id: Mapped[Key]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    unit: Mapped[str | None]
    start: Mapped[date] = mapped_column(index=True)
    end: Mapped[date | None]
    kind: Mapped[str]
    note: Mapped[str]
    user_id: Mapped[UserId]
    created: Mapped[datetime]


class RunEvents(Base):
    """The events that a run was given, copied when it was made: what is deleted from the log later changes no run.

    ``cells`` of the ``shared`` ones were left out because of them; how many each of them took stands in ``events``.
    """

    __tablename__ = "run_events"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    events: Mapped[list[dict[str, object]]]
    cells: Mapped[int] = mapped_column(default=0)
    shared: Mapped[int] = mapped_column(default=0)
