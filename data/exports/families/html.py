"""The findings as one page: opens without a network, reads well aloud, prints on paper."""

from collections.abc import Iterable, Iterator

from data.exports.elements import Element, escaped
from data.exports.families.findings_words import (
    WORDS,
    head_lines,
    kind_said,
    quote_notes,
    theme_lists,
)
from data.family_findings import CardsTold, FamilyFindings, FoundTheme, ReleasedQuote

_STYLE = (
    "body{font:1.05rem/1.6 Georgia,serif;color:#1a1a1a;background:#fff;max-width:44rem;"
    "margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "h1,h2,h3{font-family:Arial,sans-serif;line-height:1.25}ul{margin:.2rem 0}"
    "figure{margin:1rem 0}figure blockquote{margin:0}figcaption p{margin:.2rem 0 0 1.3rem}"
    "h2{margin-top:2.5rem}h3{margin-top:2rem}h4{margin:1rem 0 0;font-size:1rem}"
    "blockquote{margin:1rem 0;padding-left:1rem;border-left:.3rem solid #1f5f8b}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #595959;padding:.4rem;text-align:left;vertical-align:top}"
    "article{break-inside:avoid-page}"
)


def write_html(findings: FamilyFindings) -> bytes:
    """A page in UTF-8 that holds everything it needs; whatever people typed is text.

    The same content always gives the same bytes.
    """
    return page_of(findings.language, findings.title, _body(findings))


def page_of(language: str, title: str, body: Iterable[Element]) -> bytes:
    """A page around its body, which loads nothing from anywhere."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{escaped(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
    )
    lines = "\n".join(each.written() for each in body)
    return f"{head}<body>\n<main>\n{lines}\n</main>\n</body>\n</html>\n".encode()


def _body(findings: FamilyFindings) -> Iterator[Element]:
    words = WORDS[findings.language]
    yield text("h1", findings.title)
    yield from (text("p", line) for line in head_lines(findings))
    if findings.about:
        yield text("h2", words["about"])
        yield from (text("p", line) for line in findings.about)
    yield text("h2", words["themes"])
    if not findings.themes:
        yield text("p", words["no_themes"])
    yield from (_theme(each, words) for each in findings.themes)
    if findings.cards:
        yield text("h2", words["cards"])
        yield text("p", words["cards_note"])
        yield from (part for each in findings.cards for part in _cards(each))
    yield text("h2", words["withheld"])
    yield _withheld(findings, words)


def _theme(theme: FoundTheme, words: dict[str, str]) -> Element:
    parts = [text("h3", theme.statement)]
    for heading, lines in theme_lists(theme, words):
        items = tuple(text("li", line) for line in lines)
        parts += [text("h4", heading), Element("ul", children=items)]
    if theme.quotes:
        parts.append(text("h4", words["quotes"]))
        parts += [_quote(each, words) for each in theme.quotes]
    return Element("article", children=tuple(parts))


def _cards(told: CardsTold) -> Iterator[Element]:
    yield text("h3", told.question)
    yield Element("ul", children=tuple(text("li", line) for line in told.lines))


def _quote(quote: ReleasedQuote, words: dict[str, str]) -> Element:
    notes = tuple(text("p", line) for line in quote_notes(quote, words))
    said = Element("blockquote", children=(text("p", quote.text),))
    return (
        Element("figure", children=(said, Element("figcaption", children=notes))) if notes else said
    )


def _withheld(findings: FamilyFindings, words: dict[str, str]) -> Element:
    if not findings.withheld:
        return text("p", words["nothing"])
    heads = tuple(
        Element("th", {"scope": "col"}, (words[key],)) for key in ("what", "count", "why")
    )
    rows = tuple(
        Element(
            "tr",
            children=(
                Element("th", {"scope": "row"}, (kind_said(each.what, words),)),
                *(text("td", f"{each.count:,}"), text("td", each.why)),
            ),
        )
        for each in findings.withheld
    )
    top = Element("thead", children=(Element("tr", children=heads),))
    return Element("table", children=(top, Element("tbody", children=rows)))


def text(name: str, words: str) -> Element:
    """An element that holds words and nothing else."""
    return Element(name, children=(words,))
