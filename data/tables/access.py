"""People who sign in, what they may do in which team, and how often somebody guessed wrong.

Respondents have no account: nothing here is about anybody who answers.
"""

from datetime import date

from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class SetUp(SQLModel, table=True):
    """One row, made with the table: the one-time code of the last start, until it is used.

    `pepper` is the mark of the pepper that this database is used with, so that another one in its
    place is noticed: empty where it was gone before that was noted, None before the first start.
    """

    __tablename__ = "set_up"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    code_hash: bytes | None
    wrong_tries: int
    refused_until: int  # seconds since 1970
    pepper: str | None


class Account(SQLModel, table=True):
    """Somebody who may sign in, was invited to, or may no longer.

    `made_for` is the team whose facilitator made it, until somebody has used its code.
    `code_hash` is of the typed code of an invitation or a reset; `totp_secret` is sealed with a key
    outside of the database, and `totp_step` is the last time step whose code was taken.
    """

    __tablename__ = "account"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    shown: str
    admin: bool
    starts_teams: bool
    state: str
    passphrase: str | None
    code_hash: bytes | None
    code_until: int  # seconds since 1970
    totp_secret: bytes | None
    totp_step: int
    wrong_tries: int
    refused_until: int
    outside: str | None = Field(unique=True)
    made_for: str | None


class RecoveryCode(SQLModel, table=True):
    """A code that stands in for a lost phone once; used ones are gone."""

    __tablename__ = "recovery_code"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    code_hash: bytes = Field(primary_key=True)


class Membership(SQLModel, table=True):
    """What somebody may do in one team. A consultant's is the consent of that team.

    With a `code_hash` it is offered only: it counts once that person has typed the code.
    """

    __tablename__ = "membership"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    account_id: str = Field(primary_key=True, foreign_key="account.id")
    role: str
    given_by: str
    given_on: date
    code_hash: bytes | None
    code_until: int | None  # seconds since 1970


class StaffSession(SQLModel, table=True):
    """A browser that signed in; only the SHA-256 of its token is here.

    `stage` is "whole" once everything was proven, before that what is still missing.
    """

    __tablename__ = "staff_session"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    token_hash: bytes = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id")
    stage: str
    started: int  # seconds since 1970
    seen: int


class WrongCodes(SQLModel, table=True):
    """One row, made with the table: wrong codes of one minute. It says nothing about right ones."""

    __tablename__ = "wrong_codes"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    minute: int
    tries: int
