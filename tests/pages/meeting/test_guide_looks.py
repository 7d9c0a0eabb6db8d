"""The guide and the principles in a real browser, at both widths, full of hostile words."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from data.clock import today
from data.services import guides, principle_signing, principles, teams
from data.views import AgencyEntry, TeamView
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.pages.meeting.acted import released_round
from tests.running import DESK, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROSTER = tuple(
    AgencyEntry(name, sector, 7)
    for name, sector in zip(HOSTILE[:3], ("child_welfare", "sud_treatment", "court"), strict=True)
)
SCREENS = (
    *("guide-empty", "guide", "guide-note", "guide-spanish"),
    *("principles-empty", "principles", "principles-line", "principles-mission"),
    "principles-draft",
)
WITH_WORDS = ("guide", "guide-note", "principles", "principles-mission", "principles-draft")


def fill(team: TeamView) -> str:
    """Notes, lines, both texts, a signature and a dissent, all of hostile words; the wave's id."""
    wave = released_round(team, today() - timedelta(days=20), title=HOSTILE[4])
    for place, pick in enumerate(guides.guide(wave.id).picks):
        guides.save_note(wave.id, pick.item, HOSTILE[place % len(HOSTILE)], based_on=0)
    for place, offer in enumerate(principles.offers(team.id)[:3]):
        principles.choose(team.id, offer.wave_id, offer.item)
        line = principles.current(team.id).lines[place]
        principles.change_line(team.id, line.id, HOSTILE[place], based_on=1)
    for version, words in enumerate(HOSTILE[:3]):
        principles.save(team.id, "mission", words, based_on=version)
    principles.save(team.id, "vision", HOSTILE[4], based_on=0)
    principle_signing.make_ready(team.id, seen=principles.current(team.id).digest)
    seen = principles.current(team.id).digest
    for place, words in enumerate(("", HOSTILE[0])):
        code = team.agencies[place].code
        principle_signing.sign(team.id, code, seen=seen, agrees=not words, words=words)
    return wave.id


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    names = (HOSTILE[5], HOSTILE[3], HOSTILE[2])
    empty, team, other = (teams.create_team(name, "", ROSTER) for name in names)
    wave_id = fill(team)
    fill(other)
    principles.save(other.id, "vision", HOSTILE[1], based_on=1)
    item, line = guides.guide(wave_id).picks[0].item, principles.current(team.id).lines[0].id
    where = {
        "guide-empty": f"/meeting-guide?team={empty.id}",
        "guide": f"/meeting-guide?team={team.id}",
        "guide-note": f"/meeting-guide?wave={wave_id}&item={item}",
        "guide-spanish": f"/meeting-guide?wave={wave_id}&language=es",
        "principles-empty": f"/principles?team={empty.id}",
        "principles": f"/principles?team={team.id}",
        "principles-line": f"/principles?team={team.id}&part={line}",
        "principles-mission": f"/principles?team={team.id}&part=mission",
        "principles-draft": f"/principles?team={other.id}",
    }
    for name in SCREENS:
        page = guide.go(where[name])
        settled(page)
        page.get_by_role("heading", level=1).wait_for()
        if name == "principles-mission":
            page.get_by_text("Earlier versions").click()
        guide.look(name)
    yield guide.tour
    context.close()


class TestEveryScreen(OfEveryScreen):
    """Each promise of `OfEveryScreen` for each of these."""

    screens = SCREENS
    with_words = WITH_WORDS


def test_a_guide_speaks_the_language_that_was_asked_for(tour: Tour) -> None:
    assert "Todo el equipo" not in tour.looks["guide-spanish", "desk"].words
    assert "Empiecen por lo que comparten" in tour.looks["guide-spanish", "desk"].words
    assert "Begin with what you share" in tour.looks["guide", "desk"].words
