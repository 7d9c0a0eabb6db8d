"""Discussion guides and shared principles."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"team_id = ANY (string_to_array({_SETTING}, ','))"
_TABLES = ("guide_list", "guide_note", "principle_text", "principle_state", "principle_signature")


def upgrade() -> None:
    _guides()
    _principles()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            rule = f"{_SETTING} = '*' OR {_IN_SCOPE}"
            op.execute(f"CREATE POLICY of_teams ON {table} USING ({rule})")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _guides() -> None:
    _table(
        "guide_list",
        *_texts("wave_id"),
        _needed("items", sa.JSON),
        *_texts("saved_by"),
        key=("wave_id", "version"),
    )
    _table(
        "guide_note",
        *_texts("wave_id", "item", "words", "saved_by"),
        key=("wave_id", "item", "version"),
    )


def _principles() -> None:
    _table(
        "principle_text",
        *_texts("part", "words", "wave_id", "item"),
        _needed("place", sa.Integer),
        _needed("removed", sa.Boolean),
        sa.Column("from_version", sa.Integer()),
        *_texts("saved_by"),
        key=("part", "version"),
    )
    _table("principle_state", *_texts("state", "digest", "body"), key=("version",))
    _table(
        "principle_signature",
        *_texts("agency_code", "agency_name"),
        _needed("agrees", sa.Boolean),
        *_texts("words", "digest"),
        key=("agency_code", "version"),
    )


def _table(name: str, *columns: sa.Column, key: tuple[str, ...]) -> None:
    link = sa.ForeignKey("team.id", name=f"fk_{name}_team_id_team")
    op.create_table(
        name,
        sa.Column("team_id", sa.String(), link, nullable=False),
        _needed("version", sa.Integer),
        *columns,
        *_texts("saved_by_name"),
        _needed("saved_on", sa.Date),
        sa.PrimaryKeyConstraint("team_id", *key, name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    autoincrement = False if kind is sa.Integer else "auto"
    return sa.Column(name, kind(), nullable=False, autoincrement=autoincrement)


def _texts(*names: str) -> list[sa.Column]:
    return [_needed(name, sa.String) for name in names]
