"""Need county by county."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"team_id = ANY (string_to_array({_SETTING}, ','))"


def upgrade() -> None:
    link = sa.ForeignKey("team.id", name="fk_county_need_team_id_team")
    op.create_table(
        "county_need",
        sa.Column("team_id", sa.String(), link, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        *(_needed(name, sa.String) for name in ("tier", "file", "sha256")),
        *(_needed(name, sa.JSON) for name in ("figures", "left_out", "report")),
        _needed("saved_by_name", sa.String),
        _needed("saved_on", sa.Date),
        sa.PrimaryKeyConstraint("team_id", "version", name="pk_county_need"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE county_need ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE county_need FORCE ROW LEVEL SECURITY")
        rule = f"{_SETTING} = '*' OR {_IN_SCOPE}"
        op.execute(f"CREATE POLICY of_teams ON county_need USING ({rule})")


def downgrade() -> None:
    op.drop_table("county_need")


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)
