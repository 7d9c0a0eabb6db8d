"""A database says under which pepper it is used, so that another one in its place is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("set_up", sa.Column("pepper", sa.String()))


def downgrade() -> None:
    op.drop_column("set_up", "pepper")
