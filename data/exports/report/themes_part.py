"""What families said in groups: themes that may be shown, with everything that is told of them.

What may be shown was decided before, by the services that also give the findings as a document.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from data.exports.families.findings_words import WORDS, inside_lines, quote_notes, theme_lists
from data.exports.report.document import Block, Bullets, Paragraph
from data.exports.report.words import Words
from data.family_findings import FamilyFindings, FoundTheme


def themes(plans: Sequence[FamilyFindings], *, words: Words) -> tuple[Block, ...]:
    """Every plan by its name, with its themes: how far each was heard, what agencies see, quotes.

    Themes are numbered through all plans, so that a number names one. Then it is told what is left
    out of each plan.
    """
    if not plans:
        return ()
    numbers = count(1)
    return (
        Paragraph(words.say("themes.say"), "aloud"),
        Paragraph(WORDS[words.language]["presence"]),
        *(block for each in plans for block in _plan(each, numbers, words)),
        Paragraph(words.say("themes.asked"), "note"),
    )


def _plan(findings: FamilyFindings, numbers: Iterator[int], words: Words) -> Iterator[Block]:
    say, own = words.say, WORDS[words.language]
    yield Paragraph(say("themes.plan", name=findings.title), "heading")
    yield from (Paragraph(each, "note") for each in inside_lines(findings.inside, own))
    if not findings.themes:
        yield Paragraph(say("themes.none"))
    for theme in findings.themes:
        yield from _theme(next(numbers), theme, words)
    yield from _withheld(findings, words)


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
        told = sum(each.count for each in findings.withheld if each.what == what)
        if told:
            yield Paragraph(words.say(f"themes.withheld_{what}", count=told), "note")
