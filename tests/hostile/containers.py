"""Workbooks and other containers, made by hand so that each can lie in its own way."""

import io
import itertools
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKED = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f"""<Types xmlns="{PACKED}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType=
"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType=
"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType=
"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
<Override PartName="/xl/styles.xml" ContentType=
"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
</Types>"""
SHEET, STRINGS, STYLES, BOOK = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
)
HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
ROW = '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>3</v></c></row>'


@dataclass(frozen=True)
class Part:
    """One part of a container, and what its entry claims."""

    name: str
    content: bytes
    method: int = zipfile.ZIP_DEFLATED
    mode: int = 0o100600


def sheet(inside: str = HEAD + ROW, *, before: str = "", head: str = "") -> bytes:
    """A sheet of two columns, agency and q1, and one person."""
    body = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{inside}</sheetData></worksheet>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}{body}'.encode()


def strings(*texts: str, head: str = "") -> bytes:
    """The texts that cells point at."""
    inside = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<?xml version="1.0"?>{head}<sst xmlns="{MAIN}">{inside}</sst>'.encode()


def workbook(**changes: bytes) -> dict[str, bytes]:
    """The parts of the smallest workbook; each can be replaced by the name it has here."""
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _relations(f"{RELATED}/officeDocument", "xl/workbook.xml"),
        BOOK: (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
            '<sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _relations(f"{RELATED}/worksheet", "worksheets/sheet1.xml"),
        SHEET: sheet(),
        STRINGS: strings("agency", "q1", "Court"),
        STYLES: f'<styleSheet xmlns="{MAIN}"/>'.encode(),
    }
    named = {"sheet": SHEET, "strings": STRINGS, "styles": STYLES, "book": BOOK}
    return parts | {named.get(name, name): content for name, content in changes.items()}


def _relations(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKED}/relationships">{one}</Relationships>'.encode()


def packed(
    parts: Mapping[str, bytes],
    *more: Part,
    comment: bytes = b"",
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A container as any program writes it, with more parts after the usual ones."""
    file = io.BytesIO()
    usual = [Part(name, content, method) for name, content in parts.items()]
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as container:
        warnings.simplefilter("ignore")  # zipfile tells of names that are there twice
        for part in (*usual, *more):
            entry = zipfile.ZipInfo(part.name)
            entry.external_attr = part.mode << 16
            container.writestr(entry, part.content, part.method)
        container.comment = comment
    return file.getvalue()


def with_part(name: str, content: bytes = b"x", **how: int) -> bytes:
    """A good workbook and one part more."""
    return packed(workbook(), Part(name, content, **how))


def patched(content: bytes, old: bytes, new: bytes) -> bytes:
    """The same with one thing replaced wherever it stands; it must stand somewhere."""
    assert old in content
    return content.replace(old, new)


def in_list(content: bytes, name: str, change: Callable[[bytearray, int], None]) -> bytes:
    """Change the entry of a part in the list at the end of a container."""
    made = bytearray(content)
    at = content.rindex(name.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    change(made, at)
    return bytes(made)


def encrypted() -> bytes:
    """A workbook of which one part says that it is encrypted."""

    def flag(made: bytearray, at: int) -> None:
        made[at + 8] |= 1

    return in_list(packed(workbook()), SHEET, flag)


def lying_about_size() -> bytes:
    """A part that says that it is ten bytes long and is fifty million."""

    def shrink(made: bytearray, at: int) -> None:
        made[at + 24 : at + 28] = struct.pack("<L", 10)

    return in_list(with_part("xl/big.bin", b"\0" * 50_000_000), "xl/big.bin", shrink)


def overlapping() -> bytes:
    """Two entries of the list that point at one and the same part."""
    made = with_part("xl/other.bin", b"y" * 100)
    first = made.rindex(SHEET.encode()) - 46

    def point(changed: bytearray, at: int) -> None:
        changed[at + 42 : at + 46] = made[first + 42 : first + 46]

    return in_list(made, "xl/other.bin", point)


def wrong_checksum() -> bytes:
    """A part whose content is not the one that its checksum was made of."""
    return patched(
        with_part("xl/a.bin", b"canary", method=zipfile.ZIP_STORED), b"canary", b"canarz"
    )


def two_ends(*, parts: int) -> bytes:
    """A container whose longer end says another number of parts than the short one."""
    made = packed(workbook())
    body, end = made[:-22], made[-22:]
    count, size, start = struct.unpack("<HLL", end[10:20])
    long = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, parts, parts, size, start)
    way = struct.pack("<4sLQL", b"PK\6\7", 0, len(body), 1)
    assert count == len(workbook())
    return body + long + way + end


def growing(size: int, *, seed: int = 3) -> bytes:
    """Letters that pack about eighty to one: below what is refused for its growth alone."""
    chance = random.Random(seed)
    words = (chance.randbytes(4).hex().encode() for _ in itertools.count())
    made = bytearray()
    while len(made) < size:
        made += next(words) * 90
    return bytes(made[:size])
