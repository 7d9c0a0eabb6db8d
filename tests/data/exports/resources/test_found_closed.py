"""What a call found closed is open in no file, whatever its directory says."""

import csv
import io

import pytest

from data.clock import today
from data.exports.resources.services import write_services
from data.services import calls, listings, teams
from data.services.calls import CallEntry
from data.services.resource_files import for_export
from data.views import TeamView
from tests.data.exports.resources.mapped import ROSTER, fill
from tests.data.exports.resources.test_hsds import tables, written


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    made = teams.create_team("River county", "", ROSTER)
    fill(made)
    return made


def test_what_a_call_found_closed_is_active_in_no_file(team: TeamView) -> None:
    ids = {each.record.external_id: each.id for each in listings.services(team.id)}
    code = team.agencies[0].code
    for key in ("s2", "s5"):
        calls.record(team.id, ids[key], CallEntry(today(), "closed", code))
    found = tables(written(team))
    after = {row["name"]: row["status"] for row in found["service"]}
    assert (after["Methadone clinic"], after["Rides to care"]) == ("inactive", "inactive")
    rows = [row for row in found["metadata"] if row["updated_by"] == "a call found it closed"]
    changes = [(r["previous_value"], r["replacement_value"], r["last_action_date"]) for r in rows]
    assert changes == [(was, "inactive", today().isoformat()) for was in ("active", "")]
    flat = write_services(for_export(team.id, as_what="csv")).decode("utf-8-sig")
    told = {row["service"]: row for row in csv.DictReader(io.StringIO(flat))}
    said = (told["Methadone clinic"]["status"], told["Methadone clinic"]["counts_as_supply"])
    assert said == ("closed, as a call found", "no")
    calls.record(team.id, ids["s2"], CallEntry(today(), "as_listed", code))
    again = {row["name"]: row["status"] for row in tables(written(team))["service"]}
    assert again["Methadone clinic"] == "active"
