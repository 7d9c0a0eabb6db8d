"""The findings as a Word document with real headings, lists and a table whose head is marked.

Source:
    ECMA-376, Office Open XML, part 1 (WordprocessingML), by way of python-docx.
"""

import io

import docx
from docx.document import Document as Word
from docx.shared import Inches, RGBColor

from data.exports.elements import fitting
from data.exports.families.findings_words import (
    WORDS,
    head_lines,
    kind_said,
    quote_notes,
    theme_lists,
)
from data.exports.report.document import Table
from data.exports.report.docx_looks import new_style, paragraph_style, prepare
from data.exports.report.docx_table import add_table
from data.exports.report.fitting import fitted
from data.exports.report.office import repacked, tongue
from data.family_findings import FamilyFindings, FoundTheme, ReleasedQuote

_BULLET, _QUOTE, _NOTE = "List Bullet", "Quote", "Quote note"
_INK = RGBColor(0x1A, 0x1A, 0x1A)


def write_docx(findings: FamilyFindings) -> bytes:
    """A document. The same content always gives the same bytes."""
    words = WORDS[findings.language]
    word = docx.Document()
    prepare(word, language=tongue(findings.language))
    _add_looks(word)
    _head(word, findings, words)
    _heading(word, words["themes"])
    if not findings.themes:
        _paragraph(word, words["no_themes"])
    for theme in findings.themes:
        _theme(word, theme, words)
    _cards(word, findings, words)
    _heading(word, words["withheld"])
    if findings.withheld:
        add_table(word, fitted(_withheld(findings, words)), shows_caption=False)
    else:
        _paragraph(word, words["nothing"])
    file = io.BytesIO()
    word.save(file)
    named = {"title": findings.title, "subject": findings.team, "language": findings.language}
    return repacked(file.getvalue(), **named)


def _head(word: Word, findings: FamilyFindings, words: dict[str, str]) -> None:
    _paragraph(word, findings.title, style="Title")
    team, *lines = head_lines(findings)
    _paragraph(word, team, style="Subtitle")
    for line in lines:
        _paragraph(word, line)
    if findings.about:
        _heading(word, words["about"])
        for line in findings.about:
            _paragraph(word, line)


def _theme(word: Word, theme: FoundTheme, words: dict[str, str]) -> None:
    _heading(word, theme.statement, level=2)
    for heading, lines in theme_lists(theme, words):
        _heading(word, heading, level=3)
        for line in lines:
            _paragraph(word, line, style=_BULLET)
    if theme.quotes:
        _heading(word, words["quotes"], level=3)
        for quote in theme.quotes:
            _quote(word, quote, words)


def _quote(word: Word, quote: ReleasedQuote, words: dict[str, str]) -> None:
    """The words of somebody, on one page with what stands below them."""
    _paragraph(word, quote.text, style=_QUOTE)
    for line in quote_notes(quote, words):
        word.paragraphs[-1].paragraph_format.keep_with_next = True
        _paragraph(word, line, style=_NOTE)


def _cards(word: Word, findings: FamilyFindings, words: dict[str, str]) -> None:
    if not findings.cards:
        return
    _heading(word, words["cards"])
    _paragraph(word, words["cards_note"])
    for each in findings.cards:
        _heading(word, each.question, level=2)
        for line in each.lines:
            _paragraph(word, line, style=_BULLET)


def _withheld(findings: FamilyFindings, words: dict[str, str]) -> Table:
    heads = tuple(words[key] for key in ("what", "count", "why"))
    rows = tuple(
        (kind_said(each.what, words), f"{each.count:,}", each.why) for each in findings.withheld
    )
    return Table(words["withheld"], heads, rows)


def _heading(word: Word, text: str, *, level: int = 1) -> None:
    _paragraph(word, text, style=f"Heading {level}")


def _paragraph(word: Word, text: str, *, style: str | None = None) -> None:
    """A paragraph; a line break in the text is one in the document."""
    word.add_paragraph("\n".join(fitting(text).splitlines()), style=style)


def _add_looks(word: Word) -> None:
    """Quotes and what stands below them, set in from both sides."""
    quote, note = paragraph_style(word, _QUOTE), new_style(word, _NOTE, size=10)
    quote.font.color.rgb = _INK
    for style in (quote, note):
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Inches(0.4)
        style.paragraph_format.keep_together = True
