"""How many who came to a session of a family group had sat in none before, as a count alone."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("family_session", sa.Column("newcomers", sa.Integer()))


def downgrade() -> None:
    op.drop_column("family_session", "newcomers")
