"""What training would help: who could learn what from whom, and what lies apart."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from data.clock import at_day, today
from data.scan_views import AnswerEntry
from data.services import invitations, release, scan_answers, scans, teams, waves
from data.services.answering import keep_answers
from data.services.authority import Actor, acting
from data.services.editions import frozen
from data.services.errors import NotFound
from data.services.training import Unknown, training
from data.store import database as store
from data.store import editions as edition_store
from data.tables.base import table_of
from data.tables.values import ReleasedReport
from data.views import AgencyEntry, TeamView
from surveys.checklist import KNOWN, STATUSES
from tests.data.conftest import Maker, Round, make_edition, make_sheet

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
    AgencyEntry("Hand in Hand Recovery", "recovery_peer", 4),
)
WELFARE, TREATMENT, RECOVERY = (agency.name for agency in ROSTER)
ITEM, OTHER = "cert_body_known", "cert_types_known"


@dataclass
class Table:
    """A team with a scan."""

    team: TeamView
    scan_id: str

    def say(self, *statuses: str | None, item: str = ITEM, source: date | None = None) -> None:
        """What each agency says, in the order of the roster; None says nothing."""
        for agency, status in zip(self.team.agencies, statuses, strict=True):
            if status is not None:
                entry = AnswerEntry(status, source_date=source)
                scan_answers.save(self.scan_id, item, agency.code, entry, based_on=0)

    def unknowns(self) -> dict[str, Unknown]:
        return {each.item.id: each for each in training(self.team.id).unknowns}


@pytest.fixture
def table(database: str) -> Table:
    team = teams.create_team("River county", "", ROSTER)
    return Table(team, scans.begin(team.id).id)


def answered(made: Round) -> Round:
    """Ten statements on which all agree, but two: q3 is spread evenly, and q7 to the ends."""
    for place in range(len(made.secrets)):
        same = {f"q{number}": 3 for number in range(1, 11)}
        sheet = make_sheet(place, **same, share=50, years=5)
        sheet |= {"q3": place % 4, "q7": (0, 3, 0, 3, 1, 2)[place % 6]}
        assert made.send(place, sheet) == "received"
    return made


def apart(team_id: str) -> tuple[str, list[str]]:
    view = training(team_id)
    return view.wave_title, [each.statement for each in view.apart]


@pytest.fixture
def closed(make_round: Maker) -> Round:
    made = answered(make_round(title="Spring values"))
    made.wave = waves.close_wave(made.wave.id)
    return made


def test_a_team_without_a_scan_or_values_has_nothing_to_learn_yet(database):
    view = training(teams.create_team("River county", "", ROSTER).id)
    assert (view.board, view.unknowns, view.apart, view.wave_title) == (None, (), (), "")


def test_nobody_learns_what_nobody_was_asked_or_all_know(table):
    table.say("in_place", "partly", "not_in_place")
    assert table.unknowns() == {}
    board = training(table.team.id).board
    assert board is not None
    assert board.scan.id == table.scan_id


def test_who_does_not_know_learns_from_who_does_by_name(table):
    table.say("unknown", "in_place", "partly")
    found = table.unknowns()[ITEM]
    assert found.learn == (WELFARE,)
    assert set(found.teach) == {TREATMENT, RECOVERY}


@pytest.mark.parametrize("status", STATUSES)
def test_whoever_says_how_things_are_teaches_and_nobody_else_does(table, status):
    table.say("unknown", status, None)
    found = table.unknowns()[ITEM]
    assert found.teach == ((TREATMENT,) if status in KNOWN else ())
    assert (TREATMENT in found.learn) == (status == "unknown")


def test_what_nobody_knows_nobody_teaches(table):
    table.say("unknown", "unknown", "not_our_area")
    found = table.unknowns()[ITEM]
    assert set(found.learn) == {WELFARE, TREATMENT}
    assert found.teach == ()


def test_what_somebody_knew_too_long_ago_does_not_teach(table):
    table.say("unknown", "in_place", None, source=date(2026, 3, 2))
    table.say(None, None, "partly")
    with at_day(date(2027, 9, 2)):
        assert set(table.unknowns()[ITEM].teach) == {TREATMENT, RECOVERY}
    with at_day(date(2027, 9, 3)):
        assert table.unknowns()[ITEM].teach == (RECOVERY,)


def test_what_most_do_not_know_comes_first_and_then_the_order_of_the_scan(table):
    first, second, third = (item.id for item in scans.board(table.scan_id).items[:3])
    table.say("unknown", "in_place", None, item=first)
    table.say("unknown", "unknown", "in_place", item=third)
    table.say("in_place", "unknown", None, item=second)
    assert list(table.unknowns()) == [third, first, second]


def test_the_newest_scan_is_the_one_that_counts(table):
    table.say("unknown", "in_place", None)
    scans.end(table.scan_id)
    later = Table(table.team, scans.begin(table.team.id).id)
    code = table.team.agencies[0].code
    scan_answers.save(later.scan_id, ITEM, code, AnswerEntry("partly"), based_on=1)
    assert later.unknowns() == {}
    board = training(table.team.id).board
    assert board is not None
    assert board.scan.id == later.scan_id


def test_nothing_of_a_wave_of_values_is_told_before_its_release(closed):
    assert apart(closed.team.id) == ("", [])
    release.release_wave(closed.wave.id)
    title, _ = apart(closed.team.id)
    assert title == "Spring values"


def test_a_result_that_was_changed_in_the_database_keeps_nobody_from_the_rest(closed):
    release.release_wave(closed.wave.id)
    reports = table_of(ReleasedReport)
    with store.writing() as connection:
        connection.execute(update(reports).values(body=reports.c.body + " "))
    assert apart(closed.team.id) == ("", [])


def test_the_statement_that_most_lie_apart_on_comes_first(closed):
    release.release_wave(closed.wave.id)
    _, statements = apart(closed.team.id)
    assert statements[:2] == ["q7", "q3"]


def test_no_statement_on_which_all_agree_lies_apart(closed):
    released = release.release_wave(closed.wave.id)
    agreed = set(released.report.agreed)
    assert {f"q{number}" for number in (1, 2, 4, 5, 6, 8, 9, 10)} <= agreed
    assert agreed.isdisjoint(apart(closed.team.id)[1])


def test_an_archived_wave_is_told_like_a_released_one(closed):
    release.release_wave(closed.wave.id)
    before = apart(closed.team.id)
    waves.archive_wave(closed.wave.id)
    assert apart(closed.team.id) == before != ("", [])


def test_a_wave_of_another_kind_tells_nothing_of_values(closed):
    """A later wave about capacity is passed over, and the values before it are told."""
    release.release_wave(closed.wave.id)
    before = apart(closed.team.id)
    whole = make_edition()
    named = {"id": "another_kind", "kind": "capacity"}
    whole = whole.model_copy(update={"instrument": whole.instrument.model_copy(update=named)})
    edition_store.add_team_edition(
        closed.team.id, frozen(whole), instrument_id="another_kind", version="1.0.0"
    )
    day = today() + timedelta(days=14)
    draft = waves.draft_wave(closed.team.id, "another_kind", languages=("en",), closes_on=day)
    waves.open_wave(draft.id)
    for place, slip in enumerate(invitations.issue(draft.id, "link")):
        keep_answers(slip.secret, make_sheet(place), language="en")
    waves.close_wave(draft.id)
    assert release.release_wave(draft.id).report.spread_out
    assert waves.waves(closed.team.id)[0].id == draft.id
    assert apart(closed.team.id) == before


@pytest.mark.parametrize("role", ["member", "consultant", "facilitator"])
def test_everybody_in_the_team_sees_it(table, role):
    table.say("unknown", "in_place", None)
    with acting(Actor(id="p1", name="Sam", kind="person", teams={table.team.id: role})):
        assert table.unknowns()[ITEM].learn == (WELFARE,)


def test_for_somebody_outside_of_the_team_there_is_no_such_team(table):
    with acting(Actor(id="p1", name="Sam", kind="person")), pytest.raises(NotFound):
        training(table.team.id)
