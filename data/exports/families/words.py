"""Sentences that stand in every file that is taken away."""

from collections.abc import Iterable, Iterator

from data.coded_project import Code, CodedProject, Withheld

ORIGIN = "Common Table"
NOTHING_WITHHELD = "Nothing was left out."


def withheld_lines(withheld: Iterable[Withheld]) -> tuple[str, ...]:
    """What was left out and why, one line each; one line where it was nothing."""
    lines = tuple(f"Left out: {each.count:,} {each.what}. Why: {each.why}" for each in withheld)
    return lines or (NOTHING_WITHHELD,)


def about_lines(project: CodedProject, *more: Withheld) -> tuple[str, ...]:
    """What a reader must know first, and what was left out.

    Args:
        project: that is taken away.
        more: what this very kind of file cannot hold.
    """
    dated = f"State of {project.as_of.isoformat()}."
    return (*project.about, dated, *withheld_lines((*project.withheld, *more)))


def description(code: Code) -> str:
    """The definition of a code and when to use it, as one text."""
    return "\n\n".join(_parts(code))


def _parts(code: Code) -> Iterator[str]:
    if code.definition:
        yield code.definition
    if code.include:
        yield f"Include: {code.include}"
    if code.exclude:
        yield f"Exclude: {code.exclude}"
