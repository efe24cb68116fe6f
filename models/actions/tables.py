"""What was done about links, where and from when, and what later runs measured of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.columns import Key, UserId


class Rollout(Base):
    """A unit that got an action, as records spell it, and its first day there."""

    __tablename__ = "rollouts"

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]


class Action(Base):
    """Something done about a link. Names and mechanisms are copied from it, so that they outlive its run.

    ``declared`` is when units and days were last written down: a reader should know whether that was before the months
    that the action is measured on.
    """

    __tablename__ = "actions"

    id: Mapped[Key]
    link_id: Mapped[int | None] = mapped_column(ForeignKey("links.id", ondelete="SET NULL"), index=True)
    what: Mapped[str]
    owner: Mapped[str]
    open: Mapped[bool] = mapped_column(default=True)
    employee_name: Mapped[str]
    customer_name: Mapped[str]
    employee_mechanism: Mapped[str | None]
    customer_mechanism: Mapped[str | None]
    user_id: Mapped[UserId]
    created: Mapped[datetime]
    declared: Mapped[datetime]
    rollouts: Mapped[list[Rollout]] = relationship(
        order_by=Rollout.unit, cascade="all, delete-orphan", passive_deletes=True
    )


class Measurement(Base):
    """What one run says of one action. Both themes are this run's, None where they are not among its themes."""

    __tablename__ = "measurements"

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True, index=True)
    employee_theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id", ondelete="SET NULL"))
    customer_theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id", ondelete="SET NULL"))
    outcome: Mapped[str]
    sentence: Mapped[str]
    evidence: Mapped[dict[str, object]]
