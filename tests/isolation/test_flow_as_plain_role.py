"""The whole way of a team works behind both walls, as a role that row-level security holds."""

import pytest
from sqlalchemy import select

from data.services import demo, release, teams, waves
from data.services.authority import Actor, acting
from data.services.errors import NotFound
from data.store import database as store
from data.store.scope import EVERYTHING, within
from tests.isolation.world import MINE, TABLES, everything

pytestmark = pytest.mark.postgresql

SOMEBODY = Actor(id="somebody", name="Somebody", kind="person", starts_teams=True)


@pytest.fixture
def made(plain_postgresql) -> str:
    """A team that somebody made, with two waves that were opened, answered, closed, released."""
    with acting(SOMEBODY):
        return demo.fill_demo()


@pytest.mark.long
def test_a_team_goes_all_the_way_behind_both_walls(made):
    with acting(SOMEBODY.facilitating(made)):
        [known] = teams.teams()
        assert known.id == made
        assert [wave.state for wave in waves.waves(made)] == ["released", "released"]
        assert all(release.report(wave.id) for wave in waves.waves(made))
    with within(EVERYTHING), store.reading() as connection:
        assert len(connection.execute(select(TABLES["team"])).all()) == 3


@pytest.mark.long
def test_whoever_runs_one_team_finds_no_other(made):
    with acting(SOMEBODY.facilitating(made)), pytest.raises(NotFound):
        teams.team(MINE)
    with acting(Actor(id="x", name="X", kind="person")):
        assert teams.teams() == ()


@pytest.mark.long
def test_a_team_that_goes_leaves_the_others_as_they_were(plain_postgresql):
    before = everything()
    with acting(SOMEBODY):
        made = demo.fill_demo()
    with acting(SOMEBODY.facilitating(made)):
        teams.delete_team(made, confirm_name=teams.team(made).name)
    after = everything()
    shared = {"frozen_edition"}  # a shipped questionnaire stays, whoever opened a wave with it
    assert {n: after[n] for n in after if n not in shared} == {
        n: before[n] for n in before if n not in shared
    }
    assert before["frozen_edition"] <= after["frozen_edition"]
