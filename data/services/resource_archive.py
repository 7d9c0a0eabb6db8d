"""What an archive of a map of resources may hold: looked at row by row before anything is kept.

Whoever has a file can have changed it. So each row is held against what the screens would have
let somebody enter, and each reference against what is there.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from data.clock import today
from data.geography.gazetteer import by_id
from data.imports.directory.nested import ARCHIVE, is_made_up
from data.imports.directory.profiles import from_json
from data.imports.directory.reading import JSON
from data.imports.directory.tables import read_json
from data.imports.gate import admit
from data.imports.problems import InputProblems, Refused
from data.services import gap_weights
from data.services.listing_bodies import WAS, record_of
from data.services.needs import EPISODES, FARTHEST, LOCAL, MOST_EPISODES, REACH, parameters
from data.services.resource_archive_rows import LATER, MODELS
from data.services.spoken_languages import wrong_in_archive
from data.services.undated import first_days
from surveys.resource_map import resource_map

KIND = ARCHIVE
SCHEMA = 1
"""Goes up when an older program could not read a new archive, or read it wrong."""
FILE = "archive"
_RIGHT = "give the archive as it was written"
_NO_PROFILE: Mapping[str, Any] = {"name": "none", "files": {}}
_UNSENT = re.compile("[\x00\ud800-\udfff]")

_UNIQUE: Mapping[str, tuple[str, ...]] = {
    "imports": ("id",),
    "rows_set_aside": ("import_id", "file", "line"),
    "listings": ("id",),
    "categories": ("listing_id", "category"),
    "facts": ("listing_id", "fact", "version"),
    "capacities": ("listing_id", "version"),
    "known": ("listing_id", "agency_code", "version"),
    "calls": ("listing_id", "number"),
    "apart": ("one_id", "other_id", "version"),
    "needs": ("about", "key", "agency_code", "version"),
    "findings": ("id", "version"),
    "evidence": ("finding_id", "number"),
    "signatures": ("finding_id", "agency_code", "number"),
    "county_need": ("version",),
    "agencies": ("code",),
}
Content = Mapping[str, Sequence[Mapping[str, Any]]]


def read_archive(content: bytes) -> Content:
    """The rows of an archive by name, and the agencies that it speaks of.

    Raises:
        InputProblems: it is no archive of ours, or of another schema, or something in it cannot
            be; what came and what would be right.
    """
    admitted = admit(content, name=FILE, kind="json", limits=JSON)
    whole = _sent(read_json(admitted))
    if not isinstance(whole, dict) or whole.get("kind") != KIND:
        right = "give a file that was taken from a map of resources as its archive"
        raise Refused(FILE, "it is no archive of a map of resources", right=right)
    if whole.get("schema") != SCHEMA:
        what = f"it is written in schema {str(whole.get('schema'))[:20]}"
        raise Refused(FILE, what, right=f"schema {SCHEMA} is read here")
    team = whole.get("team")
    agencies = team.get("agencies") if isinstance(team, dict) else None
    rows = {name: _rows(name, {**whole, "agencies": agencies}) for name in MODELS}
    if problem := next(_misfits(rows), ""):
        raise InputProblems([f"{FILE}: {problem}; {_RIGHT}."])
    if is_made_up(whole):
        rows["imports"] = _marked(rows["imports"], sha256=hashlib.sha256(content).hexdigest())
    return rows


def _marked(imports: Sequence[Mapping[str, Any]], *, sha256: str) -> list[dict[str, Any]]:
    """Directories that say that they were invented; where there is none, the archive does."""
    nothing = {name: {} for name in ("files", "issues", "unknown_columns")}
    counts = dict.fromkeys(("services", "organizations", "sites"), 0)
    itself = {
        "id": "archive",
        "number": 1,
        "source": "Archive",
        "names": [],
        "sha256": sha256,
        "report": {**nothing, **counts, "noticed": []},
        "profile": None,
        "saved_by_name": "",
        "saved_on": today(),
    }
    told = imports or [itself]
    return [{**row, "report": {**row["report"], "made_up": True}} for row in told]


def _sent(value: Any) -> Any:
    """The same without signs that no database holds."""
    if isinstance(value, str):
        return _UNSENT.sub("", value)
    if isinstance(value, list):
        return [_sent(each) for each in value]
    if isinstance(value, dict):
        return {_UNSENT.sub("", name): _sent(each) for name, each in value.items()}
    return value


def _rows(name: str, whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = whole.get(name, [] if name in LATER else None)
    if not isinstance(listed, list):
        raise Refused(FILE, f"it has no list of {name}", right=_RIGHT)
    made: list[dict[str, Any]] = []
    for place, row in enumerate(listed, start=1):
        try:
            made.append(MODELS[name].model_validate(row).model_dump())
        except ValidationError as wrong:
            first = wrong.errors(include_url=False, include_context=False)[0]
            where = ".".join(map(str, first["loc"])) or "row"
            came = f"cannot be '{str(first['input'])[:60]}'"
            said = "is missing" if first["type"] == "missing" else came
            what = f"in {name}, row {place}, {where} {said}"
            raise Refused(FILE, what, right=_RIGHT) from None
    return made


def _misfits(rows: Content) -> Iterator[str]:
    """Whatever cannot be of rows that are each in order, in words."""
    for name, columns in _UNIQUE.items():
        yield from _repeated(rows[name], columns, name=name)
    yield from _references(rows)
    for name, check in _CHECKS.items():
        for place, row in enumerate(rows[name], start=1):
            if wrong := check(row):
                yield f"in {name}, row {place}, {wrong}"


def _repeated(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, name: str
) -> Iterator[str]:
    seen: set[tuple[Any, ...]] = set()
    for place, row in enumerate(rows, start=1):
        key = tuple(row[column] for column in columns)
        if key in seen:
            yield f"in {name}, row {place} is there twice"
        seen.add(key)


def _references(rows: Content) -> Iterator[str]:
    """What points at something that is not in the archive."""
    imports = {row["id"] for row in rows["imports"]}
    listings = {row["id"] for row in rows["listings"]}
    services = {row["id"] for row in rows["listings"] if row["kind"] == "service"}
    findings = {row["id"] for row in rows["findings"]}
    pointing: tuple[tuple[str, str, Collection[str | None]], ...] = (
        ("rows_set_aside", "import_id", imports),
        ("listings", "import_id", imports | {None}),
        ("listings", "merged_into", services | {None}),
        *((name, "listing_id", listings) for name in ("categories", "facts", "capacities")),
        ("known", "listing_id", listings),
        ("calls", "listing_id", services),
        *(("apart", column, services) for column in ("one_id", "other_id")),
        ("evidence", "finding_id", findings),
        ("signatures", "finding_id", findings),
    )
    for name, column, known in pointing:
        for place, row in enumerate(rows[name], start=1):
            if row[column] not in known:
                yield f"in {name}, row {place}, {column} '{row[column]}' is not there"


def _import_wrong(row: Mapping[str, Any]) -> str:
    try:
        from_json(json.dumps(row["profile"] or _NO_PROFILE))
    except InputProblems:
        return "the profile is none"
    return ""


def _listing_wrong(row: Mapping[str, Any]) -> str:
    try:
        record = record_of(row["kind"], row["body"])
    except ValidationError:
        return "the body is no record of a directory"
    named = (record.id, record.name, record.source)
    if named != (row["key"], row["name"], row["source"]):
        return "the body is that of another record"
    if WAS in row["body"]:
        return "the body says what a place was before"
    if not _days_are_told(row["body"]):
        return "the body has a day that is none"
    sites = row["body"].get("site_ids")
    listed = isinstance(sites, list) and all(isinstance(each, str) for each in sites)
    return "" if listed == (row["kind"] == "service") else "the body does not say at which sites"


def _days_are_told(body: Mapping[str, Any]) -> bool:
    """Days on which numbers were first there are days until now."""
    try:
        return all(each <= today() for each in first_days(body).values())
    except (ValueError, KeyError, TypeError):
        return False


def _category_wrong(row: Mapping[str, Any]) -> str:
    known = {each.id for each in resource_map().categories}
    return "" if row["category"] in known else _none("category", row["category"])


def _fact_wrong(row: Mapping[str, Any]) -> str:
    return "" if row["fact"] in resource_map().facts else _none("fact", row["fact"])


def _call_wrong(row: Mapping[str, Any]) -> str:
    known = {"", *(each.id for each in resource_map().populations)}
    return "" if row["asked_for"] in known else _none("group of families", row["asked_for"])


def _apart_wrong(row: Mapping[str, Any]) -> str:
    return "" if row["one_id"] < row["other_id"] else "the ids are not in this order"


def _finding_wrong(row: Mapping[str, Any]) -> str:
    content = resource_map()
    if wrong := _category_wrong(row):
        return wrong
    if row["population"] not in {"", *(each.id for each in content.populations)}:
        return _none("group of families", row["population"])
    known = {each.id for each in content.gap_types}
    return "" if row["gap"] in known else _none("kind of gap", row["gap"])


def _need_wrong(row: Mapping[str, Any]) -> str:
    content = resource_map()
    if row["about"] == "tier":
        known = {each.id for each in content.tiers}
        return "" if row["source"] in known else _none("tier", row["source"])
    if row["about"] == "weights":
        return gap_weights.wrong_in_archive(row["source"])
    if row["about"] == "language":
        return wrong_in_archive(row["source"])
    keys: dict[str, Collection[str]] = {
        "local": LOCAL,
        "parameter": parameters(),
        "share": {each.id for each in content.categories},
        EPISODES: {each.id for each in content.categories},
    }
    if row["key"] not in keys[row["about"]]:
        return _none("figure", row["key"])
    figures = [row[name] for name in ("low", "likely", "high")]
    if None in figures or sorted(figures) != figures:
        return "low, likely and high are not in this order"
    return _figures_wrong(row, figures)


def _figures_wrong(row: Mapping[str, Any], figures: Sequence[float]) -> str:
    shares = {each.id for each in resource_map().parameters if each.unit == "share"}
    if (row["about"] == "share" or row["key"] in shares) and figures[-1] > 1:
        return "a share is above 1"
    if row["about"] == EPISODES and not 0 < figures[1] <= figures[-1] <= MOST_EPISODES:
        return "so often cannot be needed in a year"
    if row["key"] == REACH and not 0 < figures[0] <= figures[-1] <= FARTHEST:
        return "so many miles cannot be within reach"
    return "a family has no child" if row["key"] == "children_per_family" and not figures[0] else ""


def _county_need_wrong(row: Mapping[str, Any]) -> str:
    if row["tier"] not in {each.id for each in resource_map().tiers}:
        return _none("tier", row["tier"])
    known = by_id()
    for each in row["figures"]:
        if each["area"] not in known:
            return _none("county", each["area"])
        figures = [each[name] for name in ("low", "likely", "high")]
        if figures != [None] * 3 and (None in figures or sorted(figures) != figures):
            return f"of {each['area']} low, likely and high are not in this order"
    ranked = (row["report"].get("ranking") or {}).get("figures", {})
    if unknown := [each for each in ranked if each not in known]:
        return _none("county", unknown[0])
    listed = [each["area"] for each in row["figures"]]
    return "a county is there twice" if len(set(listed)) < len(listed) else ""


def _none(kind: str, came: str) -> str:
    return f"'{came[:60]}' is no {kind} of this map"


_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "imports": _import_wrong,
    "listings": _listing_wrong,
    "categories": _category_wrong,
    "facts": _fact_wrong,
    "calls": _call_wrong,
    "apart": _apart_wrong,
    "needs": _need_wrong,
    "county_need": _county_need_wrong,
    "findings": _finding_wrong,
}
