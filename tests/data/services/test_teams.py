"""A team is entered with plain words for what needs another look, and nothing half done."""

from dataclasses import replace

import pytest

from data.services import teams, waves
from data.services.teams import NotFound, TeamProblems, WaveStateError
from data.store import database as store
from data.tables import metadata
from data.views import AgencyEntry
from tests.data.conftest import KIN_A, ROSTER


def _problems(*agencies: AgencyEntry, name: str = "River", jurisdiction: str = "") -> dict:
    with pytest.raises(TeamProblems) as caught:
        teams.create_team(name, jurisdiction, agencies)
    return {problem.where: str(problem) for problem in caught.value.problems}


def _agency(**changes) -> AgencyEntry:
    return replace(ROSTER[0], **changes)


def test_a_team_comes_back_as_it_was_entered(database):
    made = teams.create_team("  River \t county ", "District 4", ROSTER)
    assert teams.team(made.id) == made
    assert made.name == "River county"
    assert [(a.name, a.sector, a.people) for a in made.agencies] == [
        (a.name, a.sector, a.people) for a in ROSTER
    ]
    assert made.people == 24
    assert not made.demo


def test_the_list_of_teams_is_by_name_and_counts_agencies_people_and_waves(make_round):
    made = make_round(name="west")
    teams.create_team("East", "", ROSTER[:1], demo=True)
    listed = teams.teams()
    assert [team.name for team in listed] == ["East", "west"]
    assert [(t.agencies, t.people, t.waves) for t in listed] == [(1, 3, 0), (4, 24, 1)]
    assert [team.demo for team in listed] == [True, False]
    assert listed[1].id == made.team.id


def test_an_empty_database_knows_that_it_is(database):
    assert not teams.has_any_team()
    assert teams.teams() == ()
    teams.create_team("River", "", ROSTER)
    assert teams.has_any_team()


def test_everything_wrong_is_said_at_once_and_nothing_is_stored(database):
    said = _problems(
        _agency(people=0),
        _agency(people=501, name="Clinic"),
        _agency(sector="circus", name="Tent"),
        _agency(name=" "),
        _agency(name="COUNTY  court"),
        name="",
        jurisdiction="x" * 121,
    )
    assert said == {
        "name": "The team has no name. Give it a name.",
        "jurisdiction": "The jurisdiction has 121 characters. Use at most 120.",
        "agencies.0.people": "'County court' has 0 people. "
        "Give a number from 1 to 500, or leave the agency out.",
        "agencies.1.people": "'Clinic' has 501 people. "
        "Give a number from 1 to 500, or leave the agency out.",
        "agencies.2.sector": "'Tent' is of a kind that is not on the list. "
        "Choose its kind from the list.",
        "agencies.3.name": "The agency in row 4 has no name. Give it a name.",
        "agencies.4.name": "'COUNTY court' is listed twice (rows 1 and 5). "
        "Give one of them another name.",
    }
    assert not teams.has_any_team()


@pytest.mark.parametrize("people", [True, 2.5, "3", None])
def test_a_number_of_people_is_a_whole_number(database, people):
    said = _problems(_agency(people=people))
    assert said["agencies.0.people"].startswith("'County court' has no whole number of people.")


def test_a_team_without_agencies_or_with_too_many_is_refused(database):
    assert _problems() == {"agencies": "No agency is listed. List at least one."}
    many = [_agency(name=f"Agency {number}") for number in range(61)]
    assert _problems(*many) == {"agencies": "61 agencies are listed. List at most 60."}


def test_what_cannot_be_seen_is_left_out_of_names(database):
    made = teams.create_team("Ri\u202ever\x00", "a\u200bb", [_agency(name="Cou\x07rt\ud800")])
    assert (made.name, made.jurisdiction, made.agencies[0].name) == ("River", "ab", "Court")


def test_an_agency_that_keeps_its_name_keeps_its_code(database):
    made = teams.create_team("River", "", ROSTER)
    entries = [_agency(people=5), *ROSTER[2:], AgencyEntry("New one", KIN_A, 2)]
    changed = teams.update_team(made.id, name="Lake", jurisdiction="", agencies=entries)
    assert teams.team(made.id) == changed
    before = {agency.name: agency.code for agency in made.agencies}
    after = {agency.name: agency.code for agency in changed.agencies}
    assert {name: after[name] for name in before if name in after} == {
        name: before[name] for name in after if name in before
    }
    assert after["New one"] not in before.values()


def test_the_roster_stays_as_it_is_while_a_wave_is_open(opened):
    with pytest.raises(WaveStateError, match="A wave of this team is open"):
        teams.update_team(opened.team.id, name="Lake", jurisdiction="", agencies=ROSTER)
    with pytest.raises(WaveStateError, match="Close it before you delete"):
        teams.delete_team(opened.team.id, confirm_name=opened.team.name)
    assert teams.team(opened.team.id) == opened.team


def test_deleting_a_team_asks_for_its_name_and_leaves_nothing(opened):
    opened.send_all(wish="A wish", worry="A worry")
    waves.close_wave(opened.wave.id)
    with pytest.raises(TeamProblems, match="Type 'River county' to delete it"):
        teams.delete_team(opened.team.id, confirm_name="River")
    teams.delete_team(opened.team.id, confirm_name=" river COUNTY ")
    with pytest.raises(NotFound, match="This team is not here"):
        teams.team(opened.team.id)
    kept = {"set_up", "wrong_codes", "frozen_edition", "audit_entry"}
    with store.reading() as connection:
        for name, table in metadata.tables.items():
            assert name in kept or connection.execute(table.select()).all() == [], name


def test_a_team_that_is_not_there_is_not_found(database):
    for errand in (
        lambda: teams.team("nobody"),
        lambda: teams.update_team("nobody", name="x", jurisdiction="", agencies=ROSTER),
        lambda: teams.delete_team("nobody", confirm_name="x"),
        lambda: waves.waves("nobody"),
        lambda: waves.preview_groups("nobody"),
    ):
        with pytest.raises(NotFound, match="This team is not here"):
            errand()
