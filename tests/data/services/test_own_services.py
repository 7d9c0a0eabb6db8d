"""A service that no list has is added by hand, with who said so; all else of it is not known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.clock import today
from data.exports.resources.formats import RESOURCE_FORMATS
from data.services import audit_log, directories, listings, own_services, teams
from data.services.authority import Actor, acting
from data.services.errors import ChangedMeanwhile, NotAllowed, NotFound, ResourceProblems
from data.services.listings import FactEntry
from data.services.own_services import OwnEntry
from data.services.resource_files import archive, for_export, restore_archive
from data.views import AgencyEntry
from tests.data.services.test_resource_files import written

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
DAY = date(2026, 3, 4)
ENTRY = OwnEntry(
    "Sunday rides",
    organization="Grace church",
    description="A van to treatment",
    phone="606-555-0100; 606-555-0101",
    address_1="7 Mill St",
    city="Hazard",
    county="Perry",
    state_province="ky",
    postal_code="41701",
    source="Pastor Lee",
    as_of=DAY,
)


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def test_what_was_entered_is_on_the_map_and_nothing_else_is_known(team_id: str) -> None:
    made = listings.service(team_id, own_services.add(team_id, ENTRY))
    (site,) = made.sites
    assert (made.record.name, made.source) == ("Sunday rides", "Added by your team")
    assert made.organization is not None
    assert made.organization.name == "Grace church"
    assert made.record.phones == ("606-555-0100", "606-555-0101")
    assert (site.address_1, site.state_province, site.hidden) == ("7 Mill St", "KY", False)
    assert (own_services.said_by(made), made.record.as_of) == ("Pastor Lee", DAY.isoformat())
    assert (made.record.status, made.facts, made.capacity, made.categories) == (
        *("unknown", {}, None),
        (),
    )
    assert made.is_supply


def test_facts_and_kinds_of_help_are_said_of_it_as_of_any_other(team_id: str) -> None:
    made = own_services.add(team_id, ENTRY)
    listings.confirm(team_id, [(made, "transport")])
    said = FactEntry("yes", "Up to four", "Driver", DAY)
    listings.save_fact(team_id, made, "accepts_children", said, based_on=0)
    found = listings.service(team_id, made)
    assert found.confirmed("transport")
    assert (found.facts["accepts_children"].source, found.facts["accepts_children"].as_of) == (
        "Driver",
        DAY,
    )


def test_it_can_be_changed_and_keeps_what_was_said_of_it(team_id: str) -> None:
    made = own_services.add(team_id, ENTRY)
    other = own_services.add(team_id, replace(ENTRY, name="Monday rides"))
    listings.save_fact(team_id, made, "accepts_children", FactEntry("no", source="x"), based_on=0)
    seen = own_services.seen(team_id, made)
    newer = replace(ENTRY, status="inactive", organization="County van", address_1="", city="")
    newer = replace(newer, county="", state_province="", postal_code="", source="Court")
    own_services.change(team_id, made, newer, based_on=seen)
    found = listings.service(team_id, made)
    assert found.organization is not None
    assert (found.organization.name, found.sites, found.is_supply) == ("County van", (), False)
    assert found.facts["accepts_children"].state == "no"
    assert listings.service(team_id, other).organization is not None
    with pytest.raises(ChangedMeanwhile):
        own_services.change(team_id, made, ENTRY, based_on=seen)
    steps = [each.action for each in audit_log.entries(team_id)]
    assert steps.count("resources.own") == 3


def test_an_organization_that_runs_nothing_any_more_is_gone(team_id: str) -> None:
    made = own_services.add(team_id, ENTRY)
    seen = own_services.seen(team_id, made)
    own_services.change(team_id, made, replace(ENTRY, organization=""), based_on=seen)
    assert listings.service(team_id, made).organization is None
    assert not for_export(team_id, as_what="csv").organizations


def test_a_confidential_address_is_nowhere_and_stays_when_it_is_not_typed_again(
    team_id: str,
) -> None:
    made = own_services.add(team_id, replace(ENTRY, confidential=True))
    shown = own_services.entry_of(listings.service(team_id, made))
    assert (shown.confidential, shown.address_1, shown.city) == (True, "", "")
    again = replace(shown, description="A van", source="Pastor Lee")
    own_services.change(team_id, made, again, based_on=own_services.seen(team_id, made))
    assert directories.listed(team_id, source=own_services.OWN).sites[0].address_1 == "7 Mill St"
    for key in ("csv", "json", "geojson"):
        assert b"7 Mill" not in RESOURCE_FORMATS[key].write(for_export(team_id, as_what=key))


def test_a_confidential_address_that_is_corrected_stays_hidden_until_somebody_opens_it(
    team_id: str,
) -> None:
    made = own_services.add(team_id, replace(ENTRY, confidential=True))
    again = replace(ENTRY, confidential=True, address_1="9 Mill St", description="Not 7 Mill St")
    own_services.change(team_id, made, again, based_on=own_services.seen(team_id, made))
    assert "7 Mill" not in repr(listings.service(team_id, made))
    assert b"7 Mill" not in RESOURCE_FORMATS["json"].write(for_export(team_id, as_what="json"))
    opened = replace(again, confidential=False)
    own_services.change(team_id, made, opened, based_on=own_services.seen(team_id, made))
    assert listings.service(team_id, made).record.description == "Not 7 Mill St"


@pytest.mark.parametrize(
    "said",
    [
        {"description": "A shelter at a confidential location."},
        {"address_1": "7 Mill St (confidential)"},
        {"name": "Shelter (confidential)"},
    ],
    ids=lambda each: next(iter(each)),
)
def test_words_that_call_a_place_confidential_hide_it(team_id: str, said: dict[str, str]) -> None:
    entry = replace(ENTRY, **said)
    (site,) = listings.service(team_id, own_services.add(team_id, entry)).sites
    assert site.hidden


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "The service has no name."),
        ("source", "", "It is not said how this is known."),
        ("url", "javascript:1", "is no address of a page"),
        ("email", "call", "is no e-mail address"),
        ("state_province", "XX", "is no state"),
        ("status", "open?", "no answer here"),
        ("as_of", today() + timedelta(days=3), "is still to come"),
        ("fees", "x" * 401, "It has 401 characters."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(
    team_id: str, field: str, value: object, said: str
) -> None:
    with pytest.raises(ResourceProblems, match=said):
        own_services.add(team_id, replace(ENTRY, **{field: value}))  # type: ignore[arg-type]
    assert listings.services(team_id) == ()


def test_a_list_that_comes_as_a_file_has_another_name_and_leaves_it_alone(team_id: str) -> None:
    made = own_services.add(team_id, ENTRY)
    files = {"services.csv": b"id,name,description,status\ns1,Peers,Peers,active\n"}
    with pytest.raises(ResourceProblems, match="is no file"):
        directories.read(team_id, files, source=" added by your  team ")
    directories.accept(directories.read(team_id, files, source="211"))
    assert not listings.service(team_id, made).gone


def test_it_comes_back_with_an_archive(team_id: str) -> None:
    made = own_services.add(team_id, ENTRY)
    other = teams.create_team("Lake county", "", ROSTER)
    restore_archive(other.id, written(archive(team_id)))
    assert listings.service(other.id, made).record.name == "Sunday rides"


def test_whoever_does_not_run_the_team_adds_none_and_nobody_changes_a_listed_one(
    team_id: str,
) -> None:
    member = Actor(id="m", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member), pytest.raises(NotAllowed):
        own_services.add(team_id, ENTRY)
    files = {"services.csv": b"id,name,description,status\ns1,Peers,Peers,active\n"}
    directories.accept(directories.read(team_id, files, source="211"))
    (listed,) = listings.services(team_id)
    with pytest.raises(NotFound):
        own_services.change(team_id, listed.id, ENTRY, based_on="")
