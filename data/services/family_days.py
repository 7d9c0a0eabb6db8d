"""The days in which people can take their words back, and what may leave the team before they end.

They begin when a session is said to be over. So while one is not, of which there are seats or
words, nothing leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.clock import today
from data.family_views import StudyView
from data.services.families import study
from data.services.family_ends import ended_on, sound_ends_on
from data.services.family_said import INSIDE, tongue_of
from data.services.teams import permit_within
from data.store import families as store
from data.store import family_words as words


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Until when words of a plan can be taken back with nothing left of them outside of the team.

    Attributes:
        not_over: names of sessions with seats or words that nobody has said to be over.
        until: the last day of those that are over and whose days still run; None where none do.
        runs: the name of a session whose days still run; empty where none do.
    """

    not_over: tuple[str, ...]
    until: date | None
    runs: str


def taken_back(plan: StudyView) -> TakenBack:
    """Until when words of a plan can be taken back."""
    waits: list[str] = []
    last: dict[str, date] = {}
    for held in store.sessions(plan.team_id, plan.id):
        ended = ended_on(plan.team_id, held["id"])
        if ended is not None:
            last[held["name"]] = ended + timedelta(days=plan.settings.withdraw_days)
        elif _holds_something(plan.team_id, held["id"]):
            waits.append(held["name"])
    running = {name: day for name, day in last.items() if today() <= day}
    runs = max(running, key=lambda name: (running[name], name), default="")
    return TakenBack(tuple(sorted(waits)), running.get(runs), runs)


def stays(plan: StudyView) -> str:
    """Why nothing of a plan may leave the team now; empty where it may."""
    if not plan.settings.public_report:
        return "People were promised that the report stays with the team."
    return _days_run(plan) or _sound_is_left(plan) or _not_shown(plan)


def stays_from_participants(plan: StudyView) -> str:
    """Why no page for those who took part may be made now; empty where it may."""
    if not (plan.settings.public_report or plan.settings.shown_first):
        return (
            "People were promised that the report stays with the team, and not that they are shown "
            "it first. So no page leaves for those who took part."
        )
    return _days_run(plan) or _sound_is_left(plan)


def _days_run(plan: StudyView) -> str:
    """Which days of those that were promised run still; empty where none do."""
    found = taken_back(plan)
    if found.not_over:
        return (
            f"Nobody has said that '{found.not_over[0]}' is over, so the days in which people can "
            "take their words back have not begun. Close it on its own page first."
        )
    if found.until is not None:
        return (
            f"People were promised that for {plan.settings.withdraw_days} days after "
            f"'{found.runs}' nothing leaves the team."
        )
    return ""


def _sound_is_left(plan: StudyView) -> str:
    """Sound that was to be erased, and nobody has said that it is."""
    for each in store.sessions(plan.team_id, plan.id):
        if sound_ends_on(plan, each["id"]) is not None:
            return (
                f"Nobody has said what became of the sound of '{each['name']}'. People were "
                "promised that it is erased. Say so on its own page first."
            )
    return ""


def _not_shown(plan: StudyView) -> str:
    """That the report was to be shown first to those who took part, and nobody has said so."""
    held = store.sessions(plan.team_id, plan.id)
    if plan.settings.shown_first:
        ended = [day for each in held if (day := ended_on(plan.team_id, each["id"])) is not None]
        if plan.shown_on is None or plan.shown_on < max(ended, default=plan.shown_on):
            return (
                "People were promised to be shown the report before anybody outside of the team "
                "reads it. Show it at a meeting, then say so here."
            )
    return ""


def why_it_stays(team_id: str, study_id: str) -> str:
    """The same, for whoever takes files away."""
    permit_within("families.export", team_id=team_id)
    return stays(study(team_id, study_id))


def why_it_stays_from_participants(team_id: str, study_id: str) -> str:
    """The same of a page for those who took part."""
    permit_within("families.export", team_id=team_id)
    return stays_from_participants(study(team_id, study_id))


def inside_notes(plan: StudyView, language: str = "en") -> Iterator[str]:
    """What stands in a file that holds words: who it is for, and that people can take them back."""
    say = INSIDE[tongue_of(language)]
    yield say["team_only"]
    found = taken_back(plan)
    if found.not_over:
        yield say["not_over"]
    elif found.until is not None:
        yield say["until"].format(day=found.until.isoformat())


def _holds_something(team_id: str, session_id: str) -> bool:
    seats = store.seats(team_id, (session_id,))
    return bool(seats) or words.first_written(team_id, session_id) is not None
