"""Accounts with roles in teams take the place of the one passphrase; a log of what staff do."""

import secrets
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FIRST_NAME = "facilitator"


def upgrade() -> None:
    connection = op.get_bind()
    passphrase = connection.execute(sa.text("SELECT passphrase FROM access")).scalar()
    for table in ("staff_session", "access"):
        op.drop_table(table)
    _accounts()
    _sessions()
    _audit()
    connection.execute(
        sa.text("INSERT INTO set_up (id, wrong_tries, refused_until) VALUES (1, 0, 0)")
    )
    if passphrase is not None:
        _first_account(connection, passphrase)


def downgrade() -> None:
    connection = op.get_bind()
    oldest = sa.text(
        "SELECT passphrase FROM account WHERE starts_teams AND state = 'active' "
        "AND passphrase IS NOT NULL ORDER BY name LIMIT 1"
    )
    passphrase = connection.execute(oldest).scalar()
    for table in (
        "audit_entry",
        "staff_session",
        "membership",
        "recovery_code",
        "account",
        "set_up",
    ):
        op.drop_table(table)
    _table(
        "access",
        _needed("id", sa.Integer),
        sa.Column("passphrase", sa.String()),
        sa.Column("setup_code", sa.LargeBinary()),
        _needed("wrong_tries", sa.Integer),
        _needed("refused_until", sa.Integer),
        key=("id",),
    )
    _table(
        "staff_session",
        _needed("token_hash", sa.LargeBinary),
        _needed("started", sa.Integer),
        _needed("seen", sa.Integer),
        key=("token_hash",),
    )
    row = sa.text(
        "INSERT INTO access (id, passphrase, wrong_tries, refused_until) VALUES (1, :words, 0, 0)"
    )
    connection.execute(row, {"words": passphrase})


def _table(name: str, *columns: sa.schema.SchemaItem, key: tuple[str, ...]) -> None:
    primary = sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")
    op.create_table(name, *columns, primary, sqlite_with_rowid=False)


def _needed(name: str, kind: type[sa.types.TypeEngine]) -> sa.Column:
    autoincrement = False if kind is sa.Integer else "auto"
    return sa.Column(name, kind(), nullable=False, autoincrement=autoincrement)


def _points_to(name: str, target: str, *, table: str) -> sa.Column:
    other = target.partition(".")[0]
    link = sa.ForeignKey(target, name=f"fk_{table}_{name}_{other}")
    return sa.Column(name, sa.String(), link, nullable=False)


def _accounts() -> None:
    _table(
        "set_up",
        _needed("id", sa.Integer),
        sa.Column("code_hash", sa.LargeBinary()),
        _needed("wrong_tries", sa.Integer),
        _needed("refused_until", sa.Integer),
        key=("id",),
    )
    _table(
        "account",
        _needed("id", sa.String),
        _needed("name", sa.String),
        _needed("shown", sa.String),
        _needed("admin", sa.Boolean),
        _needed("starts_teams", sa.Boolean),
        _needed("state", sa.String),
        sa.Column("passphrase", sa.String()),
        sa.Column("code_hash", sa.LargeBinary()),
        _needed("code_until", sa.Integer),
        sa.Column("totp_secret", sa.LargeBinary()),
        _needed("totp_step", sa.Integer),
        _needed("wrong_tries", sa.Integer),
        _needed("refused_until", sa.Integer),
        sa.Column("outside", sa.String()),
        sa.UniqueConstraint("name", name="uq_account_name"),
        sa.UniqueConstraint("outside", name="uq_account_outside"),
        key=("id",),
    )
    _table(
        "recovery_code",
        _points_to("account_id", "account.id", table="recovery_code"),
        _needed("code_hash", sa.LargeBinary),
        key=("account_id", "code_hash"),
    )
    _table(
        "membership",
        _points_to("team_id", "team.id", table="membership"),
        _points_to("account_id", "account.id", table="membership"),
        _needed("role", sa.String),
        _needed("given_by", sa.String),
        _needed("given_on", sa.Date),
        key=("team_id", "account_id"),
    )


def _sessions() -> None:
    _table(
        "staff_session",
        _needed("token_hash", sa.LargeBinary),
        _points_to("account_id", "account.id", table="staff_session"),
        _needed("stage", sa.String),
        _needed("started", sa.Integer),
        _needed("seen", sa.Integer),
        key=("token_hash",),
    )


def _audit() -> None:
    _table(
        "audit_entry",
        _needed("number", sa.Integer),
        _needed("at", sa.Integer),
        _needed("actor", sa.String),
        _needed("actor_name", sa.String),
        _needed("action", sa.String),
        sa.Column("team_id", sa.String()),
        _needed("about", sa.String),
        _needed("details", sa.String),
        _needed("previous", sa.LargeBinary),
        _needed("hash", sa.LargeBinary),
        key=("number",),
    )


def _first_account(connection: sa.Connection, passphrase: str) -> None:
    """Whoever knew the one passphrase goes on with it, as 'facilitator' of all teams there are."""
    account_id = secrets.token_hex(8)
    account = sa.text(
        "INSERT INTO account (id, name, shown, admin, starts_teams, state, passphrase, "
        "code_until, totp_step, wrong_tries, refused_until) "
        "VALUES (:id, :name, 'Facilitator', :yes, :yes, 'active', :words, 0, 0, 0, 0)"
    )
    values = {"id": account_id, "name": _FIRST_NAME, "yes": True, "words": passphrase}
    connection.execute(account, values)
    membership = sa.text(
        "INSERT INTO membership (team_id, account_id, role, given_by, given_on) "
        "SELECT id, :account, 'facilitator', :account, :day FROM team"
    )
    day = sa.bindparam("day", date.today(), sa.Date())  # noqa: DTZ011 - any day will do
    connection.execute(membership.bindparams(day), {"account": account_id})
