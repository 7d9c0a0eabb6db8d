"""Word documents, made by hand."""

from tests.hostile.containers import packed

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = b"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def row(*cells: str) -> str:
    """A row of a table."""
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def body(inside: str, *, head: str = "", space: str = MAIN) -> bytes:
    """The part with the text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{space}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{inside}</w:body></w:document>"
    ).encode()


def word_file(inside: str | bytes, **parts: bytes) -> bytes:
    """A document; more parts by their names, with __ for a slash and _xml at the end."""
    main = inside if isinstance(inside, bytes) else body(inside)
    more = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": main, **more})
