"""Teams, waves, sealed answers, and the one result of each wave."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _access()
    _people_and_instruments()
    _waves()
    _while_open()
    _after_close()


def downgrade() -> None:
    for table in (
        "released_report",
        "fact_tally",
        "comment",
        "answer",
        "answer_sheet",
        "draft",
        "ballot",
        "invitation",
        "reporting_group",
        "wave",
        "team_edition",
        "frozen_edition",
        "agency",
        "team",
        "wrong_codes",
        "staff_session",
        "access",
    ):
        op.drop_table(table)


def _table(name: str, *columns: sa.Column, key: tuple[str, ...]) -> None:
    """A table without a hidden row number, its key named as all are."""
    primary = sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")
    op.create_table(name, *columns, primary, sqlite_with_rowid=False)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)


def _points_to(name: str, target: str, *, table: str, optional: bool = False) -> sa.Column:
    other = target.partition(".")[0]
    link = sa.ForeignKey(target, name=f"fk_{table}_{name}_{other}")
    kind = sa.LargeBinary() if target == "answer_sheet.id" else sa.String()
    return sa.Column(name, kind, link, nullable=optional)


def _access() -> None:
    _table(
        "access",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("passphrase", sa.String(), nullable=True),
        sa.Column("setup_code", sa.LargeBinary(), nullable=True),
        _needed("wrong_tries", sa.Integer),
        _needed("refused_until", sa.Integer),
        key=("id",),
    )
    op.execute("INSERT INTO access (id, wrong_tries, refused_until) VALUES (1, 0, 0)")
    _table(
        "staff_session",
        _needed("token_hash", sa.LargeBinary),
        _needed("started", sa.Integer),
        _needed("seen", sa.Integer),
        key=("token_hash",),
    )
    _table(
        "wrong_codes",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        _needed("minute", sa.Integer),
        _needed("tries", sa.Integer),
        key=("id",),
    )
    op.execute("INSERT INTO wrong_codes (id, minute, tries) VALUES (1, 0, 0)")


def _people_and_instruments() -> None:
    _table(
        "team",
        _needed("id", sa.String),
        _needed("name", sa.String),
        _needed("jurisdiction", sa.String),
        _needed("demo", sa.Boolean),
        key=("id",),
    )
    _table(
        "agency",
        _points_to("team_id", "team.id", table="agency"),
        _needed("code", sa.String),
        _needed("name", sa.String),
        _needed("sector", sa.String),
        _needed("people", sa.Integer),
        _needed("place", sa.Integer),
        key=("team_id", "code"),
    )
    _table(
        "frozen_edition",
        _needed("checksum", sa.String),
        _needed("body", sa.String),
        key=("checksum",),
    )
    _table(
        "team_edition",
        _points_to("team_id", "team.id", table="team_edition"),
        _needed("instrument_id", sa.String),
        _needed("version", sa.String),
        _points_to("checksum", "frozen_edition.checksum", table="team_edition"),
        key=("team_id", "instrument_id", "version"),
    )


def _waves() -> None:
    _table(
        "wave",
        _needed("id", sa.String),
        _points_to("team_id", "team.id", table="wave"),
        _needed("number", sa.Integer),
        _needed("title", sa.String),
        _needed("instrument_id", sa.String),
        _needed("instrument_version", sa.String),
        _points_to("checksum", "frozen_edition.checksum", table="wave", optional=True),
        _needed("languages", sa.JSON),
        _needed("smallest_group", sa.Integer),
        _needed("facts", sa.JSON),
        _needed("merges", sa.JSON),
        sa.Column("opened_on", sa.Date(), nullable=True),
        _needed("closes_on", sa.Date),
        _needed("state", sa.String),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        _needed("counted", sa.Boolean),
        key=("id",),
    )
    _table(
        "reporting_group",
        _points_to("wave_id", "wave.id", table="reporting_group"),
        _needed("code", sa.String),
        _needed("names", sa.JSON),
        _needed("members", sa.JSON),
        _needed("people", sa.Integer),
        sa.Column("answered", sa.Integer(), nullable=True),
        key=("wave_id", "code"),
    )


def _while_open() -> None:
    _table(
        "invitation",
        _needed("token_hash", sa.LargeBinary),
        _points_to("wave_id", "wave.id", table="invitation"),
        _needed("group_code", sa.String),
        _needed("kind", sa.String),
        _needed("used", sa.Boolean),
        key=("token_hash",),
    )
    _table(
        "ballot",
        _needed("id", sa.LargeBinary),
        _points_to("wave_id", "wave.id", table="ballot"),
        _needed("ciphertext", sa.LargeBinary),
        key=("id",),
    )
    _table(
        "draft",
        _needed("key_hash", sa.LargeBinary),
        _points_to("wave_id", "wave.id", table="draft"),
        _needed("ciphertext", sa.LargeBinary),
        key=("key_hash",),
    )


def _after_close() -> None:
    _table(
        "answer_sheet",
        _needed("id", sa.LargeBinary),
        _points_to("wave_id", "wave.id", table="answer_sheet"),
        _needed("group_code", sa.String),
        key=("id",),
    )
    _table(
        "answer",
        _points_to("sheet_id", "answer_sheet.id", table="answer"),
        _needed("item", sa.String),
        _needed("level", sa.Integer),
        key=("sheet_id", "item"),
    )
    _table(
        "comment",
        _needed("id", sa.LargeBinary),
        _points_to("wave_id", "wave.id", table="comment"),
        _needed("question", sa.String),
        _needed("text", sa.String),
        key=("id",),
    )
    _table(
        "fact_tally",
        _points_to("wave_id", "wave.id", table="fact_tally"),
        _needed("fact", sa.String),
        _needed("option", sa.String),
        _needed("people", sa.Integer),
        key=("wave_id", "fact", "option"),
    )
    _table(
        "released_report",
        _points_to("wave_id", "wave.id", table="released_report"),
        _needed("body", sa.String),
        _needed("sha256", sa.String),
        key=("wave_id",),
    )
