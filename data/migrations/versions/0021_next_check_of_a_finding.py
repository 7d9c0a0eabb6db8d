"""The day on which a finding is to be looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("gap_finding", sa.Column("check_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("gap_finding", "check_on")
