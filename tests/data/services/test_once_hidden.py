"""What a hidden place was listed as stays hidden in every newer file, until a person opens it."""

import json
from collections.abc import Mapping

import pytest

from data.exports.resources.formats import RESOURCE_FORMATS
from data.imports.directory.profiles import suggest_profile
from data.imports.problems import InputProblems
from data.services import confidential_places, directories, listings, resource_files, shown, teams
from data.services.directories import Reading
from data.services.errors import ChangedMeanwhile
from tests.data.services.test_hidden_everywhere import (
    ROSTER,
    SECRET,
    hidden,
    listed,
    read,
    take,
)

NOWHERE = ("", "")
FLAT = "Agency,Program,Address,City,State,Zip,Confidential Address"
NEWER = [
    {"address": "Confidential", "city": "", "postal_code": "", "site": "House", "where": NOWHERE},
    {"address": "", "city": "", "postal_code": "", "site": "House", "where": NOWHERE},
    {"address": "130 Oak Street", "city": "", "postal_code": "", "where": NOWHERE},
]


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    take(made, listed("Home for survivors", confidential="yes"), "Coalition")
    return made


def everything(team_id: str) -> str:
    content = resource_files.for_export(team_id, as_what="json")
    told = [repr(each.write(content)) for each in RESOURCE_FORMATS.values()]
    return "\n".join((repr(listings.services(team_id)), *told))


def told(given: Mapping[str, bytes], words: str) -> Mapping[str, bytes]:
    """The same with other words in the description."""
    services = given["services.csv"].replace(b"Shelter", words.encode())
    return {**given, "services.csv": services}


@pytest.mark.parametrize("newer", NEWER, ids=["confidential", "blank", "another"])
def test_an_address_that_a_newer_file_does_not_carry_stays_hidden_in_every_list(team_id, newer):
    take(team_id, listed("Safe Haven Shelter", "128 Willow Bend Rd."), "211")
    for _ in range(2):
        words = "Ask at 128 Willow Bend Rd Apt 9"
        file = told(listed("Home for survivors", confidential="yes", **newer), words)
        preview = shown.preview(read(team_id, file, "Coalition"))
        assert SECRET.findall(repr(preview)) == []
        directories.accept(read(team_id, file, "Coalition"))
        assert hidden(team_id) == {"Coalition": True, "211": True}
        assert SECRET.findall(everything(team_id)) == []


def test_a_corrected_address_is_hidden_in_both_spellings_before_anyone_takes_it_over(team_id):
    newer = listed("Home for survivors", "130 Willow Bend Road", confidential="yes")
    reading = read(team_id, told(newer, "Not at 128 Willow Bend Road Apt ZZ9"), "Coalition")
    assert SECRET.findall(repr(shown.preview(reading))) == []
    directories.accept(reading)
    assert SECRET.findall(everything(team_id)) == []


def test_an_entry_beside_it_that_loses_its_address_is_hidden_as_before(team_id):
    near = ("38.3", "-85.6")
    take(team_id, listed("Shelter", where=near), "211")
    take(team_id, listed("Shelter", "", city="", postal_code="", where=near), "211")
    assert hidden(team_id) == {"Coalition": True, "211": True}
    take(team_id, listed("Shelter", "9 Oak Street", where=near), "211")
    assert hidden(team_id) == {"Coalition": True, "211": False}


def test_a_place_that_was_open_and_is_confidential_without_an_address_is_hidden(sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    take(team_id, listed("Home for survivors"), "Coalition")
    take(team_id, listed("Safe Haven Shelter"), "211")
    assert hidden(team_id) == {"Coalition": False, "211": False}
    take(team_id, listed("Home for survivors", confidential="yes", **NEWER[0]), "Coalition")
    assert hidden(team_id) == {"Coalition": True, "211": True}


def test_a_person_who_opens_the_place_opens_what_it_was(team_id):
    take(team_id, listed("Safe Haven Shelter"), "211")
    take(team_id, listed("Home for survivors", confidential="yes", **NEWER[0]), "Coalition")
    own = next(each for each in listings.services(team_id) if each.source == "Coalition")
    (place,) = confidential_places.places(team_id, own.id)
    confidential_places.show_again(team_id, place.listing_id)
    assert hidden(team_id) == {"Coalition": False, "211": False}
    take(team_id, listed("Home for survivors", **NEWER[1]), "Coalition")
    assert hidden(team_id) == {"Coalition": False, "211": False}


def test_what_a_person_hides_while_somebody_looks_at_a_newer_file_stays_hidden(sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    take(team_id, listed("Home for survivors"), "Coalition")
    reading = read(team_id, listed("Home for all survivors"), "Coalition")
    (own,) = listings.services(team_id)
    (place,) = confidential_places.places(team_id, own.id)
    confidential_places.hide(team_id, place.listing_id)
    directories.accept(reading)
    assert hidden(team_id) == {"Coalition": True}


def test_what_a_person_hides_or_merges_while_a_newer_file_is_written_is_not_written_over(
    sqlite_database, monkeypatch
):
    team_id = teams.create_team("River county", "", ROSTER).id
    take(team_id, listed("Home for survivors"), "Coalition")
    take(team_id, listed("Shelter", "9 Oak Street"), "211")
    own, other = listings.services(team_id)
    (place,) = confidential_places.places(team_id, own.id)

    def meanwhile(step) -> None:
        def proposing(*_):
            step()
            return ()

        reading = read(team_id, listed("Home for all survivors"), own.source)
        with monkeypatch.context() as at_the_last_moment:
            at_the_last_moment.setattr(directories, "proposed", proposing)
            with pytest.raises(ChangedMeanwhile, match="Nothing was changed; look at it once more"):
                directories.accept(reading)

    meanwhile(lambda: confidential_places.hide(team_id, place.listing_id))
    assert hidden(team_id)[own.source]
    meanwhile(lambda: listings.merge(team_id, own.id, into=other.id))
    assert listings.service(team_id, own.id).merged_into == other.id
    directories.accept(read(team_id, listed("Home for all survivors"), own.source))
    assert hidden(team_id)[own.source]
    assert listings.service(team_id, own.id).merged_into == other.id


def test_who_takes_over_a_file_may_open_what_the_place_was(team_id):
    take(team_id, listed("Safe Haven Shelter"), "211")
    take(team_id, listed("Home for survivors", confidential="yes", **NEWER[0]), "Coalition")
    reading = read(team_id, listed("Home for survivors", **NEWER[2]), "Coalition")
    assert reading.still_hidden == {"l1"}
    directories.accept(reading, no_longer_hidden=["l1"])
    assert hidden(team_id) == {"Coalition": False, "211": False}


def test_no_archive_brings_in_what_a_place_was(team_id):
    take(team_id, listed("Home for survivors", confidential="yes", **NEWER[0]), "Coalition")
    made = resource_files.archive(team_id)
    assert '"was"' not in json.dumps(made)
    next(each for each in made["listings"] if each["kind"] == "site")["body"]["was"] = [{}]
    other = teams.create_team("Lake county", "", ROSTER).id
    with pytest.raises(InputProblems, match="what a place was before"):
        resource_files.restore_archive(other, json.dumps(made).encode())


def flat(team_id: str, address: str, marked: str = "", *, program: str = "Home") -> Reading:
    row = f'Org,{program},"{address}",Shively,KY,40216,{marked}'
    file = {"x.csv": f"{FLAT}\n{row}\n".encode()}
    profile = suggest_profile(FLAT.split(","))
    return directories.read(team_id, file, source="211", profile=profile)


@pytest.mark.parametrize(
    "again", ["Bldg 2, 128 Willow Bend Rd", "128 N Willow Bend Rd", "7 Oak Street"]
)
@pytest.mark.parametrize("program", ["Home", "Safe nights"])
def test_a_place_without_an_id_stays_hidden_however_it_is_written(sqlite_database, again, program):
    team_id = teams.create_team("River county", "", ROSTER).id
    directories.accept(flat(team_id, "128 Willow Bend Road", "Yes"))
    reading = flat(team_id, again, program=program)
    assert len(reading.still_hidden) == 1
    assert reading.report["issues"]["confidential_before"] == 1
    directories.accept(reading)
    assert hidden(team_id) == {"211": True}
    assert "Oak" not in everything(team_id)
    reading = flat(team_id, "128 Willow Bend Rd", program=program)
    directories.accept(reading, no_longer_hidden=reading.still_hidden)
    assert hidden(team_id) == {"211": False}


@pytest.mark.parametrize(
    "address", ["128 Willow Bend Court", "12 Willow Bend Road", "128 S Willow Bend Road"]
)
def test_another_house_in_such_a_street_is_shown(sqlite_database, address):
    team_id = teams.create_team("River county", "", ROSTER).id
    one = listed("Home", "128 N Willow Bend Road", where=NOWHERE, confidential="yes")
    take(team_id, one, "Coalition")
    take(team_id, listed(f"Pantry at {address}", address, where=NOWHERE), "211")
    assert hidden(team_id) == {"Coalition": True, "211": False}
    (pantry,) = (each for each in listings.services(team_id) if each.source == "211")
    assert pantry.record.name == f"Pantry at {address}"
    assert pantry.sites[0].address_1 == address
