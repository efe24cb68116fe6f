"""Intentions and the employees involved."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "comparisons",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("intended", sa.JSON(), nullable=False),
        sa.Column("intentions", sa.JSON(), nullable=False),
        sa.Column("involved", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_comparisons_run_id_runs"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_comparisons")),
    )
