"""The start: two choices at first, then where each team stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.keyring import destroy_wave_key
from data.services import answering, demo, invitations, teams, waves
from data.services.authority import Actor
from data.services.errors import DatabaseNotEmpty, StorageError
from data.views import TeamView, WaveView
from tests.pages.facilitator.conftest import ROSTER, Show

Make = Callable[..., WaveView]
CHOICES = ("Explore the demo team", "Set up my team")


def test_an_empty_database_greets_with_two_choices(show: Show) -> None:
    start = show("start")
    assert start.app.title[0].value == "Welcome to Common Table"
    assert [button.label for button in start.app.button] == list(CHOICES)
    assert [each.value for each in start.app.header] == list(CHOICES)


@pytest.mark.long
def test_the_demo_team_is_filled_in_and_called_made_up(show: Show) -> None:
    start = show("start").press("Explore the demo team")
    assert "The demo team is ready. Everything about it is made up." in start.words
    (summary,) = teams.teams()
    assert summary.demo
    assert f"{summary.name} (made-up demo team)" in start.words
    assert start.words.count("is released.") == 2
    assert [way for way in start.ways if way[0] == "results"] == [
        ("results", "See the results", wave.id) for wave in waves.waves(summary.id)
    ]


@pytest.mark.parametrize("error", [DatabaseNotEmpty("Somebody was faster."), StorageError("No.")])
def test_a_demo_team_that_cannot_be_made_is_told(
    error: Exception, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise error

    monkeypatch.setattr(demo, "fill_demo", refuse)
    start = show("start").press("Explore the demo team")
    assert start.problems == str(error)
    assert start.has_button("Set up my team")


def test_setting_up_a_team_is_one_step_away(show: Show) -> None:
    assert show("start").press("Set up my team").ways == [("go", "team", "new")]


def test_each_team_is_listed_with_its_size_and_the_ways_on(show: Show, team: TeamView) -> None:
    start = show("start")
    assert "Bell County · 5 agencies · 27 people" in start.words
    assert "No wave yet. A wave is one round of one questionnaire." in start.words
    assert "made-up" not in start.words
    assert start.ways == [
        ("team", "Agencies and groups", team.id),
        ("wave", "New wave", team.id),
        ("people", "People and roles", team.id),
        ("scan", "Environmental scan", team.id),
        ("resources", "Community resources", team.id),
        ("families", "Family groups", team.id),
        ("meeting", "Meet and act", team.id),
        ("team", "Set up another team", "new"),
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("draft", "is a draft. Look at it and open it."),
        ("closed", "is closed. Release the result."),
        ("released", "is released."),
        ("archived", "is in the archive."),
    ],
)
def test_each_wave_says_where_it_stands(state: str, said: str, show: Show, make_wave: Make) -> None:
    wave = make_wave(state)
    start = show("start")
    assert said in start.words
    assert ("wave", "Open this wave's page", wave.id) in start.ways
    has_result = ("results", "See the results", wave.id) in start.ways
    assert has_result == (state in ("released", "archived"))


def test_of_an_open_wave_only_the_count_is_told(show: Show, make_wave: Make) -> None:
    make_wave("open", answers=3)
    assert "3 of 27 have answered." in show("start").words


def test_what_is_due_is_closed_when_somebody_looks(show: Show, team: TeamView) -> None:
    with at_day(today() - timedelta(days=9)):
        draft = waves.draft_wave(team.id, "values_open", languages=("en",), closes_on=today())
        waves.open_wave(draft.id)
    assert "is closed. Release the result." in show("start").words


def test_a_wave_whose_key_is_lost_keeps_no_other_team_from_its_screen(
    show: Show, team: TeamView
) -> None:
    with at_day(today() - timedelta(days=9)):
        draft = waves.draft_wave(team.id, "values_open", languages=("en",), closes_on=today())
        waves.open_wave(draft.id)
        answering.keep_answers(invitations.issue(draft.id, "link")[0].secret, {}, language="en")
    destroy_wave_key(draft.id)
    other = teams.create_team("Another table", "", ROSTER)
    start = show("start")
    assert f"The key of wave {draft.id} is not in the folder of keys" in start.problems
    assert "Another table" in start.words
    assert "is being closed." in start.words
    elsewhere = Actor("a", "Ana", "person", teams={other.id: "facilitator"})
    assert "Another table" in show("start", who=elsewhere).words
    assert show("start", who=elsewhere).problems == ""
    member = Actor("b", "Ben", "person", teams={team.id: "member"})
    assert "is being closed." in show("start", who=member).words
    assert show("start", who=member).problems == ""


def test_whoever_is_not_signed_in_sees_nothing(show: Show, team: TeamView) -> None:
    start = show("start", who=None)
    assert start.app.title[0].value == "Signed out"
    assert "Bell" not in start.words
    assert not start.app.button
