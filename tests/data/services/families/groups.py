"""A family group for tests: a plan, two sessions with seats, and words with names in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from data.family_views import (
    Counts,
    Receipt,
    SeatEntry,
    SeatView,
    SessionEntry,
    SessionView,
    StudyView,
    TranscriptView,
)
from data.services import (
    families,
    family_sessions,
    intake,
    redacting,
    sampling,
    seats,
    teams,
    transcripts,
)
from data.services.authority import Actor, acting
from data.services.may_tell import MayTell
from data.services.transcripts import SaidBy
from data.views import AgencyEntry
from surveys.family_promises import consent_text
from surveys.family_settings import StudySettings

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
LISTED = ("A. Rivera", "B. Quist", "C. Vance")
"""Everybody of the team in most tests, by the names that people read before they say yes."""
ALSO = ("Second reader", "Second", "Third", "Reader", "Coder", "Writer", "Faster", "Another")
ALSO += ("Ann", "Ana", "Ben", "Carl", "Cleo", "Lee", "Sam", "Sol", "Somebody", "facilitator")
"""Those who work with words in some tests."""
SETTINGS = {
    "facilitators": ["A. Rivera"],
    "staff_list": [*LISTED, *ALSO],
    "accounts": [f"{name} = {name.lower()}@table.example" for name in ("Lee", "Sam")]
    + ["Sol = second@table.example"],
    "questions_to": "A. Rivera, 555-0100",
    "support_person": "C. Vance",
    "pay_amount": "50",
    "quote_tiers": ["never", "paraphrase", "inside", "public"],
    "public_report": True,
}
WORDS = (
    "My name is Rosalinda and they never called me back.",
    "Rosalinda is right. We waited eleven weeks for treatment.",
    "The bus does not go there. I missed three visits.",
    "Nobody at New Shore asked me what I needed.",
)
LATER = (
    "We waited for months. My daughter Xiomara turned six meanwhile.",
    "They told me to come back when I was off my medicine.",
    "Waiting was the worst of it.",
)
PLACEHOLDER = "[name]"
Made = TypeVar("Made")


def settings(**changed: object) -> StudySettings:
    """Settings that work, with some of them changed."""
    without = {"accounts": []} if "staff_list" in changed else {}
    return StudySettings.model_validate(SETTINGS | without | changed)


def facilitator(team_id: str, name: str = "Robin", role: str = "facilitator") -> Actor:
    """Somebody with a role in the team."""
    return Actor(id=f"id-{name}", name=name, kind="person", teams={team_id: role})  # pyright: ignore[reportArgumentType]


def seat_entry(plan: StudyView, *, tier: str = "inside", preview: bool = False) -> SeatEntry:
    """Somebody who agrees to every point."""
    points = consent_text(plan.settings, "en")
    return SeatEntry("en", tuple(each.id for each in points), tier, preview)


def contact(
    plan: StudyView, name: str = "Rosalinda Ocampo-Reyes", **answers: object
) -> intake.Given:
    """Somebody who wants to come."""
    said = {"contact_call_name": name, "contact_how": "call", "contact_route": "555-0199"}
    points = tuple(each.id for each in consent_text(plan.settings, "en"))
    return intake.Given("en", said | answers, points, plan.version)


def looked(step: Callable[..., Made], *given: object, **more: object) -> Made:
    """Save what a team writes itself as somebody who says of all in it that it tells on nobody."""
    try:
        return step(*given, **more)
    except MayTell as asked:
        return step(*given, **more, cleared=[each.text for each in asked.found])


@dataclass(slots=True)
class Group:
    """A plan with what hangs on it."""

    team_id: str
    plan: StudyView
    sessions: list[SessionView] = field(default_factory=list)
    receipts: dict[str, list[Receipt]] = field(default_factory=dict)

    def seats(self, session_id: str) -> tuple[SeatView, ...]:
        """The seats of a session, in the order in which they were taken."""
        found = {each.label: each for each in family_sessions.seats(self.team_id, session_id)}
        return tuple(found[each.label] for each in self.receipts[session_id])


def begun(**changed: object) -> Group:
    """A team with a plan that people can answer to."""
    team = teams.create_team("River county", "River county", ROSTER)
    plan = families.begin_study(team.id, "Listening", settings(**changed))
    plan = families.move_study(team.id, plan.id, "open", seen=plan.version)
    return Group(team.id, plan)


def held(
    group: Group, *, people: int, name: str, tiers: Sequence[str] = (), first: int | None = None
) -> SessionView:
    """A session in which so many people took a seat, and which is over.

    Args:
        first: how many sat in a session for the first time; all of them unless it says otherwise.
    """
    entry = SessionEntry(name, "2026-11", "en", "in_person")
    made = looked(family_sessions.add_session, group.team_id, group.plan.id, entry)
    made = family_sessions.open_session(group.team_id, made.id, notice_read=True, seen=made.version)
    group.receipts[made.id] = [
        seats.take_seat(
            made.id,
            seat_entry(group.plan, tier=tiers[number] if number < len(tiers) else "inside"),
            version=group.plan.version,
        )
        for number in range(people)
    ]
    counts = Counts(people, people, 50.0 * people, people if first is None else first)
    made = family_sessions.close_session(group.team_id, made.id, counts, seen=made.version)
    group.sessions.append(made)
    return made


def written(group: Group, session: SessionView, words: Sequence[str] = WORDS) -> TranscriptView:
    """The words of a session, one turn for each seat in turn, after a question."""
    sitting = group.seats(session.id)
    said = [SaidBy(None, "What got in the way?")]
    said += [SaidBy(sitting[n % len(sitting)].id, text) for n, text in enumerate(words)]
    return transcripts.add_transcript(group.team_id, session.id, said)


def redacted(group: Group, found: TranscriptView) -> TranscriptView:
    """A transcript in which everything that was found is replaced, read by somebody else."""
    team_id = group.team_id
    found = transcripts.begin(team_id, found.id, seen=found.version)
    suspects = redacting.suspects(team_id, found.id)
    decided: dict[str, str | None] = {each.text: PLACEHOLDER for each in suspects}
    found = redacting.decide(team_id, found.id, decided)
    found = redacting.carry_out(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "Second reader")):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    return transcripts.settle(team_id, found.id, seen=found.version)


def released(group: Group, found: TranscriptView) -> TranscriptView:
    """A transcript that was sampled and released."""
    team_id = group.team_id
    found = redacted(group, found)
    found = sampling.draw_sentences(team_id, found.id, 400, seen=found.version)
    found = sampling.record_sample(team_id, found.id, leaks=(), seen=found.version)
    return transcripts.release(team_id, found.id, seen=found.version)
