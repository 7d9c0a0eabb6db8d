"""A session may name who reads what was said in it while names are in it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("readers", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("family_session", column)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("family_session", "readers", server_default=None)


def downgrade() -> None:
    op.drop_column("family_session", "readers")
