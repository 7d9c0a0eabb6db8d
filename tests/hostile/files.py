"""Files that are meant to hurt, each with what should be said about it."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tests.hostile.containers import (
    HEAD,
    MAIN,
    ROW,
    SHEET,
    Part,
    encrypted,
    growing,
    lying_about_size,
    overlapping,
    packed,
    patched,
    sheet,
    strings,
    two_ends,
    with_part,
    workbook,
    wrong_checksum,
)

LAUGHS = (
    '<!DOCTYPE sst [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{"&" + old + ";"}">' for old, name in pairwise("abcdefghi"))
    + "]>"
)
STEALING = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TABLE = b"agency,q1\nCourt,3\n"
LICENSED = b"type,id,language,text\nedition,x,,1.0.0\n"
BROKEN, BETWEEN = "it is a broken container", "something lies before, behind or between its parts"
NO_END, NO_PLAIN = "it does not end as a container ends", "has a name that leads elsewhere"


@dataclass(frozen=True)
class Hostile:
    """A file: what it tries, how it is made, its name, and what is said; None where it is taken."""

    tries: str
    make: Callable[[], bytes]
    name: str
    said: str | None

    def __str__(self) -> str:
        return self.tries


def _book(tries: str, make: Callable[[], bytes], said: str | None) -> Hostile:
    return Hostile(tries, make, "answers.xlsx", said)


def _of_sheet(tries: str, inside: str, said: str | None, **how: str) -> Hostile:
    return _book(tries, lambda: _loose(sheet=sheet(inside, **how)), said)


def _row(content: str, place: str = "3") -> str:
    return f'{HEAD}{ROW}<row r="{place}">{content}</row>'


def _full_rows() -> str:
    rows = (f'<row r="{row}">{"<c><v>3</v></c>" * 74}</row>' for row in range(2, 1602))
    return "".join(rows)


TABLES = (
    Hostile("zero bytes", lambda: b"agency\0,q1\nCourt,3\n", "a.csv", "it holds zero bytes"),
    Hostile(
        "two bytes a letter", lambda: TABLE.decode().encode("utf-16-le"), "a.csv", "zero bytes"
    ),
    Hostile("half a letter", lambda: TABLE.decode().encode("utf-16") + b"x", "a.csv", "no letter"),
    Hostile("a workbook called a table", lambda: packed(workbook()), "a.csv", "it is a workbook"),
    Hostile("an old workbook called a table", lambda: OLD, "a.csv", "it is a workbook"),
    Hostile("an endless line", lambda: b"a" * 2_000_000, "a.csv", "are read in one line"),
    Hostile("endless columns", lambda: b"," * 900_000, "a.csv", "at most 2000 are read"),
    Hostile("endless rows", lambda: b"a\n" * 300_000, "a.csv", "it has more than 200,000 rows"),
    Hostile("endless lines", lambda: b"\n" * 2_000_000, "a.csv", "it has 2,000,001 lines"),
    Hostile("a quote never closed", lambda: TABLE + b'"' + b"x\n" * 90_000, "a.csv", "is no row"),
    Hostile("letters of no alphabet", lambda: TABLE + b"\x81\xff,1\n", "a.csv", "is not UTF-8"),
    Hostile("a table too large", lambda: b"a,b\n" * 12_600_000, "a.csv", "it is too large"),
)
QUESTIONNAIRES = (
    Hostile("aliases of aliases", lambda: _laughing_yaml(), "a.yaml", "I004"),
    Hostile("a tag that runs a program", lambda: b"a: !!python/object/apply:os.system [ls]\n",
            "a.yaml", "I005"),
    Hostile("brackets without end", lambda: b"[" * 90_000, "a.yaml", "deeper than 40 levels"),
    Hostile("a list without end", lambda: b"- a\n" * 240_000, "a.yaml", "more than 30,000 texts"),
    Hostile("tables without end", lambda: b"[" + b"{}," * 300_000, "a.yaml", "in one line"),
    Hostile("a key again and again", lambda: b"a: 1\n" * 190_000, "a.yaml", "more than 30,000"),
    Hostile("a text too large", lambda: b"#" * 1_000_001, "a.yaml", "it is too large"),
    Hostile("a workbook called YAML", lambda: packed(workbook()), "a.yaml", "it is a workbook"),
    Hostile("zero bytes in YAML", lambda: b"id: a\0b\n", "a.yaml", "it holds zero bytes"),
    Hostile("other letters", lambda: "id: niñez\n".encode("latin-1"), "a.yaml", "is not UTF-8"),
    Hostile("a table of items without end",
            lambda: LICENSED + b"".join(b"scale,q%d,en,t\n" % each for each in range(40_000)),
            "a.csv", "it has 40,003 lines"),
    Hostile("a cell without end", lambda: LICENSED + b"scale,q1,en," + b"x" * 900_000, "a.csv",
            "are read in one line"),
    Hostile("a name that leads elsewhere", lambda: b"\0", "../../a.csv", "zero bytes"),
)  # fmt: skip
CONTAINERS = (
    _book("a text called a workbook", lambda: TABLE, "and it is no workbook"),
    _book("a locked workbook", lambda: OLD, "an old or a locked workbook"),
    _book("a PDF before it", lambda: b"%PDF-1.7\n" + packed(workbook()), "it is no workbook"),
    _book("a page behind it", lambda: packed(workbook()) + b"<script>1</script>", NO_END),
    _book("a page in its comment", lambda: packed(workbook(), comment=b"<b>" * 9), NO_END),
    _book("another one before it", lambda: packed({"a": b"b"}) + packed(workbook()), BETWEEN),
    _book("cut in the middle", lambda: packed(workbook())[:900], NO_END),
    _book("its end alone", lambda: b"PK\3\4" + packed(workbook())[-22:], BETWEEN),
    _book("a wrong checksum", wrong_checksum, BROKEN),
    _book("a lie about a size", lying_about_size, BROKEN),
    _book("two entries for one part", overlapping, BETWEEN),
    _book("two ends that differ", lambda: two_ends(parts=4000), "two different things"),
    _book("two ends that agree", lambda: two_ends(parts=len(workbook())), None),
    _book("zeros without end", lambda: with_part("xl/a.bin", bytes(29_000_000)), "grows too much"),
    _book("a part too large", lambda: with_part("xl/a.bin", bytes(31_000_000)), "is too large"),
    _book("three parts too large together", lambda: _three_large(), "too large when unpacked"),
    _book("too many parts", lambda: _many(194), "it has 201 parts"),
    _book("very many parts", lambda: _many(20_000), "it has 20,007 parts"),
    _book("a bomb in a bomb", lambda: with_part("xl/media/inner.zip", _bomb()), None),
    _book("a way up", lambda: with_part("xl/../../../etc/passwd"), NO_PLAIN),
    _book("a way from the root", lambda: with_part("/etc/passwd"), NO_PLAIN),
    _book("a way as Windows writes it", lambda: with_part("xl\\..\\a.xml"), NO_PLAIN),
    _book("a drive", lambda: with_part("C:a.xml"), NO_PLAIN),
    _book("a zero in a name", lambda: patched(with_part("xl/aZb.xml"), b"aZb", b"a\0b"), NO_PLAIN),
    _book("a name without end", lambda: with_part("x" * 5000), NO_PLAIN),
    _book("a part twice", lambda: with_part(SHEET), "is there twice"),
    _book("a part twice but for case", lambda: with_part(SHEET.upper()), "is there twice"),
    _book("a link", lambda: with_part("xl/l", b"/etc/passwd", mode=0o120777), "is a link"),
    _book("a device", lambda: with_part("xl/d", b"", mode=0o020666), "is a link or a device"),
    _book("an encrypted part", encrypted, "is encrypted"),
    _book("another packing", lambda: with_part("xl/a", method=zipfile.ZIP_LZMA), "is packed in a"),
)
MARKUP = (
    _of_sheet("a far cell", _row('<c r="XFD3"><v>1</v></c>'), "it has a cell XFD3"),
    _of_sheet("a far row", _row("", "1048576"), "it has a row 1048576"),
    _of_sheet("a far cell in a near row", _row('<c r="A99999"/>'), "it has a cell A99999"),
    _of_sheet("a cell of another alphabet", _row('<c r="A３"/>'), "it has a cell"),
    _of_sheet("cells without end", _row("<c/>" * 120_001), "more than 120,000 cells"),
    _of_sheet("rows without end", HEAD + "<row/>" * 100_000, "it has a row 20,001"),
    _of_sheet("marks without end", HEAD + "<x/>" * 800_000, "has more than 600,000 marks"),
    _of_sheet("depth without end", "<x>" * 5000 + "</x>" * 5000, "deeper than 100 levels"),
    _of_sheet("a lie about its size", HEAD + ROW, None, before='<dimension ref="A1:XFD1048576"/>'),
    _of_sheet("a formula without a result", _row('<c r="B3"><f>A1</f></c>'), "in cell B3"),
    _of_sheet("a text that is not there", _row('<c r="A3" t="s"><v>99</v></c>'), "no workbook"),
    _of_sheet("a number that is none", _row('<c r="A3"><v>0x1</v></c>'), "no workbook"),
    _of_sheet("half a mark", _row("<c"), "is no XML"),
    _book("entities of entities",
          lambda: packed(workbook(strings=strings("&i;", "q1", "C", head=LAUGHS))), "its own ent"),
    _book("an entity that reads a file",
          lambda: packed(workbook(sheet=sheet(head=STEALING))), "its own entities"),
    _book("entities in other letters",
          lambda: packed(workbook(sheet=_utf16(sheet(head=STEALING)))), "its own entities"),
    _book("letters that hide marks",
          lambda: packed(workbook(sheet=b'<?xml version="1.0" encoding="utf-7"?>+ADw-a/+AD4-')),
          "is no XML"),
    _book("styles without end",
          lambda: _loose(styles=_styles(90_000)), "more than 40,000 marks"),
    _book("as many styles as may be", lambda: _loose(styles=_styles(39_000)), None),
    _book("as many texts as may be",
          lambda: _loose(strings=strings(*["agency"] * 99_000)), "is there twice"),
    _of_sheet("as many cells as may be", HEAD + _full_rows(), None),
    _book("no sheet", lambda: packed(workbook(book=f'<workbook xmlns="{MAIN}"/>'.encode())),
          "no workbook with a sheet"),
    _book("nothing but a name", lambda: packed({"a.txt": b"hello"}), "no workbook with a sheet"),
)  # fmt: skip
FILES = (*TABLES, *CONTAINERS, *MARKUP)


def _loose(**changes: bytes) -> bytes:
    """A workbook that is not packed, so that nothing is refused for growing."""
    return packed(workbook(**changes), method=zipfile.ZIP_STORED)


def _laughing_yaml() -> bytes:
    lines = ["a: &a [lol, lol]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise("abcdefghi")]
    return "\n".join(lines).encode()


def _three_large() -> bytes:
    return packed(workbook(), *(Part(f"xl/{each}.bin", growing(25_000_000)) for each in "abc"))


def _many(more: int) -> bytes:
    return packed(workbook(), *(Part(f"xl/{each}", b"") for each in range(more)))


def _bomb() -> bytes:
    return packed({"a": bytes(20_000_000)})


def _utf16(content: bytes) -> bytes:
    return content.decode().replace("UTF-8", "UTF-16").encode("utf-16")


def _styles(many: int) -> bytes:
    inside = "".join(f'<xf numFmtId="{each}"/>' for each in range(many))
    return f'<styleSheet xmlns="{MAIN}"><cellXfs>{inside}</cellXfs></styleSheet>'.encode()
