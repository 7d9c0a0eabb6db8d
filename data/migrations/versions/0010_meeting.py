"""What a meeting keeps: holds on results, the facilitator's notes."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"= ANY (string_to_array({_SETTING}, ','))"
_OF_A_TEAM = ("result_hold", "meeting_note")


def upgrade() -> None:
    _of_a_wave(
        "result_hold",
        _needed("version", sa.Integer),
        _needed("days", sa.Integer),
        sa.Column("shown_on", sa.Date()),
        sa.Column("beside", sa.String()),
    )
    _of_a_wave(
        "meeting_note",
        _needed("part", sa.String),
        _needed("version", sa.Integer),
        _needed("text", sa.String),
        _needed("saved_by_name", sa.String),
        _needed("saved_on", sa.Date),
        key=("part",),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in _OF_A_TEAM:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            rule = f"{_SETTING} = '*' OR team_id {_IN_SCOPE}"
            op.execute(f"CREATE POLICY of_teams ON {table} USING ({rule})")


def downgrade() -> None:
    for table in reversed(_OF_A_TEAM):
        op.drop_table(table)


def _of_a_wave(name: str, *columns: sa.schema.SchemaItem, key: tuple[str, ...] = ()) -> None:
    owners = [
        sa.Column(
            f"{owner}_id",
            sa.String(),
            sa.ForeignKey(f"{owner}.id", name=op.f(f"fk_{name}_{owner}_id_{owner}")),
            nullable=False,
        )
        for owner in ("team", "wave")
    ]
    primary = sa.PrimaryKeyConstraint("team_id", "wave_id", *key, name=op.f(f"pk_{name}"))
    op.create_table(name, *owners, *columns, primary, sqlite_with_rowid=False)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    autoincrement = False if kind is sa.Integer else "auto"
    return sa.Column(name, kind(), nullable=False, autoincrement=autoincrement)
