"""Many teams at once, as rows: what they allowed, where they stand, what was released of them.

Every function reads all teams in scope with one statement. Whoever calls narrows the scope to the
teams that agreed, so that no row of another one is there to be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from data.store.connections import reading
from data.store.releases import ReportRecord
from data.store.versioned import Row, add_version, newest, newest_within, versions
from data.tables.base import table_of
from data.tables.families import FamilySession, FamilyStudy
from data.tables.meetings import ResultHold
from data.tables.people import Agency, Team
from data.tables.portfolio import PortfolioConsent
from data.tables.resources import GapEvidence, GapFinding, Listing, NeedEntry
from data.tables.scan import Scan, ScanAnswer, ScanDecision, ScanItem
from data.tables.values import ReleasedReport, Wave
from data.views import State

_consent = table_of(PortfolioConsent)
_team = table_of(Team)
_agency = table_of(Agency)
_wave = table_of(Wave)
_report = table_of(ReleasedReport)
_hold = table_of(ResultHold)
_scan = table_of(Scan)
_item = table_of(ScanItem)
_answer = table_of(ScanAnswer)
_decision = table_of(ScanDecision)
_finding = table_of(GapFinding)
_evidence = table_of(GapEvidence)
_need = table_of(NeedEntry)
_listing = table_of(Listing)
_study = table_of(FamilyStudy)
_session = table_of(FamilySession)
_AT_ONCE = 50
"""Results that are in memory together; one can be some hundred thousand characters long."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team by name."""

    id: str
    name: str
    jurisdiction: str
    demo: bool


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave without its groups; `sha256` is of its released result, None where there is none."""

    id: str
    team_id: str
    number: int
    title: str
    instrument_id: str
    instrument_version: str
    checksum: str | None
    opened_on: date | None
    closes_on: date
    state: State
    sha256: str | None


@dataclass(frozen=True, slots=True)
class ScanRows:
    """The last round of every team's scan, and what was said in it.

    Attributes:
        rounds: one for each team that has any.
        checklists: the text of each checklist, by id and version.
        own_items: ids of items that teams have added and still ask, by round.
        answers: every version, by round, item, agency and version.
        decisions: the last one on each item.
        agencies: codes on the roster, by team.
    """

    rounds: tuple[Row, ...]
    checklists: dict[tuple[str, str], str]
    own_items: tuple[Row, ...]
    answers: tuple[Any, ...]
    decisions: tuple[Row, ...]
    agencies: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GapRows:
    """What teams found out about resources and families.

    Attributes:
        findings: the newest version of each, those that are gone left out.
        oldest: day of the oldest evidence, by team and finding.
        tiers: which families are meant by need, by team.
        services: how many are on the map, by team.
        plans, sessions: of family groups, their newest versions.
    """

    findings: tuple[Row, ...]
    oldest: dict[tuple[str, str], date]
    tiers: dict[str, str]
    services: dict[str, int]
    plans: tuple[Row, ...]
    sessions: tuple[Row, ...]


def consents() -> tuple[Row, ...]:
    """What each team allows now; teams that never said anything are not in it."""
    return newest(_consent, "team_id")


def consent_versions(team_id: str) -> tuple[Row, ...]:
    """Every version of what a team allowed, newest first."""
    return versions(_consent, team_id=team_id)


def add_consent(key: Row, values: Row) -> bool:
    """Add the next version of what a team allows; False when somebody was faster."""
    return add_version(_consent, key, values)


def teams() -> tuple[TeamRow, ...]:
    """All teams by name."""
    columns = select(_team.c.id, _team.c.name, _team.c.jurisdiction, _team.c.demo)
    with reading() as connection:
        rows = connection.execute(columns.order_by(func.lower(_team.c.name), _team.c.id))
        return tuple(TeamRow(*row) for row in rows)


def waves() -> tuple[WaveRow, ...]:
    """The waves of all teams, each team's newest first."""
    names = [name for name in WaveRow.__slots__ if name != "sha256"]
    columns = select(*(_wave.c[name] for name in names), _report.c.sha256)
    joined = columns.outerjoin(_report, _report.c.wave_id == _wave.c.id)
    with reading() as connection:
        rows = connection.execute(joined.order_by(_wave.c.team_id, _wave.c.number.desc()))
        return tuple(WaveRow(*row) for row in rows)


def holds() -> dict[str, tuple[date | None, str | None]]:
    """Of each wave that was ever held: the first day for everybody, and the round beside it."""
    columns = select(_hold.c.wave_id, _hold.c.shown_on, _hold.c.beside)
    with reading() as connection:
        return {wave: (day, beside) for wave, day, beside in connection.execute(columns)}


def reports(wave_ids: Sequence[str]) -> Iterator[tuple[str, ReportRecord]]:
    """The released results of some waves, a few at a time."""
    for start in range(0, len(wave_ids), _AT_ONCE):
        some = wave_ids[start : start + _AT_ONCE]
        with reading() as connection:
            rows = connection.execute(select(_report).where(_report.c.wave_id.in_(some))).all()
        for row in rows:
            yield row.wave_id, ReportRecord(body=row.body, sha256=row.sha256)


def scans() -> ScanRows:
    """The last round of every team's scan with all that it takes to say how much is known."""
    last = select(_scan.c.team_id, func.max(_scan.c.number).label("number"))
    last = last.group_by(_scan.c.team_id).subquery()
    of_last = and_(_scan.c.team_id == last.c.team_id, _scan.c.number == last.c.number)
    names = ("id", "team_id", "number", "checklist_id", "checklist_version")
    columns = select(*(_scan.c[name] for name in (*names, "opened_on", "closed_on")))
    mine = select(_scan.c.id).join(last, of_last)
    said = [_answer.c[name] for name in ("scan_id", "item", "agency_code", "version", "status")]
    with reading() as connection:
        rounds = _rows(connection, columns.join(last, of_last))
        answers = select(*said, _answer.c.checked_on).where(_answer.c.scan_id.in_(mine))
        own = select(_item.c.scan_id, _item.c.id).where(_item.c.scan_id.in_(mine), ~_item.c.removed)
        return ScanRows(
            rounds=rounds,
            checklists=_checklists(connection),
            own_items=_rows(connection, own),
            answers=tuple(connection.execute(answers.order_by(*said[:4]))),
            decisions=_last_decisions(connection),
            agencies=_rows(connection, select(_agency.c.team_id, _agency.c.code)),
        )


def gaps() -> GapRows:
    """Gaps that teams found, need, services on the map and family groups."""
    key = (_evidence.c.team_id, _evidence.c.finding_id)
    oldest = select(*key, func.min(_evidence.c.happened_on)).group_by(*key)
    on_map = (_listing.c.kind == "service") & ~_listing.c.gone & _listing.c.merged_into.is_(None)
    services = select(_listing.c.team_id, func.count()).where(on_map).group_by(_listing.c.team_id)
    with reading() as connection:
        found = newest_within(connection, _finding, "team_id", "id")
        tiers = newest_within(connection, _need, "team_id", about="tier")
        return GapRows(
            findings=tuple(row for row in found if not row["removed"]),
            oldest={(team, finding): day for team, finding, day in connection.execute(oldest)},
            tiers={row["team_id"]: row["source"] for row in tiers},
            services={team: count for team, count in connection.execute(services)},  # noqa: C416
            plans=newest_within(connection, _study, "team_id", "id"),
            sessions=newest_within(connection, _session, "team_id", "id"),
        )


def _checklists(connection: Connection) -> dict[tuple[str, str], str]:
    """A checklist is frozen under its version, so one text of each will do."""
    kind = (_scan.c.checklist_id, _scan.c.checklist_version)
    one = select(func.min(_scan.c.id)).group_by(*kind)
    bodies = select(*kind, _scan.c.body).where(_scan.c.id.in_(one))
    return {(name, version): body for name, version, body in connection.execute(bodies)}


def _last_decisions(connection: Connection) -> tuple[Row, ...]:
    key = (_decision.c.scan_id, _decision.c.item)
    last = select(*key, func.max(_decision.c.number).label("number")).group_by(*key).subquery()
    joined = and_(*(_decision.c[name] == last.c[name] for name in ("scan_id", "item", "number")))
    names = ("scan_id", "item", "status", "heard", "checked_on")
    return _rows(connection, select(*(_decision.c[name] for name in names)).join(last, joined))


def _rows(connection: Connection, statement: Any) -> tuple[Row, ...]:
    return tuple(dict(row) for row in connection.execute(statement).mappings())
