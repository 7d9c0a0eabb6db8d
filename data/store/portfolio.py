"""Many teams at once, as rows: what they allowed, where they stand, what was released of them.

Every function reads all teams in scope with one statement. Whoever calls narrows the scope to the
teams that agreed, so that no row of another one is there to be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, distinct, func, select

from data.store.connections import reading
from data.store.releases import ReportRecord
from data.store.versioned import Row, add_version, newest, newest_within, versions
from data.tables.base import table_of
from data.tables.families import FamilySession, FamilyStudy
from data.tables.instruments import FrozenEdition
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
_edition = table_of(FrozenEdition)
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
    """The last round of every team's scan, without what was said in it.

    Attributes:
        rounds: one for each team that has any.
        own_items: ids of items that teams have added and still ask, by round.
        agencies: codes on the roster, by team.
        answers: how many versions of answers there are, by round; they are only ever added to.
        decisions: how many decisions there are, by round; they are only ever added to.
    """

    rounds: tuple[Row, ...]
    own_items: tuple[Row, ...]
    agencies: tuple[Row, ...]
    answers: dict[str, int]
    decisions: dict[str, int]


@dataclass(frozen=True, slots=True)
class SaidRows:
    """What was said in some rounds.

    Attributes:
        checklists: the text of each checklist, by id and version.
        answers: every version, by round, item, agency and version.
        decisions: the last one on each item.
    """

    checklists: dict[tuple[str, str], str]
    answers: tuple[Any, ...]
    decisions: tuple[Row, ...]


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


def questionnaires(checksums: Sequence[str]) -> dict[str, str]:
    """Frozen editions as JSON, by checksum."""
    columns = select(_edition.c.checksum, _edition.c.body)
    with reading() as connection:
        rows = connection.execute(columns.where(_edition.c.checksum.in_(checksums)))
        return {checksum: body for checksum, body in rows}  # noqa: C416


def reports(wave_ids: Sequence[str]) -> Iterator[tuple[str, ReportRecord]]:
    """The released results of some waves, a few at a time."""
    for start in range(0, len(wave_ids), _AT_ONCE):
        some = wave_ids[start : start + _AT_ONCE]
        with reading() as connection:
            rows = connection.execute(select(_report).where(_report.c.wave_id.in_(some))).all()
        for row in rows:
            yield row.wave_id, ReportRecord(body=row.body, sha256=row.sha256)


def scans() -> ScanRows:
    """The last round of every team's scan, and how much was said in it."""
    last = select(_scan.c.team_id, func.max(_scan.c.number).label("number"))
    last = last.group_by(_scan.c.team_id).subquery()
    of_last = and_(_scan.c.team_id == last.c.team_id, _scan.c.number == last.c.number)
    names = ("id", "team_id", "number", "checklist_id", "checklist_version")
    columns = select(*(_scan.c[name] for name in (*names, "opened_on", "closed_on")))
    mine = select(_scan.c.id).join(last, of_last)
    with reading() as connection:
        rounds = _rows(connection, columns.join(last, of_last))
        own = select(_item.c.scan_id, _item.c.id).where(_item.c.scan_id.in_(mine), ~_item.c.removed)
        return ScanRows(
            rounds=rounds,
            own_items=_rows(connection, own),
            agencies=_rows(connection, select(_agency.c.team_id, _agency.c.code)),
            answers=_how_many(connection, _answer, mine),
            decisions=_how_many(connection, _decision, mine),
        )


def said_in(scan_ids: Sequence[str]) -> SaidRows:
    """What was said in some rounds, with all that it takes to say how much is known."""
    said = [_answer.c[name] for name in ("scan_id", "item", "agency_code", "version", "status")]
    answers = select(*said, _answer.c.checked_on).where(_answer.c.scan_id.in_(scan_ids))
    with reading() as connection:
        return SaidRows(
            checklists=_checklists(connection),
            answers=tuple(connection.execute(answers.order_by(*said[:4]))),
            decisions=_last_decisions(connection, scan_ids),
        )


def gaps() -> GapRows:
    """Gaps that teams found, need, services on the map and family groups."""
    key = (_evidence.c.team_id, _evidence.c.finding_id)
    oldest = select(*key, func.min(_evidence.c.happened_on)).group_by(*key)
    on_map = (_listing.c.kind == "service") & ~_listing.c.gone
    each = func.count(distinct(func.coalesce(_listing.c.merged_into, _listing.c.id)))
    services = select(_listing.c.team_id, each).where(on_map).group_by(_listing.c.team_id)
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


def _how_many(connection: Connection, table: Table, rounds: Select[Any]) -> dict[str, int]:
    column = table.c.scan_id
    counted = select(column, func.count()).where(column.in_(rounds)).group_by(column)
    return {scan_id: count for scan_id, count in connection.execute(counted)}  # noqa: C416


def _last_decisions(connection: Connection, scan_ids: Sequence[str]) -> tuple[Row, ...]:
    key = (_decision.c.scan_id, _decision.c.item)
    last = select(*key, func.max(_decision.c.number).label("number"))
    last = last.where(_decision.c.scan_id.in_(scan_ids)).group_by(*key).subquery()
    joined = and_(*(_decision.c[name] == last.c[name] for name in ("scan_id", "item", "number")))
    names = ("scan_id", "item", "status", "heard", "checked_on")
    return _rows(connection, select(*(_decision.c[name] for name in names)).join(last, joined))


def _rows(connection: Connection, statement: Any) -> tuple[Row, ...]:
    return tuple(dict(row) for row in connection.execute(statement).mappings())
