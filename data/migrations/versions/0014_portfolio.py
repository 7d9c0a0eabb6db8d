"""Which teams let their results be compared."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLE = "portfolio_consent"
_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"team_id = ANY (string_to_array({_SETTING}, ','))"


def upgrade() -> None:
    link = sa.ForeignKey("team.id", name=f"fk_{_TABLE}_team_id_team")
    op.create_table(
        _TABLE,
        sa.Column("team_id", sa.String(), link, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        *(_needed(name, sa.Boolean) for name in ("shown", "counted")),
        *(_needed(name, sa.String) for name in ("saved_by", "saved_by_name")),
        _needed("saved_on", sa.Date),
        sa.PrimaryKeyConstraint("team_id", "version", name=f"pk_{_TABLE}"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {_TABLE} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY")
        rule = f"{_SETTING} = '*' OR {_IN_SCOPE}"
        op.execute(f"CREATE POLICY of_teams ON {_TABLE} USING ({rule})")


def downgrade() -> None:
    op.drop_table(_TABLE)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)
