"""Read a directory of community resources, whatever program it came from.

Files pass the gate first; then each is read in the dialect it is written in, and all together
become one directory. A file that cannot be read is told, and the others are read all the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.imports.directory import escapes, icarol, nested, profiles, tabular, treatment
from data.imports.directory.answer_pages import AnswerPage, page_of, tell_incomplete
from data.imports.directory.building import build
from data.imports.directory.issues import BY_PROFILE, Ledger, Place
from data.imports.directory.parts import Part
from data.imports.directory.profiles import Profile
from data.imports.directory.records import Directory
from data.imports.directory.tables import Table, as_text, read_json, read_tables
from data.imports.gate import WORKBOOK, Limits, admit, claimed_kind, parts
from data.imports.problems import InputProblems, Refused

TEXT = Limits(100_000_000, lines=3_000_000)
ZIP = Limits(60_000_000)
JSON = Limits(100_000_000)
_LETTERS = {"old_letters": True, "wide_letters": True}
_READ = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".json"})
_OF_NO_KIND = b""
"""Stands for what is in a file of a kind that is not read; only its name is told."""
_READ_FIRST = re.compile(
    r"(.*[\W_])?read[\W_]?me([\W_].*)?|licen[cs]e|copying|change[\W_]?log|l[eé]eme|leer"
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|html|[a-z]+>)", re.IGNORECASE)
_OPENING = 2_000
"""Bytes at the start of a file in which it says what it is."""
_NOT_OURS = ("__MACOSX/", "Thumbs.db", "desktop.ini")

Source = Path | str | Sequence[Path] | Mapping[str, bytes]


@dataclass(slots=True)
class _Reading:
    """What is known while files are read one after another.

    Attributes:
        pages: files that say of what whole they are a part.
        escaped: folders whose data package says that an apostrophe stands before formulas.
        made_up: a data package says that its data was invented.
    """

    ledger: Ledger
    profile: Profile | None
    parts: list[Part]
    tables: list[Table]
    dialects: dict[str, None]
    escaped: set[str]
    pages: list[AnswerPage]
    made_up: bool = False


def read_directory(source: Source, *, profile: Profile | None = None, name: str = "") -> Directory:
    """Read all of a directory.

    Args:
        source: a file, a folder, a zip, several files, or uploaded bytes by file name.
        profile: what columns are, for tables that keep no standard; where it speaks of a file, it
            comes before any standard.
        name: of the directory; by default the profile's, else the dialect's.

    Raises:
        InputProblems: no file can be read; one line for each.
    """
    files, refused = _files(source)
    reading = _Reading(Ledger(), profile, [], [], {}, set(), [])
    for file in sorted(files):
        if wrong := _try(file, files[file], reading=reading):
            refused[file] = wrong
    if not set(files) - set(refused):
        nothing = [f"{source}: there is no file to read; give a table, JSON or a zip of them."]
        said = [line for wrong in refused.values() for line in wrong.problems]
        raise InputProblems(said or nothing)
    for file, wrong in refused.items():
        code = "file_left_alone" if _is_left_alone(file, files.get(file)) else "file_not_read"
        reading.ledger.open(file)
        reading.ledger.note(code, Place(file), came=wrong.what, right=wrong.right)
    tell_incomplete(reading.pages, reading.ledger)
    _read_tables(reading)
    called = name or (profile.name if profile else "") or next(iter(reading.dialects), "directory")
    found = build(reading.parts, reading.ledger, source=called)
    return replace(found, made_up=reading.made_up)


def files_of(source: Source) -> dict[str, bytes]:
    """What was given, by file name; zips as they are, and files of no kind that is read empty.

    Raises:
        InputProblems: a file cannot be opened.
    """
    if isinstance(source, Mapping):
        return dict(source)
    if isinstance(source, str | Path):
        return _under(Path(source))
    return {path.name: _content(path) for path in source}


def _files(source: Source) -> tuple[dict[str, bytes], dict[str, Refused]]:
    """The content of every file by its name, zips unpacked; and why the others are not read."""
    given = files_of(source)
    zips = [name for name in given if claimed_kind(name) == "zip"]
    files = {name: given[name] for name in given if name not in zips}
    refused: dict[str, Refused] = {}
    for name in zips:
        try:
            inside = _unpacked(name, given[name])
        except Refused as wrong:
            refused[name] = wrong
        else:
            files |= {
                part if part not in files else f"{name}/{part}": inside[part] for part in inside
            }
    return {name: content for name, content in files.items() if _is_ours(name)}, refused


def _under(path: Path) -> dict[str, bytes]:
    if not path.is_dir():
        return {path.name: _content(path)}
    found = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
    wanted = {each for each in found if each.suffix.lower() in (*_READ, ".zip")}
    return {
        each.relative_to(path).as_posix(): _content(each) if each in wanted else _OF_NO_KIND
        for each in found
    }


def _content(path: Path) -> bytes:
    """A file, or one byte more than may be read of it."""
    try:
        with path.open("rb") as file:
            return file.read(JSON.size + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InputProblems([f"{path}: {reason}; name a file or a folder."]) from None


def _unpacked(name: str, content: bytes) -> dict[str, bytes]:
    inside = parts(content, name=name, limits=ZIP)
    read = {part for part in inside if Path(part).suffix.lower() in _READ}
    if not read:
        raise Refused(name, "it holds no table", right="zip CSV, XLSX or JSON files")
    return {part: each if part in read else _OF_NO_KIND for part, each in inside.items()}


def _is_ours(name: str) -> bool:
    hidden = any(part.startswith(".") for part in Path(name).parts)
    return not hidden and not any(sign in name for sign in _NOT_OURS)


def _is_about_files(name: str) -> bool:
    """A text beside the tables that somebody is to read first."""
    path = Path(name)
    return path.suffix.lower() == ".txt" and bool(_READ_FIRST.fullmatch(path.stem.lower()))


def _is_left_alone(name: str, content: bytes | None) -> bool:
    if _is_about_files(name):
        return True
    return content == _OF_NO_KIND and Path(name).suffix.lower() not in _READ


def _try(name: str, content: bytes, *, reading: _Reading) -> Refused | None:
    """Read a file; what is wrong with it, where it cannot be read."""
    try:
        _read(name, content, reading=reading)
    except Refused as wrong:
        return wrong
    return None


def _read(name: str, content: bytes, *, reading: _Reading) -> None:
    if _is_about_files(name):
        right = "nothing; it is about the files and no table"
        raise Refused(name, "a text to read first", right=right)
    if _is_left_alone(name, content):
        raise Refused(name, "a file of another kind", right="CSV, TSV, TXT, XLSX, JSON or ZIP")
    kind = claimed_kind(name)
    if kind == "csv" and _MARKUP.match(content):
        raise _refused_markup(name, content)
    if kind == "json":
        admitted = admit(content, name=name, kind="json", limits=JSON, **_LETTERS)
        _read_value(read_json(admitted), file=name, reading=reading)
        return
    if kind == "xlsx":
        admitted = admit(content, name=name, kind="xlsx", limits=WORKBOOK)
    else:
        admitted = admit(content, name=name, kind="csv", limits=TEXT, **_LETTERS)
    reading.tables.extend(read_tables(admitted, name=name, ledger=reading.ledger))


def _refused_markup(name: str, content: bytes) -> Refused:
    """A file of marks; that of Open Eligibility is known, since people look for a place for it."""
    opened = content[:_OPENING].lower()
    if b"<taxonomy>" in opened and b"<category" in opened:
        what = "it is a list of words, such as that of Open Eligibility, and has no services"
        right = (
            "leave it out, since those words are known here, and take the list of services as CSV, "
            "XLSX or JSON, with the words of each in a column"
        )
        return Refused(name, what, right=right)
    right = "export the directory as CSV, XLSX or JSON"
    return Refused(name, "it is XML or a web page, and no table", right=right)


def _read_value(value: Any, *, file: str, reading: _Reading) -> None:
    """A JSON file: whole tables, records of the locator, or nested records."""
    nested.check_is_no_file_of_ours(value, file=file)
    if nested.is_about_files(value):
        reading.made_up |= nested.is_made_up(value)
        reading.escaped |= {escapes.folder_of(file)} if escapes.is_declared(value) else set()
        _set_aside_whole(value, file=file, ledger=reading.ledger)
        return
    if tables := nested.tables_in(value):
        for name, members in tables.items():
            table = _table(members, file=f"{file}/{name}", ledger=reading.ledger)
            reading.tables.append(table)
        return
    members = value.get("rows") if isinstance(value, dict) and "rows" in value else None
    found = members if isinstance(members, list) else nested.records_in(value)
    if found is None:
        raise Refused(file, "it holds no record", right="give a list of objects, or one object")
    if page := page_of(value, file=file, rows=len(found)):
        reading.pages.append(page)
    is_alone = bool(found) and found[0] is value
    _read_members(found, file=file, is_alone=is_alone, reading=reading)


def _set_aside_whole(value: Any, *, file: str, ledger: Ledger) -> None:
    """A file that is about other files is one row that is left out."""
    ledger.open(file, [(1, value)], cells=_cells, encoding="utf-8")
    ledger.set_aside(Place(file, 1), "excluded", reason="it is about the files, not about help")


def _table(members: Sequence[Any], *, file: str, ledger: Ledger) -> Table:
    rows = [(number, _cells(each)) for number, each in _opened(members, file=file, ledger=ledger)]
    columns = dict.fromkeys(column for _, record in rows for column in record)
    return Table(file, tuple(columns), rows, "utf-8")


def _opened(
    members: Sequence[Any], *, file: str, ledger: Ledger
) -> list[tuple[int, Mapping[str, Any]]]:
    """The records of a list by number, their account open; what is no record is held."""
    numbered = list(enumerate(members, start=1))
    ledger.open(file, numbered, cells=_cells, encoding="utf-8")
    for number, each in numbered:
        if not isinstance(each, Mapping):
            ledger.note("unattached_row", Place(file, number), came=as_text(each))
            ledger.set_aside(Place(file, number), "held", reason="it is no record")
    return [(number, each) for number, each in numbered if isinstance(each, Mapping)]


def _read_members(members: Sequence[Any], *, file: str, is_alone: bool, reading: _Reading) -> None:
    ledger = reading.ledger
    records = _opened(members, file=file, ledger=ledger)
    if treatment.is_treatment({key for _, record in records[:50] for key in record}):
        found, dialect = treatment.read_locator(records, file=file, ledger=ledger), treatment.NAME
    else:
        found = nested.read_nested(records, file=file, ledger=ledger, is_alone=is_alone)
        dialect = "hsds_json"
    reading.parts.extend(found)
    _call(file, dialect, reading=reading)


def _cells(member: Any) -> dict[str, str]:
    if not isinstance(member, Mapping):
        return {"value": as_text(member)}
    return {str(key): as_text(cell) for key, cell in member.items()}


def _call(file: str, dialect: str, *, reading: _Reading) -> None:
    reading.ledger.call(file, dialect)
    reading.dialects[dialect] = None


def _read_tables(reading: _Reading) -> None:
    """Which HSDS tables keep is seen from all of them; what they say comes before nested JSON."""
    standard: list[Table] = []
    nested_parts, reading.parts = reading.parts, []
    for each in reading.tables:
        is_escaped = escapes.folder_of(each.file) in reading.escaped
        table = escapes.without_apostrophes(each) if is_escaped else each
        if (found := _of_one_table(table, reading)) is None:
            standard.append(table)
            continue
        dialect, made = found
        reading.parts.extend(made)
        _call(table.file, dialect, reading=reading)
    dialect = tabular.dialect_of(standard)
    for table in standard:
        part = tabular.read_part(table, reading.ledger)
        reading.parts.extend([part] if part else [])
        if part:
            _call(table.file, dialect, reading=reading)
    reading.parts.extend(nested_parts)


def _of_one_table(table: Table, reading: _Reading) -> tuple[str, list[Part]] | None:
    """What a table is by itself; None where it may be one of the standard's."""
    ledger = reading.ledger
    columns = reading.profile.columns_of_table(table) if reading.profile else None
    if reading.profile and columns:
        called = reading.profile.name
        answers = reading.profile.no_is_an_answer
        made = profiles.read_profiled(
            table, columns, name=called, ledger=ledger, no_is_an_answer=answers
        )
        return f"{BY_PROFILE}{called}", made
    if icarol.is_icarol(table.columns):
        return icarol.NAME, icarol.read_icarol(table, ledger)
    flat = nested.is_laid_flat(table)
    rows: list[tuple[int, Any]] = nested.raised(table, ledger) if flat else list(table.rows)
    if treatment.is_treatment({key for _, row in rows[:50] for key in row} | {*table.columns}):
        return treatment.NAME, treatment.read_locator(rows, file=table.file, ledger=ledger)
    if flat:
        return "hsds_json", nested.read_nested(rows, file=table.file, ledger=ledger)
    return None
