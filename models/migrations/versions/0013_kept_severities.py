"""How bad a run found its themes, kept as it was once a record that it read is removed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("losses") as losses:
        losses.add_column(sa.Column("severities", sa.JSON(), nullable=True))
