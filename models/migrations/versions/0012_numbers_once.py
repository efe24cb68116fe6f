"""Numbers of runs, uploads and events are given once: SQLite goes on counting where rows were removed. PostgreSQL does anyway."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    # Each table is made anew: what refers to it would go with the old one.
    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("tables are made anew on a connection that enforces no foreign keys alone")
    for table in ("runs", "uploads", "events"):
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
