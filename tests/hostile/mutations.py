"""Good files with something changed by chance: bytes, letters, or whole pieces."""

import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import openpyxl

from tests.hostile.containers import BOOK, SHEET, STRINGS, STYLES, packed, workbook

TABLE = 'agency,q1,q2\nNiños,3,4\n"Court, north",,dk\n' + "Clinic,2,1\n" * 6
LICENSED_TABLE = """\
type,id,language,text,reverse
edition,county_inventory,,1.0.0,
title,,en,County inventory,
point,1,en,Disagree,
point,2,en,Agree,
no_answer,dk,en,I do not know,
scale,q1,en,We know who to call.,
scale,q2,en,We hear too late.,yes
text,q3,en,What should we talk about?,
"""
LICENSED_YAML = """\
id: county_inventory
version: 1.0.0
title: {en: County inventory}
scale:
  points:
  - {value: 1, label: {en: Disagree}}
  - {value: 2, label: {en: Agree}}
  no_answer:
  - {code: dk, label: {en: I do not know}}
items:
- {id: q1, type: scale, reverse: true, text: {en: We know who to call.}}
- {id: q3, type: percent, text: {en: "How many?"}}
"""
_PIECES = (
    b"\0", b"\xff", b"\r", b"\n", b'"', b"'", b"<", b">", b"&", b"]]>", b"<!--", b"<!DOCTYPE a>",
    b"PK\x05\x06", b"PK\x01\x02", b"PK\x06\x07", b"\xff\xff\xff\xff", b"-1", b"99999999999", b"NaN",
    b"1e999", b"XFD1048576", b"rId1", b"../", b"*a", b"&a", b"!!x", b"? ", b"- ", b": ", b"{", b"[",
    b"<c/>", b'<c r="A1" t="d"/>', b' t="b"', b' t="e"', b' t="inlineStr"', b' s="7"', b"<f>1</f>",
    b"\xed\xa0\x80", b"\xe2\x80\xae", b"=1+1", b"\xef\xbb\xbf", b",", b";", b"\t",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A changed file and the name it comes with."""

    name: str
    content: bytes
    questionnaire: bool


def mutants(seed: int) -> Iterator[Mutant]:
    """As many as wanted; the same seed always gives the same ones."""
    chance = random.Random(seed)
    book, real = workbook(), _real_workbook()
    text: tuple[tuple[str, bytes, bool], ...] = (
        ("a.csv", TABLE.encode(), False),
        ("a.csv", LICENSED_TABLE.encode(), True),
        ("a.yaml", LICENSED_YAML.encode(), True),
        ("a.xlsx", packed(book), False),
        ("a.xlsx", packed(real), False),
    )
    inside: tuple[Callable[[], bytes], ...] = (
        lambda: packed(_one_changed(book, chance), method=zipfile.ZIP_STORED),
        lambda: packed(_one_changed(real, chance), method=zipfile.ZIP_STORED),
    )
    while True:
        if chance.random() < 0.4:
            yield Mutant("a.xlsx", chance.choice(inside)(), questionnaire=False)
            continue
        name, content, questionnaire = chance.choice(text)
        yield Mutant(name, changed(content, chance), questionnaire)


def changed(content: bytes, chance: random.Random) -> bytes:
    """The same with one change or a few."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(made) + 1)
        many = chance.choice((1, 1, 2, 4, 16, 100))
        kind = chance.randrange(5)
        if kind == 0:
            made[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del made[at : at + many]
        elif kind == 2:
            made[at:at] = chance.choice(_PIECES) * chance.choice((1, 1, 1, many))
        elif kind == 3:
            made[at:at] = made[at : at + many] * chance.choice((1, 2, 9))
        else:
            other = chance.randrange(len(made) + 1)
            made[other:other] = made[at : at + many]
    return bytes(made)


def _one_changed(parts: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """One part changed inside, so that the container itself is right."""
    weights = [4 if name in (SHEET, STRINGS, STYLES, BOOK) else 1 for name in parts]
    (name,) = chance.choices(list(parts), weights)
    return parts | {name: changed(parts[name], chance)}


def _real_workbook() -> dict[str, bytes]:
    """The parts of a workbook that a library wrote."""
    book, file = openpyxl.Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for row in (("agency", "q1", "q2"), ("Court", 3, True), ("Clinic", 0.45, None), ("C", "dk", 1)):
        sheet.append(row)
    sheet["B3"].number_format = "0%"
    book.save(file)
    with zipfile.ZipFile(file) as container:
        names = [name for name in container.namelist() if not name.startswith("docProps/")]
        return {name: container.read(name) for name in names}  # the rest tells the time of day
