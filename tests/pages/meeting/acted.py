"""Teams that have a result and do something about it, for the screens of the action plan."""

from collections.abc import Sequence
from datetime import date, timedelta

from data.action_views import ActionEntry
from data.clock import at_day, today
from data.services import actions, closing, holds, invitations, release, teams, waves
from data.services.answering import keep_answers
from data.views import AgencyEntry, TeamView, WaveView
from surveys.instrument import ScaleItem
from surveys.library import shipped_edition

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 8),
    AgencyEntry("New Shore Treatment", "sud_treatment", 7),
    AgencyEntry("Family court", "court", 6),
)
ITEMS = [
    item.id
    for item in shipped_edition("values_open").instrument.items
    if isinstance(item, ScaleItem)
]


def team_of(name: str, roster: Sequence[AgencyEntry] = ROSTER) -> TeamView:
    """A new team."""
    return teams.create_team(name, "River county", roster)


def released_round(team: TeamView, day: date, *, shift: int = 0, title: str = "") -> WaveView:
    """A round of the values questionnaire that everybody answered and everybody may see.

    Args:
        shift: how many levels further up everybody is.
    """
    with at_day(day):
        draft = waves.draft_wave(
            team.id,
            "values_open",
            languages=("en", "es"),
            closes_on=day + timedelta(days=9),
            title=title or f"Round of {day.isoformat()}",
        )
        wave = waves.open_wave(draft.id)
        for place, slip in enumerate(invitations.issue(wave.id, "link")):
            sheet = {
                item: min(3, (place + at) % (1 + at % 4) + shift) for at, item in enumerate(ITEMS)
            }
            keep_answers(slip.secret, sheet, language="en")
        closing.close_wave(wave.id)
        holds.plan(wave.id, 0, based_on=0)
        release.release_wave(wave.id)
    return waves.wave(wave.id)


def begun(team: TeamView, what: str, *, ref: str = "", ago: int = 0, **changes: object) -> str:
    """An action of the team's first agency."""
    values: dict[str, object] = {
        "what": what,
        "owner_agency": team.agencies[0].code,
        "helpers": (team.agencies[1].code,),
        "due_on": today() - timedelta(days=1),
        "check_on": today() + timedelta(days=60),
        "check_shows": what,
        "notes": what,
    }
    with at_day(today() - timedelta(days=ago)):
        entry = ActionEntry(**(values | changes))  # type: ignore[arg-type]
        return actions.begin(team.id, entry, ref=ref)
