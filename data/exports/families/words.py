"""Sentences that stand in every file that is taken away."""

from collections.abc import Iterable, Iterator

from data.coded_project import Code, CodedProject, Withheld

ORIGIN = "Common Table"
_SAID = {
    "en": (
        "Left out: {count:,} {what}. Why: {why}",
        "Nothing was left out.",
        "State of {day}.",
        *("Include: {what}", "Exclude: {what}"),
    ),
    "es": (
        "No está: {count:,} {what}. Por qué: {why}",
        "No se dejó nada fuera.",
        "Estado del {day}.",
        *("Se usa para: {what}", "No se usa para: {what}"),
    ),
}


def withheld_lines(withheld: Iterable[Withheld], language: str = "en") -> tuple[str, ...]:
    """What was left out and why, one line each; one line where it was nothing."""
    line, nothing = _SAID[language][:2]
    told = tuple(line.format(count=e.count, what=e.what, why=e.why) for e in withheld)
    return told or (nothing,)


def about_lines(project: CodedProject, *more: Withheld) -> tuple[str, ...]:
    """What a reader must know first, and what was left out.

    Args:
        project: that is taken away.
        more: what this very kind of file cannot hold.
    """
    dated = _SAID[project.language][2].format(day=project.as_of.isoformat())
    withheld = withheld_lines((*project.withheld, *more), project.language)
    return (*project.about, dated, *withheld)


def description(code: Code, language: str = "en") -> str:
    """The definition of a code and when to use it, as one text."""
    return "\n\n".join(_parts(code, language))


def _parts(code: Code, language: str) -> Iterator[str]:
    include, exclude = _SAID[language][3:]
    if code.definition:
        yield code.definition
    if code.include:
        yield include.format(what=code.include)
    if code.exclude:
        yield exclude.format(what=code.exclude)
