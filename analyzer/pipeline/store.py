"""What the pipeline reads and writes with: the database, the private spool, the key of its hashes, the clock."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session, sessionmaker

from analyzer.settings import InstallationSettings
from models.base import Base
from models.db import connect, migrate, sessions
from models.home import make_private, secret_key

# Rows per INSERT: preparing a million at once would take gigabytes.
INSERT_BATCH_SIZE = 10_000
_ENCODER = json.JSONEncoder(default=str)

Progress = Callable[[str, int, int], None]

# Thresholds of Python's garbage collector, one per generation (see gc.set_threshold). Statements and rows come by the
# hundred thousand and have no cycles: with Python's default of 700 the collector takes an eighth of a run.
GC_THRESHOLDS = (100_000, 50, 100)


@dataclass(frozen=True, slots=True)
class Store:
    """An opened installation.

    Attributes:
        installation: Its locations and limits.
        sessions: Opens database sessions.
        key: The key of every hash of a person, a row or a text; 32 random bytes.
        clock: Returns the current time, with its zone.
    """

    installation: InstallationSettings
    sessions: sessionmaker[Session]
    key: bytes
    clock: Callable[[], datetime]

    @property
    def spool(self) -> Path:
        """The folder where uploaded bytes wait until their redacted records are stored."""
        return self.installation.home / "spool"

    def lock(self, name: str) -> Path:
        """Return the path of a lock file for exclusive work; a killed process releases its lock."""
        return self.installation.home / "locks" / name

    def digest(self, *parts: object, size: int = 32) -> str:
        """Hash values with the installation's key, as ``2 * size`` hexadecimal digits."""
        return hashlib.blake2b(_hash_input(parts).encode(), key=self.key, digest_size=size).hexdigest()


def open_store(installation: InstallationSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Store:
    """Open an installation; on first use, make its private folder, its key and its database."""
    _relax_garbage_collection()
    make_private(installation.home)
    for folder in ("spool", "locks"):
        make_private(installation.home / folder)
    engine = connect(installation.database)
    migrate(engine)
    return Store(installation, sessions(engine), secret_key(installation.home), clock)


def _relax_garbage_collection() -> None:
    """Exempt everything imported so far from garbage collection, and collect less often."""
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def _hash_input(value: object) -> str:
    """Encode like ``json.dumps``, but without its set-up costs, which are high for the few short strings of a row."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_hash_input, value))}]"
    return _ENCODER.encode(value)


def add_rows(session: Session, table: type[Base], rows: Iterable[Mapping[str, object]]) -> None:
    """Insert many rows into a model's table in batches; as ORM objects they would take twice as long."""
    waiting, statement = iter(rows), insert(cast(Table, table.__table__))
    while chunk := list(islice(waiting, INSERT_BATCH_SIZE)):
        session.execute(statement, chunk)


def ignore_progress(step: str, done: int, total: int) -> None:
    """Ignore the progress of a step."""
