"""Which themes a run linked, and how surely."""

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
