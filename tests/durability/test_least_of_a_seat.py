"""The migration that takes from a seat what the book of contacts knows, too, there and back."""

from typing import Any

from sqlalchemy import JSON, column, insert, inspect, select, table, text

from data.settings import settings
from data.store import database as store
from data.store.connections import is_sqlite
from tests.durability.filling import fill_every_table

GONE = {"language", "consent", "facts"}
WORDS = "kinship, housing and a role nobody asks for"


def columns() -> set[str]:
    return {each["name"] for each in inspect(store.engine()).get_columns("family_seat")}


def fill(**said: dict[str, Any]) -> None:
    """Seats by their ids as an earlier program kept them."""
    names = ("id", "session_id", "study_version", "language", "quote_tier", "wants_preview")
    kept = table(
        "family_seat",
        *map(column, ("team_id", "label", "card_hash", *names)),
        column("consent", JSON),
        column("facts", JSON),
    )
    with store.writing() as connection:
        team_id = connection.execute(text("SELECT min(id) FROM team")).scalar_one()
        connection.execute(text("DELETE FROM family_seat"))
        for label, (seat_id, facts) in enumerate(said.items(), start=1):
            values = {"team_id": team_id, "id": seat_id, "session_id": "s", "label": label}
            values |= {"card_hash": seat_id.encode(), "study_version": 3, "language": "es"}
            values |= {"quote_tier": "never", "wants_preview": True}
            row = insert(kept).values(**values, consent=["consent_purpose"], facts=facts)
            connection.execute(row)


def rows(*names: str) -> dict[str, tuple[Any, ...]]:
    own = [column(name, JSON) if name in ("facts", "consent") else column(name) for name in names]
    with store.reading() as connection:
        found = connection.execute(select(column("id"), *own).select_from(table("family_seat")))
        return {row[0]: tuple(row[1:]) for row in found}


def test_a_seat_keeps_whether_sound_may_be_recorded_and_loses_the_rest(database: str) -> None:
    store.downgrade("0015")
    fill_every_table()
    fill(
        yes={"may_record": True, "session_role": WORDS},
        no={"may_record": False},
        unasked={"session_services": ["housing"]},
    )
    store.upgrade("0016")
    assert not GONE & columns()
    own = ("study_version", "quote_tier", "wants_preview", "may_record")
    assert rows(*own) == {
        "yes": (3, "never", True, True),
        "no": (3, "never", True, False),
        "unasked": (3, "never", True, None),
    }
    if is_sqlite():
        store.dispose()
        folder = settings().home
        files = (each for each in folder.rglob("common_table.db*") if each.is_file())
        assert WORDS.encode() not in b"".join(each.read_bytes() for each in files)


def test_going_back_invents_nothing_about_anybody(database: str) -> None:
    store.downgrade("0015")
    fill_every_table()
    fill(yes={"may_record": True, "session_role": WORDS}, unasked={"session_role": WORDS})
    store.upgrade("0016")
    store.downgrade("0015")
    assert rows("language", "consent", "facts", "quote_tier") == {
        "yes": ("en", [], {"may_record": True}, "never"),
        "unasked": ("en", [], {}, "never"),
    }
