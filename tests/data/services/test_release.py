"""What was released is frozen; screens and files get that and nothing else."""

import hashlib

import pytest
from sqlalchemy import update

from data.services import release, waves
from data.services.release import NotFound, ReportChanged, WaveStateError
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import ReleasedReport
from scoring.report import canonical_json
from tests.data.conftest import make_sheet


@pytest.fixture
def closed(opened):
    for place in range(24):
        wish = f"wish {place}" if place < 10 else None
        worry = f"worry {place}" if place < 9 else " "
        sheet = make_sheet(place, q1=place % 4, wish=wish, worry=worry, tenure="long")
        opened.send(place, sheet)
    opened.wave = waves.close_wave(opened.wave.id)
    return opened


def test_a_release_counts_everybody_once(closed):
    view = release.release_wave(closed.wave.id)
    assert view.wave.state == "released"
    assert (view.report.release.people, view.report.release.invited) == (24, 24)
    assert view.report.item("q1").team.counts == (6, 6, 6, 6)
    assert [group.code for group in view.report.release.groups] == ["g1", "g2", "g3"]
    assert [group.people for group in view.report.release.groups] == [7, 9, 8]
    assert not view.report.release.public


def test_what_was_released_comes_back_to_the_last_digit_and_with_its_checksum(closed):
    first = release.release_wave(closed.wave.id)
    store.dispose()
    again = release.report(closed.wave.id)
    assert again.report == first.report
    assert again.sha256 == first.sha256
    assert hashlib.sha256(canonical_json(again.report).encode()).hexdigest() == again.sha256


def test_releasing_twice_is_like_releasing_once(closed):
    assert release.release_wave(closed.wave.id) == release.release_wave(closed.wave.id)


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_nothing_is_shown_before_the_release(make_round, state):
    made = make_round(open_it=state != "draft")
    if state == "closed":
        waves.close_wave(made.wave.id)
    for errand in (release.report, lambda wave_id: release.comments(wave_id, "wish")):
        with pytest.raises(WaveStateError, match="To see its result, it must be"):
            errand(made.wave.id)
    if state != "closed":
        with pytest.raises(WaveStateError, match="To see its result, it must be closed"):
            release.release_wave(made.wave.id)


def test_a_stored_result_that_was_changed_is_not_shown(closed):
    release.release_wave(closed.wave.id)
    table = table_of(ReleasedReport)
    with store.writing() as connection:
        body = connection.execute(table.select()).one().body
        connection.execute(update(table).values(body=body.replace('"people":24', '"people":25')))
    with pytest.raises(ReportChanged, match="not the one that was released"):
        release.report(closed.wave.id)


def test_comments_are_shown_only_when_ten_people_wrote(closed):
    view = release.release_wave(closed.wave.id)
    assert view.comments == {
        "own_words": "too_few_comments",
        "wish": "shown",
        "worry": "too_few_comments",
    }
    wishes = release.comments(closed.wave.id, "wish")
    assert sorted(wishes.texts) == sorted(f"wish {place}" for place in range(10))
    assert wishes.withheld is None
    worries = release.comments(closed.wave.id, "worry")
    assert (worries.texts, worries.withheld, worries.needed) == ((), "too_few_comments", 10)
    with pytest.raises(NotFound, match="no open question 'q1'"):
        release.comments(closed.wave.id, "q1")


def test_comments_come_in_the_same_order_each_time_which_is_not_that_of_the_senders(closed):
    release.release_wave(closed.wave.id)
    first = release.comments(closed.wave.id, "wish").texts
    assert release.comments(closed.wave.id, "wish").texts == first


def test_facts_are_released_for_the_whole_team_or_not_at_all(make_round):
    made = make_round(facts=("tenure", "role"))
    for place in range(24):
        tenure = "long" if place < 12 else "short"
        made.send(place, {"q1": 1, "tenure": tenure, "role": "lead" if place < 2 else "staff"})
    waves.close_wave(made.wave.id)
    released = release.release_wave(made.wave.id).report.release
    assert [(fact.id, fact.cells) for fact in released.facts] == [
        ("tenure", ((("short",), 12), (("long",), 12)))
    ]
    assert ("fact", "role") in [(one.what, one.subject) for one in released.withheld]


def test_groups_that_few_answered_are_counted_together(opened):
    for place in (*range(3), *range(7, 24)):  # 3 of the first group's 7
        opened.send(place)
    waves.close_wave(opened.wave.id)
    released = release.release_wave(opened.wave.id).report.release
    assert [(g.members, g.people) for g in released.groups] == [(("g1", "g3"), 11), (("g2",), 9)]
    assert [group.invited for group in released.groups] == [15, 9]


def test_a_wave_that_too_few_answered_shows_nothing(opened):
    for place in range(4):
        opened.send(place)
    waves.close_wave(opened.wave.id)
    report = release.release_wave(opened.wave.id).report
    assert report.items == ()
    assert [one.what for one in report.release.withheld] == ["team"]


def test_a_result_in_the_archive_can_still_be_seen(closed):
    released = release.release_wave(closed.wave.id)
    assert waves.archive_wave(closed.wave.id).state == "archived"
    assert release.report(closed.wave.id).report == released.report
    assert release.comments(closed.wave.id, "wish").texts


def test_what_a_group_is_called_and_asked_comes_with_the_report(closed):
    view = release.release_wave(closed.wave.id)
    assert {group.code for group in view.wave.groups} == {"g1", "g2", "g3"}
    assert {item.id for item in view.report.items} >= {"q1", "causes.one", "share"}
    assert view.edition.instrument.item("q1").id == "q1"
