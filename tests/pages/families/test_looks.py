"""Every screen of a family group's plan, contacts and room in a real browser, at both widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from data.family_views import SessionEntry
from data.services import (
    families,
    family_cards,
    family_ends,
    family_sessions,
    intake,
    seats,
    teams,
)
from data.views import AgencyEntry
from tests.data.services.families.groups import (
    Group,
    contact,
    held,
    looked,
    seat_entry,
    settings,
    written,
)
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.running import DESK, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROSTER = tuple(
    AgencyEntry(name, sector, 5)
    for name, sector in zip(HOSTILE[:3], ("child_welfare", "sud_treatment", "court"), strict=True)
)
SCREENS = (
    *("families-empty", "families", "plan-new", "plan", "plan-broken", "plan-ending"),
    *("contacts-door", "contacts", "contact-removing"),
    *("room", "card-typing", "room-totals"),
    *("session-new", "session-planned", "session-open", "session-paused", "session-over"),
)
WITH_WORDS = ("families", "plan", "contacts", "room", "session-planned")


def filled(team_id: str) -> Group:
    """A plan full of hostile words, with people in its book and four sessions."""
    plan = looked(
        families.begin_study,
        team_id,
        HOSTILE[0],
        settings(
            facilitators=[HOSTILE[1][:80]],
            staff_list=[HOSTILE[1][:80], "C. Vance", "B. Quist"],
            must_report=[HOSTILE[1][:80]],
            languages=["en", "es"],
            questions_to=HOSTILE[3],
            contact_days=7,
        ),
    )
    plan = families.move_study(team_id, plan.id, "open", seen=plan.version)
    group = Group(team_id, plan)
    answers = {"contact_safe_message": "no", "contact_avoid": "yes", "support_ride": "fare"}
    free = {"support_food": HOSTILE[2], "support_access": HOSTILE[4], "support_language": "Español"}
    for name in (HOSTILE[2][:40], HOSTILE[4][:40]):
        intake.ask_to_come(plan.id, contact(plan, name, **answers, **free))
    over = held(group, people=4, name=HOSTILE[4])
    written(group, over)
    family_ends.withdraw_by_number(team_id, over.id, group.receipts[over.id][0].label)
    return group


def sessions(group: Group) -> dict[str, str]:
    """The ids of a planned and an open session, and of one that is over."""
    found = {"over": group.sessions[0].id}
    for state, name in (("planned", HOSTILE[0]), ("open", HOSTILE[1])):
        entry = SessionEntry(name[:80], "2026-12", "en", "online")
        made = looked(family_sessions.add_session, group.team_id, group.plan.id, entry)
        found[state] = made.id
    made = family_sessions.session(group.team_id, found["open"])
    family_sessions.open_session(group.team_id, made.id, notice_read=True, seen=made.version)
    seats.take_seat(made.id, seat_entry(group.plan), version=group.plan.version)
    return found


def counted(group: Group) -> str:
    """Another plan of the team, whose cards are counted; its id."""
    plan = looked(families.begin_study, group.team_id, HOSTILE[5], group.plan.settings)
    plan = families.move_study(group.team_id, plan.id, "open", seen=plan.version)
    held(Group(group.team_id, plan), people=8, name=HOSTILE[5])
    for number in range(8):
        card = {
            "demo_race": HOSTILE[2],
            "demo_gender": HOSTILE[4],
            "demo_age": ("a18_25", "a26_39")[number % 2],
            "demo_child_ages": ("c0_2",),
        }
        family_cards.type_card(group.team_id, plan.id, card)
    families.move_study(group.team_id, plan.id, "ended", seen=plan.version)
    family_cards.count_cards(group.team_id, plan.id)
    return plan.id


def addresses(team_id: str, empty_id: str, plan_id: str, ids: dict[str, str]) -> dict[str, str]:
    """Where each look is taken; those that are missing come after a step on the one before."""
    about = f"team={team_id}&plan={plan_id}"
    room = f"/families-room?{about}"
    return {
        "families-empty": f"/families?team={empty_id}",
        "families": f"/families?team={team_id}",
        "plan-new": f"/families-plan?team={empty_id}&plan=new",
        "plan": f"/families-plan?{about}",
        "contacts-door": f"/families-contacts?{about}",
        "room": room,
        "room-totals": f"/families-room?team={team_id}&plan={ids['counted']}",
        "session-new": f"{room}&session=new",
        "session-planned": f"{room}&session={ids['planned']}",
        "session-open": f"{room}&session={ids['open']}",
        "session-over": f"{room}&session={ids['over']}",
    }


def step(page: Page, name: str) -> None:
    """What leads from one look to the next."""
    if name == "plan-broken":
        page.get_by_role("tab", name="Clocks").click()
        field = page.get_by_label("How long contact details are kept after")
        field.fill("30")
        field.press("Tab")
        page.get_by_text("This would break").wait_for()
    elif name == "plan-ending":
        page.get_by_role("button", name="End this plan and begin another").click()
        page.get_by_role("dialog").wait_for()
    elif name == "contacts":
        page.get_by_role("button", name="Open the contact book").click()
        page.get_by_role("heading", name="What sessions need").wait_for()
    elif name == "contact-removing":
        page.get_by_role("button", name="Remove from the book").first.click()
        page.get_by_role("dialog").wait_for()
    elif name == "card-typing":
        page.get_by_text("Type in a card from paper").click()
        page.get_by_role("button", name="Put this card in the box").wait_for()
    elif name == "session-paused":
        page.get_by_role("button", name="Pause: incident").click()
        page.get_by_role("button", name="Go on with the session").wait_for()


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    empty, team = (teams.create_team(name, "", ROSTER) for name in (HOSTILE[5], HOSTILE[3]))
    group = filled(team.id)
    ids = sessions(group) | {"counted": counted(group)}
    where = addresses(team.id, empty.id, group.plan.id, ids)
    for name in SCREENS:
        if name in where:
            settled(guide.go(where[name]))
            guide.page.get_by_role("heading", level=1).wait_for()
        else:
            step(guide.page, name)
        guide.look(name)
    yield guide.tour
    context.close()


class TestEveryScreen(OfEveryScreen):
    """Each promise of `OfEveryScreen` for each of these."""

    screens = SCREENS
    with_words = WITH_WORDS
