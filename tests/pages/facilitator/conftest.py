"""Staff screens without a browser: their script runs here, over a real database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.clock import today
from data.services import closing, invitations, release, teams, waves
from data.services.answering import keep_answers
from data.services.authority import OPERATOR, Actor
from data.views import AgencyEntry, TeamView, WaveView
from pages.parts import links, session
from surveys.instrument import ScaleItem
from surveys.library import shipped_edition

ROSTER = (
    AgencyEntry("Bell County Children's Services", "child_welfare", 9),
    AgencyEntry("Bell County Family Court", "court", 3),
    AgencyEntry("Parents' Counsel", "legal", 4),
    AgencyEntry("New Day Treatment", "sud_treatment", 6),
    AgencyEntry("Harbor Counseling", "mental_health", 5),
)
ITEMS = [
    item.id
    for item in shipped_edition("values_open").instrument.items
    if isinstance(item, ScaleItem)
]


def screen(name: str) -> None:
    from importlib import import_module

    from pages.parts.frame import show_notice
    from pages.parts.session import signed_in

    with signed_in():
        show_notice()
        import_module(f"pages.{name}" if "." in name else f"pages.facilitator.{name}").page()


@dataclass
class Shown:
    """A staff screen as it stands, and where its links lead."""

    app: AppTest
    ways: list[tuple[str, ...]] = field(default_factory=list)

    def run(self) -> "Shown":
        """Run the script once more."""
        self.ways.clear()
        self.app.run()
        return self._well()

    def press(self, label: str) -> "Shown":
        """Press the button with this label."""
        (button,) = [each for each in self.app.button if each.label == label]
        self.ways.clear()
        button.click().run()
        return self._well()

    def has_button(self, label: str) -> bool:
        return any(each.label == label for each in self.app.button)

    def field(self, kind: str, label: str) -> Any:
        """The widget with this label."""
        (found,) = [each for each in getattr(self.app, kind) if each.label == label]
        return found

    @property
    def words(self) -> str:
        """Everything that is written on the screen."""
        app = self.app
        parts = [*app.title, *app.header, *app.caption, *app.markdown, *app.text, *app.metric]
        parts += [*app.info, *app.warning, *app.error, *app.success, *app.code]
        bars = [str(each.proto.text) for each in app.get("progress")]
        return "\n".join([*(str(part.value) for part in parts), *bars]).replace("\\", "")

    @property
    def problems(self) -> str:
        return "\n".join(str(error.value) for error in self.app.error).replace("\\", "")

    def _well(self) -> "Shown":
        assert not self.app.exception
        return self


Show = Callable[..., Shown]


@pytest.fixture
def show(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Show:
    """A staff screen about what the query says, for somebody who is signed in or not.

    It is named by its module; the name of a room before it is needed where it is another room's.
    """

    def run(name: str, *, who: Actor | None = OPERATOR, **query: str) -> Shown:
        shown = Shown(AppTest.from_function(screen, default_timeout=60, args=(name,)))

        def note(*way: str, **about: str) -> None:
            shown.ways.append((*way, *about.values()))

        def leave(to: str, **about: str) -> None:
            shown.ways.append(("go", to, *about.values()))
            st.stop()

        monkeypatch.setattr(session, "who_is_signed_in", lambda **_: who)
        monkeypatch.setattr(links, "link", note)
        monkeypatch.setattr(links, "back", lambda: note("start"))
        monkeypatch.setattr(links, "go", leave)
        for key, value in query.items():
            shown.app.query_params[key] = value
        return shown.run()

    return run


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    """A team of five agencies and 27 people."""
    return teams.create_team("Bell County Table", "Bell County", ROSTER)


@pytest.fixture
def make_wave(team: TeamView) -> Callable[..., WaveView]:
    """A wave of the team in the wanted state, with so many who have answered."""

    def make(state: str, *, answers: int = 0, level: int = 0) -> WaveView:
        wave = waves.draft_wave(
            team.id, "values_open", languages=("en", "es"), closes_on=today() + timedelta(days=9)
        )
        if state == "draft":
            return wave
        waves.open_wave(wave.id)
        for slip in invitations.issue(wave.id, "link")[:answers]:
            keep_answers(slip.secret, dict.fromkeys(ITEMS, level), language="en")
        if state == "open":
            return waves.wave(wave.id)
        closing.close_wave(wave.id)
        if state in ("released", "archived"):
            release.release_wave(wave.id)
        if state == "archived":
            waves.archive_wave(wave.id)
        return waves.wave(wave.id)

    return make
