"""The community's resources: directories, listings, what is known of them, need, and gaps."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"= ANY (string_to_array({_SETTING}, ','))"
_OF_A_TEAM = (
    "directory_import",
    "listing",
    "listing_category",
    "listing_fact",
    "listing_capacity",
    "listing_known",
    "need_entry",
    "gap_finding",
    "gap_evidence",
    "gap_signature",
)


def upgrade() -> None:
    _directories()
    _known()
    _needs()
    _gaps()
    if op.get_bind().dialect.name == "postgresql":
        for table in _OF_A_TEAM:
            _wall(table, f"team_id {_IN_SCOPE}")
        _wall("directory_row", "import_id IN (SELECT id FROM directory_import)")


def downgrade() -> None:
    for table in ("directory_row", *reversed(_OF_A_TEAM)):
        op.drop_table(table)


def _wall(table: str, rule: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY of_teams ON {table} USING ({_SETTING} = '*' OR {rule})")


def _directories() -> None:
    _table(
        "directory_import",
        _needed("id", sa.String),
        _points_to("team_id", "team.id", table="directory_import"),
        _needed("number", sa.Integer),
        _needed("source", sa.String),
        _needed("names", sa.JSON),
        _needed("sha256", sa.String),
        _needed("report", sa.JSON),
        sa.Column("profile", sa.JSON()),
        _needed("saved_by", sa.String),
        *_saved(),
        key=("id",),
    )
    _table(
        "directory_row",
        _points_to("import_id", "directory_import.id", table="directory_row"),
        _needed("file", sa.String),
        _needed("line", sa.Integer),
        *(_needed(name, sa.String) for name in ("fate", "reason")),
        _needed("content", sa.JSON),
        key=("import_id", "file", "line"),
    )
    _of_team(
        "listing",
        *(_needed(name, sa.String) for name in ("id", "kind", "source", "key", "name")),
        _needed("body", sa.JSON),
        sa.Column("import_id", sa.String()),
        _needed("gone", sa.Boolean),
        sa.Column("merged_into", sa.String()),
        key=("id",),
    )


def _known() -> None:
    _of_team(
        "listing_category",
        *(_needed(name, sa.String) for name in ("listing_id", "category", "state", "rule")),
        sa.Column("confidence", sa.Float()),
        *_saved(),
        key=("listing_id", "category"),
    )
    _of_team(
        "listing_fact",
        *(_needed(name, sa.String) for name in ("listing_id", "fact")),
        _needed("version", sa.Integer),
        *(_needed(name, sa.String) for name in ("state", "condition", "source")),
        sa.Column("as_of", sa.Date()),
        *_saved(),
        key=("listing_id", "fact", "version"),
    )
    _of_team(
        "listing_capacity",
        _needed("listing_id", sa.String),
        _needed("version", sa.Integer),
        _needed("unit", sa.String),
        *(sa.Column(name, sa.Float()) for name in ("available", "maximum", "mean_stay_days")),
        *(sa.Column(name, sa.Float()) for name in ("families_per_worker", "wait_days")),
        _needed("source", sa.String),
        sa.Column("as_of", sa.Date()),
        *_saved(),
        key=("listing_id", "version"),
    )
    _of_team(
        "listing_known",
        *(_needed(name, sa.String) for name in ("listing_id", "agency_code")),
        _needed("version", sa.Integer),
        *(_needed(name, sa.String) for name in ("knows", "would_send")),
        *_saved(),
        key=("listing_id", "agency_code", "version"),
    )


def _needs() -> None:
    _of_team(
        "need_entry",
        *(_needed(name, sa.String) for name in ("about", "key", "agency_code")),
        _needed("version", sa.Integer),
        *(sa.Column(name, sa.Float()) for name in ("low", "likely", "high")),
        _needed("source", sa.String),
        sa.Column("year", sa.Integer()),
        *_saved(),
        key=("about", "key", "agency_code", "version"),
    )


def _gaps() -> None:
    words = ("category", "population", "area", "gap", "words", "cure", "owner_agency")
    _of_team(
        "gap_finding",
        _needed("id", sa.String),
        _needed("version", sa.Integer),
        *(_needed(name, sa.String) for name in words),
        sa.Column("due_on", sa.Date()),
        _needed("basis", sa.JSON),
        _needed("removed", sa.Boolean),
        _needed("saved_by", sa.String),
        *_saved(),
        key=("id", "version"),
    )
    _of_team(
        "gap_evidence",
        _needed("finding_id", sa.String),
        _needed("number", sa.Integer),
        *(_needed(name, sa.String) for name in ("kind", "words", "link", "agency_code")),
        _needed("happened_on", sa.Date),
        *_saved(),
        key=("finding_id", "number"),
    )
    _of_team(
        "gap_signature",
        _needed("finding_id", sa.String),
        _needed("agency_code", sa.String),
        *(_needed(name, sa.Integer) for name in ("number", "version")),
        _needed("agency_name", sa.String),
        _needed("agrees", sa.Boolean),
        *(_needed(name, sa.String) for name in ("words", "digest")),
        *_saved(),
        key=("finding_id", "agency_code", "number"),
    )


def _of_team(name: str, *columns: sa.schema.SchemaItem, key: tuple[str, ...]) -> None:
    _table(name, _points_to("team_id", "team.id", table=name), *columns, key=("team_id", *key))


def _table(name: str, *columns: sa.schema.SchemaItem, key: tuple[str, ...]) -> None:
    primary = sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")
    op.create_table(name, *columns, primary, sqlite_with_rowid=False)


def _saved() -> tuple[sa.Column, sa.Column]:
    return _needed("saved_by_name", sa.String), _needed("saved_on", sa.Date)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    autoincrement = False if kind is sa.Integer else "auto"
    return sa.Column(name, kind(), nullable=False, autoincrement=autoincrement)


def _points_to(name: str, target: str, *, table: str) -> sa.Column:
    other = target.partition(".")[0]
    link = sa.ForeignKey(target, name=f"fk_{table}_{name}_{other}")
    return sa.Column(name, sa.String(), link, nullable=False)
