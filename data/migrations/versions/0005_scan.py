"""The environmental scan, the worksheets beside it, and the baseline of shared results."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"= ANY (string_to_array({_SETTING}, ','))"
_OF_A_TEAM = ("scan", "scan_rater", "worksheet", "outcome_entry")
_OF_A_SCAN = (
    "scan_item",
    "scan_answer",
    "scan_file",
    "scan_decision",
    "scan_dissent",
    "scan_sign_off",
    "scan_plan",
)


def upgrade() -> None:
    _scans()
    _answers()
    _settled()
    _beside()
    if op.get_bind().dialect.name == "postgresql":
        for table in _OF_A_TEAM:
            _wall(table, f"team_id {_IN_SCOPE}")
        for table in _OF_A_SCAN:
            _wall(table, "scan_id IN (SELECT id FROM scan)")


def downgrade() -> None:
    for table in (*_OF_A_SCAN, *reversed(_OF_A_TEAM)):
        op.drop_table(table)


def _wall(table: str, rule: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY of_teams ON {table} USING ({_SETTING} = '*' OR {rule})")


def _scans() -> None:
    _table(
        "scan",
        _needed("id", sa.String),
        _points_to("team_id", "team.id", table="scan"),
        _needed("number", sa.Integer),
        *(_needed(name, sa.String) for name in ("title", "checklist_id", "checklist_version")),
        _needed("body", sa.String),
        _needed("asked", sa.JSON),
        sa.Column("earlier_id", sa.String()),
        _needed("opened_on", sa.Date),
        sa.Column("closed_on", sa.Date()),
        key=("id",),
    )
    _table(
        "scan_rater",
        _points_to("team_id", "team.id", table="scan_rater"),
        _points_to("account_id", "account.id", table="scan_rater"),
        _needed("agency_code", sa.String),
        key=("team_id", "account_id"),
    )
    _of_scan(
        "scan_item",
        *(_needed(name, sa.String) for name in ("id", "section")),
        sa.Column("section_title", sa.String()),
        *(_needed(name, sa.String) for name in ("text", "evidence")),
        _needed("who_knows", sa.JSON),
        _needed("place", sa.Integer),
        _needed("removed", sa.Boolean),
        *_saved(),
        key=("id",),
    )
    _of_scan(
        "scan_plan",
        _needed("item", sa.String),
        _needed("version", sa.Integer),
        *(sa.Column(name, sa.String()) for name in ("operating_agency", "owner_id")),
        _needed("owner_name", sa.String),
        sa.Column("due_on", sa.Date()),
        _needed("note", sa.String),
        _needed("done", sa.Boolean),
        *_saved(),
        key=("item", "version"),
    )


def _answers() -> None:
    _of_scan(
        "scan_answer",
        *(_needed(name, sa.String) for name in ("item", "agency_code")),
        _needed("version", sa.Integer),
        *(_needed(name, sa.String) for name in ("agency_name", "status")),
        sa.Column("confidence", sa.String()),
        *(_needed(name, sa.String) for name in ("evidence", "link", "source")),
        sa.Column("source_date", sa.Date()),
        _needed("checked_on", sa.Date),
        _needed("carried", sa.Boolean),
        _needed("saved_by", sa.String),
        *_saved(),
        key=("item", "agency_code", "version"),
    )
    _table(
        "scan_file",
        _needed("id", sa.String),
        _points_to("scan_id", "scan.id", table="scan_file"),
        *(_needed(name, sa.String) for name in ("item", "agency_code", "name", "kind")),
        _needed("size", sa.Integer),
        _needed("sha256", sa.String),
        sa.Column("content", sa.LargeBinary()),
        *_saved(),
        key=("id",),
    )


def _settled() -> None:
    _of_scan(
        "scan_decision",
        _needed("item", sa.String),
        _needed("number", sa.Integer),
        *(_needed(name, sa.String) for name in ("status", "basis", "reason")),
        _needed("heard", sa.JSON),
        _needed("checked_on", sa.Date),
        _needed("saved_by", sa.String),
        *_saved(),
        key=("item", "number"),
    )
    _of_scan(
        "scan_dissent",
        _needed("item", sa.String),
        _needed("number", sa.Integer),
        *(_needed(name, sa.String) for name in ("agency_code", "agency_name", "words")),
        *_saved(),
        key=("item", "number", "agency_code"),
    )
    _of_scan(
        "scan_sign_off",
        _needed("agency_code", sa.String),
        _needed("number", sa.Integer),
        *(_needed(name, sa.String) for name in ("agency_name", "digest", "words")),
        *_saved(),
        key=("agency_code", "number"),
    )


def _beside() -> None:
    _table(
        "worksheet",
        _points_to("team_id", "team.id", table="worksheet"),
        _needed("kind", sa.String),
        _needed("version", sa.Integer),
        *(_needed(name, sa.String) for name in ("body", "saved_by")),
        *_saved(),
        key=("team_id", "kind", "version"),
    )
    _table(
        "outcome_entry",
        _points_to("team_id", "team.id", table="outcome_entry"),
        _needed("entry_id", sa.String),
        _needed("version", sa.Integer),
        _needed("indicator", sa.String),
        *(sa.Column(name, sa.Integer()) for name in ("numerator", "denominator")),
        sa.Column("median", sa.Float()),
        *(_needed(name, sa.Date) for name in ("period_start", "period_end")),
        *(_needed(name, sa.String) for name in ("cohort", "source")),
        sa.Column("source_date", sa.Date()),
        _needed("notes", sa.String),
        sa.Column("agency_code", sa.String()),
        _needed("removed", sa.Boolean),
        _needed("saved_by", sa.String),
        *_saved(),
        key=("team_id", "entry_id", "version"),
    )


def _of_scan(name: str, *columns: sa.schema.SchemaItem, key: tuple[str, ...]) -> None:
    owner = _points_to("scan_id", "scan.id", table=name)
    _table(name, owner, *columns, key=("scan_id", *key))


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
