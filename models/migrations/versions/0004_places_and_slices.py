"""Where a theme stands, and what slicing found."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("themes") as themes:
        themes.add_column(sa.Column("layer", sa.String(), nullable=True))
        themes.add_column(sa.Column("stages", sa.JSON(), nullable=False, server_default="[]"))
        themes.add_column(sa.Column("placed_from", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("slices", sa.JSON(), nullable=True))
