"""One table: how to reach people, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("book", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("destroy_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("contact")
