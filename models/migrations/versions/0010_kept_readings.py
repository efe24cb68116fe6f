"""What a run read out of statements, and which lie near each other, so that one that follows need not read them again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("judged_by", sa.String(), nullable=True))
        runs.add_column(sa.Column("heard_by", sa.String(), nullable=True))
    with op.batch_alter_table("memberships") as memberships:
        memberships.add_column(sa.Column("question", sa.String(), nullable=True))
        memberships.add_column(sa.Column("heard", sa.JSON(), nullable=True))
    op.create_table(
        "neighbourhoods",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("texts", sa.String(), nullable=False),
        sa.Column("indices", sa.LargeBinary(), nullable=False),
        sa.Column("cosines", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "side"),
    )
