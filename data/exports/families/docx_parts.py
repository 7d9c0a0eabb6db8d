"""The parts of a Word document beside its text: kinds, relations, looks, bullets, title."""

from data.exports.elements import HEAD, escaped
from data.exports.families.words import ORIGIN
from data.family_findings import FamilyFindings

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LOOKS = {
    "Title": ("Title", '<w:spacing w:after="200"/>', '<w:b/><w:sz w:val="44"/>'),
    "Heading1": ("heading 1", '{kept}<w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="32"/>'),
    "Heading2": ("heading 2", '{kept}<w:outlineLvl w:val="1"/>', '<w:b/><w:sz w:val="26"/>'),
    "Heading3": ("heading 3", '{kept}<w:outlineLvl w:val="2"/>', '<w:b/><w:sz w:val="23"/>'),
    "ListBullet": (
        "List Bullet",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:contextualSpacing/>',
        "",
    ),
    "Quote": ("Quote", '<w:keepLines/><w:ind w:left="567" w:right="567"/>', "<w:i/>"),
    "QuoteNote": ("Quote Note", '<w:ind w:left="567" w:right="567"/>', '<w:sz w:val="20"/>'),
    "TableHead": ("Table Head", "", "<w:b/>"),
}
_OWN = ("QuoteNote", "TableHead")
_KEPT = '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="80"/>'
_TONGUES = {"en": "en-US", "es": "es-US"}

FIXED = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_KIND}.numbering+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
        "</Relationships>"
    ),
    "word/numbering.xml": (
        f'{HEAD}<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="\N{BULLET}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
}
"""Parts that are the same in every document."""


def styles(language: str) -> str:
    """The looks of paragraphs, and the language in which the document is read aloud."""
    tongue = _TONGUES[language]
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" '
        f'w:cs="Calibri"/><w:sz w:val="23"/><w:lang w:val="{tongue}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style>'
    )
    named = "".join(_look(key, *look) for key, look in _LOOKS.items())
    return f'{HEAD}<w:styles xmlns:w="{_WORD}">{defaults}{normal}{named}{_grid()}</w:styles>'


def _look(key: str, name: str, paragraph: str, run: str) -> str:
    own = ' w:customStyle="1"' if key in _OWN else ""
    inner = f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
    inner += f"<w:pPr>{paragraph.format(kept=_KEPT)}</w:pPr>" if paragraph else ""
    inner += f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:style w:type="paragraph"{own} w:styleId="{key}">{inner}</w:style>'


def _grid() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>' for side in sides
    )
    return (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
    )


def core(findings: FamilyFindings) -> str:
    """Title, language and day; nobody's name."""
    day = f"{findings.as_of.isoformat()}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(findings.title)}</dc:title><dc:creator>{ORIGIN}</dc:creator>"
        f"<dc:language>{_TONGUES[findings.language]}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        "</cp:coreProperties>"
    )
