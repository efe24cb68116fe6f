"""Column types and column sets that several tables share."""

from __future__ import annotations

import enum
from datetime import UTC, datetime
from typing import Annotated

from sqlalchemy import DateTime, Dialect, ForeignKey
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time, always timezone-aware and in UTC: SQLite loses the zone that PostgreSQL keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a time without a zone; turn any other into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Restore the zone of a stored time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def values_of(kind: type[enum.Enum]) -> list[str]:
    """List what an enum's column stores: the members' values, not their names."""
    return [str(member.value) for member in kind]


Key = Annotated[int, mapped_column(primary_key=True)]
UserId = Annotated[int | None, mapped_column(ForeignKey("users.id", ondelete="SET NULL"))]
# For tables whose ids people see and write down: by default SQLite may give the id of a removed row to a new one.
NEVER_REUSE_IDS = {"sqlite_autoincrement": True}
