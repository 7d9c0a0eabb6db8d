"""The demo team's scan shows what a scan is for: what is known, what is not, and who differs."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.scan_views import BoardView
from data.services import demo_scan, outcomes, scan_answers, scan_settling, scans, teams
from data.services.authority import Actor, acting
from data.services.demo import _AGENCIES
from data.services.demo_outcomes import demo_entries
from data.services.errors import NotAllowed
from data.services.scan_board import months_before
from surveys.checklist import STATUSES


@pytest.fixture
def board(database: str) -> BoardView:
    team = teams.create_team("Riverbend", "", _AGENCIES, demo=True)
    return scans.board(demo_scan.fill_demo_scan(team.id))


def test_three_agencies_answered_most_of_the_63_items(board: BoardView) -> None:
    said = Counter(answer.agency_name for item in board.items for answer in item.answers)
    assert len(said) == 3
    assert set(said.values()) == {59, 60}
    assert said["Hand in Hand Recovery"] == 60


def test_there_are_two_conflicts_of_which_one_is_settled_with_a_dissent(board: BoardView) -> None:
    assert [item.id for item in board.items if item.conflicts] == [demo_scan.OPEN]
    (settled,) = [item for item in board.items if item.decision]
    assert settled.id == demo_scan.SETTLED
    assert settled.settled
    assert settled.decision is not None
    assert settled.decision.reason
    (against,) = settled.decision.dissents
    assert (against.agency_name, settled.standing) == ("New Shore Treatment Center", "partly")


def test_every_status_and_every_standing_is_there(board: BoardView) -> None:
    said = {answer.status for item in board.items for answer in item.answers}
    assert said == set(STATUSES)
    standings = Counter(item.standing for item in board.items)
    assert len(standings) == 8
    assert standings["stale"] == len(demo_scan.STALE)
    assert standings["differ"] == 1
    assert standings["unknown"] >= len(demo_scan.UNKNOWN)
    assert standings["not_asked"] >= len(demo_scan.NOBODY)


def test_stale_answers_rest_on_sources_of_over_eighteen_months_ago(board: BoardView) -> None:
    oldest = months_before(today(), 18)
    for item in board.items:
        known = [each for each in item.answers if each.source_date]
        old = [each for each in known if each.source_date and each.source_date < oldest]
        assert (bool(old), item.id in demo_scan.STALE) in ((True, True), (False, False))
        assert len(old) in (0, len(known))


def test_one_agency_signed_and_two_things_have_somebody_who_runs_them_and_a_day(
    board: BoardView,
) -> None:
    (signed,) = board.sign_offs
    assert (signed.agency_name, signed.current) == ("Riverbend Child and Family Services", True)
    planned = [item.plan for item in scan_settling.work_list(board) if item.plan.version]
    assert len(planned) == 2
    assert all(plan.operating_agency and plan.due_on and not plan.owner_id for plan in planned)
    assert all(plan.due_on and plan.due_on > today() for plan in planned)


def test_the_team_added_one_item_and_its_answer_is_there(board: BoardView) -> None:
    (own,) = [item for item in board.items if item.own]
    assert own.standing == "partly"


def test_each_answer_is_one_that_could_have_been_saved_one_by_one(board: BoardView) -> None:
    """The gate of `save` finds nothing to refuse, and adds no version to what is fresh."""
    for item in board.items[::9]:
        for answer in item.answers:
            again = scan_answers.save(
                board.scan.id, item.id, answer.agency_code, answer.entry, based_on=1
            )
            assert again.entry == answer.entry
            assert again == answer or answer.agency_code in item.stale  # then it is fresh now


def test_the_same_answers_come_out_on_every_computer(database: str) -> None:
    def told() -> list[tuple[object, ...]]:
        team = teams.create_team("Riverbend", "", _AGENCIES, demo=True)
        whole = scans.board(demo_scan.fill_demo_scan(team.id))
        return [
            (item.id, answer.agency_name, replace(answer, agency_code="").entry)
            for item in whole.items
            if not item.own
            for answer in item.answers
        ]

    assert told() == told()


@pytest.mark.parametrize("days", [100, 500])
def test_the_demo_of_a_later_year_has_its_conflicts_and_stale_answers_too(
    sqlite_database: str, days: int
) -> None:
    with at_day(today() + timedelta(days=days)):
        team = teams.create_team("Riverbend", "", _AGENCIES, demo=True)
        whole = scans.board(demo_scan.fill_demo_scan(team.id))
        standings = Counter(item.standing for item in whole.items)
        assert (standings["differ"], standings["stale"]) == (1, len(demo_scan.STALE))


def test_the_baseline_is_filled_in(board: BoardView) -> None:
    made = outcomes.entries(board.scan.team_id)
    assert {each.entry.indicator for each in made} == {
        each.indicator for each in demo_entries(today())
    }


def test_nobody_without_the_role_fills_it_in(database: str) -> None:
    team = teams.create_team("Riverbend", "", _AGENCIES, demo=True)
    member = Actor(id="m", name="Sam", kind="person", teams={team.id: "member"})
    with acting(member), pytest.raises(NotAllowed):
        demo_scan.fill_demo_scan(team.id)
    assert scans.scans(team.id) == ()
