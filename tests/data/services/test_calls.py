"""Calls are kept as they were made, and move how far a list can be relied on; nothing else does."""

from datetime import date, timedelta

import pytest
from scipy import stats

from data.clock import at_day
from data.services import (
    calls,
    directories,
    gaps,
    listings,
    needs,
    resource_files,
    staff_log,
    teams,
)
from data.services.authority import Actor, acting
from data.services.calls import CallEntry, Reliability
from data.services.errors import ChangedMeanwhile, NotAllowed, NotFound, ResourceProblems
from data.services.needs import FigureEntry
from data.views import AgencyEntry
from tests.data.services.test_resource_files import written

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
ROWS = """id,name,description,status
s1,Residential treatment for parents with children,Beds,active
s2,Methadone clinic,Methadone,active
s3,Peer recovery coaching,Peers,active
s4,Recovery house,Beds,inactive
"""


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    take(made, ROWS, source="211")
    return made


def take(team_id: str, rows: str, *, source: str) -> None:
    directories.accept(directories.read(team_id, {"services.csv": rows.encode()}, source=source))


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def call(team_id: str, key: str, outcome: str, *, days_ago: int = 0, **answers: str) -> None:
    code = teams.team(team_id).agencies[0].code
    entry = CallEntry(DAY - timedelta(days_ago), outcome, code, **answers)  # type: ignore[arg-type]
    calls.record(team_id, ids(team_id)[key], entry)


def steps(found: Reliability) -> list[tuple[int, int, int]]:
    return [(each.yes, each.no, each.unknown) for each in found.steps]


def test_before_any_call_there_is_what_is_known_of_other_lists(team_id):
    found = calls.reliability(team_id).sources["211"]
    assert (found.listed, found.called, found.steps) == (3, 0, ())
    assert found.usable.share == pytest.approx(0.83)
    low, high = stats.beta(0.83 * 20, 0.17 * 20).interval(0.95)
    told = found.usable.interval()
    assert (told.low, told.high, told.people) == pytest.approx((low, high, 0))


def test_the_teams_own_figure_stands_before_that_of_other_lists_wherever_it_counts(team_id):
    needs.save_figure(team_id, "listings_usable", FigureEntry(0.5, source="Own check"), based_on=0)
    call(team_id, "s2", "wrong_number")
    found = calls.reliability(team_id)
    assert found.believed == 0.5
    for each in (found.together, found.sources["211"]):
        assert each.usable.share == pytest.approx(10 / 21)
    assert gaps.gap_report(team_id).listing.share == found.together.usable.share


def test_each_call_moves_it_and_that_nobody_answered_does_not(team_id):
    call(team_id, "s1", "no_answer")
    found = calls.reliability(team_id).sources["211"]
    assert (found.called, found.usable.calls) == (1, 0)
    assert found.usable.share == pytest.approx(0.83)
    assert steps(found)[0] == (0, 0, 1)
    call(team_id, "s2", "wrong_number")
    assert calls.reliability(team_id).together.usable.share == pytest.approx(16.6 / 21)
    call(team_id, "s3", "different")
    assert calls.reliability(team_id).together.usable.share == pytest.approx(17.6 / 22)
    assert calls.reliability(team_id).together.as_listed == 0


def test_the_cascade_says_where_calls_got_stuck(team_id):
    call(team_id, "s1", "as_listed", takes_payer="yes", takes_family="no", has_opening="yes")
    call(team_id, "s2", "moved", takes_payer="yes", takes_family="yes")
    call(team_id, "s3", "not_offered", takes_payer="yes")
    found = calls.reliability(team_id).together
    assert steps(found) == [(3, 0, 0), (2, 1, 0), (2, 1, 0), (1, 2, 0), (0, 2, 1)]
    assert (found.usable.share, found.as_listed) == (pytest.approx(18.6 / 23), 1)
    last = calls.calls(team_id, ids(team_id)["s3"])[0]
    assert last.takes_payer == "not_asked"  # of what is not offered nothing was asked


def test_of_several_calls_the_last_one_counts_that_found_out_something(team_id):
    call(team_id, "s1", "wrong_number", days_ago=9)
    call(team_id, "s1", "as_listed", days_ago=4)
    call(team_id, "s1", "no_answer")
    found = calls.reliability(team_id).together
    assert (found.called, found.as_listed, steps(found)[0]) == (1, 1, (1, 0, 0))
    call(team_id, "s1", "closed", days_ago=6)  # written down late
    assert calls.reliability(team_id).together.as_listed == 1
    kept = calls.calls(team_id, ids(team_id)["s1"])
    assert [each.outcome for each in kept] == ["no_answer", "as_listed", "closed", "wrong_number"]


def test_what_was_found_a_year_ago_does_not_count_any_more(team_id):
    call(team_id, "s1", "closed", days_ago=366)
    found = calls.reliability(team_id).together
    assert (found.called, found.usable.calls) == (0, 0)
    assert listings.service(team_id, ids(team_id)["s1"]).is_supply
    assert calls.calls(team_id)[0].is_old


def test_what_a_call_found_closed_is_no_supply_until_another_call_finds_it_open(team_id):
    kind = "residential_family"
    listing = ids(team_id)["s1"]
    listings.confirm(team_id, [(listing, kind)])
    call(team_id, "s1", "closed", days_ago=1)
    assert gaps.gap_report(team_id).category(kind).services == ()
    assert calls.reliability(team_id).kinds[kind].called == 1  # it is still listed
    call(team_id, "s1", "as_listed")
    assert gaps.gap_report(team_id).category(kind).services == (listing,)


def test_lists_and_kinds_of_help_are_told_apart(team_id):
    take(team_id, "id,name,description,status\nt1,Rides,Buses,active\n", source="Locator")
    listings.confirm(team_id, [(ids(team_id)["s2"], "moud")])
    call(team_id, "s2", "as_listed")
    call(team_id, "t1", "closed")
    found = calls.reliability(team_id)
    assert list(found.sources) == ["211", "Locator"]
    assert [each.called for each in found.sources.values()] == [1, 1]
    assert found.sources["Locator"].usable.share == pytest.approx(16.6 / 21)
    assert list(found.kinds) == ["moud"]
    assert found.together.called == 2


def test_a_newer_file_of_the_list_leaves_every_call_where_it_was(team_id):
    call(team_id, "s2", "different")
    before = calls.calls(team_id)
    take(team_id, ROWS.replace("Methadone clinic", "Methadone clinic North"), source="211")
    assert calls.calls(team_id) == before
    assert calls.reliability(team_id).together.called == 1


def test_an_archive_brings_calls_back_with_the_same_figures(team_id):
    call(team_id, "s1", "as_listed", takes_payer="yes", words="Ask for Kim <b>first</b>")
    call(team_id, "s2", "wrong_number")
    other = teams.create_team("Lake county", "", ROSTER).id
    resource_files.restore_archive(other, written(resource_files.archive(team_id)))
    assert steps(calls.reliability(other).together) == steps(calls.reliability(team_id).together)
    assert calls.reliability(other).together.usable == calls.reliability(team_id).together.usable
    words = [each.words for each in calls.calls(other)]
    assert sorted(words) == ["", "Ask for Kim <b>first</b>"]


def test_an_archive_of_an_earlier_version_has_no_calls_and_comes_back(team_id):
    earlier = resource_files.archive(team_id)
    del earlier["calls"], earlier["apart"]
    other = teams.create_team("Lake county", "", ROSTER).id
    resource_files.restore_archive(other, written(earlier))
    assert calls.calls(other) == ()
    assert len(listings.services(other)) == 4


def test_who_called_is_kept_and_in_the_log_of_staff(team_id):
    call(team_id, "s1", "as_listed")
    kept = calls.calls(team_id)[0]
    assert kept.agency_code == teams.team(team_id).agencies[0].code
    entry = staff_log.entries(team_id)[0]
    assert (entry.action, entry.about) == ("resources.call", ids(team_id)["s1"])


def test_the_same_call_is_not_written_down_twice(team_id):
    call(team_id, "s1", "as_listed", words="Open until six")
    with pytest.raises(ChangedMeanwhile, match="written down already"):
        call(team_id, "s1", "as_listed", words="Open until six")
    call(team_id, "s1", "as_listed", words="Open until seven")
    assert [each.number for each in calls.calls(team_id)] == [2, 1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"called_on": DAY + timedelta(1)}, "2026-11-04 is still to come"),
        ({"outcome": "fine"}, "'fine' is nothing that a call can find"),
        ({"agency_code": "a99"}, "not on the roster"),
        ({"asked_for": "giants"}, "'giants' are no families of this map"),
        ({"has_opening": "maybe"}, "'maybe' is no answer"),
        ({"words": "x" * 401}, "The note has 401 characters"),
    ],
    ids=("day", "outcome", "agency", "families", "answer", "note"),
)
def test_what_cannot_be_is_refused_in_words(team_id, change, said):
    code = teams.team(team_id).agencies[0].code
    values = {"called_on": DAY, "outcome": "as_listed", "agency_code": code} | change
    with pytest.raises(ResourceProblems, match=said):
        calls.record(team_id, ids(team_id)["s1"], CallEntry(**values))
    assert calls.calls(team_id) == ()


def test_a_service_that_is_not_on_the_map_cannot_be_called(team_id):
    entry = CallEntry(DAY, "closed", teams.team(team_id).agencies[0].code)
    with pytest.raises(NotFound, match="not on the map"):
        calls.record(team_id, "elsewhere", entry)


def test_a_consultant_reads_calls_and_makes_none(team_id):
    call(team_id, "s1", "as_listed")
    with acting(Actor(id="c1", name="Con", kind="person", teams={team_id: "consultant"})):
        assert len(calls.calls(team_id)) == 1
        with pytest.raises(NotAllowed):
            call(team_id, "s2", "closed")


def test_calls_leave_with_the_team(team_id):
    call(team_id, "s1", "as_listed")
    teams.delete_team(team_id, confirm_name="River county")
    with pytest.raises(NotFound):
        calls.calls(team_id)
