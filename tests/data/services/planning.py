"""People, actions and moments for the tests of the action plan."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from data.action_views import ActionEntry, ActionView
from data.clock import at_day, today
from data.services import accounts, actions, directories, scans
from data.services.authority import OPERATOR, Actor, acting
from data.services.errors import ActionConflict
from data.store import memberships
from data.store.memberships import Role
from data.views import AgencyEntry, TeamView

DAY = date(2026, 3, 2)
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
    AgencyEntry("Family court", "court", 5),
)


def entry(team: TeamView, *, owner: int = 0, **changes: object) -> ActionEntry:
    """An action of one of the agencies."""
    values: dict[str, object] = {
        "what": "Call every family back within a day.",
        "owner_agency": team.agencies[owner].code,
        "helpers": (team.agencies[2].code,),
        "due_on": date(2026, 5, 1),
        "check_on": date(2026, 8, 1),
        "check_shows": "Nine of ten say that somebody called.",
        "notes": "The desk begins with it.",
    }
    return ActionEntry(**(values | changes))  # type: ignore[arg-type]


def member(team: TeamView, *, answers_for: int | None, name: str = "Sam") -> Actor:
    """A member with an account, who answers for one agency or for none."""
    account_id = accounts.invite(f"{name}@example.org").account_id
    role = Role(team.id, account_id, "member", given_by="operator", given_on=today())
    memberships.give_role(role)
    if answers_for is not None:
        scans.set_rater(team.id, account_id, team.agencies[answers_for].code)
    return Actor(id=account_id, name=name, kind="person", teams={team.id: "member"})


def now(team: TeamView, action_id: str) -> ActionView:
    """An action as it is stored."""
    return actions.action(team.id, action_id)


def all_at_once(steps: Sequence[Callable[[], object]]) -> list[ActionConflict | None]:
    """Take all steps at one moment; what those were told that were not first."""
    together = Barrier(len(steps))

    def take(step: Callable[[], object]) -> ActionConflict | None:
        with acting(OPERATOR), at_day(DAY):
            together.wait()
            try:
                step()
            except ActionConflict as conflict:
                return conflict
        return None

    with ThreadPoolExecutor(len(steps)) as people:
        return list(people.map(take, steps))


def hide(team: TeamView) -> None:
    """A directory in which 12 Willow Bend Road is confidential."""
    files = {
        "services.csv": b"id,name,description,status\ns1,Shelter,A shelter,active\n",
        "locations.csv": (
            b"id,name,location_type,alternate_name\nl1,Confidential location,physical,\n"
        ),
        "service_at_location.csv": b"id,service_id,location_id\na1,s1,l1\n",
        "addresses.csv": (
            b"id,location_id,address_1,city,state_province,postal_code,country\n"
            b"d1,l1,12 Willow Bend Road,Riverbend,ZZ,00000,US\n"
        ),
    }
    directories.accept(directories.read(team.id, files, source="211"))
