"""Reports that are being made or are ready to fetch."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"team_id = ANY (string_to_array({_SETTING}, ','))"


def upgrade() -> None:
    link = sa.ForeignKey("team.id", name="fk_made_report_team_id_team")
    op.create_table(
        "made_report",
        sa.Column("team_id", sa.String(), link, nullable=False),
        *(_needed(name, sa.String) for name in ("id", "wave_id", "format", "language")),
        _needed("parts", sa.JSON),
        _needed("state", sa.String),
        *(_needed(name, sa.Integer) for name in ("done", "total", "seen")),
        *(_needed(name, sa.String) for name in ("problem", "basis")),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        *(_needed(name, sa.String) for name in ("made_by", "made_by_name")),
        _needed("made_on", sa.Date),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_made_report"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE made_report ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE made_report FORCE ROW LEVEL SECURITY")
        rule = f"{_SETTING} = '*' OR {_IN_SCOPE}"
        op.execute(f"CREATE POLICY of_teams ON made_report USING ({rule})")


def downgrade() -> None:
    op.drop_table("made_report")


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)
