"""PostgreSQL shows a transaction the rows of its teams only; nobody changes the log of staff."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"= ANY (string_to_array({_SETTING}, ','))"
_OF_A_TEAM = ("agency", "membership", "team_edition", "wave")
_OF_A_WAVE = (
    "reporting_group",
    "invitation",
    "ballot",
    "draft",
    "answer_sheet",
    "comment",
    "fact_tally",
    "released_report",
)
_REFUSED = "the log of what staff did is never changed"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _rows_of_teams()
        _log_on_postgresql()
    else:
        _log_on_sqlite()


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        for what in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER audit_entry_no_{what}")
        return
    for what in ("update", "delete", "truncate"):
        op.execute(f"DROP TRIGGER audit_entry_no_{what} ON audit_entry")
    op.execute("DROP FUNCTION refuse_change()")
    for table in ("frozen_edition", "answer", *_OF_A_WAVE, *_OF_A_TEAM, "team"):
        for policy in ("of_teams", "new") if table == "frozen_edition" else ("of_teams",):
            op.execute(f"DROP POLICY {policy} ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def _rows_of_teams() -> None:
    """What a row belongs to is asked through the same wall, so each rule is one step long."""
    _wall("team", f"id {_IN_SCOPE}")
    for table in _OF_A_TEAM:
        _wall(table, f"team_id {_IN_SCOPE}")
    for table in _OF_A_WAVE:
        _wall(table, "wave_id IN (SELECT id FROM wave)")
    _wall("answer", "sheet_id IN (SELECT id FROM answer_sheet)")
    pointing = "SELECT checksum FROM team_edition UNION ALL SELECT checksum FROM wave"
    _wall("frozen_edition", f"checksum IN ({pointing})")
    op.execute(  # it is nobody's until something points to it
        f"CREATE POLICY new ON frozen_edition FOR INSERT WITH CHECK ({_SETTING} <> '')"
    )


def _wall(table: str, rule: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY of_teams ON {table} USING ({_SETTING} = '*' OR {rule})")


def _log_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    for what in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_no_{what.lower()} BEFORE {what} ON audit_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _log_on_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    for what in ("UPDATE", "DELETE"):
        name = f"audit_entry_no_{what.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {what} ON audit_entry {refuse}")
    taken = "EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number)"
    op.execute(  # REPLACE deletes without asking the trigger above
        f"CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN {taken} {refuse}"
    )
