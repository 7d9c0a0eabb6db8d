"""One page for those who took part: what was heard and what happens next, as a page or in Word.

It holds the sentences of themes that may leave the team, and nothing else of what is known of them.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import docx

from data.exports.elements import Element, fitting
from data.exports.families.findings_words import WORDS, dated
from data.exports.families.html import page_of, text
from data.exports.families.return_words import RETURN_WORDS, left_out
from data.exports.report.docx_looks import prepare
from data.exports.report.office import repacked, tongue
from data.family_findings import FamilyFindings


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines below a heading; those of the themes are a list."""

    heading: str
    lines: tuple[str, ...]
    is_list: bool = False


def write_return_html(findings: FamilyFindings) -> bytes:
    """The page. The same content always gives the same bytes."""
    title, first, *parts = _parts(findings)
    body = [text("h1", title.heading), *(text("p", line) for line in (*title.lines, *first.lines))]
    for part in parts:
        body.append(text("h2", part.heading))
        if part.is_list:
            items = tuple(text("li", line) for line in part.lines)
            body.append(Element("ul", children=items))
        else:
            body += [text("p", line) for line in part.lines]
    return page_of(findings.language, title.heading, body)


def write_return_docx(findings: FamilyFindings) -> bytes:
    """The same for Word, so that a team can add what it will do."""
    word = docx.Document()
    prepare(word, language=tongue(findings.language))
    title, first, *parts = _parts(findings)
    word.add_paragraph(fitting(title.heading), style="Title")
    for line in (*title.lines, *first.lines):
        word.add_paragraph(fitting(line))
    for part in parts:
        word.add_paragraph(fitting(part.heading), style="Heading 1")
        for line in part.lines:
            word.add_paragraph(fitting(line), style="List Bullet" if part.is_list else None)
    file = io.BytesIO()
    word.save(file)
    named = {"title": title.heading, "subject": findings.team, "language": findings.language}
    return repacked(file.getvalue(), **named)


def _parts(findings: FamilyFindings) -> Iterator[_Part]:
    say, words = RETURN_WORDS[findings.language], WORDS[findings.language]
    made_up = (words["made_up"],) if findings.made_up else ()
    yield _Part(say["title"], (findings.team, dated(findings), *made_up))
    yield _Part("", (say["thanks"],))
    heard = tuple(each.statement for each in findings.themes)
    yield _Part(say["heard"], heard or (say["nothing"],), is_list=bool(heard))
    asked = say["questions"].format(questions_to=findings.questions_to)
    told = (say["read"], say["ask"], *((asked,) if findings.questions_to else ()))
    yield _Part(say["next"], told)
    themes = sum(each.count for each in findings.withheld if each.what == "themes")
    yield _Part(say["left_out"], left_out(say, themes))
