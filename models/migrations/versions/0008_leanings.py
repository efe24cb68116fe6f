"""Where statements of the remainder lean."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("memberships") as memberships:
        memberships.add_column(sa.Column("leaning", sa.String(), nullable=True))
