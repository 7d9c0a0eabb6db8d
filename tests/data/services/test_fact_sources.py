"""Every fact of the map has somebody who can say it, and files say what they are said to say."""

import json

import pytest

from data.imports.directory.records import FACT_IDS, MORE_FACT_IDS
from data.services import directories, listings, teams
from data.services.fact_sources import fact_sources
from data.views import AgencyEntry
from surveys.resource_map import resource_map
from surveys.resource_rules import rule_book

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
HSDS = {
    "services.csv": b"id,name,description,status\ns1,Clinic,x,active\n",
    "locations.csv": b"id,name,location_type\nl1,Online,virtual\n",
    "service_at_location.csv": b"id,service_id,location_id\na1,s1,l1\n",
    "languages.csv": b"id,service_id,name\n1,s1,Spanish\n2,s1,Navajo\n3,s1,Hmong\n"
    b"4,s1,American Sign Language\n5,s1,English\n",
    "accessibility.csv": b"id,location_id,description\n1,l1,Wheelchair ramp\n",
    "schedules.csv": b'id,service_id,byday,opens_at,closes_at\n1,s1,"MO,SA",09:00,17:00\n',
    "payments_accepted.csv": b"id,service_id,payment\n1,s1,Medicaid\n",
}


def known(team_id: str) -> dict[str, str]:
    (service,) = listings.services(team_id)
    return {name: fact.state for name, fact in service.facts.items()}


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def test_all_questions_of_the_map_can_be_columns_of_a_table() -> None:
    assert sorted((*FACT_IDS, *MORE_FACT_IDS)) == sorted(resource_map().facts)


def test_every_fact_is_brought_by_a_file_or_asked_by_people() -> None:
    found = fact_sources()
    assert {*found.standard, *found.locator, *found.people} == set(resource_map().facts)
    assert not set(found.people) & {*found.standard, *found.locator}
    assert found.people == ("accepts_couples", "serves_kin")


def test_files_of_the_standard_say_just_the_facts_that_are_named_on_the_screen(team_id) -> None:
    directories.accept(directories.read(team_id, HSDS, source="211"))
    assert known(team_id) == dict.fromkeys(fact_sources().standard, "yes")


def test_a_language_nobody_lists_is_no_fact_and_english_is_none(team_id) -> None:
    only = HSDS | {"languages.csv": b"id,service_id,name\n1,s1,English\n"}
    directories.accept(directories.read(team_id, only, source="211"))
    assert not [name for name in known(team_id) if name.startswith("languages_")]


def test_files_of_the_locator_say_just_the_facts_that_are_named_on_the_screen(team_id) -> None:
    """A made-up place where every box is ticked that the book of rules knows by its words."""
    boxes = [
        {"f1": each.of[0], "f2": each.of[0], "f3": each.labels[0]}
        for each in rule_book().codes.values()
        if each.facts and each.labels
    ]
    place = {"name1": "Made up", "typeFacility": "SA", "services": boxes}
    content = json.dumps({"page": 1, "totalPages": 1, "recordCount": 1, "rows": [place]}).encode()
    directories.accept(directories.read(team_id, {"found.json": content}, source="Locator"))
    assert known(team_id) == dict.fromkeys(fact_sources().locator, "yes")
