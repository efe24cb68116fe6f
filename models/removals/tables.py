"""What stays of a record that was removed: that its row may not come in again, and the counts of runs that read it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.columns import Key


class BarredRow(Base):
    """A row that does not come in again: its record was removed.

    ``fingerprint`` is the keyed hash that knew it, or, where all of them went, the pseudonym of whoever wrote it.
    """

    __tablename__ = "barred_rows"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    created: Mapped[datetime]


class Loss(Base):
    """How many records of a side were removed since a run had read them, and what it had counted until then.

    ``coverage``, ``units`` (every name that the side's records gave) and ``severities`` (theme's code → mean) are the
    run's as it found them: counted anew, they would tell by the difference what the removed records had been counted
    for. ``severities`` is None where the first of them was removed before it was kept.
    """

    __tablename__ = "losses"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    records: Mapped[int]
    coverage: Mapped[dict[str, object]]
    units: Mapped[list[str]]
    severities: Mapped[dict[str, object] | None]


class Trace(Base):
    """That somebody said something of a theme, as one run counted it: no word, no unit, no day, no record.

    ``person`` is drawn at random, or the pseudonym of somebody of whom the run has another record still. ``theme`` is a
    code, None in the remainder; ``month`` the first day of it.
    """

    __tablename__ = "traces"

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), index=True)
    side: Mapped[str]
    person: Mapped[str] = mapped_column(String(64))
    theme: Mapped[str | None]
    valence: Mapped[str]
    area: Mapped[str | None]
    month: Mapped[date | None]
