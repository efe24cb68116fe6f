"""Which run follows which, what became of themes, and what people made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "waves",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("employee", sa.JSON(), nullable=True),
        sa.Column("customer", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_waves_run_id_runs"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["after_id"], ["runs.id"], name=op.f("fk_waves_after_id_runs"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_waves")),
    )
    op.create_index(op.f("ix_waves_after_id"), "waves", ["after_id"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_reviews_theme_id_themes"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_reviews_user_id_users"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_theme_id"), "reviews", ["theme_id"], unique=False)
    # No column with a foreign key: SQLite would make the table anew, and take what refers to it with the old one.
    with op.batch_alter_table("themes") as themes:
        themes.add_column(sa.Column("lineage", sa.JSON(), nullable=True))
        themes.add_column(sa.Column("pinned", sa.Boolean(), server_default="0", nullable=False))
        themes.add_column(sa.Column("merge_into", sa.String(), nullable=True))
