"""What stands of one person in the book of contacts, and what a session needs, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from data.family_views import ContactView
from data.services.contact_book import may_be_asked_again
from data.services.contact_needs import Needs
from pages.families.reading import WORDS

_SAID = {
    "contact_how": "Reach them by:",
    "contact_route": "At:",
    "contact_when": "When it is safe:",
    "contact_alone": "Talks with us:",
    "support_time": "Times that work:",
    "support_childcare": "Child care:",
    "support_childcare_ages": "Ages of the children:",
    "support_ride": "Getting there:",
    "support_language": "Language in the session:",
    "support_access": "What helps them take part:",
    "support_food": "Food they cannot eat:",
    "support_person": "Brings somebody who supports them:",
    "support_pay": "Pay:",
}
_TALKS = {
    "alone_first": "They want to talk alone with one of you before they choose about the group. "
    "Set a time with them before you ask them to a session.",
    "alone_only": "They want to talk alone with one of you, and not in a group. Set a time with "
    "them, and ask them to no session.",
}
_COUNTED = {
    "support_childcare": "Child care",
    "support_childcare_ages": "Ages of children",
    "support_ride": "Getting there",
    "support_pay": "Pay",
    "support_language": "Language",
    "support_access": "To take part",
    "support_food": "Food that somebody cannot eat",
}


def warnings(found: ContactView) -> tuple[str, ...]:
    """What whoever calls or places this person must know first."""
    answers = found.entry.answers
    said = [*reaching_warnings(answers)]
    if answers.get("staff_involved") == "yes":
        said.append(
            "Somebody on your staff list is part of their case. Do not ask who. Offer a session "
            "that is led by other people."
        )
    if found.talk == "asked":
        said.append(_TALKS[answers["contact_alone"]])
    if answers.get("contact_avoid") == "yes":
        said.append(
            "There is somebody they need to stay away from. Ask in private before you place them, "
            "and write no name down."
        )
    if answers.get("support_pay") == "check_first":
        said.append("They want help first to check what pay may change for them.")
    return tuple(said)


def reaching_warnings(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What whoever reaches somebody must know first, so that nobody else learns of it."""
    said: list[str] = []
    if answers.get("contact_safe_message") == "no":
        said.append("Leave no message. Somebody else may see or hear it.")
    elif answers.get("contact_safe_message") == "plain":
        said.append("In a message, say only that it is about a family meeting.")
    elif answers.get("contact_safe_message") != "yes":
        said.append("Nobody said that a message is safe. Leave none.")
    if answers.get("contact_how") == "through_person":
        said.append("Reach them only through the person who told them of the group.")
    return tuple(said)


def person(found: ContactView) -> Iterator[tuple[str, str]]:
    """What they wrote, as labels with what stands there; what is empty is left out."""
    yield from reached(found.entry.language, found.entry.answers)
    if may_be_asked_again(found):
        yield "About other ways to help:", "you may ask them again"


def reached(language: str, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands in some answers, after the language in which they were filled in."""
    named = {"en": "English", "es": "Spanish"}.get(language, language)
    yield "Filled in:", f"in {named}"
    for item, label in _SAID.items():
        value = answers.get(item)
        if value:
            yield label, _answer(item, value)


def needs_said(session: Needs) -> tuple[str, ...]:
    """What a session needs, one line for each kind of need."""
    lines = [
        f"{label}: {_counts(item, counted)}"
        for item, label in _COUNTED.items()
        if (counted := session.counts.get(item) or session.written.get(item))
    ]
    if session.talks:
        lines.append(f"Talk alone that is not arranged yet: {session.talks}")
    if session.with_somebody:
        lines.append(f"Bring somebody who supports them: {session.with_somebody}")
    return tuple(lines)


def _counts(item: str, counted: Mapping[str, int]) -> str:
    return "; ".join(f"{_answer(item, each)} ({many})" for each, many in counted.items())


def _answer(item: str, value: object) -> str:
    """An answer as it was offered; what people wrote themselves stays as it is."""
    several = [value] if isinstance(value, str) else list(value)  # pyright: ignore[reportArgumentType, reportUnknownVariableType]
    options = WORDS.items[item].options or WORDS.answers
    return ", ".join(options.get(str(each), str(each)) for each in several)  # pyright: ignore[reportArgumentType, reportCallIssue]
