"""What staff are refused stands in the log, costs the one who asks nothing, and cannot flood it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context

import pytest
from sqlalchemy import text

from data import counted
from data.services import (
    actions,
    audit_log,
    authority,
    editions,
    scans,
    teams,
    waves,
    written_later,
)
from data.services.authority import RESPONDENT, Actor, acting, permit
from data.services.errors import NotAllowed, NotFound
from data.services.rules import RULES
from data.services.written_later import Happening
from data.store import database as store
from data.views import AgencyEntry, TeamView
from pages.admin.steps import STEPS
from tests.data.conftest import KIN_A, OTHER_A

ROSTER = (AgencyEntry("Court", KIN_A, 6), AgencyEntry("Clinic", OTHER_A, 6))
Told = tuple[str, str, str | None, str, dict[str, object]]


@pytest.fixture
def team(database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [1_800_000_000]
    monkeypatch.setattr(written_later, "seconds", lambda: now[0])
    return now


def member(team: TeamView) -> Actor:
    return Actor(id="b1", name="Bo", kind="person", teams={team.id: "member"})


def stranger() -> Actor:
    return Actor(id="c1", name="Cleo", kind="person", teams={"elsewhere": "facilitator"})


def refused(team_id: str | None = None) -> list[Told]:
    """What the log says of refusals, oldest first; all of it, or what one team reads."""
    found = [each for each in audit_log.entries(team_id, limit=200) if each.action == "refused"]
    return [
        (each.actor, each.actor_name, each.team_id, each.about, dict(each.details))
        for each in reversed(found)
    ]


def ask(who: Actor, step: Callable[[], object]) -> None:
    with acting(who), pytest.raises((NotAllowed, NotFound)):
        step()


@contextmanager
def busy_writer() -> Iterator[threading.Event]:
    """While inside, the thread that writes is at something else; until the event is set."""
    go_on = threading.Event()
    written_later._writer.submit(go_on.wait)
    try:
        yield go_on
    finally:
        go_on.set()
        written_later.settle()


def test_a_refused_step_stands_in_the_log_of_the_team_with_who_and_what(team: TeamView) -> None:
    ask(member(team), lambda: permit("people.change", team_id=team.id))
    assert refused(team.id) == [("b1", "Bo", team.id, team.id, {"step": "people.change"})]
    assert audit_log.verify().ok


def test_a_refused_step_about_no_team_stands_in_the_log_that_administrators_read(
    team: TeamView,
) -> None:
    ask(member(team), lambda: permit("account.change"))
    assert refused() == [("b1", "Bo", None, "", {"step": "account.change"})]
    assert refused(team.id) == []


def test_the_same_refusal_is_one_entry_an_hour_and_how_often_it_came_again(
    team: TeamView, clock: list[int]
) -> None:
    for _ in range(100):
        ask(member(team), lambda: permit("people.change", team_id=team.id))
    assert len(refused()) == 1
    written_later.catch_up()
    assert len(refused()) == 1
    clock[0] += 3600
    written_later.catch_up()
    assert [details for *_, details in refused()] == [
        {"step": "people.change"},
        {"step": "people.change", "again": 99},
    ]
    ask(member(team), lambda: permit("people.change", team_id=team.id))
    written_later.catch_up(everything=True)
    assert len(refused()) == 3


def test_without_anybody_who_sums_up_the_next_refusal_does(
    team: TeamView, clock: list[int]
) -> None:
    for _ in range(3):
        ask(member(team), lambda: permit("people.change", team_id=team.id))
    clock[0] += 3600
    ask(member(team), lambda: permit("people.change", team_id=team.id))
    assert [details.get("again") for *_, details in refused()] == [None, 2, None]


def test_respondents_and_nobody_are_never_written_down(team: TeamView) -> None:
    ask(RESPONDENT, lambda: permit("result.export", team_id=team.id))
    with pytest.raises(NotAllowed):
        Context().run(permit, "result.export", team_id=team.id)
    assert refused() == []


@pytest.mark.parametrize("what", ["team", "wave", "scan", "questionnaire"])
def test_who_asks_for_what_another_team_has_stands_in_its_log_and_learns_nothing(
    team: TeamView, what: str
) -> None:
    from data.clock import today

    scan = scans.begin(team.id).id
    wave = waves.draft_wave(team.id, "values_open", languages=("en",), closes_on=today()).id
    look: dict[str, Callable[[str], object]] = {
        "team": teams.team,
        "wave": waves.wave,
        "scan": scans.scan,
        "questionnaire": editions.editions,
    }
    real = {"wave": wave, "scan": scan}.get(what, team.id)
    told = set()
    for row_id in (real, "0123456789abcdef", "' OR 1=1 --"):
        with acting(stranger()), pytest.raises(NotFound) as missing:
            look[what](row_id)
        told.add(str(missing.value))
    assert len(told) == 1
    step = {"wave": "wave.see", "scan": "scan.see"}.get(what, "team.see")
    assert refused() == [("c1", "Cleo", team.id, team.id, {"step": step})]


def test_a_team_that_was_made_up_is_in_no_entry(team: TeamView) -> None:
    ask(stranger(), lambda: permit("log.team", team_id="' OR 1=1 --\nforged line"))
    assert refused() == [("c1", "Cleo", None, "", {"step": "log.team"})]


def test_whoever_answers_for_another_agency_is_written_down(team: TeamView) -> None:
    scans.begin(team.id)
    code = team.agencies[0].code
    ask(member(team), lambda: scans.permit_answering(team.id, code))
    assert [details for *_, details in refused(team.id)] == [{"step": "scan.answer"}]
    assert actions.refused is authority.refused


def test_an_entry_stays_when_what_was_under_way_is_rolled_back(
    team: TeamView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written_later, "PATIENCE", 0.0)  # the writer waits for this transaction

    def step() -> None:
        with store.writing() as connection:
            connection.execute(text("UPDATE team SET name = 'Changed'"))
            with acting(member(team)):
                permit("people.change", team_id=team.id)

    with pytest.raises(NotAllowed):
        step()
    written_later.settle()
    assert len(refused(team.id)) == 1
    assert teams.team(team.id).name == "River county"


def test_nobody_waits_for_the_log(team: TeamView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_later, "PATIENCE", 0.0)
    with busy_writer() as go_on:
        ask(member(team), lambda: permit("people.change", team_id=team.id))
        assert refused() == []
        go_on.set()
        written_later.settle()
        assert len(refused()) == 1


def test_a_log_that_cannot_be_written_changes_nothing_for_the_one_who_asks(
    team: TeamView, caplog: pytest.LogCaptureFixture
) -> None:
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE audit_entry RENAME TO away"))
    ask(member(team), lambda: permit("people.change", team_id=team.id))
    counted.tell(everything=True)
    assert "entries of the log of staff that could not be written: 1" in caplog.text
    assert "Bo" not in caplog.text
    assert team.id not in caplog.text


def test_of_one_who_tries_everything_the_log_has_no_more_than_forty_one_entries(
    team: TeamView, clock: list[int]
) -> None:
    for number in range(500):
        ask(stranger(), lambda number=number: permit("people.see", team_id=f"made up {number}"))
    ask(member(team), lambda: permit("people.change", team_id=team.id))
    told = refused()
    assert len(told) == 42  # and somebody else's stands beside them
    assert sum(details == {"others": True} for *_, details in told) == 1
    clock[0] += 3600
    written_later.catch_up()
    assert refused()[-1][-1] == {"others": True, "again": 459}


def test_when_too_many_wait_the_rest_is_counted(
    team: TeamView, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(written_later, "PATIENCE", 0.0)
    monkeypatch.setattr(written_later, "_MOST_WAITING", 10)
    with busy_writer():
        for number in range(30):
            written_later.write(Happening("d1", "Dee", "refused", about=str(number)))
    assert len(refused()) == 10
    counted.tell(everything=True)
    assert "could not be written: 20" in caplog.text


def test_when_the_program_ends_what_waits_is_written_or_given_up_and_counted(
    team: TeamView, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        ask(member(team), lambda: permit("people.change", team_id=team.id))
    written_later.end(patience=20)
    assert [details.get("again") for *_, details in refused()] == [None, 2]
    monkeypatch.setattr(written_later, "PATIENCE", 0.0)
    with busy_writer():
        ask(member(team), lambda: permit("team.change", team_id=team.id))
        written_later.end(patience=0)
    assert len(refused()) == 2
    counted.tell(everything=True)
    assert "could not be written: 1" in caplog.text


def test_many_who_are_refused_at_once_leave_a_whole_chain(team: TeamView) -> None:
    def knock(number: int) -> None:
        who = Actor(id=f"p{number}", name="Somebody", kind="person", teams={team.id: "member"})
        for action in ("people.change", "team.change", "log.team"):
            ask(who, lambda action=action: permit(action, team_id=team.id))

    threads = [threading.Thread(target=knock, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written_later.settle()
    assert len(refused(team.id)) == 36
    assert audit_log.verify().ok


def test_every_step_has_words_for_the_log() -> None:
    assert set(STEPS) == set(RULES)
    assert len(set(STEPS.values())) == len(STEPS)
