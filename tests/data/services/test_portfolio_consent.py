"""What a team allows: off at first, by its facilitators, kept with who and when, taken back."""

import pytest

from data.clock import today
from data.portfolio_views import ConsentView
from data.services import audit_log, portfolio_consent, teams
from data.services.authority import Actor, acting
from data.services.errors import ChangedMeanwhile, NotAllowed, NotFound
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.portfolio import PortfolioConsent
from data.views import AgencyEntry, TeamView

ROSTER = (AgencyEntry("Court", "court", 6),)


@pytest.fixture
def team(database: str) -> TeamView:
    return teams.create_team("River table", "", ROSTER)


def somebody(team: TeamView, role: str) -> Actor:
    return Actor("a" * 16, "Ana", "person", teams={team.id: role})  # type: ignore[arg-type]


def test_nothing_is_allowed_before_somebody_says_so(team: TeamView) -> None:
    assert portfolio_consent.consent(team.id) == ConsentView(shown=False, counted=False)
    assert portfolio_consent.history(team.id) == ()


def test_who_allowed_what_on_which_day_is_kept_also_after_it_was_taken_back(
    team: TeamView,
) -> None:
    with acting(somebody(team, "facilitator")):
        portfolio_consent.allow(team.id, shown=True, counted=False, based_on=0)
        portfolio_consent.allow(team.id, shown=True, counted=True, based_on=1)
        portfolio_consent.allow(team.id, shown=False, counted=False, based_on=2)
    said = portfolio_consent.history(team.id)
    assert [(each.shown, each.counted) for each in said] == [
        (False, False),
        (True, True),
        (True, False),
    ]
    assert {(each.saved_by_name, each.saved_on) for each in said} == {("Ana", today())}
    logged = [each for each in audit_log.entries(team.id) if each.action == "portfolio.consent"]
    assert [(each.details["shown"], each.details["counted"]) for each in logged] == [
        (False, False),
        (True, True),
        (True, False),
    ]


def test_saying_the_same_again_is_no_new_version(team: TeamView) -> None:
    first = portfolio_consent.allow(team.id, shown=True, counted=True, based_on=0)
    assert portfolio_consent.allow(team.id, shown=True, counted=True, based_on=1) == first
    assert len(portfolio_consent.history(team.id)) == 1


def test_whoever_saw_an_older_version_changes_nothing(team: TeamView) -> None:
    portfolio_consent.allow(team.id, shown=False, counted=False, based_on=0)
    for based_on in (0, 2):
        with pytest.raises(ChangedMeanwhile, match="changed this meanwhile"):
            portfolio_consent.allow(team.id, shown=True, counted=True, based_on=based_on)
    assert portfolio_consent.consent(team.id).shown is False


@pytest.mark.parametrize("role", ["member", "consultant"])
def test_only_a_facilitator_decides_and_everybody_of_the_team_may_know(
    role: str, team: TeamView
) -> None:
    with acting(somebody(team, role)):
        assert portfolio_consent.consent(team.id) == ConsentView()
        with pytest.raises(NotAllowed, match="a facilitator of this team"):
            portfolio_consent.allow(team.id, shown=True, counted=True, based_on=0)
    other = Actor("b" * 16, "Ben", "person", teams={"0123456789abcdef": "facilitator"})
    with acting(other), pytest.raises(NotFound):
        portfolio_consent.consent(team.id)
    with acting(other), pytest.raises(NotFound):
        portfolio_consent.allow(team.id, shown=True, counted=True, based_on=0)


def test_it_goes_with_the_team(team: TeamView) -> None:
    portfolio_consent.allow(team.id, shown=True, counted=True, based_on=0)
    teams.delete_team(team.id, confirm_name=team.name)
    with within(EVERYTHING), store.reading() as connection:
        assert connection.execute(table_of(PortfolioConsent).select()).all() == []
