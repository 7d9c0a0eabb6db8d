"""Many made-up teams at once, put into the database as services would leave them.

Results go through the door and are as large as real ones. Of a few dozen that are worked out, each
team gets one; the seed that stands in it differs from team to team, so no two texts are alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import insert

from data.clock import today
from data.services.editions import frozen
from data.services.rows import item_shape
from data.store import database as store
from data.store.editions import freeze
from data.store.scope import EVERYTHING, within
from data.tables import metadata
from scoring.door import Terms, publish
from scoring.release import GroupShape
from scoring.report import DivergenceReport, canonical_json, checksum
from scoring.sheets import sheets_of
from surveys.checklists import shipped_checklist, to_json
from surveys.counting import counted_items
from surveys.instrument import Edition
from surveys.library import shipped_edition

INSTRUMENT = "values_open"
CHECKLIST = "scan_open"
AGENCIES = ("child_welfare", "court", "sud_treatment", "mental_health")
DISTINCT = 40
_STATUSES = ("in_place", "partly", "not_in_place", "unknown")
_SAVED = {"saved_by": "somebody", "saved_by_name": "Somebody"}
_AT_ONCE = 20_000
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Team:
    """A made-up team.

    Attributes:
        result: of its only wave; None leaves the wave closed.
        shown, counted: what its facilitator allowed; None where nobody said anything.
        closed_on: the last day of its wave.
        scanned: how many agencies answered the whole scan; 0 where none was begun.
        gaps: kinds of the gaps that it has found.
        tier: the families that its map of need is about.
    """

    id: str
    name: str
    result: DivergenceReport | None = None
    shown: bool | None = True
    counted: bool | None = True
    closed_on: date | None = None
    scanned: int = 0
    gaps: tuple[str, ...] = ()
    tier: str | None = None
    demo: bool = False
    edition: Edition | None = None
    title: str = "Our Shared Values"


def result(
    *, people: Sequence[int], seed: int, leaning: float = 0.5, edition: Edition | None = None
) -> DivergenceReport:
    """What the door lets through of made-up answers.

    Args:
        people: how many answer in each group.
        leaning: how far up the scale they are, 0 to 1.
    """
    items = counted_items((edition or shipped_edition(INSTRUMENT)).instrument)
    draw = np.random.default_rng(seed)
    group = np.repeat(np.arange(len(people)), people)
    place = draw.normal(leaning, 0.25, size=(len(group), len(items)))
    place += draw.normal(0, 0.12, size=(len(people), len(items)))[group]
    levels = [
        np.clip((place[:, number] * item.levels).astype(int), 0, item.levels - 1)
        for number, item in enumerate(items)
    ]
    sheets = sheets_of(
        np.array(levels).T, group=group, sizes=[each.levels for each in items], groups=len(people)
    )
    groups = tuple(
        GroupShape(f"g{number}", f"s{number}", f"b{number}", invited=size + 1)
        for number, size in enumerate(people)
    )
    return publish(sheets, terms=Terms(tuple(map(item_shape, items)), groups), seed=seed)


def many(number: int, *, people: int = 30) -> Iterator[Team]:
    """So many teams with a result, a scan and gaps each."""
    size = people // len(AGENCIES)
    sizes = (*(size,) * (len(AGENCIES) - 1), people - size * (len(AGENCIES) - 1))
    made = [
        result(people=sizes, seed=seed, leaning=0.4 + 0.4 * seed / DISTINCT)
        for seed in range(min(DISTINCT, number))
    ]
    for place in range(number):
        whole = made[place % len(made)]
        if whole.comparison is not None:
            whole = replace(whole, comparison=replace(whole.comparison, seed=place))
        yield Team(
            id=f"{place:016x}",
            name=f"Table of county {place:05}",
            result=whole,
            scanned=2,
            gaps=("A", "B", "C"),
            tier="T4",
        )


def fill(teams: Sequence[Team], *, member: Callable[[str], dict[str, Any] | None]) -> None:
    """Put teams into the database.

    Args:
        member: the role of somebody in a team, as a row; None for nobody.
    """
    rows: Rows = {}
    for team in teams:
        for table, several in _rows(team).items():
            rows.setdefault(table, []).extend(several)
        role = member(team.id)
        if role is not None:
            rows.setdefault("membership", []).append(role)
    with within(EVERYTHING), store.writing() as connection:
        for edition in {id(team.edition): team.edition for team in teams}.values():
            freeze(connection, frozen(edition or shipped_edition(INSTRUMENT)))
        for table in sorted(rows, key=_ORDER.index):
            for start in range(0, len(rows[table]), _AT_ONCE):
                some = rows[table][start : start + _AT_ONCE]
                connection.execute(insert(metadata.tables[table]), some)


_ORDER = (
    *("team", "agency", "membership", "wave", "released_report", "portfolio_consent"),
    *("scan", "scan_answer", "gap_finding", "gap_evidence", "need_entry"),
)


def _rows(team: Team) -> Rows:
    rows: Rows = {
        "team": [{"id": team.id, "name": team.name, "jurisdiction": "", "demo": team.demo}],
        "agency": [
            {
                "team_id": team.id,
                "code": f"a{place}",
                "name": f"Agency {place}",
                "sector": sector,
                "people": 8,
                "place": place,
            }
            for place, sector in enumerate(AGENCIES, start=1)
        ],
        "wave": [_wave(team)],
        **_scan(team),
        **_gaps(team),
    }
    if team.shown is not None:
        said = {"shown": team.shown, "counted": bool(team.counted), "saved_on": today(), **_SAVED}
        rows["portfolio_consent"] = [{"team_id": team.id, "version": 1, **said}]
    if team.result is not None:
        body, sha256 = canonical_json(team.result), checksum(team.result)
        rows["released_report"] = [{"wave_id": f"w{team.id}", "body": body, "sha256": sha256}]
    return rows


def _wave(team: Team) -> dict[str, Any]:
    edition = team.edition or shipped_edition(INSTRUMENT)
    day = team.closed_on or today() - timedelta(days=30)
    return {
        "id": f"w{team.id}",
        "team_id": team.id,
        "number": 1,
        "title": team.title,
        "instrument_id": edition.instrument.id,
        "instrument_version": edition.instrument.version,
        "checksum": frozen(edition).checksum,
        "languages": ["en"],
        "smallest_group": 5,
        "facts": [],
        "merges": [],
        "opened_on": day - timedelta(days=14),
        "closes_on": day,
        "state": "closed" if team.result is None else "released",
        "public_key": None,
        "counted": True,
    }


def _scan(team: Team) -> Rows:
    if not team.scanned:
        return {}
    edition, draw = shipped_checklist(CHECKLIST), np.random.default_rng(len(team.id))
    checklist = edition.checklist
    scan = {
        "id": f"s{team.id}",
        "team_id": team.id,
        "number": 1,
        "title": "First look",
        "checklist_id": checklist.id,
        "checklist_version": checklist.version,
        "body": _body(),
        "asked": {},
        "earlier_id": None,
        "opened_on": today(),
        "closed_on": None,
    }
    answers = [
        {
            "scan_id": scan["id"],
            "item": item.id,
            "agency_code": f"a{place}",
            "version": 1,
            "agency_name": f"Agency {place}",
            "status": _STATUSES[int(draw.integers(len(_STATUSES)))],
            **dict.fromkeys(("evidence", "link", "source"), ""),
            **dict.fromkeys(("confidence", "source_date")),
            "checked_on": today() - timedelta(days=int(draw.integers(90))),
            "carried": False,
            "saved_on": today(),
            **_SAVED,
        }
        for item in checklist.items
        for place in range(1, team.scanned + 1)
    ]
    return {"scan": [scan], "scan_answer": answers}


@cache
def _body() -> str:
    return to_json(shipped_checklist(CHECKLIST))


def _gaps(team: Team) -> Rows:
    of_team = {"team_id": team.id, "saved_by_name": "Somebody", "saved_on": today()}
    rows: Rows = {}
    for number, kind in enumerate(team.gaps):
        finding = {
            **dict.fromkeys(("population", "area", "cure", "owner_agency"), ""),
            "category": "moud",
            "gap": kind,
            "words": "Nobody offers it.",
            "id": f"f{number}",
            "version": 1,
            "basis": {},
            "due_on": None,
            "removed": False,
        }
        rows.setdefault("gap_finding", []).append({**of_team, **finding, "saved_by": "somebody"})
        evidence = {
            "finding_id": f"f{number}",
            "number": 1,
            "kind": "call",
            "words": "We called.",
            "link": "",
            "agency_code": "",
            "happened_on": today() - timedelta(days=90),
        }
        rows.setdefault("gap_evidence", []).append({**of_team, **evidence})
    if team.tier is not None:
        need = {"about": "tier", "key": "", "agency_code": "", "version": 1, "source": team.tier}
        need |= dict.fromkeys(("low", "likely", "high", "year"))
        rows["need_entry"] = [{**of_team, **need}]
    return rows
