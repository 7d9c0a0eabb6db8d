"""What all tables share: one metadata with names for constraints, which migrations need."""

from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

metadata = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

WITHOUT_ROW_ID: dict[str, Any] = {"sqlite_with_rowid": False}


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a model, for statements that say exactly what they do."""
    return metadata.tables[str(model.__tablename__)]
