"""The findings as a Word document with real headings, lists and a table whose head is marked.

It is written with no more parts than it needs: no macro, no link, nothing that is fetched.

Source:
    ECMA-376, Office Open XML, part 1 (WordprocessingML) and part 2 (packages).
"""

from collections.abc import Iterator, Mapping

from data.exports.archive import zipped
from data.exports.elements import HEAD, Element
from data.exports.families.docx_parts import FIXED, core, styles
from data.exports.families.findings_words import WORDS, head_lines, quote_notes, theme_lists
from data.family_findings import FamilyFindings, FoundTheme, ReleasedQuote

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WIDTHS = (3000, 1400, 4960)
"""Of the columns of the last table, in twentieths of a point; a page has 9,360."""


def write_docx(findings: FamilyFindings) -> bytes:
    """A document. The same content always gives the same bytes."""
    body = Element("w:body", children=(*_body(findings), _page()))
    root = Element("w:document", {"xmlns:w": _SPACE}, (body,))
    own: Mapping[str, str] = {
        "word/document.xml": f"{HEAD}{root.written()}",
        "word/styles.xml": styles(findings.language),
        "docProps/core.xml": core(findings),
    }
    return zipped({name: text.encode() for name, text in {**FIXED, **own}.items()})


def _body(findings: FamilyFindings) -> Iterator[Element]:
    words = WORDS[findings.language]
    yield _paragraph(findings.title, style="Title")
    yield from (_paragraph(line) for line in head_lines(findings))
    if findings.about:
        yield _paragraph(words["about"], style="Heading1")
        yield from (_paragraph(line) for line in findings.about)
    yield _paragraph(words["themes"], style="Heading1")
    if not findings.themes:
        yield _paragraph(words["no_themes"])
    for theme in findings.themes:
        yield from _theme(theme, words)
    if findings.cards:
        yield _paragraph(words["cards"], style="Heading1")
        yield _paragraph(words["cards_note"])
        for each in findings.cards:
            yield _paragraph(each.question, style="Heading2")
            yield from (_paragraph(line, style="ListBullet") for line in each.lines)
    yield _paragraph(words["withheld"], style="Heading1")
    if findings.withheld:
        yield _withheld(findings, words)
        yield _paragraph("")  # a document may not end in a table
    else:
        yield _paragraph(words["nothing"])


def _theme(theme: FoundTheme, words: dict[str, str]) -> Iterator[Element]:
    yield _paragraph(theme.statement, style="Heading2")
    for heading, lines in theme_lists(theme, words):
        yield _paragraph(heading, style="Heading3")
        yield from (_paragraph(line, style="ListBullet") for line in lines)
    if theme.quotes:
        yield _paragraph(words["quotes"], style="Heading3")
        for quote in theme.quotes:
            yield from _quote(quote, words)


def _quote(quote: ReleasedQuote, words: dict[str, str]) -> Iterator[Element]:
    yield _paragraph(quote.text, style="Quote")
    yield from (_paragraph(line, style="QuoteNote") for line in quote_notes(quote, words))


def _withheld(findings: FamilyFindings, words: dict[str, str]) -> Element:
    heads = tuple(words[key] for key in ("what", "count", "why"))
    rows = [_row(heads, is_head=True)]
    rows += [_row((each.what, f"{each.count:,}", each.why)) for each in findings.withheld]
    about = Element(
        "w:tblPr",
        children=(
            Element("w:tblStyle", {"w:val": "TableGrid"}),
            Element("w:tblW", {"w:w": str(sum(_WIDTHS)), "w:type": "dxa"}),
            Element("w:tblLook", {"w:val": "0020", "w:firstRow": "1"}),
        ),
    )
    columns = tuple(Element("w:gridCol", {"w:w": str(width)}) for width in _WIDTHS)
    return Element("w:tbl", children=(about, Element("w:tblGrid", children=columns), *rows))


def _row(texts: tuple[str, ...], *, is_head: bool = False) -> Element:
    cells = (
        Element(
            "w:tc",
            children=(
                Element(
                    "w:tcPr",
                    children=(Element("w:tcW", {"w:w": str(width), "w:type": "dxa"}),),
                ),
                _paragraph(text, style="TableHead" if is_head else None),
            ),
        )
        for width, text in zip(_WIDTHS, texts, strict=True)
    )
    repeated = (Element("w:trPr", children=(Element("w:tblHeader"),)),) if is_head else ()
    return Element("w:tr", children=(*repeated, *cells))


def _paragraph(text: str, *, style: str | None = None) -> Element:
    """A paragraph; a line break in the text is one in the document."""
    parts: list[Element] = []
    for place, line in enumerate(text.splitlines()):
        if place:
            parts.append(Element("w:br"))
        parts.append(Element("w:t", {"xml:space": "preserve"}, (line,)))
    run = (Element("w:r", children=tuple(parts)),) if parts else ()
    named = Element("w:pPr", children=(Element("w:pStyle", {"w:val": style}),))
    return Element("w:p", children=(*((named,) if style else ()), *run))


def _page() -> Element:
    """US letter with margins of an inch."""
    return Element(
        "w:sectPr",
        children=(
            Element("w:pgSz", {"w:w": "12240", "w:h": "15840"}),
            Element(
                "w:pgMar",
                {f"w:{side}": "1440" for side in ("top", "right", "bottom", "left")}
                | {"w:header": "720", "w:footer": "720", "w:gutter": "0"},
            ),
        ),
    )
