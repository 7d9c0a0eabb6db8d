"""Family groups: plans, sessions, seats, sealed words, codes, themes, quotes, destruction."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_SETTING = "(SELECT current_setting('common_table.teams', true))"
_IN_SCOPE = f"= ANY (string_to_array({_SETTING}, ','))"
_OF_A_TEAM = tuple(
    f"family_{name}"
    for name in (
        *("study", "codebook", "session", "seat", "transcript", "turn", "string"),
        *("coding", "reading", "summary", "theme", "support", "quote", "destruction"),
    )
)


def upgrade() -> None:
    _plans()
    _words()
    _codings()
    _themes()
    if op.get_bind().dialect.name == "postgresql":
        for table in _OF_A_TEAM:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            rule = f"{_SETTING} = '*' OR team_id {_IN_SCOPE}"
            op.execute(f"CREATE POLICY of_teams ON {table} USING ({rule})")


def downgrade() -> None:
    for table in reversed(_OF_A_TEAM):
        op.drop_table(table)


def _plans() -> None:
    _table(
        "study",
        *_texts("id"),
        *_numbers("version"),
        *_texts("name"),
        _needed("settings", sa.JSON),
        *_texts("state"),
        *_saved(),
        key=("id", "version"),
    )
    _table(
        "codebook",
        *_texts("study_id"),
        *_numbers("version"),
        _needed("codes", sa.JSON),
        *_saved(),
        key=("study_id", "version"),
    )
    _table(
        "session",
        *_texts("id"),
        *_numbers("version"),
        *_texts("study_id", "name", "month", "language", "form", "state", "notice_read_by"),
        *(sa.Column(name, sa.Integer()) for name in ("came", "paid")),
        sa.Column("paid_amount", sa.Float()),
        *_numbers("pauses"),
        *_saved(),
        key=("id", "version"),
    )
    _table(
        "seat",
        *_texts("id", "session_id"),
        *_numbers("label"),
        _needed("card_hash", sa.LargeBinary),
        *_numbers("study_version"),
        *_texts("language"),
        _needed("consent", sa.JSON),
        _needed("facts", sa.JSON),
        *_texts("quote_tier"),
        _needed("wants_preview", sa.Boolean),
        key=("id",),
    )


def _words() -> None:
    _table(
        "transcript",
        *_texts("id", "session_id"),
        *_numbers("version"),
        *_texts("state"),
        _needed("evidence", sa.JSON),
        sa.Column("raw_ends_on", sa.Date()),
        *_texts("saved_by"),
        *_saved(),
        key=("id",),
    )
    _table(
        "turn",
        *_texts("transcript_id", "stage"),
        *_numbers("number"),
        sa.Column("seat_id", sa.String()),
        _needed("sealed", sa.LargeBinary),
        key=("transcript_id", "stage", "number"),
    )
    _table(
        "string",
        *_texts("transcript_id"),
        _needed("string_hash", sa.LargeBinary),
        sa.Column("replacement", sa.String()),
        *_texts("saved_by_name"),
        key=("transcript_id", "string_hash"),
    )
    _table(
        "summary",
        *_texts("session_id", "question"),
        *_numbers("version"),
        _needed("sealed", sa.LargeBinary),
        *_saved(),
        key=("session_id", "question", "version"),
    )


def _codings() -> None:
    _table(
        "coding",
        *_texts("id", "transcript_id"),
        *_numbers("number"),
        sa.Column("seat_id", sa.String()),
        *_numbers("start", "stop"),
        *_texts("code", "coder", "coder_name"),
        sa.Column("memo", sa.LargeBinary()),
        key=("id",),
    )
    _table(
        "reading",
        *_texts("transcript_id", "coder", "coder_name"),
        _needed("saved_on", sa.Date),
        key=("transcript_id", "coder"),
    )


def _themes() -> None:
    _table(
        "theme",
        *_texts("id"),
        *_numbers("version"),
        *_texts("study_id", "words", "direction", "category", "dimension", "statement", "state"),
        *_saved(),
        key=("id", "version"),
    )
    _table(
        "support",
        *_texts("theme_id", "seat_id", "source", "category"),
        key=("theme_id", "seat_id", "source"),
    )
    _table(
        "quote",
        *_texts("id", "theme_id", "seat_id", "coding_id"),
        _needed("sealed", sa.LargeBinary),
        *_texts("scope"),
        _needed("answers", sa.JSON),
        *_texts("proposed_by", "checked_by"),
        _needed("previewed", sa.Boolean),
        key=("id",),
    )
    _table(
        "destruction",
        *_texts("study_id"),
        *_numbers("number"),
        *_texts("what"),
        *_numbers("pieces"),
        *_texts("how"),
        _needed("done_on", sa.Date),
        *_texts("chain"),
        key=("study_id", "number"),
    )


def _table(name: str, *columns: sa.Column, key: tuple[str, ...]) -> None:
    table = f"family_{name}"
    constraint = op.f(f"fk_{table}_team_id_team")
    team = sa.Column("team_id", sa.String(), sa.ForeignKey("team.id", name=constraint))
    team.nullable = False
    primary = sa.PrimaryKeyConstraint("team_id", *key, name=op.f(f"pk_{table}"))
    op.create_table(table, team, *columns, primary, sqlite_with_rowid=False)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    autoincrement = False if kind is sa.Integer else "auto"
    return sa.Column(name, kind(), nullable=False, autoincrement=autoincrement)


def _texts(*names: str) -> list[sa.Column]:
    return [_needed(name, sa.String) for name in names]


def _numbers(*names: str) -> list[sa.Column]:
    return [_needed(name, sa.Integer) for name in names]


def _saved() -> list[sa.Column]:
    return [*_texts("saved_by_name"), _needed("saved_on", sa.Date)]
