"""Need county by county: a file is read, looked at, and then taken over as the next version.

Counties without a figure stay without one. Nothing spreads the need of a whole team over counties,
since nothing here says how people live in them.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import zip_longest
from typing import Any, cast

from data.clock import today
from data.imports.county_need import CountyTable, Fate, LeftOut, read_county_need
from data.imports.county_ranking import Ranking, typed, wrong
from data.imports.county_rows import CountyFigure
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, ResourceProblems
from data.services.teams import team
from data.services.texts import tidy
from data.store import county_need as store
from data.views import FieldProblem
from scoring.need import TIERS, Tier

_MEANWHILE = (
    "Somebody has read in need by county meanwhile. Nothing was changed; look at it once more."
)
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Changes:
    """A file against the version that counts now, by the codes of counties."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountyReading:
    """A file that was read and not taken over yet.

    Attributes:
        tier: which families it counts.
        is_known: the very same file was taken over last for the same families.
        seen: the version that counts now; 0 where there is none.
    """

    team_id: str
    tier: Tier
    file: str
    sha256: str
    table: CountyTable
    changes: Changes
    is_known: bool
    seen: int


@dataclass(frozen=True, slots=True)
class CountyNeedView:
    """Need county by county as it stands.

    Attributes:
        tier: which families are counted; two tiers are never to be compared.
        figures: by the code of the county, those that nobody knows too.
        left_out: areas of the file that are no county of the boundaries.
        report: rows, what became of them, and issues by code.
        ranking: the figure that puts counties in an order; None where nobody has given one.
    """

    version: int
    tier: Tier
    file: str
    figures: Mapping[str, CountyFigure]
    left_out: tuple[LeftOut, ...]
    report: Mapping[str, Any]
    saved_by_name: str
    saved_on: date
    ranking: Ranking | None = None

    @property
    def known(self) -> Mapping[str, CountyFigure]:
        """Those that have a number."""
        return {code: each for code, each in self.figures.items() if each.likely is not None}


@dataclass(frozen=True, slots=True)
class CountyNeedVersion:
    """Who has taken over what.

    Attributes:
        brought_file: a file was taken over; otherwise the figures of need are those from before.
        brought_order: counties stand in another order than before, or in none any more.
        ordered_by: the figure that puts them in order; empty where none does.
    """

    version: int
    tier: Tier
    file: str
    saved_by_name: str
    saved_on: date
    brought_file: bool
    brought_order: bool
    ordered_by: str


@dataclass(frozen=True, slots=True)
class RankingEntry:
    """A figure of counties as somebody types it.

    Attributes:
        worse: "high" or "low": where families are worse off.
        figures: a line for each county, its code first and its figure last.
    """

    name: str
    source: str
    year: int | None
    worse: str
    figures: str


def read(team_id: str, content: bytes, *, name: str, tier: str) -> CountyReading:
    """Read a file of need by county and compare it with what counts now; nothing is kept.

    Args:
        content: of a table of text or of a workbook.
        name: of the file.
        tier: which families it counts.

    Raises:
        ResourceProblems: there is no such tier, or no county of the boundaries has a figure.
        InputProblems: the file cannot be read; where, what came, and what would be right.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    if tier not in TIERS:
        right = "Choose one of the list."
        raise ResourceProblems((FieldProblem("tier", f"'{tier[:60]}' is no tier.", right),))
    table = read_county_need(content, name=name)
    before = county_need(team_id)
    sha256 = hashlib.sha256(content).hexdigest()
    newest = store.newest(team_id)
    return CountyReading(
        team_id=team_id,
        tier=tier,
        file=name[:_LONGEST_NAME],
        sha256=sha256,
        table=table,
        changes=_changes(before, table),
        is_known=newest is not None and (newest["sha256"], newest["tier"]) == (sha256, tier),
        seen=before.version if before else 0,
    )


def accept(reading: CountyReading) -> CountyNeedView | None:
    """Take a file over; None where the very same file was taken over last.

    The order of counties stays as it was where the file has none.

    Raises:
        ResourceProblems: no county has a figure.
        ChangedMeanwhile: somebody has taken over another file meanwhile.
    """
    permit("resources.run", team_id=reading.team_id)
    if reading.is_known:
        return None
    table = reading.table
    if not table.fates["taken"]:
        what = "No county of this file has a number, so there is nothing to take over."
        raise ResourceProblems((FieldProblem("file", what, "Look at what is told of its rows."),))
    version = reading.seen + 1
    audit_log.record(
        "resources.county_need",
        team_id=reading.team_id,
        about=reading.team_id,
        number=table.fates["taken"],
        sha256=reading.sha256,
    )
    values = {
        "tier": reading.tier,
        "file": reading.file,
        "sha256": reading.sha256,
        "figures": [asdict(each) for each in table.figures],
        "left_out": [asdict(each) for each in table.left_out],
        "report": _report(table) | _kept(table.ranking or _ranking(reading.team_id)),
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_version(reading.team_id, version=version, values=values):
        raise ChangedMeanwhile(_MEANWHILE)
    return county_need(reading.team_id)


def county_need(team_id: str) -> CountyNeedView | None:
    """Need county by county as it stands; None where no file was taken over."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    row = store.newest(team_id)
    if row is None:
        return None
    figures = [CountyFigure(**each) for each in row["figures"]]
    return CountyNeedView(
        version=row["version"],
        tier=cast("Tier", row["tier"]),
        file=row["file"],
        figures={each.area: each for each in figures},
        left_out=tuple(LeftOut(**each) for each in row["left_out"]),
        report=row["report"],
        saved_by_name=row["saved_by_name"],
        saved_on=row["saved_on"],
        ranking=_ranking_of(row["report"]),
    )


def save_ranking(
    team_id: str, about: RankingEntry, *, based_on: int
) -> CountyNeedView | None:  # fmt: skip
    """Put counties in order by a figure that somebody typed, or take the order away.

    Args:
        about: the figure; without figures there is no order any more.
        based_on: the version of need by county that was seen.

    Raises:
        ResourceProblems: all entries that need another look, or there is no need by county yet.
        ChangedMeanwhile: somebody has saved another version meanwhile.
    """
    permit("resources.run", team_id=team_id)
    figures, problems = typed(about.figures)
    name, source = tidy(about.name), tidy(about.source)
    if figures:
        problems = (*problems, *wrong(name, source, about.year, about.worse))
    row = store.newest(team_id)
    if row is None:
        what = "There is no need by county yet."
        problems = (FieldProblem("figures", what, "Bring in a file of it first."),)
    if problems or row is None:
        raise ResourceProblems(problems)
    if row["version"] != based_on:
        raise ChangedMeanwhile(_MEANWHILE)
    ranking = None
    if figures and about.year is not None:
        worse = "low" if about.worse == "low" else "high"
        ranking = Ranking(name, source, about.year, worse, figures)
    audit_log.record(
        "resources.county_ranking", team_id=team_id, about=team_id, number=len(figures)
    )
    report = {key: each for key, each in row["report"].items() if key != "ranking"}
    values = {
        **{key: row[key] for key in ("tier", "file", "sha256", "figures", "left_out")},
        "report": report | _kept(ranking),
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_version(team_id, version=based_on + 1, values=values):
        raise ChangedMeanwhile(_MEANWHILE)
    return county_need(team_id)


def _ranking(team_id: str) -> Ranking | None:
    row = store.newest(team_id)
    return None if row is None else _ranking_of(row["report"])


def _ranking_of(report: Mapping[str, Any]) -> Ranking | None:
    kept = report.get("ranking")
    return None if kept is None else Ranking(**kept)


def _kept(ranking: Ranking | None) -> dict[str, Any]:
    return {} if ranking is None else {"ranking": asdict(ranking)}


def versions(team_id: str) -> tuple[CountyNeedVersion, ...]:
    """Every file that was taken over and every order of counties, newest first."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    rows = store.versions(team_id)
    return tuple(_version(row, before) for row, before in zip_longest(rows, rows[1:]))


def _version(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> CountyNeedVersion:
    """A version beside the one before it; the very same file is never taken over twice in a row."""
    ranking = _ranking_of(row["report"])
    was = _ranking_of(before["report"]) if before else None
    same = before is not None and all(row[each] == before[each] for each in ("sha256", "tier"))
    return CountyNeedVersion(
        **{name: row[name] for name in ("version", "tier", "file", "saved_by_name", "saved_on")},
        brought_file=not same,
        brought_order=ranking != was,
        ordered_by=ranking.name if ranking else "",
    )


def _changes(before: CountyNeedView | None, table: CountyTable) -> Changes:
    old = before.figures if before else {}
    new = {each.area: each for each in table.figures}
    return Changes(
        added=tuple(code for code in new if code not in old),
        gone=tuple(code for code in old if code not in new),
        changed=tuple(code for code, each in new.items() if code in old and old[code] != each),
    )


def _report(table: CountyTable) -> dict[str, Any]:
    fates: dict[Fate, int] = dict(table.fates)
    counted = Counter(each.code for each in table.issues)
    return {"rows": table.rows, "fates": fates, "issues": dict(sorted(counted.items()))}
