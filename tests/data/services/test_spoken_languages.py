"""Whom a language counts for: nobody before a team has chosen, and never one for another."""

from datetime import date

import pytest

from data.clock import at_day
from data.services import directories, gaps, listings, resource_files, spoken_languages, teams
from data.services.errors import ChangedMeanwhile, ResourceProblems
from data.services.family_walk import walk
from data.services.listings import FactEntry
from data.services.other_figures import spoken, spoken_keys
from data.services.spoken_languages import choose, languages
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SERVICES = b"id,name,description,status\ns1,One,x,active\ns2,Two,x,active\ns3,Three,x,active\n"
LANGUAGES = b"id,service_id,name\nl1,s1,Vietnamese\nl2,s2,Russian\nl3,s2,Spanish\nl4,s1,Xhosan\n"
KIND = "residential_family"
WHO = "other_language"


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    given = {"services.csv": SERVICES, "languages.csv": LANGUAGES}
    directories.accept(directories.read(made, given, source="211"))
    listings.confirm(made, [(each, KIND) for each in ids(made).values()])
    return made


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def say(team_id: str, key: str, fact: str, state: str, condition: str = "") -> None:
    entry = FactEntry(state, condition, "Call", DAY)  # type: ignore[arg-type]
    listings.save_fact(team_id, ids(team_id)[key], fact, entry, based_on=0)


def counted(team_id: str) -> tuple[int, int, int, int]:
    cell = gaps.gap_report(team_id).category(KIND).cells[WHO]
    return (cell.yes, cell.no, cell.unknown, cell.not_asked)


def test_before_a_language_is_chosen_nobody_was_asked_whatever_is_known_of_spanish(team_id):
    for key in ("s1", "s2", "s3"):
        say(team_id, key, "languages_spanish", "no")
    assert counted(team_id) == (0, 0, 0, 3)
    assert gaps.gap_report(team_id).category(KIND).cells[WHO].verdict == "not_scanned"


def test_a_language_that_is_named_counts_and_some_other_one_leaves_it_open(team_id):
    choose(team_id, ["Vietnamese"], based_on=0)
    assert counted(team_id) == (1, 0, 1, 1)  # s1 names it, s2 names Russian, s3 is silent
    say(team_id, "s3", "languages_other", "no")
    assert counted(team_id) == (1, 1, 1, 0)


def test_a_condition_that_a_person_wrote_names_a_language_too(team_id):
    choose(team_id, ["Somali"], based_on=0)
    say(team_id, "s3", "languages_other", "yes", "Somali and Arabic, on Mondays")
    assert counted(team_id) == (1, 0, 2, 0)


def test_of_several_languages_one_alone_depends_on_the_family(team_id):
    choose(team_id, ["Spanish", "Russian"], based_on=0)
    assert counted(team_id) == (1, 0, 1, 1)
    choose(team_id, ["Spanish", "Vietnamese"], based_on=1)
    say(team_id, "s1", "languages_spanish", "no")
    assert counted(team_id) == (0, 0, 2, 1)  # s1 speaks one of them, s2 perhaps the other
    say(team_id, "s3", "languages_spanish", "no")
    say(team_id, "s3", "languages_other", "no")
    assert counted(team_id) == (0, 1, 2, 0)


def test_a_walk_asks_for_a_chosen_language_and_knows_silence_from_not_knowing(team_id):
    choose(team_id, ["Vietnamese"], based_on=0)
    report = gaps.gap_report(team_id)
    (step,) = walk(report, ["language:Vietnamese"], path=[KIND])
    assert (step.funnel.left.low, step.funnel.left.high) == (1, 3)
    assert (step.not_known, step.not_asked) == (
        {"language:Vietnamese": 1},
        {"language:Vietnamese": 1},
    )


def test_figures_and_files_tell_of_chosen_languages(team_id):
    choose(team_id, ["Vietnamese", "Spanish"], based_on=0)
    report = gaps.gap_report(team_id)
    assert list(spoken_keys(report).values()) == ["Vietnamese", "Spanish", "Sign language"]
    found = spoken(report, "language:Vietnamese")[KIND]
    assert (found.yes, found.no, found.unknown) == (1, 0, 2)


def test_a_choice_can_be_changed_and_comes_back_from_an_archive(team_id):
    choose(team_id, ["Spanish"], based_on=0)
    with pytest.raises(ChangedMeanwhile, match="chosen other languages meanwhile"):
        choose(team_id, ["Hmong"], based_on=0)
    choose(team_id, [], based_on=1)
    assert languages(team_id).names == ()
    choose(team_id, ["Hmong", "Spanish", "Hmong"], based_on=2)
    archived = resource_files.archive(team_id)
    assert [row["source"] for row in archived["needs"] if row["about"] == "language"] == [
        *("Spanish", "", "Hmong; Spanish"),
    ]
    assert languages(team_id).names == ("Hmong", "Spanish")


@pytest.mark.parametrize(
    "names", [["English"], ["a; b"], ["x" * 61], ["y" + str(n) for n in range(13)]]
)
def test_what_is_no_other_language_is_refused(team_id, names):
    with pytest.raises(ResourceProblems):
        choose(team_id, names, based_on=0)
    assert languages(team_id).version == 0


def test_any_word_of_a_directory_can_be_chosen(team_id):
    offered = spoken_languages.choices(listings.services(team_id))
    assert {"Xhosan", "Vietnamese", "Spanish"} <= set(offered)
    assert "English" not in offered
