"""Setting up a team: what is typed, what is wrong with it, and the groups that follow."""

from collections.abc import Callable, Sequence

import pytest

from data.services import teams, waves
from data.services.errors import NotFound
from data.views import AgencyEntry, TeamView, WaveView
from tests.pages.facilitator.conftest import ROSTER, Show, Shown

Make = Callable[..., WaveView]


def fill(form: Shown, rows: Sequence[tuple[int, str, str | None, int | None]]) -> None:
    for number, name, sector, people in rows:
        form.field("text_input", f"Agency {number}").set_value(name)
        form.field("selectbox", f"Kind of agency {number}").set_value(sector)
        form.field("number_input", f"People {number}").set_value(people)


def named(form: Shown, name: str) -> Shown:
    form.field("text_input", "Team name").set_value(name)
    return form


def row(form: Shown, number: int) -> tuple[str, str | None, int | None]:
    return (
        form.field("text_input", f"Agency {number}").value,
        form.field("selectbox", f"Kind of agency {number}").value,
        form.field("number_input", f"People {number}").value,
    )


def rows(form: Shown) -> int:
    return sum(each.label.startswith("Agency ") for each in form.app.text_input)


def test_a_team_is_its_name_its_place_and_its_agencies(show: Show) -> None:
    form = named(show("team", team="new"), "Bell County Table")
    form.field("text_input", "County or area").set_value("Bell County")
    fill(form, [(1, "Court", "court", 6), (2, "Clinic", "health_care", 7)])
    form.press("Save")
    (summary,) = teams.teams()
    team = teams.team(summary.id)
    assert (team.name, team.jurisdiction, team.demo) == ("Bell County Table", "Bell County", False)
    assert [(each.name, each.sector, each.people) for each in team.agencies] == [
        ("Court", "court", 6),
        ("Clinic", "health_care", 7),
    ]
    assert form.app.query_params["team"] == team.id
    assert "Saved." in form.words


def test_the_groups_are_shown_with_their_names_before_there_is_any_wave(
    show: Show, team: TeamView
) -> None:
    screen = show("team", team=team.id)
    groups = waves.preview_groups(team.id)
    assert 1 < len(groups) < len(team.agencies)
    for number, group in enumerate(groups, start=1):
        assert f"{number}. **{group.named('en')}**" in screen.words
        assert all(agency in screen.words for agency in group.agencies)
    assert ("wave", "Make a new wave", team.id) in screen.ways


def test_rows_left_empty_do_not_count(show: Show) -> None:
    form = named(show("team", team="new"), "Sparse")
    fill(form, [(2, "Court", "court", 6), (5, "Clinic", "health_care", 7)])
    form.press("Save")
    assert [each.name for each in teams.team(teams.teams()[0].id).agencies] == ["Court", "Clinic"]


def test_everything_wrong_is_told_at_once_by_the_rows_on_the_screen_and_nothing_is_lost(
    show: Show,
) -> None:
    form = show("team", team="new")
    typed = [
        (2, "Court", "court", 6),
        (4, "", "legal", 3),
        (5, "Clinic", None, 700),
        (6, "COURT", "court", -2),
    ]
    fill(form, typed)
    form.press("Save")
    assert "Please look at this again. Nothing was saved yet." in form.problems
    for sentence in (
        "The team has no name. Give it a name.",
        "The agency in row 4 has no name. Give it a name.",
        "'Clinic' is of a kind that is not on the list. Choose its kind from the list.",
        "'Clinic' has 700 people. Give a number from 1 to 500, or leave the agency out.",
        "'COURT' has -2 people. Give a number from 1 to 500, or leave the agency out.",
        "'COURT' is listed twice (rows 2 and 6). Give one of them another name.",
    ):
        assert f"- {sentence}" in form.problems
    assert [(number, *row(form, number)) for number, *_ in typed] == typed
    assert teams.teams() == ()


def test_a_name_that_sounds_like_one_of_our_sentences_confuses_nobody(show: Show) -> None:
    form = named(show("team", team="new"), "T")
    name = "The agency in row 99 (rows 98 and 99)."
    fill(form, [(2, name, "court", 0), (3, name, "court", 6)])
    form.press("Save")
    assert f"'{name}' is listed twice (rows 2 and 3)." in form.problems
    assert f"'{name}' has 0 people." in form.problems


def test_nothing_at_all_is_answered_with_what_is_needed(show: Show) -> None:
    form = show("team", team="new").press("Save")
    assert "The team has no name. Give it a name." in form.problems
    assert "No agency is listed. List at least one." in form.problems


def test_more_rows_can_be_had_and_the_address_remembers_how_many(show: Show) -> None:
    form = show("team", team="new")
    assert rows(form) == 6
    form.press("Add three more rows")
    assert rows(form) == 9
    assert form.app.query_params["rows"] == "9"
    assert rows(show("team", team="new", rows="9")) == 9


@pytest.mark.parametrize(
    ("asked", "shown"), [("-4", 6), ("0", 6), ("x", 6), ("²", 6), ("99999999", 6), ("999", 60)]
)
def test_an_address_that_asks_for_nonsense_gets_a_form(asked: str, shown: int, show: Show) -> None:
    assert rows(show("team", team="new", rows=asked)) == shown


def test_a_team_is_shown_as_it_was_saved_and_changed_from_there(show: Show, team: TeamView) -> None:
    form = show("team", team=team.id)
    assert [row(form, number) for number in range(1, 6)] == [
        (agency.name, agency.sector, agency.people) for agency in ROSTER
    ]
    form.field("text_input", "Agency 2").set_value(" ")
    fill(form, [(6, "  Bell   Clinic ", "health_care", 5)])
    form.press("Save")
    kept = [
        ROSTER[0],
        ROSTER[2],
        ROSTER[3],
        ROSTER[4],
        AgencyEntry("Bell Clinic", "health_care", 5),
    ]
    assert [row(form, number) for number in range(1, 6)] == [
        (agency.name, agency.sector, agency.people) for agency in kept
    ]
    codes = {agency.name: agency.code for agency in teams.team(team.id).agencies}
    before = {agency.name: agency.code for agency in team.agencies}
    assert all(codes[name] == before[name] for name in codes if name in before)


def test_a_form_never_writes_an_older_state_over_a_newer_one(show: Show, team: TeamView) -> None:
    form = show("team", team=team.id)
    teams.update_team(team.id, name="Newer", jurisdiction="", agencies=ROSTER[:2])
    form.press("Save")
    assert teams.team(team.id).name == "Newer"
    assert form.field("text_input", "Team name").value == "Newer"


def test_while_a_wave_is_open_the_roster_is_shown_and_cannot_be_changed(
    show: Show, team: TeamView, make_wave: Make
) -> None:
    make_wave("open")
    screen = show("team", team=team.id)
    assert "Until it is closed, the roster stays as it is." in screen.words
    assert not screen.has_button("Save")
    for agency in ROSTER:
        assert f"**{agency.name}**" in screen.words
        assert f"{agency.people} people" in screen.words


def test_a_wave_that_opened_meanwhile_is_told_and_nothing_changes(
    show: Show, team: TeamView, make_wave: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = named(show("team", team=team.id), "Another name")
    make_wave("open")
    monkeypatch.setattr(waves, "waves", lambda _: ())
    form.press("Save")
    assert "A wave of this team is open. Close it first" in form.problems
    assert teams.team(team.id) == team


def test_a_team_of_one_group_is_told_what_that_means(show: Show) -> None:
    team = teams.create_team(
        "Small", "", [AgencyEntry("A", "court", 3), AgencyEntry("B", "legal", 3)]
    )
    assert "All agencies together make one group." in show("team", team=team.id).words


def test_a_team_too_small_to_be_shown_is_told_what_to_do(show: Show) -> None:
    team = teams.create_team("Tiny", "", [AgencyEntry("A", "court", 4)])
    words = show("team", team=team.id).words
    assert "Fewer than 5 people are on the roster, so nothing could be shown." in words
    assert "Ask more people to join" in words


def test_deleting_asks_for_the_name_first(show: Show, team: TeamView) -> None:
    screen = show("team", team=team.id)
    assert "This cannot be undone." in screen.words
    screen.press("Delete for good")
    assert "Nothing was deleted." in screen.problems
    assert "Type 'Bell County Table' to delete it." in screen.problems
    assert teams.team(team.id) == team
    screen.field("text_input", "Type the team's name to confirm").set_value("bell county table")
    assert screen.press("Delete for good").ways[-1] == ("go", "start")
    with pytest.raises(NotFound):
        teams.team(team.id)


def test_a_team_with_an_open_wave_is_not_deleted(
    show: Show, team: TeamView, make_wave: Make
) -> None:
    make_wave("open")
    screen = show("team", team=team.id)
    screen.field("text_input", "Type the team's name to confirm").set_value(team.name)
    screen.press("Delete for good")
    assert "Close it before you delete the team." in screen.problems
    assert teams.team(team.id) == team


def test_an_address_about_no_team_says_so_and_leads_back(show: Show) -> None:
    screen = show("team", team="nothing")
    assert screen.app.title[0].value == "No such team"
    assert screen.ways == [("start",)]


def test_a_made_up_team_says_so(show: Show) -> None:
    team = teams.create_team("Demo", "", ROSTER, demo=True)
    assert "Made-up team." in show("team", team=team.id).words


def test_whoever_is_not_signed_in_sees_nothing(show: Show, team: TeamView) -> None:
    screen = show("team", who=None, team=team.id)
    assert "Bell" not in screen.words
    assert not screen.app.text_input
