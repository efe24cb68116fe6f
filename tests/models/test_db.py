"""Opening the database."""

import re
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_mock_engine, text
from sqlalchemy.exc import IntegrityError

from models import Base, User
from models.db import connect, migrate, sessions
from models.enums import Role

CET = timezone(timedelta(hours=1))


def schema(engine: Engine) -> dict[str, list[str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"
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


def test_it_brings_an_older_database_up_to_date(tmp_path: Path) -> None:
    engine, new = connect(f"sqlite:///{tmp_path}/a.db"), connect(f"sqlite:///{tmp_path}/new.db")
    migrate(new)
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        connection.commit()
    migrate(engine)
    assert schema(engine) == schema(new)
