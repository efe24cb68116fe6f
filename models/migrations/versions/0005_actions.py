"""What was tried about links, and what later runs measured of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table('actions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('open', sa.Boolean(), nullable=False),
    sa.Column('employee_name', sa.String(), nullable=False),
    sa.Column('customer_name', sa.String(), nullable=False),
    sa.Column('employee_mechanism', sa.String(), nullable=True),
    sa.Column('customer_mechanism', sa.String(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('declared', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['link_id'], ['links.id'], name=op.f('fk_actions_link_id_links'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_actions_user_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_actions'))
    )
    op.create_index(op.f('ix_actions_link_id'), 'actions', ['link_id'], unique=False)
    op.create_table('measurements',
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('employee_theme_id', sa.Integer(), nullable=True),
    sa.Column('customer_theme_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['actions.id'], name=op.f('fk_measurements_action_id_actions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['customer_theme_id'], ['themes.id'], name=op.f('fk_measurements_customer_theme_id_themes'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['employee_theme_id'], ['themes.id'], name=op.f('fk_measurements_employee_theme_id_themes'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_measurements_run_id_runs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('action_id', 'run_id', name=op.f('pk_measurements'))
    )
    op.create_index(op.f('ix_measurements_run_id'), 'measurements', ['run_id'], unique=False)
    op.create_table('rollouts',
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['actions.id'], name=op.f('fk_rollouts_action_id_actions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('action_id', 'unit', name=op.f('pk_rollouts'))
    )
