"""The federal treatment locator, as its own JSON and as tables that people made of it.

Equal words under two questions are two answers, so every word keeps its question: "in network" of
the question on opioids is not "in network" of the one on alcohol. What is not ticked is not known.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from data.imports.directory import facts
from data.imports.directory.cleaning import clean
from data.imports.directory.facts import Tick, state_in
from data.imports.directory.fields import plain_name
from data.imports.directory.flat import FlatRow, sort_rows
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.languages import languages_in
from data.imports.directory.parts import Part
from data.imports.directory.reading_by_name import unread
from data.imports.directory.records import Term
from data.imports.directory.tables import Record, Rows, as_text

NAME = "findtreatment"
_SITE = {
    "street1": "address_1",
    "street2": "address_2",
    "city": "city",
    "state": "state_province",
    "zip": "postal_code",
    "county": "county",
    "latitude": "latitude",
    "longitude": "longitude",
}
_PHONES = ("phone", "intake1", "intake2", "hotline1", "hotline2")
_KEPT = """
name1 name2 website services frid irow type_facility zip4 miles service_code_info fax
"""
_OTHERS = frozenset(_KEPT.split())
"""Columns that hold no answers."""
_USED = frozenset({"name1", "name2", "website", "services", "frid", "fax"})
_ANSWERS = frozenset({"yes", "no", "not_asked"})
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,5}")
_QUESTION = re.compile(r"(?:^|[|\n])\s*([^:|;\n]{3,60}):\s*")
_CODE_LIST = ("services", "service_code_info", "service_codes", "codes")


def is_treatment(columns: Iterable[str]) -> bool:
    """A record of the locator: two names, and a street or what is offered."""
    names = {plain_name(column) for column in columns}
    return "name1" in names and bool(names & {"street1", "services", "service_code_info"})


def read_locator(
    rows: Sequence[tuple[int, Mapping[str, Any]]], *, file: str, ledger: Ledger
) -> list[Part]:
    """Read rows of the locator, one for each site.

    Args:
        rows: of its JSON or of a table, by number; the account of the file is open.
        file: where they stand.
        ledger: told of what is odd.
    """
    plain: Rows = [
        (number, {plain_name(column): _cell(cell) for column, cell in row.items()})
        for number, row in rows
    ]
    listed = {number: _listed(row.get("services")) for number, row in rows}
    cleaned = clean(plain, file=file, ledger=ledger)
    questions = _questions(cleaned)
    questions |= dict.fromkeys(_never_ticked(cleaned, questions, file=file, ledger=ledger), "open")
    called: dict[str, str] = {}
    for _, row in rows:
        called |= {plain_name(column): column for column in row if plain_name(column) not in called}
    ledger.unknown_columns(file, (called[name] for name in _unknown(cleaned, questions)))
    found: list[FlatRow] = []
    for number, record in cleaned:
        ticks = tuple(listed[number]) + tuple(_in_columns(record, questions))
        found.append(_row(record, ticks, place=Place(file, number), ledger=ledger))
    return sort_rows(found, file=file)


def _cell(value: Any) -> str:
    """Lists are read elsewhere, with their questions."""
    return "" if isinstance(value, list) else as_text(value)


def _listed(services: Any) -> list[Tick]:
    """The answers of the JSON form: question, its code, and words with semicolons between."""
    if not isinstance(services, Sequence) or isinstance(services, str):
        return []
    ticks: list[Tick] = []
    for each in services:
        if isinstance(each, Mapping):
            question, code = as_text(each.get("f1")), as_text(each.get("f2"))
            ticks.extend(_of_words(code or question, as_text(each.get("f3")), question=question))
    return ticks


def _of_words(category: str, words: str, *, question: str) -> list[Tick]:
    labels = (label.strip() for label in words.split(";"))
    return [_tick(category, label, question=question) for label in labels if label]


@lru_cache(maxsize=20_000)
def _tick(category: str, label: str, *, question: str) -> Tick:
    code = facts.code_of(category, label) or facts.code_of(question, label)
    named = f"{category}: {question}" if question and question != category else category
    return Tick(named, code, label)


def _questions(rows: Rows) -> dict[str, str]:
    """Columns that hold answers: "code" for a box to tick, "words" for a list of labels."""
    columns = dict.fromkeys(column for _, record in rows for column in record)
    known = {*_SITE, *_PHONES, *_OTHERS}
    found: dict[str, str] = {}
    for column in columns:
        values = {record.get(column, "") for _, record in rows} - {""}
        if column in known or not values:
            continue
        if _CODE.fullmatch(column) and all(state_in(value) in _ANSWERS for value in values):
            found[column] = "code"
        elif facts.is_question(column):
            found[column] = "words"
    return found


def _never_ticked(
    rows: Rows, questions: Mapping[str, str], *, file: str, ledger: Ledger
) -> list[str]:
    """Boxes that no facility of a file has ticked, which are told: nobody may have been asked."""
    found: list[str] = []
    for column in (name for name, what in questions.items() if what == "code"):
        states = [state_in(cell) for _, record in rows if (cell := record.get(column, ""))]
        if "yes" not in states and (unticked := states.count("no")):
            came = f"{column} is no in {unticked:,} of {len(rows):,} rows, and yes in none"
            ledger.note("box_never_ticked", Place(file, 0, column), came=came)
            found.append(column)
    return found


def _unknown(rows: Rows, questions: Mapping[str, str]) -> list[str]:
    """Columns that nothing is read from; a box that is empty in every row was read as well."""
    known = {*_SITE, *_PHONES, *_USED, *questions, *_CODE_LIST}
    columns = dict.fromkeys(column for _, record in rows for column in record)
    empty = {each for each in columns if not any(record.get(each) for _, record in rows)}
    left = [column for column in columns if column not in known]
    return [each for each in unread(left) if not (each in empty and facts.is_asked(each))]


def _in_columns(record: Record, questions: Mapping[str, str]) -> list[Tick]:
    """The answers of the tables: columns of boxes, of labels, or one cell with all of it."""
    ticks: list[Tick] = []
    for column, what in questions.items():
        cell = record.get(column, "")
        if what == "open":
            continue
        if what == "code" and cell:
            ticks.append(Tick("", column.upper().replace("_", "-"), "", state_in(cell)))
        elif cell:
            ticks.extend(_of_words(column.upper(), cell, question=""))
    for column in _CODE_LIST:
        if (cell := record.get(column, "")) and not cell.startswith(("[", "{")):
            ticks.extend(_in_one_cell(cell))
    return ticks


def _in_one_cell(cell: str) -> list[Tick]:
    """Codes with signs between, or "Question: label; label" again and again."""
    pieces = [piece for piece in re.split(r"[\s;,*/|]+", cell) if piece]
    if all(piece.isupper() and _CODE.fullmatch(piece) for piece in pieces):
        return [Tick("", piece, "") for piece in pieces]
    questions = list(_QUESTION.finditer(cell))
    if not questions:
        return [Tick("question not told", "", label.strip()) for label in cell.split(";") if label]
    ends = [*(found.start() for found in questions[1:]), len(cell)]
    ticks: list[Tick] = []
    for found, end in zip(questions, ends, strict=True):
        ticks.extend(_of_words(found[1].strip(), cell[found.end() : end].strip(" |"), question=""))
    return ticks


def _row(record: Record, ticks: tuple[Tick, ...], *, place: Place, ledger: Ledger) -> FlatRow:
    name, second = record.get("name1", ""), record.get("name2", "")
    site = {field: record.get(column, "") for column, field in _SITE.items()}
    key = record.get("frid", "")
    used = {*_SITE, *_PHONES, "name1", "name2", "website", "services", "frid"}
    service = {column: cell for column, cell in record.items() if column not in used}
    service |= {"id": key, "name": f"{name} - {second}" if second else name}
    spoken = _languages(ticks)
    service |= {"url": record.get("website", ""), "languages": "; ".join(spoken)}
    said = facts.from_ticks((*ticks, *_named_beside_a_box(spoken, ticks)), source=NAME)
    for fact_id in facts.conflicting(said):
        at = Place(place.file, place.row, fact_id)
        ledger.note("facts_in_conflict", at, came=said[fact_id].source)
    return FlatRow(
        place.row,
        {
            "organization": {"name": name},
            "location": {**site, "id": key, "name": second or name} if name else {},
            "service": service if name else {},
        },
        terms=tuple(dict.fromkeys(_term(tick) for tick in ticks if tick.state == "yes")),
        facts=said,
        more=[("phone", {"number": record[p]}) for p in _PHONES if record.get(p)],
    )


def _languages(ticks: Sequence[Tick]) -> tuple[str, ...]:
    """Spoken languages among the answers, each once; "other languages" names none."""
    told = [tick for tick in ticks if tick.state == "yes"]
    named = {facts.LANGUAGES[tick.code]: None for tick in told if tick.code in facts.LANGUAGES}
    for tick in told:
        if "language" in tick.category.lower() or tick.category == "LAN":
            named |= dict.fromkeys(languages_in(tick.label)[0])
    return tuple(named)


def _named_beside_a_box(spoken: Sequence[str], ticks: Sequence[Tick]) -> Iterable[Tick]:
    """Languages that have a box of their own, whatever named them."""
    boxes = {tick.code for tick in ticks}
    for code, language in facts.LANGUAGES.items():
        if code in boxes and language in spoken:
            yield Tick("", code, language)


@lru_cache(maxsize=20_000)
def _term(tick: Tick) -> Term:
    return Term(f"{NAME} {tick.category}".strip(), tick.code, tick.label)
