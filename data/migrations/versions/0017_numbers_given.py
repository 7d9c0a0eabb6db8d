"""A number that was given in a session of a family group is not given again."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"team_id = ANY (string_to_array({_SETTING}, ','))"
_GIVEN = """
    INSERT INTO family_number (team_id, session_id, label)
    SELECT DISTINCT family_seat.team_id, family_seat.session_id, family_seat.label
    FROM family_seat WHERE NOT EXISTS (
        SELECT 1 FROM family_session WHERE family_session.team_id = family_seat.team_id
        AND family_session.id = family_seat.session_id AND family_session.state = 'over'
    )
"""


def upgrade() -> None:
    op.create_table(
        "family_number",
        sa.Column(
            "team_id",
            sa.String(),
            sa.ForeignKey("team.id", name="fk_family_number_team_id_team"),
            nullable=False,
        ),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("label", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "session_id", "label", name="pk_family_number"),
        sqlite_with_rowid=False,
    )
    op.execute(_GIVEN)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE family_number ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE family_number FORCE ROW LEVEL SECURITY")
        rule = f"{_SETTING} = '*' OR {_IN_SCOPE}"
        op.execute(f"CREATE POLICY of_teams ON family_number USING ({rule})")


def downgrade() -> None:
    op.drop_table("family_number")
