"""Every column, index and table option, read for anything that orders, times or identifies."""

import re

import sqlalchemy
from sqlalchemy import Date, DateTime, Float, Integer, Interval, LargeBinary, Numeric, Time, text
from sqlalchemy import inspect as schema_of

from data.store import database as store
from data.tables import metadata

RESPONDENTS = ("invitation", "ballot", "draft", "answer_sheet", "answer", "comment", "fact_tally")
RANDOM_KEY = {
    "invitation": ("token_hash",),
    "ballot": ("id",),
    "draft": ("key_hash",),
    "answer_sheet": ("id",),
    "answer": ("sheet_id", "item"),
    "comment": ("id",),
}
NUMBERS = {("answer", "level"), ("fact_tally", "people")}
COLUMNS = {
    "invitation": {"token_hash", "wave_id", "group_code", "kind", "used"},
    "ballot": {"id", "wave_id", "ciphertext"},
    "draft": {"key_hash", "wave_id", "ciphertext"},
    "answer_sheet": {"id", "wave_id", "group_code"},
    "answer": {"sheet_id", "item", "level"},
    "comment": {"id", "wave_id", "question", "text"},
    "fact_tally": {"wave_id", "fact", "option", "people"},
}
DAYS_OF_STAFF = {  # who signs in, and what they say for their agency under its name
    "scan": ("opened_on", "closed_on"),
    "scan_answer": ("source_date", "checked_on", "saved_on"),
    "scan_decision": ("checked_on", "saved_on"),
    "scan_plan": ("due_on", "saved_on"),
    "outcome_entry": ("period_start", "period_end", "source_date", "saved_on"),
    "membership": ("given_on",),
    **dict.fromkeys(
        ("scan_item", "scan_file", "scan_dissent", "scan_sign_off", "worksheet"), ("saved_on",)
    ),
    **dict.fromkeys(("listing_fact", "listing_capacity"), ("as_of", "saved_on")),
    "listing_call": ("called_on", "saved_on"),
    "listing_apart": ("saved_on",),
    "gap_finding": ("due_on", "check_on", "saved_on"),
    "gap_evidence": ("happened_on", "saved_on"),
    **dict.fromkeys(
        ("directory_import", "listing_category", "listing_known", "need_entry", "gap_signature"),
        ("saved_on",),
    ),
    "county_need": ("saved_on",),
    **dict.fromkeys(("guide_list", "guide_note", "principle_text"), ("saved_on",)),
    **dict.fromkeys(("principle_state", "principle_signature"), ("saved_on",)),
    "team_action": ("due_on", "check_on", "saved_on"),
    "result_hold": ("shown_on",),
    "made_report": ("made_on",),
    "meeting_note": ("saved_on",),
    "portfolio_consent": ("saved_on",),
}
DAYS_OF_STAFF |= {  # what staff wrote down; of the seats themselves there is no day at all
    "family_transcript": ("raw_ends_on", "saved_on"),
    "family_destruction": ("done_on",),
    **dict.fromkeys(
        (f"family_{name}" for name in ("study", "codebook", "session", "summary", "theme")),
        ("saved_on",),
    ),
    "family_study": ("saved_on", "shown_on"),
    "family_reading": ("saved_on",),
    "family_card_totals": ("saved_on",),
}
DAYS = {("wave", "opened_on"), ("wave", "closes_on")} | {
    (table, column) for table, columns in DAYS_OF_STAFF.items() for column in columns
}
MOMENTS = {
    ("made_report", "seen"),  # of a program at work; who answers makes no report
    ("set_up", "refused_until"),
    ("account", "refused_until"),
    ("account", "code_until"),
    ("membership", "code_until"),
    ("audit_entry", "at"),  # of what staff did; respondents are never written down there
    ("staff_session", "started"),
    ("staff_session", "seen"),
    ("wrong_codes", "minute"),  # of wrong codes only, and forgotten once the minute is over
}
MOMENT = ("_at", "time", "seen", "started", "until", "minute", "hour", "second", "when", "last")


def _columns():
    schema = schema_of(store.engine())
    for table in schema.get_table_names():
        for column in schema.get_columns(table):
            yield table, column


def test_a_table_that_respondents_touch_has_exactly_the_columns_that_were_thought_about(database):
    found = {table: set() for table in RESPONDENTS}
    for table, column in _columns():
        if table in found:
            found[table].add(column["name"])
    assert found == COLUMNS


def test_no_column_that_respondents_touch_tells_a_time_or_counts_up(database):
    for table, column in _columns():
        if table not in RESPONDENTS:
            continue
        where = f"{table}.{column['name']}"
        kind = column["type"]
        assert not isinstance(kind, Date | DateTime | Time | Interval | Float), where
        assert column.get("default") is None, where  # no now(), no nextval()
        assert not column.get("autoincrement") or not isinstance(kind, Integer), where
        if isinstance(kind, Integer | Numeric):
            assert (table, column["name"]) in NUMBERS, where


def test_waves_know_days_and_no_table_knows_the_time_of_anything_a_respondent_did(database):
    for table, column in _columns():
        kind, where = column["type"], (table, column["name"])
        assert not isinstance(kind, DateTime | Time | Interval), where
        assert isinstance(kind, Date) == (where in DAYS), where
        if column["name"] == "at" or any(word in column["name"] for word in MOMENT):
            assert where in MOMENTS, where


def test_nothing_in_the_database_counts_up_by_itself(database):
    for table, column in _columns():
        assert not column.get("identity"), table
        assert "nextval" not in str(column.get("default")), table
    if store.is_sqlite():
        with store.reading() as connection:
            tables = text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            assert not any("AUTOINCREMENT" in sql for (sql,) in connection.execute(tables))
    else:
        assert schema_of(store.engine()).get_sequence_names() == []


def test_rows_that_respondents_touch_are_keyed_by_something_random_or_hashed(database):
    schema = schema_of(store.engine())
    for table, key in RANDOM_KEY.items():
        assert tuple(schema.get_pk_constraint(table)["constrained_columns"]) == key, table
        first = next(c for c in schema.get_columns(table) if c["name"] == key[0])
        assert isinstance(first["type"], LargeBinary | sqlalchemy.BLOB), table


def test_no_table_on_sqlite_has_a_hidden_row_number(sqlite_database):
    with store.reading() as connection:
        statement = text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        tables = {name: sql for name, sql in connection.execute(statement)}  # noqa: C416
    tables.pop("alembic_version")
    assert set(tables) == set(metadata.tables)
    for name, sql in tables.items():
        assert sql.rstrip().endswith("WITHOUT ROWID"), name


def test_no_index_orders_what_respondents_leave(database):
    schema = schema_of(store.engine())
    for table in RESPONDENTS:
        assert schema.get_indexes(table) == [], table
        assert schema.get_unique_constraints(table) == [], table


def test_no_answer_points_to_an_invitation_or_a_ballot(database):
    schema = schema_of(store.engine())
    for table in RESPONDENTS:
        targets = {key["referred_table"] for key in schema.get_foreign_keys(table)}
        assert targets == ({"answer_sheet"} if table == "answer" else {"wave"}), table
    for table in schema.get_table_names():
        for key in schema.get_foreign_keys(table):
            assert key["referred_table"] not in ("invitation", "ballot", "draft"), table


def test_the_group_of_a_ballot_is_inside_its_seal(database):
    assert "group_code" not in COLUMNS["ballot"] | COLUMNS["draft"] | COLUMNS["comment"]


SEATS = {
    "family_card": {"team_id", "id", "study_id", "sealed"},
    "family_seat": {
        *("team_id", "id", "session_id", "label", "card_hash", "study_version"),
        *("quote_tier", "wants_preview", "may_record"),
    },
    "family_number": {"team_id", "session_id", "label"},
    "family_turn": {"team_id", "transcript_id", "stage", "number", "seat_id", "sealed"},
    "family_support": {"team_id", "theme_id", "seat_id", "source", "category"},
    "family_quote": {
        *("team_id", "id", "theme_id", "seat_id", "coding_id", "sealed", "scope", "answers"),
        *("proposed_by", "checked_by", "previewed"),
    },
}


def test_what_hangs_on_a_seat_has_no_day_and_nothing_that_was_not_thought_about(database):
    found = {table: {} for table in SEATS}
    for table, column in _columns():
        if table in found:
            found[table][column["name"]] = column["type"]
    assert {table: set(columns) for table, columns in found.items()} == SEATS
    for columns in found.values():
        assert not any(isinstance(kind, Date | DateTime | Time) for kind in columns.values())


def test_nothing_about_family_groups_points_to_a_contact(database):
    schema = schema_of(store.engine())
    assert "contact" not in schema.get_table_names()
    for table in (name for name in schema.get_table_names() if name.startswith("family_")):
        assert {key["referred_table"] for key in schema.get_foreign_keys(table)} == {"team"}
        assert not any("contact" in column["name"] for column in schema.get_columns(table)), table


TRIGGERS = {
    "sqlite": "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT c.relname, p.prosrc FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE NOT t.tgisinternal",
}
REFUSES = {
    "sqlite": r".* BEGIN SELECT RAISE\(ABORT, '[a-z ]+'\); END",
    "postgresql": r" BEGIN RAISE EXCEPTION '[a-z ]+'; END ",
}


def test_no_trigger_writes_anything_behind_our_back(database):
    with store.reading() as connection:
        kind = connection.dialect.name
        triggers = connection.execute(text(TRIGGERS[kind])).all()
    assert {table for table, _ in triggers} == {"audit_entry"}
    assert all(re.fullmatch(REFUSES[kind], words) for _, words in triggers)
