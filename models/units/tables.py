"""Units of which somebody has said that they are one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from models.base import Base
from models.columns import NEVER_REUSE_IDS, Key, UserId


class SameUnit(Base):
    """``unit`` is the same as ``other`` and goes by its name, as somebody said; records keep what was handed in."""

    __tablename__ = "same_units"
    __table_args__ = NEVER_REUSE_IDS

    id: Mapped[Key]
    unit: Mapped[str]
    other: Mapped[str]
    user_id: Mapped[UserId]
    created: Mapped[datetime]
