"""The sheets of an XLSForm: what its columns mean, and its rows with their words by language.

Source:
    XLSForm, https://xlsform.org/en/ref-table/, read in November 2026.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.yaml_reader import NO_SIGN

Rows = Sequence[Sequence[str]]
Words = Mapping[str, str]
"""A text by language."""

LONGEST_TEXT = 2000
_LONGEST_HEADER = 200
UNSAID = ""
"""The language of a column that names none, such as `label`."""

_OTHER_NAMES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "constraining_message": "constraint_message",
    "constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_PREFIXES = frozenset({"bind", "control", "body", "media", "instance", "jr"})
_LANGUAGES = {
    **dict.fromkeys(("english", "default", "en_us"), "en"),
    **dict.fromkeys(("spanish", "español", "espanol", "castellano"), "es"),
    **dict.fromkeys(("french", "français", "francais"), "fr"),
    **dict.fromkeys(("portuguese", "português", "portugues"), "pt"),
    **dict.fromkeys(("german", "deutsch"), "de"),
    **dict.fromkeys(("arabic", "العربية"), "ar"),
    **dict.fromkeys(("chinese", "中文"), "zh"),
    **dict.fromkeys(("russian", "русский"), "ru"),
    **dict.fromkeys(("ukrainian", "українська"), "uk"),
    **dict.fromkeys(("vietnamese", "tiếng việt"), "vi"),
    **dict.fromkeys(("haitian creole", "kreyòl ayisyen", "kreyol"), "ht"),
    **dict.fromkeys(("swahili", "kiswahili"), "sw"),
    **dict.fromkeys(("somali", "soomaali"), "so"),
    "hindi": "hi",
    "korean": "ko",
    "tagalog": "tl",
    "hmong": "hmn",
    "amharic": "am",
    "navajo": "nv",
}
_CODE_WITHIN = re.compile(r"\(\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]+))*\s*\)\s*$")
_CODE_ALONE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]+))*")
_REFERENCE = re.compile(r"\$\{[^{}]*\}")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\*\*|\]\(")


class FormRefused(ValueError):
    """No instrument can be made of a form at all.

    Attributes:
        what: came, and where.
        right: what would be right.
        remarks: what else was found.
    """

    def __init__(self, what: str, *, right: str, remarks: "Sequence[Remark]" = ()) -> None:
        self.what = what
        self.right = right
        self.remarks = tuple(remarks)
        super().__init__(f"{what}; {right}.")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of a form that was left out, changed or guessed, and why.

    Attributes:
        sheet: its name.
        row: as a spreadsheet program counts it.
        what: in words; the same words for the same thing, so that rows can be told together.
        name: of the question that it is about, where it is left out.
    """

    sheet: str
    row: int
    what: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by column, and its texts by column and language."""

    row: int
    cells: Mapping[str, str]
    words: Mapping[str, Words]

    def cell(self, column: str) -> str:
        """What stands in a column; empty where there is no such column."""
        return self.cells.get(column, "")

    def said(self, column: str) -> Words:
        """The texts of a column such as label, by language; a language without one is left out."""
        return self.words.get(column, {})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read.

    Attributes:
        name: of the sheet.
        lines: its rows without the empty ones.
        languages: of its labels, in the order of their columns.
        remarks: on its columns and texts.
    """

    name: str
    lines: tuple[Line, ...] = ()
    languages: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def filled(self) -> dict[str, int]:
        """The languages that any text is in, with the row of the first one."""
        found: dict[str, int] = {}
        for line in self.lines:
            for words in line.words.values():
                for language in words:
                    found.setdefault(language, line.row)
        return found


@dataclass(frozen=True, slots=True)
class _Column:
    place: int
    name: str
    language: str
    header: str


@dataclass(slots=True)
class _Reading:
    """What is known of a sheet while it is read."""

    name: str
    remarks: list[Remark] = field(default_factory=list[Remark])

    def remark(self, row: int, what: str) -> None:
        self.remarks.append(Remark(self.name, row, what))


def language_code(name: str) -> str | None:
    """The code of a language such as "Español (es)", "fr" or "English"; None where none is known.

    A region of two letters stays: "pt_BR" is pt-BR. Others are dropped: "es-419" is es.
    """
    name = name.strip()
    known = _LANGUAGES.get(name.casefold())
    if known:
        return known
    found = _CODE_WITHIN.search(name) or _CODE_ALONE.fullmatch(name)
    if found is None:
        return None
    region = found[2] or ""
    plain = len(region) == 2 and region.isalpha()
    return f"{found[1].lower()}-{region.upper()}" if plain else found[1].lower()


def plain_language(header: str) -> str | None:
    """The language that a header such as "label::English (en)" names; None for other columns."""
    name, language = _parted(header)
    return language if name == "label" else None


def read_sheet(
    rows: Rows, name: str, *, unsaid: str, translated: Sequence[str], known: Sequence[str]
) -> Sheet:
    """Read a sheet.

    Args:
        rows: from row 1; the first one that is not empty has the names of the columns.
        name: of the sheet, for remarks.
        unsaid: the language of columns that name none.
        translated: the columns whose texts are kept by language.
        known: the other columns that are read; a further one that holds anything is remarked on.
    """
    reading = _Reading(name)
    head = next((place for place, row in enumerate(rows) if any(row)), None)
    if head is None:
        return Sheet(name)
    columns = list(_columns(rows[head], reading, head + 1, unsaid, translated))
    lines = [
        _line(row, number, columns, reading, translated)
        for number, row in enumerate(rows[head + 1 :], start=head + 2)
        if any(row)
    ]
    _remark_on_unread(columns, rows[head + 1 :], reading, head + 1, (*translated, *known))
    languages = dict.fromkeys(column.language for column in columns if column.name == "label")
    return Sheet(name, tuple(lines), tuple(languages), tuple(reading.remarks))


def _parted(header: str) -> tuple[str, str]:
    """The name of a column and its language, as they are written."""
    parts = [part.strip() for part in re.split(r"::?", tidy(header)[:_LONGEST_HEADER])]
    while parts[0].casefold() in _PREFIXES and len(parts) > 1:
        parts = parts[1:]
    name = re.sub(r"[\s-]+", "_", parts[0].casefold())
    return _OTHER_NAMES.get(name, name), "::".join(parts[1:])


def _columns(
    headers: Sequence[str], reading: _Reading, row: int, unsaid: str, translated: Sequence[str]
) -> Iterator[_Column]:
    seen: dict[tuple[str, str], str] = {}
    for place, header in enumerate(headers):
        if not tidy(header):
            continue
        name, said = _parted(header)
        language = (language_code(said) if said else unsaid) if name in translated else UNSAID
        shown = shortened(tidy(header))
        if language is None:
            right = "write it as label::Name (code), such as label::Deutsch (de)"
            reading.remark(row, f"the language of column '{shown}' is not known; {right}")
            continue
        if (name, language) in seen and name in translated:
            both = f"the columns '{seen[name, language]}' and '{shown}' are of one language"
            reading.remark(row, f"{both}; the first text of both is taken")
        seen.setdefault((name, language), shown)
        yield _Column(place, name, language, shown)


def _line(
    row: Sequence[str],
    number: int,
    columns: Sequence[_Column],
    reading: _Reading,
    translated: Sequence[str],
) -> Line:
    cells: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for column in columns:
        text = tidy(row[column.place]) if column.place < len(row) else ""
        if not text:
            continue
        if column.name in translated:
            _remark_on_text(text, number, column, reading)
            told = words.setdefault(column.name, {})
            told.setdefault(column.language, shortened(text, most=LONGEST_TEXT))
        else:
            cells.setdefault(column.name, text)
    return Line(number, cells, words)


def _remark_on_text(text: str, number: int, column: _Column, reading: _Reading) -> None:
    if len(text) > LONGEST_TEXT:
        long = f"'{column.header}' has {len(text):,} letters"
        reading.remark(number, f"{long} and is cut; a text takes {LONGEST_TEXT:,}")
    if _REFERENCE.search(text):
        what = f"'{column.header}' refers to another answer with ${{...}}, which is not filled in"
        reading.remark(number, what)
    if _MARKUP.search(text):
        reading.remark(number, f"'{column.header}' has markup, which is shown as it is written")


def _remark_on_unread(
    columns: Sequence[_Column], rows: Rows, reading: _Reading, row: int, known: Sequence[str]
) -> None:
    for column in columns:
        filled = any(column.place < len(each) and each[column.place].strip() for each in rows)
        if column.name not in known and filled:
            reading.remark(row, f"the column '{column.header}' is not read")


def tidy(text: str) -> str:
    """The text on one line, without signs that no file of ours may hold."""
    return " ".join(NO_SIGN.sub("", " ".join(text.split())).split())


def shortened(text: str, *, most: int = 60) -> str:
    """At most so many letters; what is cut off shows as three dots."""
    return text if len(text) <= most else f"{text[: most - 3].rstrip()}..."
