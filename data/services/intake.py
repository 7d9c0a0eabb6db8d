"""Somebody asks to take part, alone and without an account: what they write goes to the vault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.clock import today
from data.family_views import ContactEntry, StudyView
from data.services import contact_rows, free_lines
from data.services.authority import RESPONDENT, as_actor
from data.services.errors import FamilyProblems, NotFound
from data.services.families import study_view
from data.services.texts import tidy
from data.store import families as store
from data.views import FieldProblem
from surveys.families_content import families_content
from surveys.families_parts import IntakeItem
from surveys.family_promises import consent_text

MOST_CONTACTS = 500
"""How many people may write to one plan; more than that is somebody's program."""
_ALONE = "contact_alone"
_GONE = "This group is not taking people right now. Ask the person who told you about it."


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody has filled in.

    Attributes:
        answers: item to answer, of the items of the intake that are asked of a contact.
        consent: the ids of the points and choices that were ticked.
        version: of the plan whose promises were on the screen.
    """

    language: str
    answers: Mapping[str, Any]
    consent: tuple[str, ...]
    version: int


@as_actor(RESPONDENT)
def open_intake(study_id: str) -> StudyView:
    """The plan that an invitation leads to.

    Raises:
        NotFound: there is none, or it takes nobody now.
    """
    row = store.study_anywhere(study_id)
    if row is None or row["state"] != "open":
        raise NotFound(_GONE)
    return study_view(row)


@as_actor(RESPONDENT)
def ask_to_come(study_id: str, given: Given, *, once: str | None = None) -> None:
    """Keep what somebody wrote in the book of contacts, and nothing of it anywhere else.

    Args:
        once: a secret of the page it was sent from; what is sent under it again takes the place of
            what was sent before, so that nobody stands in the book twice.

    Raises:
        NotFound: the plan takes nobody now.
        FamilyProblems: all answers that need another look; nothing is kept.
    """
    plan = open_intake(study_id)
    problems = [*_answer_problems(given.answers), *_consent_problems(plan, given)]
    if problems:
        raise FamilyProblems(tuple(problems))
    there = contact_rows.kept(study_id)
    row_id = None if once is None else contact_rows.row_of(once)
    before = next((each for each in there if each.row_id == row_id), None)
    if before is None and len(there) >= MOST_CONTACTS:
        raise NotFound(_GONE)
    entry = _entry(given)
    if before is not None and before.entry == entry:
        return
    if before is not None:
        same = entry.answers.get(_ALONE) == before.entry.answers.get(_ALONE)
        again = replace(before, entry=entry, arranged=before.arranged and same)
        contact_rows.change(
            study_id,
            again,
            status=before.status,
            session_name=before.session_name,
            destroy_on=None,
        )
        return
    end = contact_rows.waits_until(today())
    contact_rows.keep(study_id, entry, destroy_on=end, row_id=row_id)


def contact_items() -> tuple[IntakeItem, ...]:
    """The items of the intake whose answers go to the book of contacts."""
    sections = families_content().structure.intake
    return tuple(item for each in sections for item in each.items if item.store == "contact")


def _entry(given: Given) -> ContactEntry:
    return ContactEntry(
        language=given.language,
        answers={
            item.id: _clean(given.answers[item.id])
            for item in contact_items()
            if item.id in given.answers
        },
        version=given.version,
        ask_again=contact_rows.CHOICE in given.consent,
    )


def _answer_problems(answers: Mapping[str, Any]) -> list[FieldProblem]:
    found = [
        each
        for item in contact_items()
        if answers.get(item.id) not in (None, "", [], ())
        for each in _item_problems(item, answers[item.id])
    ]
    needed = ["contact_call_name", "contact_how"]
    if answers.get("contact_how") not in (None, "", "through_person"):
        needed.append("contact_route")
    missing = (each for each in needed if not tidy(str(answers.get(each) or "")))
    return found + [FieldProblem(each, "missing", "") for each in missing]


def _item_problems(item: IntakeItem, value: Any) -> list[FieldProblem]:
    if item.kind == "short_text":
        if isinstance(value, str) and (kind := free_lines.forbidden(item.id, tidy(value))):
            return [FieldProblem(item.id, "forbidden", kind)]
        fits = isinstance(value, str) and len(tidy(value)) <= item.longest
        return [] if fits else [FieldProblem(item.id, "too_long", str(item.longest))]
    several = value if isinstance(value, list | tuple) else [value]
    fits = set(several) <= set(item.answers) and (item.kind == "multi" or len(several) == 1)
    return [] if fits else [FieldProblem(item.id, "not_a_choice", "")]


def _consent_problems(plan: StudyView, given: Given) -> list[FieldProblem]:
    asked = {point.id for point in consent_text(plan.settings, given.language)}
    found = [FieldProblem(point, "not_agreed", "") for point in sorted(asked - set(given.consent))]
    if given.version != plan.version:
        found.append(FieldProblem("version", "changed", ""))
    if given.language not in families_content().languages:
        found.append(FieldProblem("language", "not_a_choice", ""))
    return found


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    return list(value) if isinstance(value, list | tuple) else value
