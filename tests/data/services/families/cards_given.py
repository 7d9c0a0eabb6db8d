"""Cards of invented people, and a plan that has them."""

from typing import Any

from sqlalchemy import select

from data.family_views import SessionView
from data.services import families, family_cards, family_sessions, seats
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.families import FamilyCard
from tests.data.services.families.groups import Group, begun, seat_entry
from tests.pages.respond.families.parents import opened

TRIBE = "Quinault-of-the-river"
"""What one person wrote and nobody else."""


def card(number: int) -> dict[str, Any]:
    """Twelve people: seven of one age, and one who names a Tribe."""
    said: dict[str, Any] = {
        "demo_age": "a26_39" if number < 7 else "a40_up",
        "demo_home_language": (" Español ", "español.", "ESPAÑOL")[number % 3],
        "demo_child_ages": ["c0_2", "c3_5"] if number < 6 else ["c0_2"],
    }
    return said | ({"demo_tribe": TRIBE} if number == 0 else {})


def sat_down(group: Group, people: int, name: str = "Tuesday") -> SessionView:
    """A session that is open, in which so many have taken a seat."""
    made = opened(group, name)
    for _ in range(people):
        seats.take_seat(made.id, seat_entry(group.plan), version=group.plan.version)
    return made


def give(group: Group, session: SessionView, number: int, **more: Any) -> None:
    about = {"version": group.plan.version, "once": f"page {session.id} {number}"} | more
    family_cards.give_card(session.id, card(number), **about)


def over(group: Group, session: SessionView) -> None:
    now = family_sessions.session(group.team_id, session.id)
    family_sessions.close_session(group.team_id, now.id, now.counts, seen=now.version)


def ended(group: Group) -> None:
    now = families.study(group.team_id, group.plan.id)
    group.plan = families.move_study(group.team_id, now.id, "ended", seen=now.version)


def filled(people: int = 12) -> Group:
    """A plan of two sessions that has ended, with a card of everybody."""
    group = begun(group_size=8)
    for name, numbers in (("One", range(people // 2)), ("Two", range(people // 2, people))):
        session = sat_down(group, people // 2, name)
        for number in numbers:
            give(group, session, number)
        over(group, session)
    ended(group)
    return group


def shown(group: Group) -> dict[str, dict[str, int]]:
    found = family_cards.standing(group.team_id, group.plan.id).totals
    return {each.question: dict(each.cells) for each in found}


def in_the_box(group: Group) -> list[dict[str, Any]]:
    table = table_of(FamilyCard)
    with within(EVERYTHING), store.reading() as connection:
        mine = select(table).where(table.c.study_id == group.plan.id).order_by(table.c.id)
        return [dict(row) for row in connection.execute(mine).mappings()]


def counted(group: Group) -> None:
    family_cards.count_cards(group.team_id, group.plan.id)
