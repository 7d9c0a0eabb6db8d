"""What makes Word and PowerPoint offer to repair a file: none of it is in ours.

Source:
    ECMA-376, Office Open XML: part 2 (packages), and the order of elements in part 1.
"""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from data.exports.families.docx import write_docx as write_findings
from data.exports.report.document import Bullets, Document, Paragraph, Part
from data.exports.report.docx import write_docx
from data.exports.report.pptx import write_pptx
from tests.data.exports.families.coded import report as findings
from tests.data.exports.report.documents import REPORT, A, P, W, all_xml, hostile_report, xml

REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DC = "{http://purl.org/dc/elements/1.1/}"

ORDER = {
    f"{W}pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    f"{W}tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
    "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange",
    f"{W}tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    f"{W}sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid",
    f"{A}pPr": "lnSpc spcBef spcAft buClrTx buClr buSzTx buSzPct buSzPts buFontTx buFont buNone "
    "buAutoNum buChar buBlip tabLst defRPr extLst",
    f"{A}rPr": "ln noFill solidFill gradFill blipFill pattFill grpFill effectLst effectDag "
    "highlight uLnTx uLn uFillTx uFill latin ea cs sym hlinkClick hlinkMouseOver rtl extLst",
    f"{A}tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D noFill solidFill gradFill",
}
"""The order that the standard asks of what stands inside of an element."""

HEADED = replace(
    REPORT,
    parts=(
        *REPORT.parts,
        Part(
            "guide",
            "A guide",
            (
                Paragraph("Take one."),
                Paragraph("1. Statement", "heading"),
                Paragraph("Why."),
                Paragraph("Chance.", "note"),
                Bullets(("What have you seen?",)),
                Paragraph("2. Statement", "heading"),
                Bullets(("What else?",)),
            ),
        ),
    ),
)
WRITERS: dict[str, Callable[[Document], bytes]] = {"docx": write_docx, "pptx": write_pptx}
REPORTS = [
    pytest.param(WRITERS[kind], document, id=f"{kind}-{name}")
    for kind in WRITERS
    for name, document in (("report", HEADED), ("mischief", hostile_report()))
]
FINDINGS = pytest.param(write_findings, findings(), id="docx-findings of families")
every_report = pytest.mark.parametrize(("write", "document"), REPORTS)
every_file = pytest.mark.parametrize(("write", "document"), [*REPORTS, FINDINGS])


@pytest.fixture
def written(write: Callable[[object], bytes], document: object) -> bytes:
    return write(document)


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.namelist()


@every_file
def test_no_part_is_there_twice_and_each_says_what_it_is(written: bytes) -> None:
    found = names(written)
    assert len({name.casefold() for name in found}) == len(found)
    types = xml(written, "[Content_Types].xml")
    endings = {each.get("Extension", "").casefold() for each in types.iter(f"{TYPES}Default")}
    own = [each.get("PartName", "").lstrip("/") for each in types.iter(f"{TYPES}Override")]
    assert set(own) <= set(found)
    assert len(set(own)) == len(own)
    for name in set(found) - {"[Content_Types].xml"} - set(own):
        assert name.rpartition(".")[2].casefold() in endings


@every_file
def test_every_relation_leads_to_a_part_and_every_mark_to_a_relation(written: bytes) -> None:
    found = set(names(written))
    known: dict[str, set[str]] = {}
    for name, tree in all_xml(written).items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.partition("_rels/")
        ids = [each.get("Id", "") for each in tree.iter(RELS)]
        assert len(set(ids)) == len(ids)
        known[folder + file.removesuffix(".rels")] = set(ids)
        for each in tree.iter(RELS):
            assert each.get("TargetMode") != "External"
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            assert target.lstrip("/") in found
    for name, tree in all_xml(written).items():
        asked = {
            value
            for element in tree.iter()
            for key, value in element.attrib.items()
            if key in (f"{REL}id", f"{REL}embed", f"{REL}link")
        }
        assert asked <= known.get(name, set())


@every_report
def test_no_shape_picture_or_bookmark_has_the_number_of_another(written: bytes) -> None:
    looked_at = 0
    for tree in all_xml(written).values():
        for kind in (f"{P}cNvPr", DRAWN, f"{W}bookmarkStart"):
            key = f"{W}id" if kind.startswith(W) else "id"
            ids = Counter(each.get(key) for each in tree.iter(kind))
            assert None not in ids
            assert [number for number, times in ids.items() if times > 1] == []
            looked_at += len(ids)
    assert looked_at > 3


@every_file
def test_elements_stand_in_the_order_of_the_standard(written: bytes) -> None:
    looked_at = 0
    for tree in all_xml(written).values():
        for element in tree.iter():
            if element.tag in ORDER:
                asked = ORDER[element.tag].split()
                places = [asked.index(each.tag.rpartition("}")[2]) for each in element]
                assert places == sorted(places)
                looked_at += 1
    assert looked_at > 20


@every_file
def test_every_row_of_a_table_has_a_cell_for_each_column_and_the_first_is_the_head(
    written: bytes,
) -> None:
    tables = list(tables_of(written))
    assert tables
    for columns, rows, head in tables:
        assert set(rows) == {columns}
        assert head


def tables_of(content: bytes) -> Iterator[tuple[int, list[int], bool]]:
    """Columns, cells of each row, and whether the first row is marked as the head."""
    for tree in all_xml(content).values():
        for table in tree.iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            head = rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            yield len(table.findall(f"{W}tblGrid/{W}gridCol")), counted(rows, f"{W}tc"), head
        for table in tree.iter(f"{A}tbl"):
            properties = table.find(f"{A}tblPr")
            head = properties is not None and properties.get("firstRow") == "1"
            columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
            yield columns, counted(table.findall(f"{A}tr"), f"{A}tc"), head


def counted(rows: list[ElementTree.Element], cell: str) -> list[int]:
    return [len(row.findall(cell)) for row in rows]


@every_report
def test_whatever_is_drawn_is_described(written: bytes) -> None:
    drawn = [
        each.find(f"{P}nvGraphicFramePr/{P}cNvPr")
        for tree in all_xml(written).values()
        for each in tree.iter(f"{P}graphicFrame")
    ]
    drawn += [each for tree in all_xml(written).values() for each in tree.iter(DRAWN)]
    assert drawn
    for each in drawn:
        assert each is not None
        assert each.get("descr", "").strip()
        assert each.get("name", "").strip()


@pytest.mark.parametrize(("language", "tongue"), [("en", "en-US"), ("es", "es-US")])
@pytest.mark.parametrize("kind", WRITERS)
def test_title_and_language_stand_in_the_properties(kind: str, language: str, tongue: str) -> None:
    core = xml(WRITERS[kind](replace(HEADED, language=language)), "docProps/core.xml")
    assert core.findtext(f"{DC}title") == HEADED.title
    assert core.findtext(f"{DC}language") == tongue


def test_every_cell_of_a_word_file_ends_in_a_paragraph() -> None:
    """Word calls a file broken in which one does not."""
    for tree in all_xml(write_docx(HEADED)).values():
        for cell in tree.iter(f"{W}tc"):
            assert [*cell][-1].tag == f"{W}p"


def test_a_heading_inside_a_part_is_a_heading_below_that_of_the_part() -> None:
    tree = xml(write_docx(HEADED), "word/document.xml")
    styles = {
        "".join(run.text or "" for run in each.iter(f"{W}t")): style.get(f"{W}val")
        for each in tree.iter(f"{W}p")
        if (style := each.find(f"{W}pPr/{W}pStyle")) is not None
    }
    assert styles["A guide"] == "Heading1"
    assert styles["1. Statement"] == styles["2. Statement"] == "Heading2"
