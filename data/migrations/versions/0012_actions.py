"""The action plan."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"= ANY (string_to_array({_SETTING}, ','))"
_TABLE = "team_action"


def upgrade() -> None:
    link = sa.ForeignKey("team.id", name=f"fk_{_TABLE}_team_id_team")
    op.create_table(
        _TABLE,
        sa.Column("team_id", sa.String(), link, nullable=False),
        _needed("id", sa.String),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        *(_needed(name, sa.String) for name in ("what", "owner_agency", "owner_name")),
        _needed("helpers", sa.JSON),
        sa.Column("due_on", sa.Date()),
        *(_needed(name, sa.String) for name in ("status", "reason")),
        sa.Column("check_on", sa.Date()),
        *(_needed(name, sa.String) for name in ("check_shows", "notes")),
        _needed("source", sa.JSON),
        _needed("removed", sa.Boolean),
        *(_needed(name, sa.String) for name in ("saved_by", "saved_by_name")),
        _needed("saved_on", sa.Date),
        sa.PrimaryKeyConstraint("team_id", "id", "version", name=f"pk_{_TABLE}"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {_TABLE} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY")
        rule = f"{_SETTING} = '*' OR team_id {_IN_SCOPE}"
        op.execute(f"CREATE POLICY of_teams ON {_TABLE} USING ({rule})")


def downgrade() -> None:
    op.drop_table(_TABLE)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)
