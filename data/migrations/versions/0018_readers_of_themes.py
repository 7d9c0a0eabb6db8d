"""Who wrote a version of a theme, and who else has read it before everybody may."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NEW = ("saved_by", "read_by", "read_by_name")


def upgrade() -> None:
    for name in _NEW:
        column = sa.Column(name, sa.String(), nullable=False, server_default="")
        op.add_column("family_theme", column)
    if op.get_bind().dialect.name == "postgresql":
        for name in _NEW:
            op.alter_column("family_theme", name, server_default=None)


def downgrade() -> None:
    for name in _NEW:
        op.drop_column("family_theme", name)
