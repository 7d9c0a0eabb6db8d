"""A file that is kept as evidence is what its name says, and does nothing when it is opened."""

import io
import zlib
from collections.abc import Mapping
from random import Random

import openpyxl
import pytest

from data.imports.evidence import LARGEST, LONGEST_SHOWN, admit_evidence
from data.imports.problems import Refused
from tests.hostile.containers import PACKED, RELATED, Part, packed, workbook

RANDOM = Random("evidence").randbytes(200_000).replace(b"/", b"")  # longer than a piece
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = f'<Types xmlns="{PACKED}/content-types"/>'.encode()


def pdf(*objects: bytes) -> bytes:
    """A PDF of some objects."""
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (place, inside) for place, inside in enumerate(objects, start=1)
    )
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def stream(inside: bytes, *, kind: bytes = b"/ObjStm", how: bytes = b"/FlateDecode") -> bytes:
    """An object of a PDF that packs others."""
    packed_up = zlib.compress(inside) if how == b"/FlateDecode" else inside
    head = b"<</Type %s /N 1 /First 4 /Filter %s /Length %d>>" % (kind, how, len(packed_up))
    return head + b"\nstream\r\n" + packed_up + b"\nendstream"


def word(**more: bytes) -> dict[str, bytes]:
    """The parts of the smallest Word file."""
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body/></w:document>'.encode(),
    }
    return parts | more


def related(attributes: str) -> bytes:
    """A part that points at something."""
    return (
        f'<Relationships xmlns="{PACKED}/relationships"><Relationship {attributes}/>'
        "</Relationships>"
    ).encode()


def told(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as caught:
        admit_evidence(content, name=name)
    (line,) = caught.value.problems
    assert caught.value.what in line
    assert caught.value.right in line
    return line


def real_workbook() -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.worksheets[0]["A1"] = "fees"
    made.worksheets[0]["A2"] = "=HYPERLINK(A1)"
    made.worksheets[0]["A3"].hyperlink = "https://state.example/fees"
    made.save(file)
    return file.getvalue()


ORDINARY: Mapping[str, bytes] = {
    "memo.pdf": pdf(b"<</Type /Catalog /Pages 2 0 R>>", stream(b"1 0 <</Type /Page>>")),
    "names.pdf": pdf(b"<</Title (JavaScript and Launch) /JSX 1 /Launching true /XFAR 2>>"),
    "letter.docx": packed(word()),
    "LETTER.DOCX": packed(word()),
    "smallest.xlsx": packed(workbook()),
    "fees.xlsx": real_workbook(),
    "printed.xlsx": packed(workbook(), Part("xl/printerSettings/printerSettings1.bin", b"\0")),
    "fees.csv": "fee;días\n40;3\n".encode(),
    "windows.csv": "fee;días\n40;3\n".encode("cp1252"),
    "note.txt": b"We called them.\r\nThey said yes.\n",
    "photo.png": PNG + b"\0" * 40,
    "photo.jpg": JPEG + b"\0" * 40,
    "photo.jpeg": JPEG + b"\0" * 40,
}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_file_is_taken_as_what_its_ending_says(name: str) -> None:
    before = bytes(ORDINARY[name])
    assert admit_evidence(ORDINARY[name], name=name) == name.rpartition(".")[2].lower()
    assert ORDINARY[name] == before


@pytest.mark.parametrize(
    "name", ["a.svg", "a.html", "a.htm", "a.exe", "a.docm", "a.xlsm", "a.zip", "a.pdf.js", "a.xml"]
)
def test_another_ending_is_refused_with_those_that_are_kept(name: str) -> None:
    line = told(b"<svg onload='x()'/>", name)
    assert f"its name ends in '.{name.rpartition('.')[2]}'" in line
    assert "give a PDF, a Word or Excel file without macros" in line


def test_a_name_without_an_ending_is_told_so() -> None:
    assert "its name has no ending" in told(b"x", "memo")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PNG),
        ("a.pdf", b"<html>%PDF-"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", PNG),
        ("a.docx", b"%PDF-1.7"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_an_ending_that_lies_is_refused(name: str, content: bytes) -> None:
    assert "it is something else inside; give it the ending of what it is" in told(content, name)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.csv", "a.png"])
def test_an_empty_file_is_refused(name: str) -> None:
    assert "it is empty" in told(b"", name)


def test_the_largest_file_is_taken_and_one_byte_more_is_not() -> None:
    assert admit_evidence(PNG.ljust(LARGEST, b"x"), name="a.png") == "png"
    line = told(PNG.ljust(LARGEST + 1, b"x"), "a.png")
    assert "it has 5,000,001 bytes; at most 5,000,000 bytes are kept" in line


@pytest.mark.parametrize(
    "part",
    [
        "word/vbaProject.bin",
        "word/VBAPROJECT.BIN",
        "word/activeX/activeX1.xml",
        "word/embeddings/oleObject1.bin",
        "word/embeddings/Sheet.xlsx",
        "xl/macrosheets/sheet1.xml",
        "word/odd.bin",
    ],
)
def test_a_part_that_runs_or_opens_is_refused(part: str) -> None:
    for name, parts in (("a.docx", word()), ("a.xlsx", workbook())):
        line = told(packed(parts, Part(part, b"<x/>")), name)
        assert f"its part '{part}' can run or open by itself" in line
        assert "without macros" in line


@pytest.mark.parametrize(
    "attributes",
    [
        f'Type="{RELATED}/attachedTemplate" Target="http://e.example/t.dotm" TargetMode="External"',
        f'TargetMode="External" Target="http://e.example/t" Type="{RELATED}/attachedTemplate"',
        f"TargetMode='Ext&#101;rnal' Target='http://e.example/t' Type='{RELATED}/frame'",
        f'Type="{RELATED}/image" Target="http://e.example/p.gif" TargetMode="External"',
        f'Type="{RELATED}/subDocument" Target="//e.example/x" TargetMode="external"',
    ],
)
def test_a_part_that_fetches_something_is_refused_however_it_is_written(attributes: str) -> None:
    parts = word(**{"word/_rels/settings.xml.rels": related(attributes)})
    assert "'word/_rels/settings.xml.rels' fetches something" in told(packed(parts), "a.docx")


def test_a_part_that_fetches_is_refused_in_another_encoding_too() -> None:
    attributes = f'Type="{RELATED}/frame" Target="http://e.example/" TargetMode="External"'
    text = related(attributes).decode()
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
    assert "fetches something" in told(packed(word(**{"_rels/.rels": utf16})), "a.docx")


def test_a_part_with_entities_of_its_own_is_refused() -> None:
    odd = b"<!DOCTYPE x [<!ENTITY e 'External'>]><x>&e;</x>"
    assert "defines its own entities" in told(packed(word(**{"_rels/.rels": odd})), "a.docx")


def test_a_link_that_somebody_has_to_click_is_taken() -> None:
    link = f'Type="{RELATED}/hyperlink" Target="https://state.example/" TargetMode="External"'
    assert admit_evidence(packed(word(**{"_rels/.rels": related(link)})), name="a.docx") == "docx"


def test_macros_under_another_name_are_known_by_their_kind() -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    content = packed(word(**{"[Content_Types].xml": types.encode()}))
    assert "names something that runs by itself" in told(content, "a.docx")


def test_a_workbook_that_talks_to_another_program_is_refused() -> None:
    part = Part("xl/externalLinks/externalLink1.xml", b'<externalLink><ddeLink ddeService="cmd"/>')
    assert "asks another program" in told(packed(workbook(), part), "a.xlsx")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_another_container_is_no_document(name: str) -> None:
    other = workbook() if name == "a.docx" else word()
    assert "it is another kind of container" in told(packed(other), name)


@pytest.mark.parametrize("part", ["../word/x.xml", "/etc/passwd", "word\\..\\x.xml", "c:x.xml"])
def test_a_part_whose_name_leads_elsewhere_is_refused(part: str) -> None:
    assert "has a name that leads elsewhere" in told(packed(word(), Part(part, b"x")), "a.docx")


def test_a_bomb_is_given_up_before_it_is_unpacked() -> None:
    bomb = Part("word/media/a.xml", b"\0" * 20_000_000)
    line = told(packed(word(), bomb), "a.docx")
    assert "grows too much when unpacked" in line


def test_something_behind_a_container_is_refused() -> None:
    assert "does not end as a container ends" in told(packed(word()) + b"<script>", "a.docx")


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (b"<</S /JavaScript /JS (app.alert\\(1\\))>>", "JavaScript"),
        (b"<</S /J#61vaScript /J#53 (x)>>", "JavaScript"),
        (b"<</S /#4A#61#76#61#53#63#72#69#70#74>>", "JavaScript"),
        (b"<</S/Rendition/JS 4 0 R>>", "JS"),
        (b"<</S /Launch /F (calc.exe)>>", "Launch"),
        (b"<</S /Laun#63h /F (calc.exe)>>", "Launch"),
        (b"<</Type /EmbeddedFile>>", "EmbeddedFile"),
        (b"<</Names <</EmbeddedFiles 3 0 R>>>>", "EmbeddedFiles"),
        (b"<</Subtype /RichMedia>>", "RichMedia"),
        (b"<</AcroForm <</XFA [(a) 2 0 R]>>>>", "XFA"),
    ],
)
def test_a_pdf_that_runs_something_is_refused_in_plain_and_packed(
    inside: bytes, found: str
) -> None:
    catalog = b"<</Type /Catalog>>"
    for content in (
        pdf(catalog, inside),
        pdf(catalog, stream(b"1 0 " + inside)),
        pdf(catalog, stream(b"1 0 " + inside, kind=b"/Obj#53tm")),
        pdf(catalog, stream(b"1 0 " + inside, kind=b"/Untyped")),
        pdf(catalog, stream(b"1 0 " + inside).replace(b"stream\r\n", b"stream\n")),
        pdf(catalog, stream(b"1 0 " + inside).replace(b"stream\r\n", b"stream")),
        pdf(catalog, stream(b" ".join([RANDOM, inside]))),
    ):
        line = told(content, "a.pdf")
        assert f"runs or opens by itself ({found})" in line
        assert "print it to a new PDF and give that" in line


@pytest.mark.parametrize("how", [b"/LZWDecode", b"[/ASCIIHexDecode /FlateDecode]"])
def test_a_pdf_whose_objects_cannot_be_looked_into_is_refused(how: bytes) -> None:
    content = pdf(b"<</Type /Catalog>>", stream(b"789c0123>", how=how))
    assert "packed so that they cannot be looked into" in told(content, "a.pdf")


def test_a_pdf_whose_objects_are_far_larger_than_they_look_is_refused() -> None:
    content = pdf(b"<<>>", stream(b" " * 30_000_000 + b"/JavaScript"))
    assert len(content) < 100_000
    assert "packed so that they cannot be looked into" in told(content, "a.pdf")


def test_a_pdf_of_many_large_pictures_is_taken() -> None:
    picture = stream(b"\0" * 9_000_000, kind=b"/XObject")
    assert admit_evidence(pdf(b"<<>>", *[picture] * 12), name="a.pdf") == "pdf"


def test_text_with_zero_bytes_and_containers_called_text_are_refused() -> None:
    assert "it holds zero bytes, so it is no text" in told(b"a\0b", "a.txt")
    assert "its name says that it is text" in told(packed(word()), "a.csv")
    assert "save it as plain text in UTF-8" in told(b"a\0b", "a.csv")


@pytest.mark.parametrize("head", [PNG, JPEG])
def test_a_picture_with_a_page_behind_its_head_is_kept_because_it_only_leaves_as_a_download(
    head: bytes,
) -> None:
    name = "a.png" if head == PNG else "a.jpg"
    content = head + b"<html><script>alert(1)</script></html>"
    assert admit_evidence(content, name=name) == name.rpartition(".")[2]


LONG = "x" * 300


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (f"{LONG}.exe", b"x"),
        (f"a.{LONG}", b"x"),
        (f"{LONG}.pdf", b""),
        (f"{LONG}.pdf", b"x"),
        (f"{LONG}.pdf", pdf(b"/JavaScript")),
        (f"{LONG}.csv", b"\0"),
        (f"{LONG}.docx", packed(workbook())),
        (f"{LONG}.docx", packed(word(), Part(f"word/embeddings/{'y' * 150}.xml", b"<x/>"))),
    ],
)
def test_no_refusal_repeats_more_than_sixty_characters_of_a_name(name: str, content: bytes) -> None:
    line = told(content, name)
    assert "x" * LONGEST_SHOWN not in line
    assert "y" * LONGEST_SHOWN not in line
    assert len(line) < 320


def test_a_name_with_control_signs_is_told_without_them() -> None:
    line = told(b"x", "a\x1b[31m\n\u202efdp.exe")
    assert line.isprintable()
