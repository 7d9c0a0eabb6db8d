"""A held result: who sees it when, how it ends, and that no later round gives it away."""

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest

from data.clock import at_day, today
from data.services import holds, invitations, release, staff_log, training, waves
from data.services.authority import OPERATOR, Actor, acting
from data.services.errors import (
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    ResultHeld,
    StorageError,
    WaveProblems,
    WaveStateError,
)
from data.views import WaveView
from tests.data.conftest import Round, make_sheet

SEES_IT = ("facilitator", "operator")
WAITS = ("member", "consultant")
LAST_ON_EARTH = timezone(timedelta(hours=-12))


def somebody(role: str, team_id: str) -> Actor:
    if role == "operator":
        return OPERATOR
    return Actor(id=role, name=role, kind="person", teams={team_id: role})  # type: ignore[dict-item]


def sees(wave: WaveView, role: str) -> bool:
    """Whether a role gets the result, told by the door itself."""
    with acting(somebody(role, wave.team_id)):
        try:
            release.report(wave.id)
        except ResultHeld:
            return False
        return True


def who_sees(wave: WaveView) -> set[str]:
    return {role for role in (*SEES_IT, *WAITS) if sees(wave, role)}


def closed_by(made: Round) -> WaveView:
    made.send_all()
    return waves.close_wave(made.wave.id)


def next_round(made: Round) -> WaveView:
    """The same questions once more, answered by everybody and closed."""
    day = today() + timedelta(days=14)
    draft = waves.draft_wave(made.team.id, "every_kind", languages=("en",), closes_on=day)
    again = Round(made.team, waves.open_wave(draft.id))
    again.secrets = [slip.secret for slip in invitations.issue(draft.id, "link")]
    for place in range(len(again.secrets)):
        again.send(place, make_sheet(place + 100))
    return waves.close_wave(draft.id)


@pytest.mark.parametrize("days", [1, 2, 3, 30])
def test_a_hold_is_never_shorter_than_its_hours_and_at_most_a_day_longer(days: int) -> None:
    start = datetime(2026, 10, 31, tzinfo=UTC)  # over the end of a month, hour by hour
    for hour in range(72):
        released = start + timedelta(hours=hour, minutes=7)
        day = holds.first_day(days, released_on=released.astimezone(LAST_ON_EARTH).date())
        shown = datetime(day.year, day.month, day.day, tzinfo=LAST_ON_EARTH)
        assert timedelta(hours=24 * days) <= shown - released <= timedelta(hours=24 * (days + 1))


def test_unless_somebody_chose_a_result_is_held_two_days_from_all_but_facilitators(
    opened: Round,
) -> None:
    wave, start = closed_by(opened), today()
    release.release_wave(wave.id)
    for later, seen in ((0, False), (2, False), (3, True)):
        with at_day(start + timedelta(days=later)):
            assert who_sees(wave) == set(SEES_IT) | (set(WAITS) if seen else set())
    assert holds.hold(wave.id).shown_on == start + timedelta(days=3)


@pytest.mark.parametrize("role", WAITS)
def test_whoever_waits_is_told_from_which_day_on_they_see_it(opened: Round, role: str) -> None:
    wave = closed_by(opened)
    with at_day(today().replace(month=11, day=3)):
        release.release_wave(wave.id)
        with acting(somebody(role, wave.team_id)):
            with pytest.raises(ResultHeld, match="from November 6, ") as told:
                release.report(wave.id)
            assert told.value.shown_on == holds.hold(wave.id).hidden_until


def test_no_file_and_no_audit_of_a_held_result_leaves_for_a_consultant(opened: Round) -> None:
    from data.services import auditing

    wave = closed_by(opened)
    release.release_wave(wave.id)
    taken = {entry.number for entry in staff_log.entries()}
    with acting(somebody("consultant", wave.team_id)):
        with pytest.raises(ResultHeld):
            release.for_export(wave.id, as_what="csv")
        with pytest.raises(ResultHeld):
            auditing.audit_wave(wave.id)
    assert {entry.number for entry in staff_log.entries()} == taken
    for role in SEES_IT:
        with acting(somebody(role, wave.team_id)):
            assert release.for_export(wave.id, as_what="csv").wave.id == wave.id


def test_training_does_not_tell_of_a_held_result(opened: Round) -> None:
    wave = closed_by(opened)
    release.release_wave(wave.id)
    with acting(somebody("member", wave.team_id)):
        assert training.training(wave.team_id).wave_title == ""
    with acting(somebody("facilitator", wave.team_id)):
        assert training.training(wave.team_id).wave_title == wave.title


@pytest.mark.parametrize("days", [0, 1, 3, 10])
def test_the_days_that_were_chosen_are_the_days_it_is_held(opened: Round, days: int) -> None:
    holds.plan(opened.wave.id, 5, based_on=0)
    wave = closed_by(opened)
    holds.plan(wave.id, days, based_on=1)
    start = today()
    release.release_wave(wave.id)
    first = start if days == 0 else start + timedelta(days=days + 1)
    with at_day(first):
        assert sees(wave, "member")
    with at_day(max(start, first - timedelta(days=1))):
        assert sees(wave, "member") == (days == 0)


def test_a_round_that_an_earlier_version_released_is_not_held(opened: Round) -> None:
    from sqlalchemy import delete

    from data.store import database as store
    from data.tables.base import table_of
    from data.tables.meetings import ResultHold

    wave = closed_by(opened)
    release.release_wave(wave.id)
    with store.writing() as connection:
        connection.execute(delete(table_of(ResultHold)))
    assert who_sees(wave) == {*SEES_IT, *WAITS}
    assert holds.show_now(wave.id, based_on=0).hidden_until is None
    with pytest.raises(WaveStateError, match="may have seen"):
        holds.lengthen(wave.id, today() + timedelta(days=4), based_on=0)


def test_a_facilitator_ends_a_hold_early_and_the_log_tells(opened: Round) -> None:
    wave = closed_by(opened)
    release.release_wave(wave.id)
    with acting(somebody("facilitator", wave.team_id)):
        version = holds.hold(wave.id).version
        assert holds.show_now(wave.id, based_on=version).hidden_until is None
        holds.show_now(wave.id, based_on=version)  # twice is like once
    assert who_sees(wave) == {*SEES_IT, *WAITS}
    newest = staff_log.entries()[0]
    assert (newest.action, newest.about, newest.actor) == ("result.show", wave.id, "facilitator")


def test_a_facilitator_holds_longer_but_not_shorter_and_not_without_end(opened: Round) -> None:
    wave = closed_by(opened)
    release.release_wave(wave.id)
    now = holds.hold(wave.id)
    for day in (now.shown_on, today(), today() + timedelta(days=holds.MOST_DAYS + 2)):
        with pytest.raises(WaveProblems, match="Take a day after"):
            holds.lengthen(wave.id, day, based_on=now.version)  # type: ignore[arg-type]
    later = today() + timedelta(days=9)
    assert holds.lengthen(wave.id, later, based_on=now.version).hidden_until == later
    assert staff_log.entries()[0].details == {"until": later.isoformat()}
    with at_day(later - timedelta(days=1)):
        assert who_sees(wave) == set(SEES_IT)
    with at_day(later):
        assert who_sees(wave) == {*SEES_IT, *WAITS}
        with pytest.raises(WaveStateError, match="may have seen"):
            holds.lengthen(wave.id, later + timedelta(days=1), based_on=now.version + 1)


def test_of_two_who_decide_at_once_the_second_is_told(opened: Round) -> None:
    holds.plan(opened.wave.id, 1, based_on=0)
    with pytest.raises(ChangedMeanwhile):
        holds.plan(opened.wave.id, 9, based_on=0)
    wave = closed_by(opened)
    release.release_wave(wave.id)
    seen = holds.hold(wave.id).version
    holds.lengthen(wave.id, today() + timedelta(days=9), based_on=seen)
    with pytest.raises(ChangedMeanwhile):
        holds.show_now(wave.id, based_on=seen)
    assert not sees(wave, "member")


@pytest.mark.parametrize("chosen_before", [True, False])
def test_whoever_chooses_days_in_the_moment_of_release_lets_nobody_see_it_early(
    opened: Round, monkeypatch: pytest.MonkeyPatch, *, chosen_before: bool
) -> None:
    wave = closed_by(opened)
    if chosen_before:
        holds.plan(wave.id, 1, based_on=0)
    version = holds.hold(wave.id).version
    others: list[Thread] = []
    outcomes: list[str] = []

    def choose() -> None:
        with acting(OPERATOR):
            try:
                holds.plan(wave.id, 9, based_on=version)
            except (ChangedMeanwhile, WaveStateError, StorageError):
                outcomes.append("refused")
            else:
                outcomes.append("chosen")

    def meanwhile(days: int, *, released_on: date) -> date:
        if not others:
            others.append(Thread(target=choose))
            others[0].start()
            others[0].join(1)  # time enough to come first, if nothing keeps it out
        return plain_first_day(days, released_on=released_on)

    plain_first_day = holds.first_day
    monkeypatch.setattr(holds, "first_day", meanwhile)
    release.release_wave(wave.id)
    others[0].join()
    assert outcomes == ["refused"]
    assert holds.hold(wave.id).shown_on is not None
    assert who_sees(wave) == set(SEES_IT)


def test_after_release_its_days_are_promised(opened: Round) -> None:
    wave = closed_by(opened)
    with pytest.raises(WaveProblems, match="Take 0 to 30"):
        holds.plan(wave.id, 31, based_on=0)
    release.release_wave(wave.id)
    with pytest.raises(WaveStateError):
        holds.plan(wave.id, 0, based_on=holds.hold(wave.id).version)
    waves.archive_wave(wave.id)
    with pytest.raises(WaveStateError):
        holds.plan(wave.id, 0, based_on=holds.hold(wave.id).version)
    assert not sees(wave, "consultant")


@pytest.mark.parametrize("role", WAITS)
def test_those_who_wait_neither_choose_nor_end_a_hold(opened: Round, role: str) -> None:
    with acting(somebody(role, opened.team.id)), pytest.raises(NotAllowed):
        holds.plan(opened.wave.id, 0, based_on=0)
    wave = closed_by(opened)
    release.release_wave(wave.id)
    with acting(somebody(role, wave.team_id)):
        for step in (
            lambda: holds.show_now(wave.id, based_on=1),
            lambda: holds.lengthen(wave.id, today() + timedelta(days=9), based_on=1),
            lambda: holds.brief(wave.id, "g1"),
        ):
            with pytest.raises(NotAllowed):
                step()


def test_a_later_round_that_tells_what_moved_waits_for_the_round_before(opened: Round) -> None:
    first = closed_by(opened)
    holds.plan(first.id, 9, based_on=0)
    release.release_wave(first.id)
    second = next_round(opened)
    holds.plan(second.id, 0, based_on=0)
    assert release.release_wave(second.id).report.change is not None
    assert who_sees(second) == set(SEES_IT)
    until = today() + timedelta(days=10)
    now = holds.hold(second.id)
    assert (now.holds, now.hidden_until) == (False, until)
    with at_day(until):
        assert sees(second, "member")
    holds.show_now(first.id, based_on=holds.hold(first.id).version)
    assert who_sees(second) == {*SEES_IT, *WAITS}


def test_a_round_that_is_compared_with_none_waits_for_none(opened: Round) -> None:
    first = closed_by(opened)
    second = next_round(opened)
    holds.plan(second.id, 0, based_on=0)
    assert release.release_wave(second.id).report.change is None
    release.release_wave(first.id)  # afterwards, and held
    assert not sees(first, "member")
    assert sees(second, "member")


def test_telling_a_group_first_is_written_down_with_the_group_and_no_other(opened: Round) -> None:
    wave = closed_by(opened)
    release.release_wave(wave.id)
    holds.brief(wave.id, "g1")
    newest = staff_log.entries()[0]
    assert (newest.action, newest.details) == ("result.brief", {"group": "g1"})
    for odd in ("", "g9", "g1+g9", "<b>"):
        with pytest.raises(NotFound):
            holds.brief(wave.id, odd)
    holds.brief(wave.id, "g1+g2")  # as groups that were counted together are called
