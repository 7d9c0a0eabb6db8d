"""What a close leaves, what it refuses, and that nobody's answer falls between two chairs."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from data import clock, keyring
from data.clock import at_day, today
from data.services import answering, audit_log, closing, release, teams, waves
from data.services.answering import NotKnown, WaveClosed
from data.services.authority import OPERATOR, as_actor
from data.services.closing import (
    BallotsDamaged,
    KeyMissing,
    KeyOutOfReach,
    NotFound,
    Unopened,
    WaveStateError,
)
from data.services.errors import StorageError
from data.store import closing as closing_store
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import Answer, AnswerSheet, Comment
from tests.data.conftest import Maker, damage_one_ballot, make_sheet


def _levels(item: str) -> list[int]:
    answer = table_of(Answer)
    with store.reading() as connection:
        found = select(answer.c.level).where(answer.c.item == item)
        return sorted(connection.execute(found).scalars())


def test_answers_are_kept_as_levels_and_bands_only(opened):
    sheets = [
        {"q1": 3, "share": 41, "years": 12, "causes": ["one", "three"], "first": 2},
        {"q1": "dk", "share": "dk", "years": 0, "causes": []},
        {"q1": None, "share": 100},
    ]
    for place, sheet in enumerate(sheets):
        opened.send(place, sheet)
    waves.close_wave(opened.wave.id)
    assert _levels("q1") == [-2, -1, 3]
    assert _levels("share") == [-1, 2, 4]
    assert _levels("years") == [-3, 0, 2]
    assert _levels("causes.one") == [-3, 0, 1]
    assert _levels("q2") == [-3, -3, -3]
    with store.reading() as connection:
        items = set(connection.execute(select(table_of(Answer).c.item)).scalars())
    assert items.isdisjoint({"own_words", "wish", "worry", "tenure", "role", "causes"})


def test_what_people_wrote_is_kept_apart_from_their_sheet_and_from_each_other(opened):
    for place in range(3):
        opened.send(place, {"own_words": f"a{place}", "wish": f"b{place}\x00", "worry": "  "})
    waves.close_wave(opened.wave.id)
    with store.reading() as connection:
        comments = connection.execute(select(table_of(Comment))).all()
        sheets = set(connection.execute(select(table_of(AnswerSheet).c.id)).scalars())
    assert sorted(row.text for row in comments) == ["a0", "a1", "a2", "b0", "b1", "b2"]
    assert len({row.id for row in comments}) == 6
    assert not sheets & {row.id for row in comments}


def test_a_wave_nobody_answered_can_be_closed(opened):
    assert waves.close_wave(opened.wave.id).state == "closed"
    assert waves.progress(opened.wave.id).answered == 0


def test_closing_a_closed_wave_changes_nothing(opened):
    opened.send(0)
    first = waves.close_wave(opened.wave.id)
    assert waves.close_wave(opened.wave.id) == first


def test_a_wave_that_never_opened_cannot_be_closed(make_round):
    draft = make_round(open_it=False).wave
    with pytest.raises(WaveStateError, match=r"still a draft\. To close it, it must be open"):
        waves.close_wave(draft.id)
    with pytest.raises(NotFound, match="This wave is not here"):
        waves.close_wave("nothing")
    assert waves.wave(draft.id).state == "draft"


def test_a_wave_closes_by_itself_when_its_last_day_is_over(make_round):
    made, other = make_round(closes_on=clock.today()), make_round(name="Other")
    made.send(0)
    assert waves.close_due_waves() == ()
    assert waves.close_due_waves(clock.today() + timedelta(days=1)) == (made.wave.id,)
    assert waves.wave(made.wave.id).state == "closed"
    assert waves.wave(other.wave.id).state == "open"
    with pytest.raises(NotKnown, match="the wave is over"):
        answering.open_form(made.secrets[1])


def test_without_its_key_a_wave_waits_in_closing_and_others_close(make_round, home):
    lost, other = (make_round(name=n, closes_on=clock.today()) for n in ("A", "B"))
    for made in (lost, other):
        made.send(0)
    file = home / "keys" / f"{lost.wave.id}.key"
    key = file.read_bytes()
    file.unlink()
    tomorrow = clock.today() + timedelta(days=1)
    told = r"its answer sheets \(1\) cannot be opened\. Put the key back"
    with pytest.raises(KeyMissing, match=told):
        waves.close_due_waves(tomorrow)
    assert waves.wave(lost.wave.id).state == "closing"
    assert waves.wave(other.wave.id).state == "closed"
    with pytest.raises(WaveClosed, match="no more answers"):
        lost.send(1)
    file.write_bytes(key)
    assert waves.close_wave(lost.wave.id).state == "closed"
    assert waves.progress(lost.wave.id).answered == 1


def test_only_the_waves_of_the_teams_that_are_asked_for_are_closed(make_round) -> None:
    lost, other = (make_round(name=n, closes_on=clock.today()) for n in ("A", "B"))
    lost.send(0)
    keyring.destroy_wave_key(lost.wave.id)
    tomorrow = clock.today() + timedelta(days=1)
    closed = waves.close_due_waves(tomorrow, teams=(other.wave.team_id,))
    assert closed == (other.wave.id,)
    assert waves.wave(lost.wave.id).state == "open"


def test_a_wave_whose_key_is_lost_for_good_is_closed_without_its_sheets(make_round, home) -> None:
    made = make_round()
    made.send_all()
    keyring.destroy_wave_key(made.wave.id)
    with pytest.raises(KeyMissing, match="--without-damaged"):
        waves.close_wave(made.wave.id)
    assert closing.unopened(made.wave.id) == Unopened(sheets=24, lost=24, keyless=True)
    assert closing.close_wave(made.wave.id, without_damaged=True).state == "closed"
    assert closing_store.sheets_kept(made.wave.id) == 0
    assert closing_store.ballots(made.wave.id) == ()
    assert closing.lost_sheets(made.wave.id) == 24
    told = [entry for entry in audit_log.entries() if entry.action == "wave.lose"]
    assert [entry.details["sheets"] for entry in told] == [24]
    assert release.release_wave(made.wave.id).report.release.groups == ()
    team = teams.team(made.wave.team_id)
    teams.delete_team(team.id, confirm_name=team.name)


def test_nothing_is_given_up_where_the_whole_folder_of_keys_is_elsewhere(make_round, home) -> None:
    made = make_round()
    made.send_all()
    (home / "keys").rename(home / "elsewhere")
    with pytest.raises(KeyMissing):
        waves.close_wave(made.wave.id, without_damaged=True)
    (home / "elsewhere").rename(home / "keys")
    waves.close_wave(made.wave.id)
    assert closing_store.sheets_kept(made.wave.id) == 24


@pytest.mark.parametrize("what", ["read_bytes", "open"])
def test_a_key_that_cannot_be_read_or_destroyed_loses_nothing_and_keeps_no_other_from_closing(
    what: str, make_round, monkeypatch
) -> None:
    hurt, other = (make_round(name=n, closes_on=clock.today()) for n in ("A", "B"))
    for made in (hurt, other):
        made.send_all()
    real = getattr(Path, what)

    def refuse(path: Path, *arguments, **options):
        if path.name == f"{hurt.wave.id}.key":
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)

    with monkeypatch.context() as broken:
        broken.setattr(Path, what, refuse)
        for without_damaged in (False, True):
            with pytest.raises(KeyOutOfReach, match="Permission denied"):
                closing.close_wave(hurt.wave.id, without_damaged=without_damaged)
        with pytest.raises(KeyOutOfReach, match="Permission denied"):
            waves.close_due_waves(clock.today() + timedelta(days=1))
        assert waves.wave(hurt.wave.id).state == "closing"
        assert waves.wave(other.wave.id).state == "closed"
    waves.close_due_waves()
    assert waves.wave(hurt.wave.id).state == "closed"
    assert closing_store.sheets_kept(hurt.wave.id) == 24


def test_a_close_that_is_tried_again_and_again_is_written_down_once(make_round, home):
    made = make_round()
    made.send_all()
    keyring.destroy_wave_key(made.wave.id)
    for _ in range(3):
        with pytest.raises(KeyMissing):
            closing.close_wave(made.wave.id)
    told = [entry.action for entry in audit_log.entries()]
    assert told.count("wave.close") == 1


def test_while_a_wave_is_open_no_sheet_is_opened_to_look_whether_it_can_be(opened, monkeypatch):
    opened.send_all()
    tried: list[bytes] = []
    monkeypatch.setattr(closing, "unseal", lambda sealed, **_: tried.append(sealed))
    with pytest.raises(WaveStateError, match="its sheets stay sealed"):
        closing.unopened(opened.wave.id)
    assert tried == []


def test_a_damaged_sheet_keeps_its_wave_waiting_and_no_other(make_round):
    hurt, other = (make_round(name=n, closes_on=clock.today()) for n in ("A", "B"))
    for made in (hurt, other):
        made.send_all()
    damage_one_ballot(hurt.wave.id)
    told = r"Of the 24 sealed answer sheets of wave \w+, 1 cannot be opened"
    with pytest.raises(BallotsDamaged, match=told):
        waves.close_due_waves(clock.today() + timedelta(days=1))
    assert waves.wave(hurt.wave.id).state == "closing"
    assert waves.wave(other.wave.id).state == "closed"
    assert keyring.wave_key(hurt.wave.id) is not None


def test_somebody_may_decide_to_go_on_without_a_damaged_sheet(opened):
    opened.send_all()
    damage_one_ballot(opened.wave.id)
    with pytest.raises(BallotsDamaged, match="or go on without them"):
        waves.close_wave(opened.wave.id)
    assert waves.close_wave(opened.wave.id, without_damaged=True).state == "closed"
    sheets = table_of(AnswerSheet)
    with store.reading() as connection:
        assert len(connection.execute(select(sheets.c.id)).all()) == 23
    assert keyring.wave_key(opened.wave.id) is None


def test_trouble_with_the_database_at_one_wave_does_not_keep_the_next_from_closing(
    make_round, monkeypatch
):
    both = [make_round(name=n, closes_on=clock.today()) for n in ("A", "B")]
    first, last = sorted(made.wave.id for made in both)
    write = closing_store.write_opened

    def refuse_the_first(wave_id, opened):
        if wave_id == first:
            raise StorageError("The database is in use.")
        return write(wave_id, opened)

    monkeypatch.setattr(closing_store, "write_opened", refuse_the_first)
    with pytest.raises(StorageError, match="in use"):
        waves.close_due_waves(clock.today() + timedelta(days=1))
    assert [waves.wave(each).state for each in (first, last)] == ["closing", "closed"]


def test_a_key_of_another_wave_opens_nothing(make_round, home):
    made, other = make_round(name="A"), make_round(name="B")
    made.send(0)
    key = keyring.wave_key(other.wave.id)
    keyring.keep_wave_key(made.wave.id, key)
    with pytest.raises(KeyMissing, match="not in the folder of keys"):
        waves.close_wave(made.wave.id)
    assert (home / "keys" / f"{made.wave.id}.key").exists()


def test_many_who_close_at_once_write_once(make_round, monkeypatch):
    made = make_round()
    for place in range(8):
        made.send(place)
    monkeypatch.setattr(closing, "_one_at_a_time", threading.Semaphore(4))  # as four processes
    with ThreadPoolExecutor(4) as people:
        close = as_actor(OPERATOR)(waves.close_wave)
        states = list(people.map(lambda _: close(made.wave.id).state, range(4)))
    assert set(states) <= {"closed", "closing"}
    assert waves.close_wave(made.wave.id).state == "closed"
    assert len(_levels("q1")) == 8


def test_a_ballot_sent_while_the_wave_closes_is_counted_or_refused_and_never_lost(make_round):
    made, ready = make_round(), threading.Barrier(9)
    heard: list[str] = []

    def send(places: range) -> None:
        ready.wait()
        for place in places:
            try:
                heard.append(made.send(place, make_sheet(place)))
            except (WaveClosed, NotKnown):
                heard.append("refused")

    @as_actor(OPERATOR)
    def close() -> None:
        ready.wait()
        waves.close_wave(made.wave.id)

    errands = [threading.Thread(target=send, args=(range(n, 24, 8),)) for n in range(8)]
    errands.append(threading.Thread(target=close))
    for errand in errands:
        errand.start()
    for errand in errands:
        errand.join()
    assert len(heard) == 24
    assert len(_levels("q1")) == heard.count("received") == waves.progress(made.wave.id).answered


def test_a_wave_that_is_closed_early_was_open_until_that_day(make_round: Maker) -> None:
    early, over = make_round(), make_round(name="Lake county")
    last = early.wave.closes_on
    assert waves.close_wave(early.wave.id).closes_on == today() < last
    with at_day(last + timedelta(days=3)):
        assert waves.close_wave(over.wave.id).closes_on == last
