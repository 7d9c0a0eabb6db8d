"""What people in the book of contacts need to come, counted for each session that is planned."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from data.family_views import ContactView

_NONE = "none"
_COUNTED = ("support_childcare", "support_childcare_ages", "support_ride", "support_pay")
_WRITTEN = ("support_language", "support_access", "support_food")


@dataclass(frozen=True, slots=True)
class Needs:
    """What one session needs.

    Attributes:
        session_name: "" for people who were not asked to a session yet.
        people: how many may come; whoever said no is not among them.
        counts: item of the intake to answer to how many gave it; "none" is left out.
        written: item of the intake to what people wrote, each with how often it was written.
        with_somebody: how many bring a person who supports them.
        talks: how many wait for a talk alone that is not arranged.
    """

    session_name: str
    people: int
    counts: Mapping[str, Mapping[str, int]]
    written: Mapping[str, Mapping[str, int]]
    with_somebody: int
    talks: int = 0


def needs(book: Iterable[ContactView]) -> tuple[Needs, ...]:
    """What each session needs, by its name; those without a session come last."""
    by_session: dict[str, list[ContactView]] = {}
    for each in book:
        if each.status != "not_coming":
            by_session.setdefault(each.session_name, []).append(each)
    ordered = sorted(by_session, key=lambda name: (not name, name.casefold()))
    return tuple(_needs(name, by_session[name]) for name in ordered)


def _needs(session_name: str, people: list[ContactView]) -> Needs:
    answers = [each.entry.answers for each in people]
    counts = {item: _count(item, answers) for item in _COUNTED}
    written = {item: _count(item, answers) for item in _WRITTEN}
    return Needs(
        session_name=session_name,
        people=len(answers),
        counts={item: each for item, each in counts.items() if each},
        written={item: each for item, each in written.items() if each},
        with_somebody=sum(each.get("support_person") == "yes" for each in answers),
        talks=sum(each.talk == "asked" for each in people),
    )


def _count(item: str, answers: list[Mapping[str, Any]]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for each in answers:
        value = each.get(item) or ()
        several = [value] if isinstance(value, str) else value
        found.update(one for one in several if one and one != _NONE)
    return dict(found)
