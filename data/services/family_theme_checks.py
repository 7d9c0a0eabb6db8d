"""What a theme is made of, and whether it can be one."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.services.errors import FamilyProblems
from data.views import FieldProblem
from surveys.families_content import families_content
from surveys.resource_map import resource_map

LONGEST = 300


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme as it is entered.

    Attributes:
        direction: how what it tells of stood to families, such as "got_in_way".
        category: the kind of help that it is about; empty for none.
        dimension: in what that fell short; empty for none.
        statement: the statement of the values questionnaire that it stands beside; empty for none.
    """

    words: str
    direction: str
    category: str = ""
    dimension: str = ""
    statement: str = ""


def theme_problems(entry: ThemeEntry) -> Iterable[FieldProblem]:
    """What needs another look about a theme."""
    if not 0 < len(entry.words) <= LONGEST:
        what = f"A theme has {len(entry.words)} characters."
        yield FieldProblem("words", what, f"Write one sentence, {LONGEST} at most.")
    content = families_content().words("en")
    if entry.direction not in content.valence:
        yield FieldProblem("direction", "It is not said how it stood to families.", "Choose one.")
    if entry.dimension and entry.dimension not in content.dimensions:
        yield FieldProblem("dimension", f"'{entry.dimension}' is none.", "Choose one.")
    yield from _category_problems(entry.category)


def check_category(category: str) -> None:
    """Go on only with a kind of help of the list, or none.

    Raises:
        FamilyProblems: there is no such kind.
    """
    problems = tuple(_category_problems(category))
    if problems:
        raise FamilyProblems(problems)


def _category_problems(category: str) -> Iterable[FieldProblem]:
    if category and category not in {each.id for each in resource_map().categories}:
        yield FieldProblem("category", f"'{category[:40]}' is no kind of help.", "Choose one.")
