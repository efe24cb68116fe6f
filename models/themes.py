"""What a run found on each side."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.columns import Key, UserId


class Theme(Base):
    """What several people of one side say, as one run found it. ``code`` is its id within the run: "E1", "C4".

    ``layer``, ``stages`` and ``placed_from`` are results of a step of their own. ``lineage`` says what became of it
    since an earlier run, None where the run follows none. ``pinned`` and ``merge_into`` (another theme's code) are a
    person's: the next run keeps the theme however few speak of it, and takes the two for one.
    """

    __tablename__ = "themes"
    __table_args__ = (
        UniqueConstraint("run_id", "code"),
        CheckConstraint("side IN ('employee', 'customer')", name="side"),
    )

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    code: Mapped[str]
    side: Mapped[str]
    rank: Mapped[int]
    name: Mapped[str]
    name_from: Mapped[str]
    keywords: Mapped[list[str]]
    description: Mapped[str]
    people: Mapped[int]
    statements: Mapped[int]
    pain_share: Mapped[float]
    stability: Mapped[float | None]
    parent: Mapped[str | None]
    mechanism: Mapped[str | None]
    trend: Mapped[list[list[object]]]
    layer: Mapped[str | None]
    stages: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    placed_from: Mapped[str] = mapped_column(default="", server_default="")
    lineage: Mapped[dict[str, object] | None]
    pinned: Mapped[bool] = mapped_column(default=False, server_default="0")
    merge_into: Mapped[str | None]


class Membership(Base):
    """What one run says of one statement: its valence, and its theme or (None) that it stays in the remainder.

    The primary key is the law that a statement is in one theme at most. ``quote`` ranks a theme's telling statements
    from 0. ``leaning`` is kept for the test of links: of a statement of the remainder the code of the theme at whose
    edge it stands, or "~1" for the first of the loose groups. ``area`` names the area in which such a statement stands.
    ``question`` is a keyed hash of the question under which it was judged. ``heard`` lists the passages in which it
    speaks of the other side, each as [how likely, [[start, end] of each clause]]; it is None where nobody listened.
    """

    __tablename__ = "memberships"
    __table_args__ = (Index("ix_memberships_theme_id_quote", "theme_id", "quote"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    valence: Mapped[str]
    severity: Mapped[float]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id", ondelete="SET NULL"))
    strength: Mapped[float] = mapped_column(default=0.0)
    quote: Mapped[int | None]
    leaning: Mapped[str | None]
    area: Mapped[str | None]
    question: Mapped[str | None]
    heard: Mapped[list[list[object]] | None] = mapped_column(JSON(none_as_null=True))


class Review(Base):
    """A person's judgement of a theme: "renamed", "pinned", "unpinned", "merged" or "parted".

    ``value`` is the name it had, or the code of the theme that it is merged into. Rows are only ever added.
    """

    __tablename__ = "reviews"

    id: Mapped[Key]
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    value: Mapped[str]
    user_id: Mapped[UserId]
    created: Mapped[datetime]
