"""The book of contacts: how to reach people who want to come, in a database of its own.

These tables are in another database than all others. No column here names a team, a plan, a
session or a seat, and none there names a contact. A book goes by a name that only the folder of
keys can tell; what somebody wrote is sealed with the book's own key.
"""

from sqlalchemy import Column, Date, Integer, LargeBinary, MetaData, Table

contacts = MetaData()

contact = Table(
    "contact",
    contacts,
    Column("id", LargeBinary, primary_key=True),
    Column("book", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("destroy_on", Date, nullable=False),
    sqlite_with_rowid=False,
)
"""`destroy_on` ends a month or a week, so that it is alike for many and tells no day of anybody."""
