"""Alembic's entry: runs on the connection that models.db.migrate hands it."""

from __future__ import annotations

from alembic import context

import models

context.configure(
    connection=context.config.attributes["connection"], target_metadata=models.Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
