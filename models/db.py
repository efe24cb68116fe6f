"""Opening the database and bringing its schema up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from models.base import Base
from models.home import make_private_file

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

BUSY_SECONDS = 30
# SQLite's page cache in KiB. Hashes are inserted all over their indexes: with the default of 2 MB it writes the same
# pages again and again, a quarter of the CPU time that storing 200,000 rows takes.
_CACHE_KIB = 64 * 1024
# How long a removal waits for readers of the write-ahead log.
_CHECKPOINT_TIMEOUT_MS = 2000
# Values in one IN (...): SQLite takes 32,766 at most.
_MAX_IN_VALUES = 10_000

Value = TypeVar("Value")


def connect(url: str) -> Engine:
    """Open the database named by a SQLAlchemy URL; a SQLite file is made on first use, private to its user."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address)
    if address.database and address.database != ":memory:":
        # The write-ahead files take their mode from the database's own.
        make_private_file(Path(address.database))
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def sessions(engine: Engine) -> sessionmaker[Session]:
    """Make a session factory whose objects can still be read after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


def migrate(engine: Engine) -> None:
    """Bring an empty or older database to this version's schema; several processes may do so at once."""
    if _is_current(engine):
        return
    # Rarely needed, and takes a quarter of a second to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    with engine.connect() as connection, _foreign_keys_off(connection):
        _lock_for_migration(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def insert_new(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Make an INSERT that ignores rows whose key exists already."""
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table).on_conflict_do_nothing()


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Split values into chunks of the size that one query takes."""
    return (values[start : start + _MAX_IN_VALUES] for start in range(0, len(values), _MAX_IN_VALUES))


def overwrite_deleted(engine: Engine) -> None:
    """Truncate SQLite's write-ahead log, so that no earlier version of a page outlives a deletion there.

    If somebody is reading at this moment, it stays until the log is restarted. Other databases handle this themselves.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_CHECKPOINT_TIMEOUT_MS}")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def _is_current(engine: Engine) -> bool:
    newest = max(path.name[:4] for path in files("models.migrations.versions").iterdir() if path.name[:4].isdecimal())
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Switch off SQLite's foreign keys while tables are rebuilt: dropping the old table would delete referring rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _lock_for_migration(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # sqlite3 does not open a transaction before DDL by itself, and could leave half a migration behind.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7305)")


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    pragmas = (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        f"cache_size=-{_CACHE_KIB}",
        # Overwrite deleted content: otherwise words stay in free pages until these are reused.
        "secure_delete=ON",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
