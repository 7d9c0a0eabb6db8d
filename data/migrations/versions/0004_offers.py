"""A role may be offered with a code, and an account remembers which team it was made for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership", sa.Column("code_hash", sa.LargeBinary()))
    op.add_column("membership", sa.Column("code_until", sa.Integer()))
    op.add_column("account", sa.Column("made_for", sa.String()))


def downgrade() -> None:
    op.execute("DELETE FROM membership WHERE code_hash IS NOT NULL")  # offers are no roles
    op.drop_column("membership", "code_until")
    op.drop_column("membership", "code_hash")
    op.drop_column("account", "made_for")
