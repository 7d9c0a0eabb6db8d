"""A code that people agreed on after their talk is kept beside the codes of each, with what was."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    steps = sa.Column("settled", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("family_coding", steps)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("family_coding", "settled", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM family_coding WHERE coder = 'agreed'")
    op.drop_column("family_coding", "settled")
