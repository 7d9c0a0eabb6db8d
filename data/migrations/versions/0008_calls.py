"""Calls to services and what they found, and pairs of services that are not the same."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"= ANY (string_to_array({_SETTING}, ','))"
_OF_A_TEAM = ("listing_call", "listing_apart")


def upgrade() -> None:
    words = ("outcome", "asked_for", "takes_payer", "takes_family", "has_opening", "agency_code")
    _of_team(
        "listing_call",
        _needed("listing_id", sa.String),
        _needed("number", sa.Integer),
        _needed("called_on", sa.Date),
        *(_needed(name, sa.String) for name in (*words, "words", "saved_by_name")),
        _needed("saved_on", sa.Date),
        key=("listing_id", "number"),
    )
    _of_team(
        "listing_apart",
        *(_needed(name, sa.String) for name in ("one_id", "other_id")),
        _needed("version", sa.Integer),
        _needed("apart", sa.Boolean),
        _needed("saved_by_name", sa.String),
        _needed("saved_on", sa.Date),
        key=("one_id", "other_id", "version"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in _OF_A_TEAM:
            _wall(table)


def downgrade() -> None:
    for table in reversed(_OF_A_TEAM):
        op.drop_table(table)


def _wall(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY of_teams ON {table} USING ({_SETTING} = '*' OR team_id {_IN_SCOPE})")


def _of_team(name: str, *columns: sa.schema.SchemaItem, key: tuple[str, ...]) -> None:
    link = sa.ForeignKey("team.id", name=f"fk_{name}_team_id_team")
    team = sa.Column("team_id", sa.String(), link, nullable=False)
    primary = sa.PrimaryKeyConstraint("team_id", *key, name=f"pk_{name}")
    op.create_table(name, team, *columns, primary, sqlite_with_rowid=False)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    autoincrement = False if kind is sa.Integer else "auto"
    return sa.Column(name, kind(), nullable=False, autoincrement=autoincrement)
