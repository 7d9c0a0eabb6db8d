"""A code on some words may say which kind of help, and which kind of agency, they speak of."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_COLUMNS = ("category", "sector")


def upgrade() -> None:
    for name in _COLUMNS:
        column = sa.Column(name, sa.String(), nullable=False, server_default="")
        op.add_column("family_coding", column)
        if op.get_bind().dialect.name == "postgresql":
            op.alter_column("family_coding", name, server_default=None)


def downgrade() -> None:
    for name in _COLUMNS:
        op.drop_column("family_coding", name)
