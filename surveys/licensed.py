# pyright: basic
"""Licensed editions: wording that somebody else owns, imported into one team's workspace.

The file is YAML or CSV. YAML:

    id: county_inventory
    version: 1.0.0
    title: {en: "..."}
    scale:
      points: [{value: 1, label: {en: "..."}}, ...]
      no_answer: [{code: dk, label: {en: "..."}}]
    items:
      - {id: q1, type: scale, domain: community, reverse: true, text: {en: "..."}}
      - {id: q2, type: choose, at_most: 3, text: {en: "..."},
         options: [{id: a, label: {en: "..."}}, ...]}
      - {id: q3, type: percent, text: {en: "..."}}

CSV has the columns type, id, language, text, and where wanted reverse, domain, at_most. The first
rows describe the edition: type `edition` (id; text: version), `title` (text), `point` (id: the
printed value), `no_answer` (id: the code). Items follow with their type, and the options of an item
right after it as type `option`. An item in a second language has a row of its own.
"""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from surveys import consistency
from surveys.instrument import Edition, Instrument, Wording
from surveys.problems import InstrumentProblems, Problem, of_faults, of_validation, problem
from surveys.yaml_reader import LARGEST, Reading, read_yaml

ITEM_TYPES = ("scale", "single_choice", "choose", "percent", "number", "text")
_TRUE = ("1", "true", "yes", "x", "reverse")
_ITEM_FIELDS = ("at_most", "at_least", "minimum", "maximum", "bands", "longest", "scored")


def read_licensed(
    content: bytes,
    filename: str,
    *,
    owner: str,
    permission: str,
    expires: date | None,
    wording_may_be_exported: bool = False,
) -> Edition:
    """An edition from a file, with the permission that the importer states.

    Args:
        content: of the file; at most 1 MB of UTF-8 text.
        filename: its ending, .csv or .yaml, says how it is read.
        owner: who owns the wording.
        permission: where the permission is written down.
        expires: the last day on which it may be used; None for no end.
        wording_may_be_exported: whether the permission covers copies of the wording in files.

    Raises:
        InstrumentProblems: everything that is wrong with the file or the permission.
    """
    problems = list(_permission(filename, owner=owner, permission=permission, expires=expires))
    plain = _plain(content, filename, problems)
    edition = _edition(plain, filename, problems) if plain is not None else None
    if problems or edition is None:
        raise InstrumentProblems(problems)
    terms = {
        "owner": owner.strip(),
        "permission": permission.strip(),
        "expires": expires,
        "wording_may_be_exported": wording_may_be_exported,
    }
    instrument = edition.instrument.model_copy(update=terms)
    return Edition(instrument=instrument, wordings=edition.wordings)


def _permission(file: str, *, owner: str, permission: str, expires: date | None) -> list[Problem]:
    wrong: list[Problem] = []
    if not owner.strip():
        wrong.append(problem("I050", file, where="owner", what="nobody is named"))
    if not permission.strip():
        wrong.append(
            problem("I050", file, where="permission", what="no letter or contract is named")
        )
    today = datetime.now(UTC).date()
    if expires is not None and expires < today:
        what = f"the permission ended on {expires.isoformat()}"
        wrong.append(problem("I050", file, where="expires", what=what))
    return wrong


def _plain(content: bytes, file: str, problems: list[Problem]) -> dict[str, Any] | None:
    if len(content) > LARGEST:
        problems.append(
            problem("I006", file, where="the file", what=f"it has {len(content):,} bytes")
        )
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"byte {error.start + 1} is not UTF-8 text"
        problems.append(
            problem("I051", file, where="the file", what=what, remedy="save it as UTF-8")
        )
        return None
    if file.lower().endswith(".csv"):
        return _from_csv(text, file, problems)
    reading = read_yaml(text)
    problems.extend(of_faults(file, reading.faults))
    if not reading.faults and not isinstance(reading.value, dict):
        problems.append(problem("I051", file, where="the file", what="it is no table of fields"))
    return reading.value if isinstance(reading.value, dict) else None  # pyright: ignore[reportUnknownVariableType]


def _from_csv(text: str, file: str, problems: list[Problem]) -> dict[str, Any] | None:
    rows = csv.DictReader(io.StringIO(text))
    missing = {"type", "id", "language", "text"} - set(rows.fieldnames or ())
    if missing:
        what = f"the columns {', '.join(sorted(missing))} are missing"
        problems.append(problem("I051", file, where="row 1", what=what))
        return None
    plain: dict[str, Any] = {"scale": {"points": [], "no_answer": []}, "items": []}
    for number, row in enumerate(rows, start=2):
        cells = {key: (value or "").strip() for key, value in row.items() if key}
        if any(cells.values()):
            _add_row(plain, cells, number, file=file, problems=problems)
    return plain


def _add_row(
    plain: dict[str, Any],
    cells: dict[str, str],
    number: int,
    *,
    file: str,
    problems: list[Problem],
) -> None:
    kind, language, text = cells["type"].lower(), cells["language"].lower() or "en", cells["text"]
    if kind == "edition":
        plain.update(id=cells["id"], version=text or "1.0.0")
    elif kind == "title":
        plain.setdefault("title", {})[language] = text
    elif kind in ("point", "no_answer"):
        key, name = ("value", "points") if kind == "point" else ("code", "no_answer")
        value: Any = _number(cells["id"]) if kind == "point" else cells["id"]
        _named(plain["scale"][name], key, value)["label"][language] = text
    elif kind == "option":
        if not plain["items"]:
            problems.append(
                problem("I051", file, where=f"row {number}", what="an option before any item")
            )
            return
        _named(plain["items"][-1].setdefault("options", []), "id", cells["id"])["label"][
            language
        ] = text
    elif kind in ITEM_TYPES:
        item = _named(plain["items"], "id", cells["id"], words="text")
        item["type"] = kind
        item["text"][language] = text
        _add_details(item, cells)
    else:
        wanted = ", ".join(("edition", "title", "point", "no_answer", "option", *ITEM_TYPES))
        what = f"the type '{cells['type']}' is unknown"
        problems.append(
            problem("I051", file, where=f"row {number}", what=what, remedy=f"use one of {wanted}")
        )


def _add_details(item: dict[str, Any], cells: Mapping[str, str]) -> None:
    if cells.get("reverse", "").lower() in _TRUE:
        item["reverse"] = True
    if cells.get("domain"):
        item["domain"] = cells["domain"]
    for name in ("at_most", "at_least", "minimum", "maximum"):
        if cells.get(name):
            item[name] = _number(cells[name])


def _number(text: str) -> int | str:
    return int(text) if text.removeprefix("-").isdigit() else text


def _named(
    rows: list[dict[str, Any]], key: str, value: Any, *, words: str = "label"
) -> dict[str, Any]:
    """The row of this name, made where it is new, so that a second language joins the first."""
    for row in rows:
        if row[key] == value:
            return row
    made: dict[str, Any] = {key: value, words: {}}
    rows.append(made)
    return made


def _edition(plain: dict[str, Any], file: str, problems: list[Problem]) -> Edition | None:
    reading = Reading(value=plain)
    try:
        instrument = Instrument.model_validate(_structure(plain))
        wordings = {
            language: Wording.model_validate(_words(plain, language))
            for language in _languages(plain)
        }
    except ValidationError as error:
        problems.extend(of_validation(file, reading, error))
        return None
    except (KeyError, TypeError, AttributeError) as error:
        problems.append(
            problem("I051", file, where="the file", what=f"a part is not as it should be ({error})")
        )
        return None
    problems.extend(consistency.of_instrument(instrument, file))
    for wording in wordings.values():
        problems.extend(consistency.of_wording(instrument, wording, file))
    if not wordings:
        problems.append(problem("I033", file, where="title", what="no language is there"))
        return None
    return Edition(instrument=instrument, wordings=wordings)


def _structure(plain: dict[str, Any]) -> dict[str, Any]:
    items = [_item(item) for item in plain.get("items", [])]
    points = plain.get("scale", {}).get("points", [])
    scale = {
        "id": "scale",
        "points": [
            {"value": point.get("value"), "id": f"p{place}"} for place, point in enumerate(points)
        ],
        "no_answer": [each.get("code") for each in plain["scale"].get("no_answer", [])],
        "midpoint": len(points) % 2 == 1,
    }
    sections = dict.fromkeys(item["section"] for item in items if item["kind"] != "text")
    return {
        "id": plain.get("id", "licensed"),
        "version": str(plain.get("version", "1.0.0")),
        "kind": plain.get("kind", "values"),
        "edition": "licensed",
        "minutes": plain.get("minutes", max(1, round(len(items) / 6))),
        "license": "licensed to this team",
        "scales": [scale] if any(item["kind"] == "scale" for item in items) else [],
        "sections": list(sections) or ["statements"],
        "items": items,
    }


def _item(item: dict[str, Any]) -> dict[str, Any]:
    kind = item.get("type", "scale")
    made: dict[str, Any] = {"kind": kind, "id": item.get("id")}
    made["section"] = item.get("domain") or "statements"
    if kind == "scale":
        made["scale"] = "scale"
    if item.get("reverse"):
        made["reverse"] = True
    if "options" in item:
        made["options"] = [option.get("id") for option in item["options"]]
    return made | {name: item[name] for name in _ITEM_FIELDS if name in item}


def _languages(plain: dict[str, Any]) -> tuple[str, ...]:
    return tuple(plain.get("title", {}))


def _words(plain: dict[str, Any], language: str) -> dict[str, Any]:
    def said(texts: Mapping[str, str]) -> dict[str, str]:
        return {"text": texts[language]} if language in texts else {}

    points = plain["scale"].get("points", [])
    items = {
        item["id"]: said(item["text"])
        | {
            "options": {
                option["id"]: option["label"][language]
                for option in item.get("options", [])
                if language in option["label"]
            }
        }
        for item in plain["items"]
        if language in item["text"]
    }
    rated = any(item.get("type", "scale") == "scale" for item in plain["items"])
    scale = {
        "points": {
            f"p{place}": {"label": point["label"][language]}
            for place, point in enumerate(points)
            if language in point["label"]
        },
        "no_answer": {
            each["code"]: each["label"][language]
            for each in plain["scale"].get("no_answer", [])
            if language in each["label"]
        },
    }
    domains = {item.get("domain") or "statements" for item in plain["items"]}
    return {
        "language": language,
        "title": plain["title"][language],
        "intro": plain.get("intro", {}).get(language, plain["title"][language]),
        "scales": {"scale": scale} if rated else {},
        "sections": {
            name: {"title": name.replace("_", " ")}
            for name in (_structure(plain)["sections"] if domains else [])
        },
        "items": items,
    }
