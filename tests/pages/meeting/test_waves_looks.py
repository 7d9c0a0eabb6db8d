"""Rounds side by side in a real browser: the demo team's, and a full team's of hostile names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from data.clock import at_day, today
from data.scan_views import AnswerEntry
from data.services import (
    closing,
    holds,
    invitations,
    over_time,
    release,
    scan_answers,
    scans,
    teams,
    waves,
)
from data.services.answering import keep_answers
from data.services.demo import fill_demo
from data.views import AgencyEntry
from pages.charts.words import number
from surveys.instrument import ScaleItem
from surveys.library import shipped_edition
from tests.pages.looking import EVIL, HOSTILE, Guide, Tour
from tests.running import DESK, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROSTER = tuple(
    AgencyEntry(name, sector, 8)
    for name, sector in zip(HOSTILE[:3], ("child_welfare", "sud_treatment", "court"), strict=True)
)
ASKED = ("values_open", "capacity_open", "peer_readiness_open")
SCREENS = ("waves-empty", "waves", "waves-sections", "waves-spanish", "results")
LANGUAGE = re.compile("Language of the statements$")
WITH_NAMES = ("waves", "waves-sections")


@dataclass
class Filled:
    """A team that was asked everything twice, and the wave of its last readiness check."""

    team: str
    readiness: str


def fill_in() -> Filled:
    team = teams.create_team(HOSTILE[3], "", ROSTER)
    last = ""
    for place, days_ago in enumerate((400, 30)):
        with at_day(today() - timedelta(days=days_ago)):
            for name in ASKED:
                last = _round(team.id, name, title=HOSTILE[4 + place], seed=place)
    codes = [agency.code for agency in team.agencies]
    for known in (6, 20):
        scan = scans.begin(team.id, title=HOSTILE[5]).id
        for item in scans.board(scan).items[:known]:
            before = item.of(codes[0])
            entry = AnswerEntry("in_place" if known == 6 else "partly")
            based_on = before.version if before else 0
            scan_answers.save(scan, item.id, codes[0], entry, based_on=based_on)
        if known == 6:
            scans.end(scan)
    return Filled(team.id, last)


def _round(team_id: str, name: str, *, title: str, seed: int) -> str:
    asked = shipped_edition(name).instrument
    draft = waves.draft_wave(
        team_id,
        name,
        languages=("en", "es"),
        closes_on=today() + timedelta(days=14),
        title=f"{title} {name[:3]}"[:120],
    )
    waves.open_wave(draft.id)
    chance = Random(seed)
    for slip in invitations.issue(draft.id, "link"):
        sheet = {
            item.id: "dk" if chance.random() < 0.05 else min(3, chance.randrange(4) + seed)
            for item in asked.items
            if isinstance(item, ScaleItem)
        }
        keep_answers(slip.secret, sheet, language="en")
    closing.close_wave(draft.id)
    release.release_wave(draft.id)
    return draft.id


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through every state, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    empty, filled = teams.create_team(HOSTILE[5], "", ROSTER), fill_in()
    _see(guide, "waves-empty", f"/waves?team={empty.id}")
    _see(guide, "waves", f"/waves?team={filled.team}")
    for toggle in guide.page.get_by_text("Show the sections").all():
        toggle.click()
        settled(guide.page)
    guide.look("waves-sections")
    settled(guide.page)
    box = guide.page.get_by_role("combobox", name=LANGUAGE)
    box.scroll_into_view_if_needed()
    box.click()
    box.fill("Español")
    guide.page.get_by_role("option", name="Español").click()
    guide.page.get_by_role("heading", name="Valores").wait_for()
    guide.look("waves-spanish")
    _see(guide, "results", f"/results?wave={filled.readiness}")
    yield guide.tour
    context.close()


def _see(guide: Guide, name: str, address: str) -> None:
    page = guide.go(address)
    settled(page)
    page.get_by_role("heading", level=1).wait_for()
    guide.look(name)


AT = pytest.mark.parametrize("width", ["desk", "phone"])
EVERY = pytest.mark.parametrize("name", SCREENS)


@AT
@EVERY
def test_axe_finds_nothing(name: str, width: str, tour: Tour) -> None:
    assert not tour.looks[name, width].violations, "\n".join(tour.looks[name, width].violations)


@AT
@EVERY
def test_headings_are_in_order_and_one_is_the_first(name: str, width: str, tour: Tour) -> None:
    levels = tour.looks[name, width].levels
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@AT
@EVERY
def test_nothing_runs_out_sideways(name: str, width: str, tour: Tour) -> None:
    assert tour.looks[name, width].sideways <= 0


@AT
@pytest.mark.parametrize("name", WITH_NAMES)
def test_names_are_shown_as_they_were_typed_and_fetch_nothing(
    name: str, width: str, tour: Tour
) -> None:
    seen = tour.looks[name, width]
    assert seen.from_names == 0
    assert HOSTILE[5][:20] in seen.words.replace("\u2060", "")
    assert not [host for host in tour.asked if EVIL in host]
    assert tour.complaints == []


def test_everything_that_was_asked_twice_is_there(tour: Tour) -> None:
    said = tour.looks["waves", "desk"].words
    assert said.count("Round 1 to 2. ") == 2
    lowest = ("The lowest part is", "The lowest parts are", "Which part is the lowest cannot")
    assert sum(said.count(each) for each in lowest) == 2
    assert said.count("of 11 are met.") == 2
    assert "Round 1 to 2: statements that stand otherwise: 20. Newly known: 14." in said
    assert "Lowest part and gates" in tour.looks["results", "desk"].words


def test_the_demo_team_sees_its_two_rounds_as_they_were_stored(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    for known in teams.teams():
        teams.delete_team(known.id, confirm_name=known.name)
    demo = fill_demo()
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/meeting?team={demo}")
    page.get_by_role("link", name="Change over time").click()
    expect(page.get_by_role("heading", name="Change over time")).to_be_visible()
    settled(page)
    (series,) = over_time.over_time(demo).of_kind("values")
    (pair,) = series.pairs
    page.get_by_text("The same row by row").first.click()
    gap = pair.change.typical_gap
    shown = f"{number(gap.before, digits=2)}, then {number(gap.after, digits=2)}"
    expect(page.get_by_role("listitem").first).to_contain_text(shown)
    assert not [view for view in series.rounds if holds.hidden_until(view.wave.id)]
    page.get_by_role("link", name="The result of round 2").click()
    expect(page.get_by_role("heading", name="Since last time")).to_be_visible()
