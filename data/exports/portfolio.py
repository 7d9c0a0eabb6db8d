"""Many teams side by side as a workbook, a table and JSON; all three are made of the same rows."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from data.exports.cells import Cell
from data.exports.formats import FORMATS
from data.exports.labels import Statement, statements
from data.exports.safe import csv_text
from data.exports.sheets import write_workbook
from data.exports.table import Table
from data.portfolio_views import (
    MEASURES,
    REFUSED,
    EditionBenchmark,
    PortfolioView,
    Reason,
    TeamPlace,
)
from data.services.portfolio_comparing import months_between, partners
from scoring.benchmarks import Benchmark
from surveys.resource_map import resource_map

_LANGUAGE = "en"
_RESULT = (
    *("result_wave", "questionnaire", "edition", "result_last_day", "answered", "invited"),
    *("response", "statements", "common_ground", "common_ground_of", "stand_out"),
    *("stand_out_by_chance",),
)
_SCAN = ("scan_round", "scan_ended", "checklist", "scan_known", "scan_applicable")
_EXPLAINED = (
    "Every figure of answers is from a released result. Teams are in the order of their names.",
    "Nothing here ranks teams.",
    "Figures stand beside each other where the questionnaire, the checklist or the families that",
    "are meant are the same, and nothing is too old; columns called 'compared' say why not.",
    "A benchmark is where the middle half of the teams lies, rounded outwards. It takes 5 teams,",
    "50 people, and no team with more than 30 in 100 of them.",
    "For people who have a role in these teams: whoever knows the figures of all of them but one",
    "can tell from a benchmark where that one lies. So do not pass benchmarks on.",
)


def read_me(content: PortfolioView) -> tuple[str, ...]:
    """What a reader should know, line by line."""
    here = f"{len(content.places)} of {content.roles} teams in reach agreed to stand here."
    return ("Portfolio", f"As of {content.as_of.isoformat()}. {here}", *_EXPLAINED)


def teams_table(content: PortfolioView) -> Table:
    """One row for each team."""
    kinds = [each.id for each in resource_map().gap_types]
    headers = (
        *("team", "made_up_data", "jurisdiction", "stands", "newest_wave", "newest_last_day"),
        *("waves_released", *_RESULT, "why_no_result", "newer_result_on_hold", "other_results"),
        *(*_SCAN, "scan_known_share", "services_on_map", "need_tier"),
        *(*(f"gaps_{kind}" for kind in kinds), "oldest_evidence", "oldest_evidence_months"),
        *("family_plans", "family_sessions", "family_sessions_over"),
        *(f"compared_{measure}" for measure in MEASURES),
    )
    compared = partners(content.places, as_of=content.as_of)
    rows = tuple(
        (
            *_stands(place),
            *_result(place),
            *_scan(place),
            *(place.gaps.services, place.gaps.tier),
            *(place.gaps.kinds.get(kind, 0) for kind in kinds),
            *_evidence(place, content.as_of),
            *(place.families.plans, place.families.sessions, place.families.over),
            *(_with(compared[place.team_id, measure]) for measure in MEASURES),
        )
        for place in content.places
    )
    return Table("Teams", headers, rows, (30, 9, 24))


def benchmarks_table(content: PortfolioView) -> Table:
    """Where the middle half lies: of the response, of common ground, and on each statement."""
    headers = (
        *("questionnaire", "edition", "figure", "number", "statement"),
        *("middle_half_from", "middle_half_to", "teams", "people", "why_not"),
    )
    rows = tuple(row for each in content.benchmarks for row in _benchmark_rows(each))
    return Table("Benchmarks", headers, rows, (24, 9, 26, 8, 60))


def write_xlsx(content: PortfolioView) -> bytes:
    """A workbook whose cells are all values. The same content always gives the same bytes."""
    tables = (teams_table(content), benchmarks_table(content))
    return write_workbook(tables, title="Portfolio", day=content.as_of, read_me=read_me(content))


def write_csv(content: PortfolioView) -> bytes:
    """A row for each team, then one for each benchmark; UTF-8 with a byte order mark."""
    tables = (("team", teams_table(content)), ("benchmark", benchmarks_table(content)))
    headers = dict.fromkeys(header for _, table in tables for header in table.headers)
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(("row", *headers))
    for kind, table in tables:
        for row in _named(table):
            writer.writerow((kind, *(_written(row.get(header)) for header in headers)))
    return sheet.getvalue().encode("utf-8-sig")


def write_json(content: PortfolioView) -> bytes:
    """UTF-8 text. Its keys may grow in number; none is ever renamed."""
    plain = {
        "as_of": content.as_of.isoformat(),
        "teams_in_reach": content.roles,
        "teams": list(_named(teams_table(content))),
        "benchmarks": list(_named(benchmarks_table(content))),
        "about": list(read_me(content)),
    }
    return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n".encode()


@dataclass(frozen=True, slots=True)
class PortfolioFormat:
    """One way to write a portfolio.

    Attributes:
        key: as in addresses and on the command line.
        title: as people see it.
        media_type: of the file.
        extension: without the dot.
        write: from the teams side by side to the bytes of the file.
    """

    key: str
    title: str
    media_type: str
    extension: str
    write: Callable[[PortfolioView], bytes]


def _like(key: str, write: Callable[[PortfolioView], bytes]) -> PortfolioFormat:
    """The same kind of file as that of a result."""
    same = FORMATS[key]
    return PortfolioFormat(key, same.title, same.media_type, same.extension, write)


PORTFOLIO_FORMATS: dict[str, PortfolioFormat] = {
    "xlsx": _like("xlsx", write_xlsx),
    "csv": _like("csv", write_csv),
    "json": _like("json", write_json),
}


def _stands(place: TeamPlace) -> tuple[Cell, ...]:
    return (
        *(place.name, "yes" if place.demo else "no", place.jurisdiction or None, place.stage),
        *(place.wave_title or None, _day(place.wave_day), place.released),
    )


def _result(place: TeamPlace) -> tuple[Cell, ...]:
    result, held = place.result, "yes" if place.newer_on_hold else "no"
    others = "; ".join(f"{each.title}, {each.closed_on.isoformat()}" for each in place.others)
    if result is None:
        return (*(None,) * len(_RESULT), place.no_result, held, others or None)
    return (
        *(result.title, result.instrument_id, result.instrument_version),
        *(_day(result.closed_on), result.people, result.invited, _share(result.response)),
        *(result.statements, result.agreed, result.labelled or None, result.stand_out),
        *(_share(result.by_chance),),
        *(None, held, others or None),
    )


def _scan(place: TeamPlace) -> tuple[Cell, ...]:
    scan = place.scan
    if scan is None:
        return (None,) * (len(_SCAN) + 1)
    return (
        *(scan.number, _day(scan.closed_on), f"{scan.checklist_id} {scan.checklist_version}"),
        *(scan.known, scan.applicable, _share(scan.known_share)),
    )


def _evidence(place: TeamPlace, as_of: date) -> tuple[Cell, ...]:
    oldest = place.oldest_evidence
    return (None, None) if oldest is None else (_day(oldest), months_between(oldest, as_of))


def _benchmark_rows(each: EditionBenchmark) -> Iterator[tuple[Cell, ...]]:
    named = (each.instrument_id, each.instrument_version)
    yield (*named, "response", None, None, *_middle(each.response))
    if each.agreed_share is not None:
        what = "common ground, share of statements"
        yield (*named, what, None, None, *_middle(each.agreed_share))
    if each.edition is None:
        return
    numbers_only = not each.edition.instrument.wording_may_be_exported
    words = statements(each.edition, language=_LANGUAGE, numbers_only=numbers_only)
    for item in each.items:
        said: Statement = words[item.item]
        yield (*named, "share on the upper side", said.number, said.text, *_middle(item.side_share))
        yield (*named, "typical gap", said.number, said.text, *_middle(item.typical_gap))


def _middle(found: Benchmark) -> tuple[Cell, ...]:
    why = None if found.refused is None else REFUSED[found.refused]
    return (found.low, found.high, found.teams, found.people, why)


def _with(found: int | Reason) -> Cell:
    if isinstance(found, Reason):
        return str(found)
    return "1 other team" if found == 1 else f"{found} other teams"


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _named(table: Table) -> Iterator[Mapping[str, Cell]]:
    for row in table.rows:
        yield dict(zip(table.headers, row, strict=True))


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return csv_text(cell) if isinstance(cell, str) else str(cell)
