"""The demo team: invented people in eight invented agencies; waves, a scan, resources, families.

Everything goes the way of a real team: invitations, sealed ballots, close, release. Only the
answers come from a seeded generator in the place of people.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from data.clock import at_day, today
from data.services import answering, closing, invitations, release, teams, waves
from data.services.authority import acting, actor
from data.services.demo_actions import fill_demo_actions
from data.services.demo_families import fill_demo_families
from data.services.demo_guides import fill_demo_guides
from data.services.demo_resources import fill_demo_resources
from data.services.demo_scan import fill_demo_scan
from data.services.errors import (
    DatabaseNotEmpty,
    NotKnown,
    StorageError,
    WaveClosed,
    WaveStateError,
)
from data.views import AgencyEntry, Slip, WaveView
from surveys.instrument import Edition, ScaleItem
from surveys.library import shipped_edition

__all__ = ["DatabaseNotEmpty", "fill_demo"]

_AGENCIES = (
    AgencyEntry("Riverbend Child and Family Services", "child_welfare", 7),
    AgencyEntry("Riverbend Family Treatment Court", "court", 3),
    AgencyEntry("Parents' Counsel of Riverbend", "legal", 4),
    AgencyEntry("New Shore Treatment Center", "sud_treatment", 5),
    AgencyEntry("Harbor Counseling", "mental_health", 3),
    AgencyEntry("Riverbend Community Clinic", "health_care", 3),
    AgencyEntry("First Steps Early Childhood", "early_childhood", 2),
    AgencyEntry("Hand in Hand Recovery", "recovery_peer", 3),
)
_TRIES = 3
_CLOSED = (NotKnown, WaveClosed, WaveStateError)  # before, while and after its links went
_ABSENT = 2  # of thirty, in each wave
_OPEN_DAYS = 14
_COMMENTS = (
    "How soon children can see a parent who has just started treatment.",
    "What we each mean by being in recovery.",
    "What happens between two court dates.",
    "Who tells a parent what will be shared, and when.",
    "How a return to use is handled, and by whom.",
    "Waiting lists, and who calls the parent back.",
    "Our words. Some of them still hurt.",
    "Rides to treatment and to visits.",
    "Fathers. We hardly ever ask them.",
    "What a peer can and cannot do.",
    "Who pays for the first year.",
    "How judges hear about progress.",
)


def fill_demo() -> str:
    """Make the demo team for somebody who has no team yet.

    Returns:
        The id of the team.

    Raises:
        DatabaseNotEmpty: the one who acts has a team already; nothing was changed.
    """
    if teams.teams():
        raise DatabaseNotEmpty(
            "There is a team already. The demo team is made only where there is none."
        )
    for _ in range(_TRIES):
        team = teams.create_team(
            "Riverbend Family Recovery Team", "Riverbend County (made up)", _AGENCIES, demo=True
        )
        try:
            with acting(actor().facilitating(team.id)):
                _fill(team.id)
        except _CLOSED:  # the app closed the past wave, as it should; begin again
            closing.close_due_waves()
            with acting(actor().facilitating(team.id)):
                teams.delete_team(team.id, confirm_name=team.name)
        else:
            return team.id
    raise StorageError("The demo team could not be made. Try again in a minute.")


def _fill(team_id: str) -> None:
    edition = shipped_edition("values_open")
    for number, days_ago in enumerate((380, 25), start=1):
        opened = today() - timedelta(days=days_ago)
        with at_day(opened):
            wave = _opened_wave(team_id, opened)
            _answer(wave, edition, number=number)
        with at_day(opened + timedelta(days=_OPEN_DAYS + 1)):
            closing.close_wave(wave.id)
            release.release_wave(wave.id)
    fill_demo_scan(team_id)
    fill_demo_resources(team_id)
    fill_demo_families(team_id)
    fill_demo_guides(team_id)
    fill_demo_actions(team_id)


def _opened_wave(team_id: str, opened: date) -> WaveView:
    draft = waves.draft_wave(
        team_id,
        "values_open",
        languages=("en", "es"),
        closes_on=opened + timedelta(days=_OPEN_DAYS),
        title=f"Our Shared Values {opened.year}",
    )
    return waves.open_wave(draft.id)


def _answer(wave: WaveView, edition: Edition, *, number: int) -> None:
    generator = Random(f"demo wave {number}")
    slips = list(invitations.issue(wave.id, "link"))
    generator.shuffle(slips)
    for place, slip in enumerate(slips[_ABSENT:]):
        sheet = dict(_sheet(edition, slip, generator, number=number))
        if place < len(_COMMENTS):
            sheet["open_talk_about"] = _COMMENTS[place]
        sheet["fact_lived"] = generator.choices(["yes", "no", None], [0.35, 0.5, 0.15])[0]
        answering.keep_answers(slip.secret, sheet)


def _sheet(
    edition: Edition, slip: Slip, generator: Random, *, number: int
) -> Iterator[tuple[str, int | str | None]]:
    """One invented person's answers: agreement by item, by group, and by temper."""
    temper = generator.gauss(0, 0.35)
    for item in edition.instrument.items:
        if not isinstance(item, ScaleItem):
            continue
        chance = generator.random()
        if chance < 0.03:
            yield item.id, None
        elif chance < 0.03 + _unsure(item.id):
            yield item.id, "dk"
        else:
            mean, spread = _leaning(item, slip.group_code, number=number)
            yield item.id, min(3, max(0, round(generator.gauss(mean + temper, spread))))


def _leaning(item: ScaleItem, group: str, *, number: int) -> tuple[float, float]:
    """Where a group leans on an item, and how far its people are apart."""
    steady = Random(item.id)
    kind = steady.random()
    if item.scored and kind < 0.35:
        return (0.4 if item.reverse else 2.65), 0.5
    if item.scored and kind < 0.65:
        return (steady.uniform(0.7, 1.3) if item.reverse else steady.uniform(1.7, 2.3)), 0.7
    apart = 0.9 if number == 1 else 0.65
    side = Random(f"{item.id} {group}").choice((-1, 1))
    return steady.uniform(1.3, 1.7) + side * apart, 0.75


def _unsure(item: str) -> float:
    return 0.3 if Random(f"unsure {item}").random() < 0.06 else 0.03
