"""Teams and agencies, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from data.store.action_removal import remove_actions
from data.store.connections import reading, writing
from data.store.editions import remove_team_editions
from data.store.family_removal import remove_families
from data.store.guide_removal import remove_guides
from data.store.report_removal import remove_reports
from data.store.resource_removal import remove_resources
from data.store.scan_removal import remove_scans
from data.store.scope import EVERYTHING, within
from data.store.waves import remove_wave
from data.tables.access import Membership
from data.tables.base import table_of
from data.tables.people import Agency, Team
from data.tables.portfolio import PortfolioConsent
from data.tables.values import Wave
from data.views import AgencyView, TeamSummary, TeamView

_team = table_of(Team)
_agency = table_of(Agency)
_membership = table_of(Membership)
_wave = table_of(Wave)
_consent = table_of(PortfolioConsent)


def add_team(team: TeamView, *, facilitator: dict[str, Any] | None = None) -> None:
    """A new team with its roster, and the role of whoever sets it up."""
    with writing() as connection:
        row = {"id": team.id, "name": team.name, "jurisdiction": team.jurisdiction}
        connection.execute(insert(_team).values(**row, demo=team.demo))
        _add_agencies(connection, team.agencies, team_id=team.id)
        if facilitator is not None:
            connection.execute(insert(_membership).values(**facilitator))


def change_team(team: TeamView) -> bool:
    """Put a team in the place of what was; False while one of its waves is under way."""
    with writing() as connection:
        lock_team(connection, team.id)
        if _under_way(connection, team.id):
            return False
        row = {"name": team.name, "jurisdiction": team.jurisdiction}
        connection.execute(_team.update().where(_team.c.id == team.id).values(**row))
        connection.execute(delete(_agency).where(_agency.c.team_id == team.id))
        _add_agencies(connection, team.agencies, team_id=team.id)
        return True


def remove_team(team_id: str) -> bool:
    """Remove a team and all of its waves; False while one of them is under way."""
    with within(EVERYTHING), writing() as connection:  # an edition of theirs may be others', too
        lock_team(connection, team_id)
        if _under_way(connection, team_id):
            return False
        ids = select(_wave.c.id).where(_wave.c.team_id == team_id)
        for wave_id in connection.execute(ids).scalars().all():
            remove_wave(connection, wave_id)
        remove_team_editions(connection, team_id)
        remove_scans(connection, team_id)
        remove_resources(connection, team_id)
        remove_families(connection, team_id)
        remove_guides(connection, team_id)
        connection.execute(delete(_consent).where(_consent.c.team_id == team_id))
        remove_actions(connection, team_id)
        remove_reports(connection, team_id)
        connection.execute(delete(_membership).where(_membership.c.team_id == team_id))
        connection.execute(delete(_agency).where(_agency.c.team_id == team_id))
        connection.execute(delete(_team).where(_team.c.id == team_id))
        return True


def teams() -> tuple[TeamSummary, ...]:
    """All teams by name."""
    agencies = select(func.count()).where(_agency.c.team_id == _team.c.id).scalar_subquery()
    people = select(func.sum(_agency.c.people)).where(_agency.c.team_id == _team.c.id)
    waves = select(func.count()).where(_wave.c.team_id == _team.c.id).scalar_subquery()
    statement = select(
        _team,
        agencies.label("agencies"),
        func.coalesce(people.scalar_subquery(), 0).label("people"),
        waves.label("waves"),
    )
    with reading() as connection:
        rows = connection.execute(statement.order_by(func.lower(_team.c.name), _team.c.id))
        return tuple(TeamSummary(**row) for row in rows.mappings())


def team(team_id: str) -> TeamView | None:
    """One team with its roster as it was listed."""
    with reading() as connection:
        return team_within(connection, team_id)


def any_team() -> bool:
    """There is at least one team, whoever's."""
    with within(EVERYTHING), reading() as connection:
        return connection.execute(select(_team.c.id).limit(1)).first() is not None


def team_within(connection: Connection, team_id: str) -> TeamView | None:
    """One team, as the given transaction sees it."""
    row = connection.execute(select(_team).where(_team.c.id == team_id)).mappings().first()
    if row is None:
        return None
    columns = select(_agency.c.code, _agency.c.name, _agency.c.sector, _agency.c.people)
    agencies = columns.where(_agency.c.team_id == team_id).order_by(_agency.c.place)
    roster = connection.execute(agencies).mappings()
    return TeamView(**row, agencies=tuple(AgencyView(**agency) for agency in roster))


def lock_team(connection: Connection, team_id: str) -> None:
    """Let nobody change this team until the transaction ends."""
    connection.execute(select(_team.c.id).where(_team.c.id == team_id).with_for_update())


def _under_way(connection: Connection, team_id: str) -> bool:
    states = _wave.c.state.in_(("open", "closing"))
    statement = select(_wave.c.id).where(_wave.c.team_id == team_id, states)
    return connection.execute(statement.limit(1)).first() is not None


def _add_agencies(connection: Connection, agencies: Sequence[AgencyView], *, team_id: str) -> None:
    rows = [
        {
            "team_id": team_id,
            "code": agency.code,
            "name": agency.name,
            "sector": agency.sector,
            "people": agency.people,
            "place": place,
        }
        for place, agency in enumerate(agencies)
    ]
    connection.execute(insert(_agency), rows)
