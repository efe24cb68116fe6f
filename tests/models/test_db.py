"""Opening the database."""

import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_mock_engine, delete, text
from sqlalchemy.exc import IntegrityError

from models import Base, Event, Run, Upload, User
from models.db import connect, migrate, sessions
from models.enums import Role

CET = timezone(timedelta(hours=1))
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def schema(engine: Engine) -> dict[str, list[str]]:
    # SQLite puts a table's name in quotes when it is renamed, as a table that is made anew is.
    plain = "replace(sql, '\"' || name || '\"', name)"
    query = f"SELECT name, {plain} FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"
    with engine.connect() as connection:
        # Alembic writes the constraints of a table in another order, and SQLite an added column on the line before it.
        return {
            name: sorted(part for raw in re.split(r"\n|, (?![^(]*\))", sql) if (part := raw.strip(" ,\t")))
            for name, sql in connection.execute(text(query))
        }


def test_it_migrates_an_empty_database_to_exactly_the_schema_of_the_tables(tmp_path: Path) -> None:
    migrated, made = connect(f"sqlite:///{tmp_path}/migrated.db"), connect(f"sqlite:///{tmp_path}/made.db")
    migrate(migrated)
    Base.metadata.create_all(made)
    assert schema(migrated) == schema(made)


def test_it_leaves_a_migrated_database_and_its_rows_as_they_are(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/a.db")
    migrate(engine)
    with sessions(engine).begin() as session:
        session.add(User(name="ada", password_hash="x", role=Role.HR, created=datetime.now(UTC)))
    migrate(engine)
    with sessions(engine)() as session:
        assert session.query(User).one().role is Role.HR


def test_it_opens_sqlite_with_a_write_ahead_log_enforced_foreign_keys_and_overwritten_deletions(tmp_path: Path) -> None:
    with connect(f"sqlite:///{tmp_path}/a.db").connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        # SQLite may be built so that this is so without being asked for.
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_it_makes_a_database_file_that_only_its_user_reads(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/a.db")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM users")
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}


def test_it_refuses_a_role_that_is_none(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/a.db")
    migrate(engine)
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql(
            "INSERT INTO users (name, password_hash, role, active, created) VALUES ('a', 'b', 'boss', 1, '2024-01-01')"
        )


def test_it_keeps_the_zone_of_a_time(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/a.db")
    migrate(engine)
    noon = datetime(2024, 5, 1, 12, tzinfo=CET)
    with sessions(engine).begin() as session:
        session.add(User(name="ada", password_hash="x", role=Role.CX, created=noon))
    with sessions(engine)() as session:
        assert session.query(User).one().created == noon


def test_it_has_tables_that_postgresql_can_make() -> None:
    statements: list[str] = []
    engine = create_mock_engine(
        "postgresql+psycopg://", lambda ddl, *_, **__: statements.append(str(ddl.compile(dialect=engine.dialect)))
    )
    Base.metadata.create_all(engine, checkfirst=False)
    assert sum("CREATE TABLE" in statement for statement in statements) == len(Base.metadata.tables)


def bring_to(engine: Engine, version: str) -> None:
    """Make a database as an older version of Headwater left it."""
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        connection.commit()


def test_it_brings_an_older_database_up_to_date(tmp_path: Path) -> None:
    engine, new = connect(f"sqlite:///{tmp_path}/a.db"), connect(f"sqlite:///{tmp_path}/new.db")
    migrate(new)
    bring_to(engine, "0005")
    migrate(engine)
    assert schema(engine) == schema(new)


def an_event(name: str) -> Event:
    return Event(fingerprint=name, start=NOON.date(), kind="other", note="", created=NOON)


def an_upload(name: str) -> Upload:
    return Upload(fingerprint=name, sha256="0", name=name, side="employee", choices={}, plan={}, created=NOON)


def a_run(name: str) -> Run:
    return Run(settings={}, seed=1, code_version=name, created=NOON)


def add(engine: Engine, row: Run | Upload | Event) -> int:
    with sessions(engine).begin() as session:
        session.add(row)
        session.flush()
        return row.id


@pytest.mark.parametrize("make", [a_run, an_upload, an_event])
def test_it_never_gives_a_number_twice(make: Callable[[str], Run | Upload | Event], tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/a.db")
    migrate(engine)
    assert [add(engine, make("a")), add(engine, make("b"))] == [1, 2]
    with sessions(engine).begin() as session:
        session.execute(delete(type(make(""))))
    assert add(engine, make("c")) == 3


# As version 0011 stored them, whatever columns came since.
OLDER_ROWS = """
INSERT INTO runs (id, status, settings, seed, code_version, cancel, created, not_tested, controls)
VALUES (7, 'done', '{}', 1, '', 0, '2024-05-01', '[]', '{}');
INSERT INTO uploads (id, fingerprint, sha256, name, side, public, status, choices, plan, rows, records, no_answer,
skipped, problem_rows, people_known, done, created)
VALUES (7, 'a', '', 'a', 'employee', 0, 'stored', '{}', '{}', 1, 1, 0, 0, 0, 0, 1, '2024-05-01');
INSERT INTO events (id, fingerprint, start, kind, note, created)
VALUES (7, 'a', '2024-05-01', 'other', '', '2024-05-01');
INSERT INTO set_asides (upload_id, line, kind, reason) VALUES (7, 1, 'skipped', 'a title');
INSERT INTO run_steps (run_id, position, name, status, done, total, seconds) VALUES (7, 0, 'a', 'done', 1, 1, 0);
INSERT INTO run_uploads (run_id, upload_id) VALUES (7, 7)
"""


def test_it_counts_on_in_an_older_database_and_loses_nothing_that_refers_to_a_number(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/a.db")
    bring_to(engine, "0011")
    with engine.begin() as connection:
        for row in OLDER_ROWS.split(";"):
            connection.exec_driver_sql(row)
    migrate(engine)
    with engine.connect() as connection:
        counts = {
            name: connection.scalar(text(f"SELECT count(*) FROM {name}"))
            for name in ("runs", "uploads", "events", "set_asides", "run_steps", "run_uploads")
        }
        assert set(counts.values()) == {1}
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    for make in (a_run, an_upload, an_event):
        added = add(engine, make("more"))
        with sessions(engine).begin() as session:
            session.execute(delete(type(make(""))).where(text(f"id = {added}")))
        assert (added, add(engine, make("and more"))) == (8, 9)


def test_it_makes_no_table_anew_where_what_refers_to_it_would_go(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="enforces no foreign keys"):
        bring_to(connect(f"sqlite:///{tmp_path}/a.db"), "0012")
