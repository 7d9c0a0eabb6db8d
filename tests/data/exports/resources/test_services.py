"""One row for each service, in which nothing that nobody knows is an empty cell."""

import csv
import io
from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.exports.resources.services import write_services
from data.resource_views import FACT_STATES
from data.services import directories, listings, teams
from data.services.resource_files import for_export
from data.views import TeamView
from surveys.resource_map import resource_map, resource_words
from tests.data.exports.resources.mapped import DIRECTORY, ROSTER, SOURCE, fill

WORDS = {"yes": "yes", "no": "no", "unknown": "not known", "not_asked": "not asked"}


def fact_column(fact: str) -> str:
    return f"fact: {resource_words('en').fact(fact)}"


def rows(team: TeamView) -> dict[str, dict[str, str]]:
    written = write_services(for_export(team.id, as_what="csv")).decode("utf-8-sig")
    return {row["id_in_directory"]: row for row in csv.DictReader(io.StringIO(written, newline=""))}


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    made = teams.create_team("River county", "", ROSTER)
    fill(made)
    return made


def test_the_four_states_are_four_words(team: TeamView) -> None:
    told = rows(team)
    column = fact_column("accepts_fathers")
    said = {key: told[key][column] for key in ("s1", "s2", "s3", "s5")}
    assert said == dict(zip(said, (WORDS[each] for each in FACT_STATES), strict=True))
    assert len(set(said.values())) == 4
    assert told["s4"][column] == "not asked"


def test_every_question_has_a_column_and_no_cell_is_empty(team: TeamView) -> None:
    told = rows(team)
    assert set(told) == {"s1", "s2", "s3", "s4", "s5"}
    for row in told.values():
        assert {fact_column(fact) for fact in resource_map().facts} <= set(row)
        assert [column for column, cell in row.items() if not cell] == []


def test_what_is_not_known_says_so_and_no_number_is_made_of_it(team: TeamView) -> None:
    row = rows(team)["s2"]
    for column in ("capacity_maximum", "capacity_available", "phones", "fees", "addresses"):
        assert row[column] == "not known"
    assert rows(team)["s5"]["status"] == "not known"
    assert rows(team)["s1"]["capacity_maximum"] == "8"
    assert rows(team)["s1"]["capacity_available"] == "not known"


def test_a_hidden_site_is_told_to_exist_and_no_more(team: TeamView) -> None:
    row = rows(team)["s3"]
    assert row["addresses"] == "address hidden; address hidden"
    assert row["coordinates"] == "hidden; hidden"
    assert rows(team)["s1"]["addresses"] == "100 Main St, Suite 2, Lexington, KY 40507"
    assert rows(team)["s1"]["coordinates"] == "38.03 -84.5"


def test_what_a_person_confirmed_and_what_a_rule_proposes_stand_apart(team: TeamView) -> None:
    told = rows(team)
    assert told["s1"]["confirmed_for"] == "Family residential treatment"
    assert told["s2"]["proposed_for"] == "Medicine for opioid use disorder (MOUD)"
    assert told["s5"]["confirmed_for"] == "none"


def test_who_says_so_and_who_knows_it_leave_with_it(team: TeamView) -> None:
    row = rows(team)["s1"]
    full = f"Takes methadone: yes (said by Call, {today().isoformat()})"
    label = resource_words("en").fact("accepts_methadone")
    assert full.replace("Takes methadone", label) in row["facts_in_full"]
    assert (
        row["agencies_that_know_it"] == "County child welfare does not know it; New Shore knows it"
    )
    assert row["would_send_own_family"] == "New Shore: yes"


def test_what_is_old_gone_or_another_listing_is_called_so(team: TeamView) -> None:
    ids = {each.record.external_id: each.id for each in listings.services(team.id)}
    listings.merge(team.id, ids["s2"], into=ids["s1"])
    less = {**DIRECTORY, "services.csv": "\n".join(DIRECTORY["services.csv"].splitlines()[:-1])}
    files = {name: text.encode() for name, text in less.items()}
    directories.accept(directories.read(team.id, files, source=SOURCE))
    with at_day(today() + timedelta(days=500)):
        told = rows(team)
    assert (told["s5"]["still_listed"], told["s5"]["counts_as_supply"]) == ("no", "no")
    assert told["s2"]["counts_as_service_id"] == ids["s1"]
    assert told["s1"]["counts_as_service_id"] == ids["s1"]
    assert told["s4"]["counts_as_supply"] == "no"
    assert resource_words("en").fact("accepts_fathers") in told["s1"]["facts_too_old"]
    assert told["s1"]["capacity_too_old"] == "yes"


def test_an_empty_map_has_no_row_of_a_service(sqlite_database: str) -> None:
    team = teams.create_team("River county", "", ROSTER)
    (row,) = rows(team).values()
    assert (row["row"], row["team"], row["service"]) == (
        "about",
        "River county",
        "no service is listed",
    )
