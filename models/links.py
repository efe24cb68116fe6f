"""Which themes a run linked, how surely, and which of these links have one root."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.columns import Key


class Link(Base):
    """A pair of themes that text proposed. What pages sort and filter by has a column; the rest is in ``evidence``."""

    __tablename__ = "links"
    __table_args__ = (
        UniqueConstraint("employee_theme_id", "customer_theme_id"),
        Index("ix_links_run_id_score", "run_id", "score"),
    )

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    employee_theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"))
    customer_theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"), index=True)
    grade: Mapped[str]
    sentence: Mapped[str]
    score: Mapped[float]
    p: Mapped[float | None]
    q: Mapped[float | None]
    lag: Mapped[int | None]
    direction: Mapped[str]
    mechanism: Mapped[str | None]
    evidence: Mapped[dict[str, object]]


class Ailment(Base):
    """Links that may have one root. ``code`` is its id within the run: "A1"; ``is_one`` whether the test bore it out.

    ``evidence`` names themes and links by the themes' codes.
    """

    __tablename__ = "ailments"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int]
    is_one: Mapped[bool]
    grade: Mapped[str]
    sentence: Mapped[str]
    evidence: Mapped[dict[str, object]]
