"""Meeting screens without a browser: their script runs here, over a real database, for a role."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data.clock import today
from data.services import closing, holds, invitations, release, teams, waves
from data.services.answering import keep_answers
from data.services.authority import OPERATOR, Actor
from data.views import AgencyEntry, Slip, WaveView
from pages.parts import links, session
from surveys.instrument import ScaleItem
from surveys.library import shipped_edition

ROSTER = (
    AgencyEntry("Bell County Family Court", "court", 9),
    AgencyEntry("New Day Treatment", "sud_treatment", 9),
)
ITEMS = [
    item.id
    for item in shipped_edition("values_open").instrument.items
    if isinstance(item, ScaleItem)
]


def opened_wave() -> WaveView:
    """A new team of 18 people whose wave is open in two languages."""
    team = teams.create_team("Bell County Table", "Bell County", ROSTER)
    draft = waves.draft_wave(
        team.id, "values_open", languages=("en", "es"), closes_on=today() + timedelta(days=9)
    )
    return waves.open_wave(draft.id)


def answered(slip: Slip, place: int) -> None:
    """Somebody answers; people of one group lean one way on every second statement."""
    lean = 3 if slip.group_code.endswith("1") else 0
    sheet = {item: lean if at % 2 else 3 - place % 2 for at, item in enumerate(ITEMS)}
    sheet |= {"open_talk_about": "What a heron would say"}
    keep_answers(slip.secret, sheet, language="en")


def released_wave(*, days: int | None = None) -> WaveView:
    """The same, answered by all, closed and released; held as long as is usual, or so many days."""
    wave = opened_wave()
    for place, slip in enumerate(invitations.issue(wave.id, "link")):
        answered(slip, place)
    closing.close_wave(wave.id)
    if days is not None:
        holds.plan(wave.id, days, based_on=0)
    release.release_wave(wave.id)
    return waves.wave(wave.id)


def screen(name: str) -> None:
    from importlib import import_module

    from data.services.errors import NotAllowed
    from pages.parts.frame import heading, show_notice
    from pages.parts.session import signed_in

    with signed_in():
        show_notice()
        try:
            import_module(name).page()
        except NotAllowed as refused:
            heading(str(refused))


Show = Callable[..., AppTest]


@pytest.fixture
def show(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Show:
    """A screen about what the query says, for the operator or for somebody with a role."""

    def run(name: str, *, role: str = "operator", team: str = "", **query: str) -> AppTest:
        who = OPERATOR
        if role != "operator":
            who = Actor(id=role, name=role, kind="person", teams={team: role})  # type: ignore[dict-item]
        monkeypatch.setattr(session, "who_is_signed_in", lambda **_: who)
        monkeypatch.setattr(session, "token", lambda: None)
        monkeypatch.setattr(links, "link", lambda *_, **__: None)
        monkeypatch.setattr(links, "back", lambda: None)
        app = AppTest.from_function(screen, default_timeout=60, args=(name,))
        for key, value in (query | ({"team": team} if team else {})).items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return run
