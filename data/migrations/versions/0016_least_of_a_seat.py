"""Of a seat nothing is kept that the book of contacts knows, too, and nothing that nobody uses."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_GONE = ("language", "consent", "facts")
_OF_SESSION = """
    SELECT family_session.language FROM family_session
    WHERE family_session.team_id = family_seat.team_id
    AND family_session.id = family_seat.session_id
    ORDER BY family_session.version DESC LIMIT 1
"""


def upgrade() -> None:
    op.add_column("family_seat", sa.Column("may_record", sa.Boolean()))
    seat = _seat(may_record=sa.Boolean, facts=sa.JSON)
    for row in _rows(seat):
        said = (row.facts or {}).get("may_record")
        _change(seat, row, may_record=said if isinstance(said, bool) else None)
    for column in _GONE:
        op.drop_column("family_seat", column)
    _written_anew()


def downgrade() -> None:
    for column, kind, first in (
        ("language", sa.String, ""),
        ("consent", sa.JSON, json.dumps([])),
        ("facts", sa.JSON, json.dumps({})),
    ):
        added = sa.Column(column, kind(), nullable=False, server_default=first)
        op.add_column("family_seat", added)
    op.execute(f"UPDATE family_seat SET language = coalesce(({_OF_SESSION}), 'en')")
    seat = _seat(may_record=sa.Boolean, facts=sa.JSON)
    for row in _rows(seat):
        if row.may_record is not None:
            _change(seat, row, facts={"may_record": row.may_record})
    op.drop_column("family_seat", "may_record")
    if op.get_bind().dialect.name == "postgresql":
        for column in _GONE:
            op.alter_column("family_seat", column, server_default=None)


def _written_anew() -> None:
    """PostgreSQL leaves the bytes of a dropped column where they are until a table is rewritten."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CLUSTER family_seat USING pk_family_seat")
        op.execute("ALTER TABLE family_seat SET WITHOUT CLUSTER")


def _seat(**columns: type[sa.types.TypeEngine]) -> sa.TableClause:
    key = (sa.column("team_id", sa.String), sa.column("id", sa.String))
    return sa.table("family_seat", *key, *(sa.column(*each) for each in columns.items()))


def _rows(seat: sa.TableClause) -> list[Any]:
    return list(op.get_bind().execute(sa.select(seat)))


def _change(seat: sa.TableClause, row: Any, **values: Any) -> None:
    mine = (seat.c.team_id == row.team_id, seat.c.id == row.id)
    op.execute(sa.update(seat).where(*mine).values(**values))
