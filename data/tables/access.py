"""The one passphrase, its sessions, and how often somebody guessed wrong."""

from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class Access(SQLModel, table=True):
    """One row, made with the table: the passphrase (Argon2id) or the code that may set it."""

    __tablename__ = "access"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    passphrase: str | None
    setup_code: bytes | None
    wrong_tries: int
    refused_until: int  # seconds since 1970


class StaffSession(SQLModel, table=True):
    """A browser that gave the passphrase; only the SHA-256 of its token is here."""

    __tablename__ = "staff_session"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    token_hash: bytes = Field(primary_key=True)
    started: int  # seconds since 1970
    seen: int


class WrongCodes(SQLModel, table=True):
    """One row, made with the table: wrong codes of one minute. It says nothing about right ones."""

    __tablename__ = "wrong_codes"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    minute: int
    tries: int
