"""What became of the sound of a session, and when a report was shown to those who took part."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    sound = sa.Column("sound", sa.String(), nullable=False, server_default="")
    op.add_column("family_session", sound)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("family_session", "sound", server_default=None)
    op.add_column("family_study", sa.Column("shown_on", sa.Date()))


def downgrade() -> None:
    op.drop_column("family_study", "shown_on")
    op.drop_column("family_session", "sound")
