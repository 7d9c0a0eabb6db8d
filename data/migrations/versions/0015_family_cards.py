"""Cards with a few questions about those who came, and the totals they come to."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"team_id = ANY (string_to_array({_SETTING}, ','))"
_TABLES = ("family_card", "family_card_totals")


def upgrade() -> None:
    _table(
        "family_card",
        *(_needed(name, sa.String) for name in ("id", "study_id")),
        _needed("sealed", sa.LargeBinary),
        key="id",
    )
    _table(
        "family_card_totals",
        _needed("study_id", sa.String),
        _needed("floor", sa.Integer),
        _needed("totals", sa.JSON),
        _needed("saved_by_name", sa.String),
        _needed("saved_on", sa.Date),
        key="study_id",
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            rule = f"{_SETTING} = '*' OR {_IN_SCOPE}"
            op.execute(f"CREATE POLICY of_teams ON {table} USING ({rule})")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _table(name: str, *columns: sa.Column, key: str) -> None:
    link = sa.ForeignKey("team.id", name=f"fk_{name}_team_id_team")
    op.create_table(
        name,
        sa.Column("team_id", sa.String(), link, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("team_id", key, name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)
