"""What may be listed twice is proposed by two signs, across lists, and never merged by itself."""

import pytest

from data.services import directories, listings, sameness, teams
from data.services.authority import Actor, acting
from data.services.errors import NotAllowed, NotFound, ResourceProblems
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
HEADER = "id,name,description,status\n"
PHONES = "id,service_id,number\n"


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def take(team_id: str, source: str, name: str, phone: str) -> None:
    given = {
        "services.csv": f"{HEADER}{source[0]}1,{name},x,active\n".encode(),
        "phones.csv": f"{PHONES}p1,{source[0]}1,{phone}\n".encode(),
    }
    directories.accept(directories.read(team_id, given, source=source))


def test_two_lists_that_name_one_service_are_proposed_as_a_pair(team_id):
    take(team_id, "a list", "New Shore Treatment Center", "415-555-0134")
    take(team_id, "other", "New Shore Treatment Ctr.", "(415) 555-0134")
    (pair,) = sameness.same_pairs(team_id)
    assert {pair.one.source, pair.other.source} == {"a list", "other"}
    assert pair.keys == ("phone",)
    assert all(each.merged_into is None for each in listings.services(team_id))
    listings.merge(team_id, pair.other.id, into=pair.one.id)
    assert sameness.same_pairs(team_id) == ()


def test_names_that_are_alike_are_not_enough(team_id):
    take(team_id, "a list", "New Shore Treatment Center", "415-555-0134")
    take(team_id, "other", "New Shore Treatment Center", "415-555-0199")
    assert sameness.same_pairs(team_id) == ()


def test_who_does_not_run_the_map_is_asked_nothing(team_id):
    member = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member), pytest.raises(NotAllowed):
        sameness.same_pairs(team_id)


def two_lists(team_id: str) -> None:
    take(team_id, "a list", "New Shore Treatment Center", "415-555-0134")
    take(team_id, "other", "New Shore Treatment Ctr.", "(415) 555-0134")


def test_what_a_person_found_to_be_two_is_not_proposed_again_even_by_a_newer_file(team_id):
    two_lists(team_id)
    (pair,) = sameness.same_pairs(team_id)
    sameness.set_apart(team_id, pair.other.id, pair.one.id)
    assert sameness.same_pairs(team_id) == ()
    take(team_id, "other", "New Shore Treatment Center", "(415) 555-0134")
    assert sameness.same_pairs(team_id) == ()
    (kept,) = sameness.apart_pairs(team_id)
    assert {kept.one.id, kept.other.id} == {pair.one.id, pair.other.id}


def test_that_they_are_two_can_be_taken_back_and_said_again(team_id):
    two_lists(team_id)
    (pair,) = sameness.same_pairs(team_id)
    for apart in (True, False, True, False):
        sameness.set_apart(team_id, pair.one.id, pair.other.id, apart=apart)
        assert bool(sameness.same_pairs(team_id)) is not apart
        assert bool(sameness.apart_pairs(team_id)) is apart


def test_another_pair_with_one_of_them_is_still_proposed(team_id):
    two_lists(team_id)
    (pair,) = sameness.same_pairs(team_id)
    sameness.set_apart(team_id, pair.one.id, pair.other.id)
    take(team_id, "third", "New Shore Treatment Center", "415-555-0134")
    assert len(sameness.same_pairs(team_id)) == 2


def test_what_counts_as_one_is_not_two_and_nothing_is_two_of_itself(team_id):
    two_lists(team_id)
    (pair,) = sameness.same_pairs(team_id)
    with pytest.raises(ResourceProblems, match="count as one and the same"):
        sameness.set_apart(team_id, pair.one.id, pair.one.id)
    with pytest.raises(NotFound):
        sameness.set_apart(team_id, pair.one.id, "elsewhere")
    listings.merge(team_id, pair.other.id, into=pair.one.id)
    with pytest.raises(ResourceProblems, match="count as one and the same"):
        sameness.set_apart(team_id, pair.one.id, pair.other.id)


def test_who_does_not_run_the_map_says_nothing_about_pairs(team_id):
    two_lists(team_id)
    (pair,) = sameness.same_pairs(team_id)
    member = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member), pytest.raises(NotAllowed):
        sameness.set_apart(team_id, pair.one.id, pair.other.id)


def test_rows_of_one_name_without_ids_are_asked_about_and_stay_two(team_id):
    given = {"services.csv": b"name,description\nFood pantry,Church\nFood pantry,School\n"}
    directories.accept(directories.read(team_id, given, source="a list"))
    (pair,) = sameness.same_pairs(team_id)
    assert pair.keys == ("no_id",)
    sameness.set_apart(team_id, pair.one.id, pair.other.id)
    newer = {"services.csv": given["services.csv"] + b"Rides,Bus\n"}
    directories.accept(directories.read(team_id, newer, source="a list"))
    assert len(listings.services(team_id)) == 3
    assert sameness.same_pairs(team_id) == ()
