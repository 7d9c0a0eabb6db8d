"""A report by hand with every kind of block, and ways to look into Office files from outside."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

from data.exports.report.document import (
    Bars,
    Bullets,
    Document,
    Paragraph,
    Part,
    Ranges,
    Series,
    Table,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

STATEMENTS = tuple(f"Statement {number} about families" for number in range(1, 14))
BARS = Bars(
    title="How the team answered",
    told="Told in words: most agree.",
    bars=STATEMENTS,
    series=(
        Series("Disagree", "A6611A", tuple(None if n == 4 else n % 5 for n in range(13))),
        Series("Agree", "018571", tuple(None if n == 4 else 9 - n % 5 for n in range(13))),
    ),
    most=9,
)
RANGES = Ranges(
    title="How far apart",
    told="Told in words: not far.",
    rows=("Last time", "This time", "Next time"),
    low=(0.25, None, None),
    middle=(0.5, 0.75, None),
    high=(1.25, None, None),
    unit="points",
)
TABLE = Table(
    "Who answered, group by group",
    ("Group", "Asked", "Answered"),
    (("Court", "7", "6"), ("Clinic", "11", "10")),
)
REPORT = Document(
    title="Where we stand",
    subtitle="River table, fall round",
    language="en",
    remarks=("Made-up team.", "Checksum: 0a1b2c"),
    parts=(
        Part(
            "response",
            "Who has answered",
            (Paragraph("Sixteen of eighteen answered.", "aloud"), TABLE),
        ),
        Part(
            "agree",
            "Common ground",
            (
                Paragraph("This ground we share.", "aloud"),
                Paragraph("Explained at length. " * 20),
                BARS,
                Paragraph("Nothing was left out here.", "note"),
            ),
        ),
        Part("change", "Since then", (RANGES,)),
        Part("doing", "Next steps", (Paragraph("We will:"), Bullets(("meet", "listen")))),
    ),
    footer="Where we stand, River table",
)
HOSTILE = (
    "<w:p>&amp;</w:p>\"'",
    '=HYPERLINK("http://evil.example","x")',
    "bell \x07, null \x00, lone \ud800, not a character \uffff",
    "line one\nline two\x0bline three\ttab",
    "{{ field }} _x0041_ ]]> <!-- -->",
    "\u202eright to left\u202c \U0001f600 é ñ 你好",
    "w" * 400,
)


def hostile_report() -> Document:
    """The same kinds of blocks, every text typed by somebody who means harm."""
    first, *_ = HOSTILE
    everything = " ".join(HOSTILE)
    bars = replace(
        BARS,
        title=everything,
        told=everything,
        bars=HOSTILE,
        series=tuple(replace(each, name=everything, values=(1,) * 7) for each in BARS.series),
    )
    rows = tuple((text, first, text) for text in HOSTILE)
    return Document(
        title=everything,
        subtitle=everything,
        language="en",
        remarks=HOSTILE,
        parts=(
            Part("p", everything, tuple(Paragraph(text, "aloud") for text in HOSTILE)),
            Part("q", first, (Bullets(HOSTILE), Table(everything, HOSTILE[:3], rows), bars)),
            Part("r", "", (Paragraph(""), Bullets(()), replace(TABLE, rows=()))),
        ),
        footer=everything,
    )


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an Office file by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        assert container.testzip() is None
        return {name: container.read(name) for name in container.namelist()}


def xml(content: bytes, name: str) -> ElementTree.Element:
    """One part of an Office file, read by a plain XML reader."""
    return ElementTree.fromstring(parts_of(content)[name])


def all_xml(content: bytes) -> dict[str, ElementTree.Element]:
    """Every XML part."""
    found = parts_of(content)
    return {
        name: ElementTree.fromstring(text)
        for name, text in found.items()
        if name.endswith((".xml", ".rels"))
    }
