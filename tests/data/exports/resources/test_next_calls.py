"""The ten calls leave as the screen has them, with numbers to call and with no hidden one."""

import csv
import io

import pytest

from data.clock import today
from data.exports.resources.next_calls import HIDDEN_PHONE, NO_PHONE, write_calls
from data.exports.resources.rows import ABOUT
from data.services import directories, gaps, listings, needs, teams
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from data.services.resource_files import for_export
from data.views import AgencyEntry
from tests.data.exports.resources.mapped import PHONE, ROSTER, fill
from tests.data.exports.resources.sheets import sheet

KIND = "residential_family"
TABLES = {
    "organizations.csv": "id,name,description\no1,River Recovery,\n",
    "services.csv": "id,organization_id,name,description,status\n"
    "s1,o1,House one,,active\ns2,o1,House two,,active\ns3,o1,House three,,active\n"
    "s4,,House four,,active\n",
    "phones.csv": "id,service_id,organization_id,number\np1,s3,,606-555-0103\n"
    "p2,,o1,606-555-0111\n",
}


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    """Four confirmed houses of which two say how much they have, and need as a range."""
    made = teams.create_team("River county", "", (AgencyEntry("Court", "court", 6),)).id
    files = {name: text.encode() for name, text in TABLES.items()}
    directories.accept(directories.read(made, files, source="211"))
    ids = {each.record.external_id: each.id for each in listings.services(made)}
    listings.confirm(made, [(each, KIND) for each in ids.values()])
    for key, beds in (("s1", 8), ("s2", 6)):
        entry = CapacityEntry("family units", maximum=beds, mean_stay_days=73, source="Call")
        listings.save_capacity(made, ids[key], entry, based_on=0)
    needs.choose_tier(made, "T4", based_on=0)
    needs.save_figure(made, "referred", FigureEntry(140, 120, 160, source="Count"), based_on=0)
    code = teams.team(made).agencies[0].code
    needs.save_share(made, KIND, code, FigureEntry(1), based_on=0)
    return made


def calls(team_id: str) -> list[dict[str, str]]:
    written = write_calls(for_export(team_id, as_what="calls")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written)))


def test_the_sheet_has_the_calls_of_the_screen_in_their_order(team_id: str) -> None:
    rows, told = sheet(team_id, "Next calls"), gaps.next_ten(gaps.gap_report(team_id))
    assert [row["call"] for row in rows] == [1, 2, 3][: len(told)]
    assert len(told) > 1
    for row, call in zip(rows, told, strict=True):
        assert row["service_id"] == (call.service.id if call.service else "—")
        assert row["surer_by_share"] == pytest.approx(call.share)
        assert f"about {call.share:.0%} of what makes" in row["what_it_would_tell"]
        assert None not in row.values()
    by_name = {row["service"]: row for row in rows}
    assert by_name["House three"]["phones"] == "606-555-0103"
    assert by_name["House three"]["question"] == (
        "Is it still there? If so: how many family units, in all? "
        "How many days does a family stay, on average?"
    )
    assert by_name["House four"]["phones"] == NO_PHONE
    assert by_name["House four"]["organization"] == "not known"


def test_a_service_without_a_number_of_its_own_has_that_of_who_runs_it(team_id: str) -> None:
    table = TABLES | {"phones.csv": "id,service_id,organization_id,number\np2,,o1,606-555-0111\n"}
    files = {name: text.encode() for name, text in table.items()}
    directories.accept(directories.read(team_id, files, source="211"))
    phones = {row["service"]: row["phones"] for row in calls(team_id)}
    assert phones["House three"] == "606-555-0111"


def test_the_list_begins_with_whom_to_call_and_has_room_for_the_answer(team_id: str) -> None:
    rows = calls(team_id)
    own = ("call", "service", "organization", "phones", "kind_of_help", "question")
    assert tuple(rows[0])[:6] == own
    assert tuple(rows[0])[-len(ABOUT) :] == ABOUT
    assert {row["answer_to_write_here"] for row in rows} == {""}
    assert [row["question"] for row in rows] == [
        row["question"] for row in sheet(team_id, "Next calls")
    ]


def test_where_nothing_can_be_told_without_an_answer_the_sheet_says_so(team_id: str) -> None:
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    for key in ("s1", "s2"):
        nothing = CapacityEntry("family units", source="Call")
        listings.save_capacity(team_id, ids[key], nothing, based_on=1)
    rows = sheet(team_id, "Next calls")
    assert len(rows) == 4
    assert {row["surer_by_share"] for row in rows} == {"—"}
    assert {row["what_it_would_tell"] for row in rows} == {
        "No range of coverage can be told before somebody says it."
    }


def test_without_need_the_list_says_why_it_is_empty(sqlite_database: str) -> None:
    made = teams.create_team("River county", "", ROSTER).id
    (row,) = calls(made)
    assert row["service"] == "no call can be named before need is known for a kind of help"
    assert row["row"] == "about"
    assert sheet(made, "Next calls") == []


def alone(team_id: str, *, need: FigureEntry) -> dict[str, str]:
    """The only row of calls where one service states how much it has, and is the only one."""
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    listings.confirm(team_id, [(ids[key], KIND) for key in ("s2", "s3", "s4")], belongs=False)
    needs.save_figure(team_id, "referred", need, based_on=1)
    (row,) = calls(team_id)
    return row


def test_where_nothing_is_unsure_the_list_says_that_no_call_is_needed(team_id: str) -> None:
    row = alone(team_id, need=FigureEntry(140, source="Count"))
    assert row["service"].startswith("no call is needed: ")


def test_where_only_need_is_a_range_agencies_are_asked(team_id: str) -> None:
    row = alone(team_id, need=FigureEntry(140, 120, 160, source="Count"))
    assert row["service"] == "your agencies"
    (told,) = sheet(team_id, "Next calls")
    assert told["what_it_would_tell"].startswith("Coverage would then be known")


def test_a_service_that_only_a_list_states_is_asked_whether_it_is_there(team_id: str) -> None:
    stated = "id,service_id,unit_id,available,maximum,updated\n" + "".join(
        f"c{key},{key},u1,,4,{today()}T00:00:00Z\n" for key in ("s3", "s4")
    )
    units = {"units.csv": "id,name\nu1,visits\n", "service_capacity.csv": stated}
    files = {name: text.encode() for name, text in (TABLES | units).items()}
    directories.accept(directories.read(team_id, files, source="211"))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    listings.confirm(team_id, [(ids[key], "mental_health") for key in ("s3", "s4")])
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, "mental_health", code, FigureEntry(1), based_on=0)
    listings.confirm(team_id, [(each, KIND) for each in ids.values()], belongs=False)
    needs.save_figure(team_id, "referred", FigureEntry(400, source="Count"), based_on=1)
    asked = {row["service"]: row["question"] for row in calls(team_id)}
    assert asked == dict.fromkeys(("House three", "House four"), "Is it still there?")


def test_a_confidential_number_is_held_back_and_that_is_said(sqlite_database: str) -> None:
    team = teams.create_team("River county", "Hazard, KY", ROSTER)
    ids = fill(team)
    share = FigureEntry(0.5, 0.2, 0.9)
    needs.save_share(team.id, "domestic_violence", team.agencies[0].code, share, based_on=0)
    (row,) = [each for each in calls(team.id) if each["service"] == "Safe stay for survivors"]
    assert row["phones"] == HIDDEN_PHONE
    (told,) = [each for each in sheet(team.id, "Next calls") if each["service_id"] == ids["s3"]]
    assert told["phones"] == HIDDEN_PHONE
    whole = write_calls(for_export(team.id, as_what="calls")).decode()
    assert PHONE not in whole
