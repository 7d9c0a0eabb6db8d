"""Lists that speak of one service: what they agree on is known, and what they do not is open."""

from datetime import date, timedelta
from typing import Any

import pytest

from data.clock import at_day
from data.exports.resources.words import capacity_day, fact_whole
from data.imports.directory.reading import read_directory
from data.imports.directory.records import OWN_FACTS
from data.resource_views import CapacityView, FactView
from data.services import directories, directory_rows, listings, teams
from data.services.listed_facts import together
from data.services.listings import FactEntry
from data.views import AgencyEntry
from pages.resources.reading import whence

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
FACT = "accepts_children"


def fact(state: Any, source: str, **more: Any) -> FactView:
    return FactView(state, source=source, **more)


def heard(*said: FactView) -> FactView:
    own, *others = ({FACT: each} for each in said)
    return together(own, others)[FACT]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (0, 2, 1)])
def test_a_yes_and_a_no_leave_it_open_with_both_sources(order: tuple[int, ...]) -> None:
    three = (fact("yes", "211"), fact("no", "Locator"), fact("yes", "Court list"))
    found = heard(*(three[place] for place in order))
    assert found.state == "unknown"
    assert all(source in found.source for source in ("211", "Locator", "Court list"))
    assert "no says Locator" in found.condition


@pytest.mark.parametrize("silent", ["unknown", "not_asked"])
def test_an_answer_stands_before_silence(silent: str) -> None:
    for said in (
        (fact(silent, "211"), fact("no", "Locator")),
        (fact("no", "L"), fact(silent, "2")),
    ):
        assert heard(*said).state == "no"


def test_what_is_new_stands_before_what_is_old_and_the_team_before_a_list() -> None:
    old = fact("yes", "211", is_old=True)
    assert heard(old, fact("no", "Locator")).state == "no"
    assert heard(fact("no", "Locator"), fact("yes", "Call", version=2)).source == "Call"
    assert heard(fact("no", "Locator"), fact("yes", "Call", version=2)).version == 0


def test_the_newest_day_of_those_that_differ_is_told() -> None:
    days = (date(2026, 1, 2), date(2026, 3, 4))
    found = heard(fact("yes", "211", as_of=days[0]), fact("no", "Locator", as_of=days[1]))
    assert found.as_of == days[1]


def attributes(said: str) -> dict[str, bytes]:
    return {
        "services.csv": b"id,name,description,status\ns1,Help,x,active\n",
        "taxonomies.csv": f"id,name,description\nt,{OWN_FACTS},x\n".encode(),
        "taxonomy_terms.csv": f"id,code,name,description,taxonomy_id\na,{FACT},x,x,t\n".encode(),
        "attributes.csv": b"id,link_id,link_entity,taxonomy_term_id,value\n"
        + "".join(f"{n},s1,service,a,{value}\n" for n, value in enumerate(said.split())).encode(),
    }


def test_two_answers_in_one_file_leave_it_open_too() -> None:
    found = read_directory(attributes("yes no"))
    assert found.services[0].fact(FACT).state == "unknown"
    assert [each.code for each in found.issues].count("facts_in_conflict") == 1


def test_listings_that_a_person_found_to_be_one_are_heard_together(sqlite_database: str) -> None:
    team_id = teams.create_team("River county", "", ROSTER).id
    for source, said in (("211", "yes"), ("Locator", "no")):
        directories.accept(directories.read(team_id, attributes(said), source=source))
    one, other = listings.services(team_id)
    listings.merge(team_id, other.id, into=one.id)
    found = listings.service(team_id, one.id).fact(FACT)
    assert found.state == "unknown"
    assert all(source in found.source for source in ("211", "Locator"))
    entry = FactEntry("no", source="Call")
    listings.save_fact(team_id, one.id, FACT, entry, based_on=found.version)
    assert listings.service(team_id, one.id).fact(FACT).state == "no"
    listings.merge(team_id, other.id, into=None)
    assert listings.service(team_id, other.id).fact(FACT) == other.fact(FACT)


@pytest.mark.parametrize(("told", "issues"), [("", 0), ("last week", 1), ("2030-01-01", 1)])
def test_a_number_without_a_day_is_of_the_day_it_was_brought_in_at_the_latest(
    told: str, issues: int, sqlite_database: str
) -> None:
    """It is said so, it is no opening of that day, and a year later it is old."""
    team_id = teams.create_team("River county", "", ROSTER).id
    day = date(2026, 11, 3)
    given = {
        "services.csv": b"id,name,description,status\ns1,Help,x,active\n",
        "service_capacity.csv": "id,service_id,unit,available,maximum,updated\n"
        f"c1,s1,beds,2,10,{told}\n".encode(),
    }
    with at_day(day):
        reading = directories.read(team_id, given, source="211")
        directories.accept(reading)
        found = listings.services(team_id)[0].capacity
    assert [each.code for each in reading.directory.issues].count("day_not_read") == issues
    assert found is not None
    assert (found.maximum, found.as_of, found.at_latest, found.is_old) == (10, None, day, False)
    assert capacity_day(found) == "2026-11-03 at the latest, when it was brought in"
    assert whence("211", found) == " (211, brought in on November 3, 2026, no day in the list)"
    with at_day(day + timedelta(days=400)):
        later = listings.services(team_id)[0].capacity
    assert later is not None
    assert (later.at_latest, later.is_old) == (day, True)


def capacity(team_id: str, maximum: int, *, told: str = "", name: str = "Help") -> CapacityView:
    """What is known once a file has come in that says so, of this day."""
    given = {
        "services.csv": f"id,name,description,status\ns1,{name},x,active\n".encode(),
        "service_capacity.csv": "id,service_id,unit,available,maximum,updated\n"
        f"c1,s1,beds,2,{maximum},{told}\n".encode(),
    }
    directories.accept(directories.read(team_id, given, source="211"))
    found = listings.services(team_id)[0].capacity
    assert found is not None
    return found


def test_a_newer_file_that_repeats_a_number_without_a_day_makes_it_no_newer(
    sqlite_database: str,
) -> None:
    team_id = teams.create_team("River county", "", ROSTER).id
    first, later, last = (date(2025, 1, 8), date(2025, 12, 1), date(2026, 1, 20))
    with at_day(first):
        assert capacity(team_id, 10).at_latest == first
    with at_day(later):
        again = capacity(team_id, 10, name="Help again")
        assert (again.at_latest, again.is_old) == (first, False)
    with at_day(last):
        old = capacity(team_id, 10, name="Help once more")
        assert (old.at_latest, old.is_old) == (first, True)
        other = capacity(team_id, 12)
        assert (other.at_latest, other.is_old) == (last, False)
        dated = capacity(team_id, 12, told="2026-01-02")
        assert (dated.at_latest, dated.as_of) == (None, date(2026, 1, 2))


def test_a_list_that_came_in_before_days_were_kept_has_the_day_of_its_file(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    team_id = teams.create_team("River county", "", ROSTER).id
    with at_day(date(2025, 1, 8)), monkeypatch.context() as before:
        before.setattr(directory_rows, "with_first_days", lambda body, **_: body)
        capacity(team_id, 10)
    with at_day(date(2026, 1, 20)):
        found = capacity(team_id, 10, name="Help again")
    assert (found.at_latest, found.is_old) == (date(2025, 1, 8), True)


@pytest.mark.parametrize(
    ("told", "file", "screen"),
    [
        ("2024", "2024", "2024"),
        ("May 2024", "2024-05", "May 2024"),
        ("2024-05-01", "2024-05-01", "May 1, 2024"),
    ],
)
def test_a_year_is_told_as_a_year_and_no_day_is_made_of_it(
    told: str, file: str, screen: str, sqlite_database: str
) -> None:
    """It grows old from its first day all the same, so that it looks no newer than it may be."""
    team_id = teams.create_team("River county", "", ROSTER).id
    given = {
        "services.csv": "id,name,description,status,assured_date\n"
        f"s1,Help,x,active,{told}\n".encode(),
        "languages.csv": b"id,service_id,name\ng1,s1,Spanish\n",
        "service_capacity.csv": "id,service_id,unit,available,maximum,updated\n"
        f"c1,s1,beds,2,10,{told}\n".encode(),
    }
    with at_day(date(2024, 6, 1)):
        directories.accept(directories.read(team_id, given, source="211"))
        (found,) = listings.services(team_id)
        assert found.capacity is not None
        assert capacity_day(found.capacity) == file
        assert whence("211", found.capacity) == f" (211, {screen})"
        (spoken, *_) = found.facts.values()
        assert f", {file})" in fact_whole(spoken)
        assert whence("211", spoken) == f" (211, {screen})"
    first = date(2024, 1, 1) if told == "2024" else date(2024, 5, 1)
    with at_day(first + timedelta(days=367)):
        (later,) = listings.services(team_id)
        assert later.capacity is not None
        assert (later.capacity.as_of, later.capacity.is_old) == (first, True)
