"""A report as a Word file that people go on editing: real headings, lists, tables and footers.

Source:
    ECMA-376, Office Open XML, part 1 (WordprocessingML), by way of python-docx.
"""

import io
from itertools import zip_longest
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Inches
from docx.text.paragraph import Paragraph as WordParagraph

from data.exports.report.charts import picture
from data.exports.report.document import (
    Bars,
    Block,
    Bullets,
    Document,
    Paragraph,
    Part,
    Ranges,
    Table,
)
from data.exports.report.docx_looks import ALOUD, REMARK, TEXT_WIDTH, element, prepare
from data.exports.report.docx_table import add_table
from data.exports.report.fitting import fitted
from data.exports.report.office import repacked, tongue
from data.exports.report.office_words import said

_TALLEST = Inches(7.5)
_OPENING = 160
"""Signs of a sentence that stays with the list, table or chart behind it."""
_STYLES = {"plain": None, "aloud": ALOUD, "note": REMARK}


def write_docx(document: Document) -> bytes:
    """A Word file on letter paper. The same document always gives the same bytes."""
    whole = fitted(document)
    word = docx.Document()
    prepare(word, language=tongue(whole.language))
    word.add_paragraph(whole.title, style="Title")
    word.add_paragraph(whole.subtitle, style="Subtitle")
    for remark in whole.remarks:
        word.add_paragraph(remark, style=REMARK)
    _contents(word, whole)
    for number, part in enumerate(whole.parts, start=1):
        _part(word, part, number=number)
    _footer(word, whole)
    file = io.BytesIO()
    word.save(file)
    named = {"title": whole.title, "subject": whole.subtitle, "language": whole.language}
    return repacked(file.getvalue(), **named)


def _contents(word: Word, document: Document) -> None:
    """The headings as a field that is filled already, so that it shows without being updated."""
    if not document.parts:
        return
    word.add_paragraph(said(document.language)["contents"], style="Caption")
    last = len(document.parts)
    for number, part in enumerate(document.parts, start=1):
        line = word.add_paragraph()
        line.paragraph_format.space_after = Inches(0)
        if number == 1:
            _begin_field(line, ' TOC \\o "1-1" \\h \\n \\u ')
        line._p.append(_link(part.title, anchor=_mark(number)))
        if number == last:
            _field_mark(line, "end")


def _part(word: Word, part: Part, *, number: int) -> None:
    heading = word.add_heading(part.title, level=1)
    begin, end = element("w:bookmarkStart"), element("w:bookmarkEnd")
    for each in (begin, end):
        each.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), _mark(number))
    heading._p.insert(1, begin)
    heading._p.append(end)
    for block, following in zip_longest(part.blocks, part.blocks[1:]):
        _block(word, block)
        if _opens(block, following):
            word.paragraphs[-1].paragraph_format.keep_with_next = True


def _opens(block: Block, following: Block | None) -> bool:
    """A short sentence before a list, table or chart."""
    short = isinstance(block, Paragraph) and len(block.text) <= _OPENING
    return short and following is not None and not isinstance(following, Paragraph)


def _block(word: Word, block: Block) -> None:
    if isinstance(block, Paragraph) and block.voice == "heading":
        word.add_heading(block.text, level=2)
    elif isinstance(block, Paragraph):
        word.add_paragraph(block.text, style=_STYLES[block.voice])
    elif isinstance(block, Bullets):
        for line in block.lines:
            word.add_paragraph(line, style="List Bullet")
    elif isinstance(block, Table):
        add_table(word, block)
    else:
        _picture(word, block)


def _picture(word: Word, block: Bars | Ranges) -> None:
    """A chart as a picture with its words, no larger than the page."""
    word.add_heading(block.title, level=2)
    shown = word.add_paragraph()
    placed = shown.add_run().add_picture(io.BytesIO(picture(block)), width=TEXT_WIDTH)
    if placed.height > _TALLEST:
        placed.width, placed.height = round(placed.width * _TALLEST / placed.height), _TALLEST
    for side in "TBLR":  # without a word some programs keep a distance
        placed._inline.set(f"dist{side}", "0")
    described = placed._inline.docPr
    described.set("name", block.title)
    described.set("descr", block.told)


def _footer(word: Word, document: Document) -> None:
    foot = word.sections[0].footer
    line = foot.paragraphs[0]
    if document.footer:
        line.add_run(document.footer)
        line = foot.add_paragraph(style="Footer")
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, between, after = said(document.language)["page"].split("{}")
    line.add_run(before)
    _number(line, "PAGE")
    line.add_run(between)
    _number(line, "NUMPAGES")
    line.add_run(after)


def _number(line: WordParagraph, what: str) -> None:
    _begin_field(line, f" {what} ")
    line.add_run("1")
    _field_mark(line, "end")


def _begin_field(line: WordParagraph, what: str) -> None:
    _field_mark(line, "begin")
    asked = element("w:instrText")
    asked.set(qn("xml:space"), "preserve")
    asked.text = what
    line.add_run()._r.append(asked)
    _field_mark(line, "separate")


def _field_mark(line: WordParagraph, kind: str) -> None:
    mark = element("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    line.add_run()._r.append(mark)


def _link(text: str, *, anchor: str) -> Any:
    link = element("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    run, words = element("w:r"), element("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = " ".join(text.split())
    run.append(words)
    link.append(run)
    return link


def _mark(number: int) -> str:
    return f"_Toc{number:08}"
