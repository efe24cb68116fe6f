"""The base of every table: named constraints, and one column type for each Python type."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase

from models.columns import UtcDateTime, values_of


class Base(DeclarativeBase):
    """Every table's base. Constraints are named, so that a migration can change them on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict[str, object]: JSON,
        list[str]: JSON,
        list[list[object]]: JSON,
        list[dict[str, object]]: JSON,
        enum.Enum: Enum(enum.Enum, native_enum=False, create_constraint=True, values_callable=values_of, length=32),
    }
