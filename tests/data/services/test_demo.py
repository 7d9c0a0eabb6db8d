"""The demo team goes the way of a real one."""

import re
from threading import Thread

import pytest

from data.services import answering, closing, demo, release, teams, waves
from data.services.errors import DatabaseNotEmpty, StorageError, WaveClosed
from data.store import connections

SECRETS = ("ballot", "draft", "invitation")


@pytest.fixture
def team(database: str):
    return teams.team(demo.fill_demo())


def test_thirty_people_of_eight_agencies_answered_two_waves_of_the_values_inventory(team) -> None:
    assert team.demo
    assert (team.people, len(team.agencies)) == (30, 8)
    made = waves.waves(team.id)
    assert [wave.instrument_id for wave in made] == ["values_open"] * 2
    assert [wave.state for wave in made] == ["released"] * 2
    assert all(wave.demo for wave in made)
    assert len({wave.opened_on for wave in made}) == 2
    for wave in made:
        report = release.report(wave.id).report
        assert report.release.invited == 30
        assert 25 <= report.release.people <= 30
        assert report.release.groups_shown
        assert all(group.people >= 5 for group in report.release.groups)
        assert len(report.items) == 45
        assert len(report.agreed) >= 5
        assert len(report.spread_out) >= 5


@pytest.mark.long
def test_a_second_demo_is_refused_and_changes_nothing(sqlite_database: str) -> None:
    team_id = demo.fill_demo()
    before = (teams.teams(), waves.waves(team_id))
    refusal = "There is a team already. The demo team is made only where there is none."
    with pytest.raises(DatabaseNotEmpty, match=re.escape(refusal)):
        demo.fill_demo()
    assert (teams.teams(), waves.waves(team_id)) == before


@pytest.mark.long
def test_the_same_demo_comes_out_everywhere(sqlite_database: str) -> None:
    team_id = demo.fill_demo()
    first = figures(team_id)
    teams.delete_team(team_id, confirm_name=teams.team(team_id).name)
    assert figures(demo.fill_demo()) == first


def figures(team_id: str) -> list[object]:
    return [release.report(wave.id).report.items for wave in waves.waves(team_id)]


def test_no_link_and_no_sealed_answer_of_the_demo_is_left(team) -> None:
    with connections.reading() as connection:
        for table in SECRETS:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


@pytest.mark.long
def test_a_demo_whose_past_wave_the_app_closes_meanwhile_begins_again(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, calls = answering.keep_answers, []

    def closed_by_the_app_once(secret: str, sheet: dict) -> object:
        calls.append(secret)
        if len(calls) == 3:  # in a thread of its own, where it is not the day of the demo
            app = Thread(target=closing.close_due_waves)
            app.start()
            app.join()
        return keep(secret, sheet)

    monkeypatch.setattr(answering, "keep_answers", closed_by_the_app_once)
    team_id = demo.fill_demo()
    assert len(calls) == 3 + 28 + 28
    assert [team.id for team in teams.teams()] == [team_id]
    assert [wave.state for wave in waves.waves(team_id)] == ["released"] * 2


def test_a_demo_that_never_gets_through_leaves_no_half_of_a_team(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_secret: str, _sheet: dict) -> None:
        raise WaveClosed("closed")

    def close_due_waves() -> None:
        for team in teams.teams():
            for wave in waves.waves(team.id):
                closing.close_wave(wave.id)

    monkeypatch.setattr(answering, "keep_answers", closed)
    monkeypatch.setattr(closing, "close_due_waves", close_due_waves)
    with pytest.raises(StorageError, match=r"The demo team could not be made\. Try again"):
        demo.fill_demo()
    assert teams.teams() == ()
