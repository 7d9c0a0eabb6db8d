"""What families said in groups: themes that may be shown, with everything that is told of them.

What may be shown was decided before, by the services that also give the findings as a document.
"""

from collections.abc import Iterator

from data.exports.families.findings_words import WORDS, inside_lines, quote_notes, theme_lists
from data.exports.report.document import Block, Bullets, Paragraph
from data.exports.report.words import Words
from data.family_findings import FamilyFindings, FoundTheme


def themes(findings: FamilyFindings, *, words: Words) -> tuple[Block, ...]:
    """Each theme with its spread, what agencies see, and quotes; then what is left out."""
    say, own = words.say, WORDS[words.language]
    if not findings.themes:
        told: tuple[Block, ...] = (Paragraph(say("themes.none")),)
    else:
        told = tuple(
            block
            for number, theme in enumerate(findings.themes, start=1)
            for block in _theme(number, theme, words)
        )
    return (
        Paragraph(say("themes.say"), "aloud"),
        *(Paragraph(each, "note") for each in inside_lines(findings.inside, own)),
        Paragraph(own["presence"]),
        *told,
        *_withheld(findings, words),
        Paragraph(say("themes.asked"), "note"),
    )


def _theme(number: int, theme: FoundTheme, words: Words) -> Iterator[Block]:
    own = WORDS[words.language]
    yield Paragraph(words.say("themes.theme", number=number, statement=theme.statement), "heading")
    told = [
        words.say("themes.line", heading=heading, line=line)
        for heading, lines in theme_lists(theme, own)
        for line in lines
    ]
    for quote in theme.quotes:
        said = words.say("figure.quoted", label=quote.text)
        told.append(" ".join((said, *quote_notes(quote, own))))
    yield Bullets(tuple(told))


def _withheld(findings: FamilyFindings, words: Words) -> Iterator[Block]:
    for what in ("themes", "quotes"):
        count = sum(each.count for each in findings.withheld if each.what == what)
        if count:
            yield Paragraph(words.say(f"themes.withheld_{what}", count=count), "note")
