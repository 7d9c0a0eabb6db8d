"""What a theme is made of, and whether it can be one."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.family_views import CodingView
from data.redaction.runs import LONG_RUN, own_words, shared_run
from data.services.errors import FamilyProblems
from data.services.transcripts import row_of, turns_within
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


def check_other_words(team_id: str, coding: CodingView, words: str) -> None:
    """Go on only with words that repeat neither the coded turn nor a long run of what was said.

    Raises:
        FamilyProblems: they are the person's own words.
    """
    for turn in turns_within(row_of(team_id, coding.transcript_id)):
        if turn.seat_id != coding.seat_id:
            continue
        mine = turn.number == coding.number
        own = own_words(words, turn.text) if mine else shared_run(words, turn.text, size=LONG_RUN)
        if own:
            what = f"'{own}' are the person's own words."
            raise FamilyProblems((FieldProblem("words", what, "Say it in other words."),))


def _category_problems(category: str) -> Iterable[FieldProblem]:
    if category and category not in {each.id for each in resource_map().categories}:
        yield FieldProblem("category", f"'{category[:40]}' is no kind of help.", "Choose one.")
