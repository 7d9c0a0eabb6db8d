"""What staff did, in a chain that shows when somebody has changed it."""

from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class AuditEntry(SQLModel, table=True):
    """One step of somebody on the staff; respondents are never written down.

    Rows are added and never changed. `hash` covers the row and the hash of the one before it.
    """

    __tablename__ = "audit_entry"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: int  # seconds since 1970
    actor: str
    actor_name: str
    action: str
    team_id: str | None
    about: str
    details: str
    previous: bytes
    hash: bytes
