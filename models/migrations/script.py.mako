"""${message}."""

import sqlalchemy as sa
from alembic import op

import models.columns

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades}
