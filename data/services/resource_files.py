"""Everything that a team's map of resources holds, to leave in a file, and to come back from one.

What is hidden stays here: of a site whose address is confidential a file says that it exists.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from data.clock import today
from data.imports.directory.records import Organization, Site
from data.resource_views import ImportView, ServiceView, SetAsideView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.calls import Reliabilities, reliability
from data.services.county_needs import CountyNeedView, county_need
from data.services.directories import imports, is_made_up, record_of
from data.services.errors import ResourceProblems
from data.services.gap_findings import FindingView, findings
from data.services.gap_weights import Weights, weights
from data.services.gaps import GapReport, gap_report
from data.services.needs import NeedView
from data.services.read_again import as_shown
from data.services.resource_archive import KIND, SCHEMA, Content, read_archive
from data.services.resource_hiding import Hiding, hiding
from data.services.teams import team
from data.services.texts import folded
from data.store import resource_archive as store
from data.tokens import new_id
from data.views import FieldProblem, TeamView
from surveys.resource_map import resource_map

_WAITING = ("findings", "evidence", "signatures")
"""Rows with texts of which some may wait for somebody who reads them again."""


@dataclass(frozen=True, slots=True)
class ResourceExport:
    """A map of resources as it may leave the team.

    Attributes:
        made_up: a file that was brought in says that its data was invented; `team` says of a whole
            team that it was.
        as_of: the day by which it is reckoned what is too old.
        services: all that were ever listed, those that are gone or merged too.
        organizations: by the id of the listing.
        sites: likewise; of a hidden one there is nothing but that it exists.
        listing_ids: by kind, source and the id that a record has in its directory.
        report: every category with its counts and intervals.
        set_aside: rows that became no listing of their own, by the id of the import.
        county_need: county by county; None where no file was taken over.
        reliability: how far lists can be relied on, without the services behind it.
        weights: how much each kind of help weighs, as the team has saved it.
        archive: all rows of the map, as `restore_archive` reads them.
    """

    team: TeamView
    made_up: bool
    as_of: date
    services: tuple[ServiceView, ...]
    organizations: Mapping[str, Organization]
    sites: Mapping[str, Site]
    listing_ids: Mapping[tuple[str, str, str], str]
    report: GapReport
    findings: tuple[FindingView, ...]
    imports: tuple[ImportView, ...]
    set_aside: Mapping[str, tuple[SetAsideView, ...]]
    county_need: CountyNeedView | None
    reliability: Reliabilities
    weights: Weights
    archive: Mapping[str, Any]

    @property
    def needs(self) -> NeedView:
        """Need as it stands, under the tier that the team has chosen."""
        return self.report.need


def for_export(team_id: str, *, as_what: str) -> ResourceExport:
    """All that a team's map of resources holds, to leave in a file.

    Args:
        as_what: the kind of file, for the log.

    Raises:
        NotFound: there is no such team.
        NotAllowed: files are for facilitators and consultants of the team.
    """
    known = team(team_id)
    permit("resources.export", team_id=team_id)
    made_up = known.demo or is_made_up(team_id)
    audit_log.record("resources.export", team_id=team_id, about=team_id, format=as_what)
    audit_log.keep_anchor()
    rows = store.everything(team_id)
    hidden = hiding(rows["listings"])
    leaving = _leaving(rows, hidden)
    found = findings(team_id)
    report = _report(gap_report(team_id), hidden)
    return ResourceExport(
        team=known,
        made_up=made_up,
        as_of=today(),
        services=tuple(report.services.values()),
        organizations=_records(leaving["listings"], "organization"),
        sites=_records(leaving["listings"], "site"),
        listing_ids={
            (row["kind"], row["source"], row["key"]): row["id"] for row in leaving["listings"]
        },
        report=report,
        findings=as_shown(hidden.clean(found)),
        imports=hidden.clean(imports(team_id)),
        set_aside=_set_aside(leaving),
        county_need=hidden.clean(county_need(team_id)),
        reliability=_reliability(team_id, hidden),
        weights=weights(team_id),
        archive=_archive(
            known, leaving, digests={each.id: each.digest for each in found}, made_up=made_up
        ),
    )


def archive(team_id: str) -> dict[str, Any]:
    """All rows of a team's map, every version, ready for JSON; hidden addresses are not in it.

    Raises:
        NotFound: there is no such team.
        NotAllowed: files are for facilitators and consultants of the team.
    """
    return dict(for_export(team_id, as_what="json").archive)


def restore_archive(team_id: str, content: bytes) -> None:
    """Put the map of an archive into a team that has none.

    An agency of the archive becomes the one of this team that has the same code or name; of others
    the code stays. Who signed what is taken from the file, and is worth what the file is worth.

    Raises:
        NotFound: there is no such team.
        NotAllowed: the one who acts does not run the team.
        InputProblems: it is no archive of ours, or something in it cannot be.
        ResourceProblems: the team has a map already.
    """
    known = team(team_id)
    permit("resources.run", team_id=team_id)
    rows = read_archive(content)
    checksum = hashlib.sha256(content).hexdigest()
    audit_log.record("resources.restore", team_id=team_id, about=team_id, sha256=checksum)
    if not store.put(team_id, _placed(rows, known)):
        what = "This team has a map of resources already."
        right = "Put the archive into a team that has none; nothing is put together."
        raise ResourceProblems((FieldProblem("file", what, right),))
    now = {each.id: each.digest for each in findings(team_id)}
    store.sign_again(
        team_id,
        {
            (row["finding_id"], row["digest"], now[row["finding_id"]])
            for row in rows["signatures"]
            if row["stands"] and row["finding_id"] in now
        },
    )


def _report(report: GapReport, hidden: Hiding) -> GapReport:
    services = {name: hidden.service(each) for name, each in report.services.items()}
    return replace(report, services=services, need=hidden.clean(report.need))


def _reliability(team_id: str, hidden: Hiding) -> Reliabilities:
    """Counts alone, under names of lists that tell nothing."""
    found = reliability(team_id)
    sources = {hidden.text(name): each for name, each in found.sources.items()}
    return replace(found, sources=sources, not_called=())


def _leaving(rows: store.Rows, hidden: Hiding) -> dict[str, list[dict[str, Any]]]:
    """All rows as they may leave."""
    sources = {row["id"]: row["source"] for row in rows["imports"]}
    made = {name: [hidden.clean(dict(row)) for row in rows[name]] for name in store.TABLES}
    for name in _WAITING:
        made[name] = as_shown(made[name])
    made["listings"] = [_listing(row, hidden) for row in rows["listings"]]
    made["rows_set_aside"] = [
        _row_set_aside(row, hidden, source=sources[row["import_id"]])
        for row in rows["rows_set_aside"]
    ]
    return made


def _listing(row: Mapping[str, Any], hidden: Hiding) -> dict[str, Any]:
    kind, source = row["kind"], row["source"]
    record = hidden.record(kind, record_of(kind, row["body"]))
    body = asdict(record)
    if kind == "service":
        body["site_ids"] = [hidden.key("site", source, each) for each in row["body"]["site_ids"]]
    return {**row, "key": record.id, "name": record.name, "body": body}


def _row_set_aside(row: Mapping[str, Any], hidden: Hiding, *, source: str) -> dict[str, Any]:
    view = hidden.set_aside(_set_aside_view(row), source=source)
    return {**row, "content": view.content, "reason": view.reason}


def _set_aside_view(row: Mapping[str, Any]) -> SetAsideView:
    return SetAsideView(**{name: row[name] for name in SetAsideView.__dataclass_fields__})


def _records(rows: Iterable[Mapping[str, Any]], kind: str) -> dict[str, Any]:
    own = (row for row in rows if row["kind"] == kind and not row["gone"])
    return {row["id"]: record_of(kind, row["body"]) for row in own}


def _set_aside(rows: store.Rows) -> dict[str, tuple[SetAsideView, ...]]:
    found: dict[str, list[SetAsideView]] = {row["id"]: [] for row in rows["imports"]}
    for row in rows["rows_set_aside"]:
        found[row["import_id"]].append(_set_aside_view(row))
    return {import_id: tuple(views) for import_id, views in found.items()}


def _archive(
    known: TeamView, rows: store.Rows, *, digests: Mapping[str, str], made_up: bool
) -> dict[str, Any]:
    """What `resource_archive.read_archive` reads."""
    content = resource_map()
    roster = [{"code": a.code, "name": a.name, "sector": a.sector} for a in known.agencies]
    signed = [
        {**row, "stands": row["digest"] == digests.get(row["finding_id"])}
        for row in rows["signatures"]
    ]
    return {
        "kind": KIND,
        "schema": SCHEMA,
        "team": {"id": known.id, "name": known.name, "agencies": roster},
        "made_up_data": made_up,
        "as_of": today().isoformat(),
        "map": {"id": content.id, "version": content.version, "validated": content.validated},
        **{name: _plain(each) for name, each in {**rows, "signatures": signed}.items()},
    }


def _plain(value: Any) -> Any:
    """Days as text, as JSON has them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(inside) for name, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value]
    return value


def _placed(rows: Content, known: TeamView) -> dict[str, list[dict[str, Any]]]:
    """The rows of an archive as rows of this team; imports get ids of their own."""
    agencies = _agencies(rows["agencies"], known)
    fresh = {row["id"]: new_id() for row in rows["imports"]}
    made = {name: [_adopted(row, fresh, agencies) for row in rows[name]] for name in store.TABLES}
    for row in made["imports"]:
        row |= {"id": fresh[row["id"]], "saved_by": actor().id}
    for row in made["findings"]:
        row["saved_by"] = actor().id
    for row in made["signatures"]:
        del row["stands"]
    return made


def _adopted(
    row: Mapping[str, Any], fresh: Mapping[str, str], agencies: Mapping[str, str]
) -> dict[str, Any]:
    pointing = {"import_id": fresh, "agency_code": agencies, "owner_agency": agencies}
    return {
        name: pointing[name].get(value, value) if name in pointing else value
        for name, value in row.items()
    }


def _agencies(archived: Iterable[Mapping[str, Any]], known: TeamView) -> dict[str, str]:
    """The codes of an archive with those of this team, each of them once."""
    codes = {agency.code for agency in known.agencies}
    named = {folded(agency.name): agency.code for agency in known.agencies}
    found = {row["code"]: row["code"] for row in archived if row["code"] in codes}
    for row in archived:
        code = named.get(folded(row["name"]))
        if row["code"] not in found and code is not None and code not in found.values():
            found[row["code"]] = code
    return found
