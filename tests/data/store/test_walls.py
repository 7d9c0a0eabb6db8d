"""What the database refuses by itself is there as the migrations left it, or told as changed."""

import pytest
from sqlalchemy import text

from data.store import database as store
from data.store import walls

OFF = "is off, or another than in the program"
HARMLESS = """
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RETURN NULL; END $$
"""
OF_ANOTHER_STEP = """
    CREATE OR REPLACE TRIGGER audit_entry_no_truncate BEFORE DELETE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def do(*statements: str) -> None:
    with store.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_after_the_migrations_nothing_is_missing(database: str) -> None:
    assert walls.triggers() == walls.rules() == ()


@pytest.mark.parametrize("what", ["update", "delete", "replace"])
def test_a_trigger_of_the_log_that_somebody_dropped_is_told(
    sqlite_database: str, what: str
) -> None:
    do(f"DROP TRIGGER audit_entry_no_{what}")
    assert walls.triggers() == (f"trigger audit_entry_no_{what} is missing",)
    name = f"CREATE TRIGGER audit_entry_no_{what} BEFORE {what.replace('replace', 'insert')}"
    do(f"{name} ON audit_entry BEGIN SELECT 1; END")
    assert walls.triggers() == (f"trigger audit_entry_no_{what} {OFF}",)


def test_a_trigger_that_somebody_added_is_told(sqlite_database: str) -> None:
    do("CREATE TRIGGER odd AFTER INSERT ON ballot BEGIN SELECT 1; END")
    assert walls.triggers() == ("trigger odd is unknown to the program",)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TRIGGER audit_entry_no_delete ON audit_entry", "_no_delete is missing"),
        ("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_update", f"_no_update {OFF}"),
        (
            HARMLESS,
            f"_no_delete {OFF}",
        ),
        (
            OF_ANOTHER_STEP,
            f"_no_truncate {OFF}",
        ),
    ],
    ids=["dropped", "off", "harmless", "of another step"],
)
def test_triggers_of_a_server_are_looked_at_too(
    postgresql_database: str, statement: str, told: str
) -> None:
    do(statement)
    assert walls.triggers()[0] == f"trigger audit_entry{told}"


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("ALTER TABLE ballot DISABLE ROW LEVEL SECURITY", "row-level security of table ballot is"),
        ("ALTER TABLE team NO FORCE ROW LEVEL SECURITY", "row-level security of table team is off"),
        ("DROP POLICY of_teams ON answer", "policy answer.of_teams is missing"),
        ("CREATE POLICY odd ON answer USING (true)", "policy answer.odd is unknown"),
        ("ALTER POLICY of_teams ON answer USING (true)", f"policy answer.of_teams {OFF}"),
        ("ALTER POLICY of_teams ON answer WITH CHECK (true)", f"policy answer.of_teams {OFF}"),
        (
            "ALTER POLICY new ON frozen_edition WITH CHECK (true)",
            f"policy frozen_edition.new {OFF}",
        ),
    ],
)
def test_each_rule_for_rows_that_is_otherwise_is_told(
    postgresql_database: str, statement: str, told: str
) -> None:
    do(statement)
    (found,) = walls.rules()
    assert found.startswith(told)
