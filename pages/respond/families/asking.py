"""Questions for parents as they are shown, and what was posted for them as answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from data.services import free_lines
from data.services.texts import tidy
from pages.parts.words import words
from surveys.families_content import families_content
from surveys.families_parts import IntakeItem
from surveys.families_words import FamiliesWording

Control = Literal["radio", "checkbox", "tick", "line"]
Fields = Mapping[str, Sequence[str]]
PREFIX = "a."
TICKED = "yes"
_SENTENCES = {
    "missing": "family_missing",
    "too_long": "family_too_long",
    "not_a_choice": "family_not_a_choice",
    "not_agreed": "family_not_agreed",
    "forbidden": "family_leave_out",
}
_ROOM = 100  # more than fits may be typed, so that nothing of a longer text is cut off unseen


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose.

    Attributes:
        meaning: what follows from choosing it.
    """

    value: str
    label: str
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Attributes:
        control: one of several, any of several, a box to tick, or a line of text.
        needed: nobody goes on without an answer.
        unless: a question and an answer to it with which this one is not needed.
        longest: the most characters of a line of text.
    """

    id: str
    text: str
    control: Control
    options: tuple[Option, ...] = ()
    help: str | None = None
    needed: bool = False
    unless: tuple[str, str] | None = None
    longest: int = 0

    @property
    def room(self) -> int:
        """How many characters can be typed."""
        return self.longest + _ROOM


@dataclass(frozen=True, slots=True)
class Problem:
    """What came for a question and will not do; `what` is the word of a sentence."""

    what: str
    right: str = ""


@dataclass(slots=True)
class Read:
    """The answers of a page, and what came that is none.

    Attributes:
        answers: question to answer; None where it was left blank.
        too_long: lines that do not fit, as they were typed; whoever goes back finds them again.
            A line with something that is never kept is in neither.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    too_long: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with what stands in it."""

    asked: Asked
    marked: tuple[str, ...]
    error: str | None


def of_item(item: IntakeItem, said: FamiliesWording, *, needed: bool = False) -> Asked:
    """A question of the intake in one language."""
    own = said.items[item.id]
    control: Control = "radio"
    if item.kind == "multi":
        control = "checkbox"
    elif item.kind == "short_text":
        control = "line"
    return Asked(
        id=item.id,
        text=own.text,
        control=control,
        options=_options(item, said),
        help=own.help,
        needed=needed,
        longest=item.longest if item.kind == "short_text" else 0,
    )


def yes_or_no(asked_id: str, text: str, said: FamiliesWording, *, help: str | None = None) -> Asked:  # noqa: A002
    """A question that is answered by yes or no, and that is needed."""
    options = tuple(Option(value, said.answers[value]) for value in ("yes", "no"))
    return Asked(asked_id, text, "radio", options, help=help, needed=True)


def read(asked: Sequence[Asked], fields: Fields) -> Read:
    """What was posted; a field that is not there is a question left blank."""
    found = Read()
    for each in asked:
        came = [value for value in fields.get(PREFIX + each.id, ()) if value.strip()]
        problem = _problem(each, came)
        if problem is None:
            found.answers[each.id] = _answer(each, came)
        else:
            found.problems[each.id] = problem
            if problem.what == "too_long":
                found.too_long[each.id] = tidy(came[0])[: each.room]
    for each in asked:
        if each.id not in found.problems and _is_missing(each, found.answers):
            what = "not_agreed" if each.control == "tick" else "missing"
            found.problems[each.id] = Problem(what)
    return found


def kept_too_long(asked: Sequence[Asked], answers: Mapping[str, Any]) -> dict[str, Problem]:
    """Lines that somebody typed before they went back, and that do not fit."""
    fields = {f"{PREFIX}{each.id}": [str(answers.get(each.id) or "")] for each in asked}
    lines = [each for each in asked if each.control == "line"]
    return {name: each for name, each in read(lines, fields).problems.items() if each.right}


def shown(
    asked: Sequence[Asked],
    marks: Mapping[str, Sequence[str]],
    problems: Mapping[str, Problem],
    language: str,
) -> tuple[Shown, ...]:
    """Questions with what stands in them, and a sentence beside those that need another look."""
    return tuple(
        Shown(each, tuple(marks.get(each.id, ())), _sentence(problems.get(each.id), language))
        for each in asked
    )


def marks_of(answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Answers as the values that a browser posts for them."""
    return {
        each: (value,) if isinstance(value, str) else tuple(value)
        for each, value in answers.items()
        if value is not None
    }


def marks_posted(fields: Fields) -> dict[str, tuple[str, ...]]:
    """What was posted, as it was typed and ticked."""
    return {
        name.removeprefix(PREFIX): tuple(values)
        for name, values in fields.items()
        if name.startswith(PREFIX)
    }


def told(asked: Asked, answer: Any) -> str:
    """An answer in words; empty without one."""
    if answer in (None, "", []):
        return ""
    labels = {option.value: option.label for option in asked.options}
    several = [answer] if isinstance(answer, str) else answer
    return ", ".join(labels.get(value, value) for value in several)


def _options(item: IntakeItem, said: FamiliesWording) -> tuple[Option, ...]:
    yes_or_no = {str(value): label for value, label in said.answers.items()}
    labels = yes_or_no if item.kind == "yes_no" else said.items[item.id].options
    return tuple(Option(value, labels[value]) for value in item.answers)


def _problem(asked: Asked, came: Sequence[str]) -> Problem | None:
    if asked.control == "line":
        typed = tidy(came[0]) if came else ""
        if kind := free_lines.forbidden(asked.id, typed):
            return Problem("forbidden", kind)
        fits = len(typed) <= asked.longest
        return None if fits else Problem("too_long", str(asked.longest))
    known = {TICKED} if asked.control == "tick" else {option.value for option in asked.options}
    fits = set(came) <= known and (asked.control == "checkbox" or len(set(came)) <= 1)
    return None if fits else Problem("not_a_choice")


def _answer(asked: Asked, came: Sequence[str]) -> Any:
    if not came:
        return None
    if asked.control == "checkbox":
        return [option.value for option in asked.options if option.value in came]
    return tidy(came[0]) or None


def _is_missing(asked: Asked, answers: Mapping[str, Any]) -> bool:
    if not asked.needed or answers.get(asked.id) is not None:
        return False
    return asked.unless is None or answers.get(asked.unless[0]) != asked.unless[1]


def _sentence(problem: Problem | None, language: str) -> str | None:
    if problem is None:
        return None
    right = problem.right
    if problem.what == "forbidden":
        right = left_out(right, language)
    return words(language).say(_SENTENCES[problem.what], right=right)


def left_out(kind: str, language: str) -> str:
    """Something that is never kept, as it is called in the middle of a sentence."""
    known = families_content().words(language).never
    said = known[kind] if kind in known else words(language).say("family_long_number")
    return said[0].lower() + said[1:]
