"""How many families are in line at a service; empty where nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing_capacity", sa.Column("families_waiting", sa.Float(), nullable=True))


def downgrade() -> None:
    op.drop_column("listing_capacity", "families_waiting")
