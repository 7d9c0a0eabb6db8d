"""Each close, each file that leaves and each change of a role leaves an anchor of the log."""

from collections.abc import Callable

import pytest

from data.services import access, accounts, audit_log, memberships, teams
from data.services.authority import acting
from data.services.rules import RULES
from data.store import access as access_store
from data.views import AgencyEntry, TeamView
from tests.data.services.test_access import GOOD
from tests.data.services.test_roles import STEPS, Table
from tests.data.services.test_roles import make_table as make_table

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 7))
AS_A_STEP = {"wave.close": "open", "result.export": "released"}
"""Steps that leave an anchor, and the state of a wave that they need; with every kind of export."""
IN_THEIR_OWN_TESTS = ("families.export", "portfolio.export")


def anchored(action: str) -> bool:
    """Whether the newest entry about this action is covered by the newest anchor."""
    newest = next(each for each in audit_log.entries(limit=50) if each.action == action)
    found = audit_log.verify(audit_log.kept_anchors()[-1:])
    return found.ok and found.covered >= newest.number


EXPORTS = [name for name in RULES if name.endswith(".export") and name not in IN_THEIR_OWN_TESTS]


@pytest.mark.parametrize("action", sorted({*EXPORTS, *AS_A_STEP}))
def test_a_close_and_every_kind_of_file_leave_an_anchor(
    action: str, make_table: Callable[[str], Table]
) -> None:
    table = make_table(AS_A_STEP.get(action, "draft"))
    before = len(audit_log.kept_anchors())
    STEPS[action](table)
    assert len(audit_log.kept_anchors()) == before + 1
    assert anchored(action)


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


def account(name: str) -> str:
    """Somebody who has typed their code."""
    invited = accounts.invite(name)
    access.redeem(invited.name, invited.code, GOOD)
    return invited.account_id


def test_every_change_of_a_role_leaves_an_anchor(team: TeamView) -> None:
    ana, bo = account("ana@example.org"), account("bo@example.org")
    offered = memberships.add(team.id, "ana@example.org", "facilitator")
    assert offered is not None
    assert anchored("people.add")
    with acting(access.actor_of(access.begin("ana@example.org", GOOD).token)):
        memberships.accept(offered.code)
    assert anchored("people.accept")
    memberships.add(team.id, "new@example.org", "member")
    assert anchored("people.add")
    memberships.add(team.id, "new@example.org", "consultant")
    assert anchored("people.add")
    made = access_store.account_named("new@example.org")
    assert made is not None
    memberships.remove(team.id, made.id)
    assert anchored("people.remove")
    accounts.disable(ana)
    assert anchored("account.disable")
    accounts.appoint(team.id, bo)
    assert anchored("team.appoint")


def test_every_change_of_an_account_leaves_an_anchor(sqlite_database: str) -> None:
    invited = accounts.invite("ana@example.org", admin=True)
    assert anchored("account.invite")
    accounts.change_duties(invited.account_id, admin=False, starts_teams=True)
    assert anchored("account.duties")
    accounts.reset(invited.account_id)
    assert anchored("account.reset")
    accounts.disable(invited.account_id)
    assert anchored("account.disable")
