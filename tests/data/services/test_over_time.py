"""Rounds side by side: which stand together, and that nothing in them is counted anew."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from data.clock import today
from data.scan_views import AnswerEntry
from data.services import invitations, over_time, release, scan_answers, scans, teams, waves
from data.services.authority import Actor, acting
from data.services.editions import frozen
from data.services.errors import NotFound
from data.services.over_time import Pair, tells_of
from data.store import database as store
from data.store import editions as edition_store
from data.tables.base import table_of
from data.tables.values import ReleasedReport
from data.views import AgencyEntry, ReportView
from scoring import compared
from tests.data.conftest import Round, make_edition, make_sheet


def close(made: Round, *, shift: int = 0, people: int | None = None) -> str:
    """Some answer; the wave's id."""
    for place in range(len(made.secrets) if people is None else people):
        made.send(place, make_sheet(place + 100 * shift))
    waves.close_wave(made.wave.id)
    return made.wave.id


def released(made: Round, *, shift: int = 0, people: int | None = None) -> ReportView:
    return release.release_wave(close(made, shift=shift, people=people))


def next_round(made: Round, *, version: str = "1.0.0") -> Round:
    """The same team asked once more."""
    draft = waves.draft_wave(
        made.team.id,
        "every_kind",
        version=version,
        languages=("en",),
        closes_on=today() + timedelta(days=14),
    )
    again = Round(made.team, waves.open_wave(draft.id))
    again.secrets = [slip.secret for slip in invitations.issue(draft.id, "link")]
    return again


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One database is enough: nothing here speaks SQL of its own."""
    return sqlite_database


@pytest.fixture(autouse=True)
def few_dealings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What chance does to the groups of one round is not asked here."""
    monkeypatch.setattr(compared, "DRAWN", 99)


@pytest.fixture
def three(opened: Round) -> tuple[Round, list[ReportView]]:
    """Three rounds, each released before the next one was opened."""
    first = released(opened)
    second = released(next_round(opened), shift=1)
    third = released(next_round(opened), shift=2)
    return opened, [first, second, third]


def test_each_pair_is_the_change_that_was_stored_with_the_later_round(three) -> None:
    made, views = three
    (series,) = over_time.over_time(made.team.id).series
    assert [view.sha256 for view in series.rounds] == [view.sha256 for view in views]
    assert [(pair.earlier, pair.later) for pair in series.pairs] == [(0, 1), (1, 2)]
    assert [pair.change for pair in series.pairs] == [view.report.change for view in views[1:]]
    assert series.gaps == ()
    assert series.kind == "values"


def test_nothing_is_counted_again(three, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = three

    def never(*_: object, **__: object) -> None:
        raise AssertionError("rows were read")

    for name in ("publish", "wave_sheets", "released_sheets"):
        monkeypatch.setattr(release, name, never)
    assert len(over_time.over_time(made.team.id).series[0].pairs) == 2


def test_a_change_is_known_by_the_figures_of_the_round_it_starts_from(three) -> None:
    _, (first, second, third) = three
    change = second.report.change
    assert change is not None
    assert tells_of(change, first.report)
    assert not tells_of(change, second.report)
    assert not tells_of(change, third.report)
    assert not tells_of(replace(change, items=()), first.report)


def test_a_round_that_was_released_out_of_turn_stands_beside_the_one_it_was_released_after(
    opened: Round,
) -> None:
    first = released(opened)
    late, last = next_round(opened), next_round(opened)
    close(late, shift=1)
    third = released(last, shift=2)
    second = release.release_wave(late.wave.id)
    (series,) = over_time.over_time(opened.team.id).series
    assert [view.sha256 for view in series.rounds] == [
        view.sha256 for view in (first, second, third)
    ]
    assert series.pairs == (Pair(0, 1, second.report.change), Pair(0, 2, third.report.change))
    assert series.gaps == ((2, "beside_another"),)


def test_the_round_after_one_of_too_few_people_stands_beside_the_one_before_it(
    opened: Round,
) -> None:
    first = released(opened)
    released(next_round(opened), people=3)
    third = released(next_round(opened), shift=2)
    (series,) = over_time.over_time(opened.team.id).series
    assert third.report.change is not None
    assert tells_of(third.report.change, first.report)
    assert series.pairs == (Pair(0, 2, third.report.change),)


def test_a_round_of_too_few_people_is_there_and_beside_none(opened: Round) -> None:
    released(opened)
    released(next_round(opened), people=3)
    (series,) = over_time.over_time(opened.team.id).series
    assert len(series.rounds) == 2
    assert series.pairs == ()
    assert series.gaps == ((1, "few_people"),)


def test_a_round_that_shows_sides_only_has_no_distance_to_set_beside(opened: Round) -> None:
    released(opened)
    released(next_round(opened), people=8)
    (series,) = over_time.over_time(opened.team.id).series
    assert series.gaps == ((1, "few_counts"),)


def test_another_edition_begins_a_line_of_its_own(opened: Round) -> None:
    released(opened)
    whole = make_edition("1.1.0")
    edition_store.add_team_edition(
        opened.team.id, frozen(whole), instrument_id="every_kind", version="1.1.0"
    )
    released(next_round(opened, version="1.1.0"), shift=1)
    series = over_time.over_time(opened.team.id).of_kind("values")
    assert [one.edition.instrument.version for one in series] == ["1.0.0", "1.1.0"]
    assert all(one.pairs == () and len(one.rounds) == 1 for one in series)


def test_a_held_round_is_told_of_and_not_shown_to_those_who_wait(three) -> None:
    made, views = three
    with acting(Actor(id="c", name="C", kind="person", teams={made.team.id: "consultant"})):
        (series,) = over_time.over_time(made.team.id).series
    assert series.rounds == series.pairs == ()
    assert len(series.held) == len(views)
    assert all(day > today() for day in series.held)


def test_a_stored_result_that_was_changed_is_counted_and_not_shown(three) -> None:
    made, views = three
    table = table_of(ReleasedReport)
    with store.writing() as connection:
        place = table.c.wave_id == views[1].wave.id
        connection.execute(update(table).where(place).values(sha256="0" * 64))
    (series,) = over_time.over_time(made.team.id).series
    assert [view.wave.id for view in series.rounds] == [views[0].wave.id, views[2].wave.id]
    assert series.changed == 1
    assert series.pairs == ()


def test_groups_of_other_agencies_are_other_groups(opened: Round) -> None:
    released(opened)
    agencies = [AgencyEntry(each.name, each.sector, each.people) for each in opened.team.agencies]
    entries = [*agencies[:2], replace(agencies[2], name="Youth office"), *agencies[3:]]
    teams.update_team(
        opened.team.id, name=opened.team.name, jurisdiction="", agencies=[*entries, agencies[2]]
    )
    released(next_round(opened), shift=1)
    (series,) = over_time.over_time(opened.team.id).series
    assert series.same_groups(0, 0)
    assert not series.same_groups(0, 1)


def test_before_anything_is_released_there_is_nothing(opened: Round) -> None:
    assert over_time.over_time(opened.team.id).series == ()
    close(opened)
    assert over_time.over_time(opened.team.id).series == ()
    assert over_time.scan_rounds(opened.team.id) == ()
    with pytest.raises(NotFound):
        over_time.over_time("nobody")


def test_rounds_of_a_scan_tell_what_became_known_and_what_no_longer_is(opened: Round) -> None:
    team = opened.team.id
    codes = [agency.code for agency in opened.team.agencies]
    first = scans.begin(team).id
    items = [item.id for item in scans.board(first).items[:4]]

    def say(scan_id: str, item: str, code: str, status: str) -> None:
        held = scans.board(scan_id).item(item)
        known = held.of(code) if held else None
        version = known.version if known else 0
        scan_answers.save(scan_id, item, code, AnswerEntry(status), based_on=version)

    say(first, items[0], codes[0], "in_place")
    say(first, items[1], codes[0], "in_place")
    scans.end(first)
    second = scans.begin(team).id
    say(second, items[0], codes[1], "not_in_place")
    say(second, items[1], codes[0], "partly")
    say(second, items[2], codes[0], "not_applicable")
    say(second, items[3], codes[0], "unknown")
    before, now = over_time.scan_rounds(team)
    assert (before.board.scan.id, now.board.scan.id) == (first, second)
    assert before.changes == ()
    assert {each.item for each in now.changes} == set(items)
    assert (now.became_known, now.no_longer_known, now.known_otherwise) == (1, 1, 1)
