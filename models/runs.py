"""Runs of the analysis and their steps."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.columns import NEVER_REUSE_IDS, Key, UserId
from models.enums import RunStatus, StepStatus


class RunStep(Base):
    """One step of a run. Its results and its status DONE are stored in one transaction."""

    __tablename__ = "run_steps"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    status: Mapped[StepStatus] = mapped_column(default=StepStatus.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)


class Run(Base):
    """One analysis of certain uploads with certain settings.

    ``settings`` holds no key. ``cancel`` is a wish that the worker honours between two chunks; ``heartbeat`` is the
    worker's last sign of life. ``not_tested`` and ``controls`` are results of the link step, ``slices`` of a step
    that only runs which ask for it have. ``judged_by`` and ``heard_by`` name, by fingerprints, what read its
    statements: a run that follows takes over what the very same found.
    """

    __tablename__ = "runs"
    __table_args__ = NEVER_REUSE_IDS

    id: Mapped[Key]
    status: Mapped[RunStatus] = mapped_column(default=RunStatus.QUEUED, index=True)
    settings: Mapped[dict[str, object]]
    seed: Mapped[int]
    code_version: Mapped[str]
    embedder: Mapped[str | None]
    llm: Mapped[str | None]
    user_id: Mapped[UserId]
    cancel: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    started: Mapped[datetime | None]
    heartbeat: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    error: Mapped[str | None]
    not_tested: Mapped[list[dict[str, object]]] = mapped_column(default=list)
    controls: Mapped[dict[str, object]] = mapped_column(default=dict)
    slices: Mapped[dict[str, object] | None]
    judged_by: Mapped[str | None]
    heard_by: Mapped[str | None]
    steps: Mapped[list[RunStep]] = relationship(
        order_by=RunStep.position, cascade="all, delete-orphan", passive_deletes=True
    )


class RunUpload(Base):
    """Which uploads a run reads. An upload that a run has read stays as long as the run."""

    __tablename__ = "run_uploads"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="RESTRICT"), primary_key=True)


class Comparison(Base):
    """What leaders say they do, redacted (``intended``), what it met with, and the employees behind each complaint."""

    __tablename__ = "comparisons"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    intended: Mapped[list[str]]
    intentions: Mapped[list[dict[str, object]]] = mapped_column(default=list)
    involved: Mapped[list[dict[str, object]]] = mapped_column(default=list)


class Neighbourhood(Base):
    """Nearest neighbours of each distinct text of one side of a run: positions among the sorted hashes, and cosines.

    ``texts`` is a digest of these hashes: once a text is gone, the positions mean nothing and are not used.
    """

    __tablename__ = "neighbourhoods"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    texts: Mapped[str]
    indices: Mapped[bytes] = mapped_column(LargeBinary)
    cosines: Mapped[bytes] = mapped_column(LargeBinary)


class Wave(Base):
    """Which earlier run a run follows (None once that is deleted), and the account of each side's themes."""

    __tablename__ = "waves"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    after_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id", ondelete="SET NULL"), index=True)
    employee: Mapped[dict[str, object] | None]
    customer: Mapped[dict[str, object] | None]
