"""Parents with a browser that runs no scripts, and family groups that they can answer to."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from data.family_views import SeatView, SessionEntry, SessionView
from data.services import coding, family_sessions, family_themes, transcripts
from data.services.family_themes import QuoteView, ThemeEntry
from data.services.transcripts import SaidBy
from data.settings import settings
from data.store import contacts
from data.store import database as store
from pages.respond.families.routes import routes
from pages.respond.routes import routes as respondent_routes
from pages.shell.security import Guard
from tests.data.services.families.groups import Group, released
from tests.pages.respond.screens import Screen
from tests.pages.respond.visiting import Visitor

APP = Starlette(routes=[*respondent_routes, *routes], middleware=[Middleware(Guard)])
SUITS: Mapping[str, str] = {
    "elig_adult": "yes",
    "elig_experience": "yes",
    "elig_custody": "no",
    "elig_case_now": "closed",
    "elig_area": "yes",
}
"""Answers with which nothing stops and nothing is told."""
CODE = "code_treatment_access"
CONTACT: Mapping[str, str] = {
    "contact_call_name": "Rosalinda Ocampo",
    "contact_how": "text",
    "contact_route": "555-0199",
}


class Parent(Visitor):
    """Somebody with a phone."""

    def __init__(self, *, prefers: str = "en") -> None:
        super().__init__(prefers=prefers, app=APP)

    @property
    def heading(self) -> str:
        """Of the page that is shown."""
        return self.screen.heading

    def on(self, /, **answers: Any) -> Screen:
        """Answer and press the button that goes on."""
        return self.press("next", **answers)

    def tick_all(self) -> Screen:
        """Tick every point of this page and go on."""
        ticks = [each for each in self.screen.fieldsets if "tick" in each.get("class")]
        return self.on(**{each.get("id").removeprefix("q-"): "yes" for each in ticks})

    def to_the_consent(self, address: str, *, involved: str = "no") -> Screen:
        """From the first page to the first points of the consent."""
        self.go(address)
        self.on()
        self.on(**SUITS)
        self.on(staff_involved=involved)
        if involved == "yes":
            self.on()
        self.on(support_pay="cash")
        self.on(support_access="A quiet room", support_time=("morning", "weekend"))
        return self.on(**CONTACT)

    def through_the_consent(self) -> Screen:
        """Tick every point, page after page."""
        while self.screen.root.one("h1").text.startswith(("Before you say yes", "Antes de")):
            self.tick_all()
            assert self.status == 200, self.screen.text
        return self.screen

    def to_the_last_page(self, address: str) -> Screen:
        """From the first page of an intake to the one that says back what is kept."""
        self.to_the_consent(address)
        self.through_the_consent()
        return self.on(consent_join="yes")

    def to_the_seat(self, address: str, *, tier: str = "inside", **choices: str) -> Screen:
        """From the first page at the door to the last."""
        self.go(address)
        self.on()
        self.through_the_consent()
        return self.on(consent_quote=tier, consent_join="yes", **choices)

    @property
    def card(self) -> str:
        """The five words that are on the page."""
        (card,) = [each for each in self.screen.root.all("ol") if each.get("class") == "card"]
        return " ".join(word.text for word in card.all("li"))

    @property
    def seat(self) -> int:
        """The number of the seat that is on the page."""
        return int(self.screen.root.one("strong").text)

    def open_card(self, words: str) -> Screen:
        """Type the words of a card."""
        self.go("/card")
        fields = self.screen.fields() | {"words": [words]}
        return self.post("/card", fields)


def opened(group: Group, name: str = "Tuesday") -> SessionView:
    """A session in which seats are taken now."""
    entry = SessionEntry(name, "2026-11", "en", "in_person")
    made = family_sessions.add_session(group.team_id, group.plan.id, entry)
    return family_sessions.open_session(group.team_id, made.id, notice_read=True, seen=made.version)


def quoted(group: Group, session: SessionView, seat: SeatView, words: str) -> str:
    """Words of a seat, proposed as a quote for the team; its id."""
    entry = ThemeEntry("Families wait for months.", "got_in_way", "residential_family", "wait")
    theme = family_themes.save_theme(group.team_id, group.plan.id, "", entry, seen=0)
    said = [SaidBy(None, "What got in the way?"), SaidBy(seat.id, words)]
    found = released(group, transcripts.add_transcript(group.team_id, session.id, said))
    made = coding.add_coding(group.team_id, found.id, 1, 0, 9, CODE, seen=found.version)
    mine = next(each for each in coding.codings(group.team_id, found.id) if each.id == made)
    before = {each.id for each in _quotes(group)}
    family_themes.propose_quote(
        group.team_id, group.plan.id, theme, mine, words=words, scope="team"
    )
    (new,) = {each.id for each in _quotes(group)} - before
    return new


def _quotes(group: Group) -> tuple[QuoteView, ...]:
    return family_themes.quotes(group.team_id, group.plan.id)


def bytes_at(home: Path) -> bytes:
    """Everything that lies in a home, databases and their logs."""
    files = (each for each in sorted(home.rglob("*")) if each.is_file())
    return b"\0".join(each.read_bytes() for each in files)


@contextmanager
def home_of(template: Path, folder: Path) -> Iterator[Path]:
    """A home of its own on SQLite."""
    home = folder / "home"
    home.mkdir(mode=0o700)
    shutil.copy(template, home / "common_table.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMON_TABLE_HOME", str(home))
        patch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
        patch.delenv("COMMON_TABLE_PUBLIC_URL", raising=False)
        settings.cache_clear()
        yield home
        contacts.dispose()
        store.dispose()
    settings.cache_clear()
