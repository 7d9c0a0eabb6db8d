"""Who reads words with names in them: whoever may now, and nobody from the moment they may not."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from data.services import access, accounts, family_standing, memberships, transcripts
from data.services.authority import acting
from data.services.errors import NotAllowed, NotFound
from data.services.rules import RULES
from tests.data.services.families.groups import Group, begun, held, written
from tests.data.services.test_memberships import Person


@pytest.fixture
def group(database: str) -> Group:
    made = begun(
        accounts=["Ben = ben@table.example"],
        staff_list=["A. Rivera", "B. Quist", "C. Vance", "Ana@table.example", "Ben"],
    )
    written(made, held(made, people=3, name="One"))
    return made


def somebody(group: Group, name: str, role: memberships.TeamRole) -> Person:
    told = memberships.add(group.team_id, name, role)
    assert told is not None
    return Person(told)


def read(group: Group, acts: Callable[[], AbstractContextManager[None]]) -> int:
    """How many turns somebody reads as they are now."""
    with acts():
        found = transcripts.transcript_of(group.team_id, group.sessions[0].id)
        assert found is not None
        return len(transcripts.turns(group.team_id, found.id))


def switch_off(group: Group, person: Person) -> None:
    Person(accounts.invite("admin@table.example", admin=True))
    accounts.disable(person.id)


LOSSES: dict[str, Callable[[Group, Person], object]] = {
    "removed": lambda group, person: memberships.remove(group.team_id, person.id),
    "a member now": lambda group, person: memberships.add(group.team_id, person.name, "member"),
    "switched off": switch_off,
}


@pytest.mark.parametrize("how", list(LOSSES))
@pytest.mark.parametrize("role", ["facilitator", "consultant"])
def test_whoever_loses_the_role_reads_nothing_from_then_on_and_is_named_no_more(
    group: Group, role: memberships.TeamRole, how: str
) -> None:
    somebody(group, "Ana@table.example", "facilitator")
    ben = somebody(group, "Ben@table.example", role)
    assert read(group, ben.acts) > 0
    both = {"Ana@table.example", "Ben@table.example"}
    now = family_standing.standing(group.team_id, group.plan.id)
    about = (group.team_id, group.plan.id)
    assert set(now.see_words) == set(family_standing.who_sees_words(*about)) == both
    assert set(now.see_contacts) == (both if role == "facilitator" else {"Ana@table.example"})
    assert now.not_listed == ()
    LOSSES[how](group, ben)
    who = access.actor_of(ben.token)
    if who is not None:
        with pytest.raises((NotAllowed, NotFound)):
            read(group, lambda: acting(who))
    assert (who is None) is (how == "switched off")
    now = family_standing.standing(group.team_id, group.plan.id)
    assert now.see_words == now.see_contacts == ("Ana@table.example",)
    assert now.not_listed == ()


def test_a_role_that_is_offered_only_reads_nothing_and_is_not_named(group: Group) -> None:
    other = begun()
    ben = somebody(other, "Ben@table.example", "consultant")
    offered = memberships.add(group.team_id, ben.name, "consultant")
    assert offered is not None
    with pytest.raises(NotFound):
        read(group, ben.acts)
    assert family_standing.who_sees_words(group.team_id, group.plan.id) == ()
    with ben.acts():
        memberships.accept(offered.code)
    assert read(group, ben.acts) > 0
    assert family_standing.who_sees_words(group.team_id, group.plan.id) == ("Ben@table.example",)


def test_the_names_follow_the_table_that_the_services_ask(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultant = somebody(group, "Ben@table.example", "consultant")
    assert family_standing.who_sees_words(group.team_id, group.plan.id) == ("Ben@table.example",)
    monkeypatch.setitem(RULES, "families.words", RULES["families.run"])
    with pytest.raises(NotAllowed):
        read(group, consultant.acts)
    assert family_standing.who_sees_words(group.team_id, group.plan.id) == ()


def test_whoever_has_the_role_and_is_not_on_the_list_is_named_and_reads_nothing(
    group: Group,
) -> None:
    eve = somebody(group, "Eve@table.example", "consultant")
    with pytest.raises(
        NotAllowed, match=r"no name of it goes with the account “Eve@table\.example”"
    ):
        read(group, eve.acts)
    now = family_standing.standing(group.team_id, group.plan.id)
    assert (now.see_words, now.not_listed) == ((), ("Eve@table.example",))
