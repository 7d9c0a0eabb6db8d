"""A map leaves whole but for hidden addresses, and comes back to the same figures."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from data.exports.resources.formats import RESOURCE_FORMATS
from data.imports.problems import InputProblems
from data.services import audit_log, directories, gap_findings, gaps, listings, needs, teams
from data.services.authority import Actor, acting
from data.services.errors import NotAllowed, NotFound, ResourceProblems
from data.services.gap_findings import FindingView
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from data.services.resource_files import archive, for_export, restore_archive
from data.store import resource_archive as store
from data.views import AgencyEntry, TeamView
from tests.data.exports.resources.mapped import CANARIES, ROSTER, SOURCE, fill
from tests.data.services.planning import hide
from tests.pages.resources import filled
from tests.pages.resources.filled import directory

BY_LOT = ("12 Willow Bend House", "Alpha House", "Beta House")
NAMES = ("Grace’s Place", "Ríver ünd Söhne", "New Shore")


def written(made: dict[str, Any]) -> bytes:
    return json.dumps(made, ensure_ascii=False).encode()


def new_team(name: str, roster: tuple[AgencyEntry, ...] = ROSTER) -> TeamView:
    return teams.create_team(name, "", roster)


def as_if(text: str, one: TeamView, other: TeamView) -> str:
    """A text about one team with the ids of another."""
    text = text.replace(one.id, other.id)
    for ours, theirs in zip(one.agencies, other.agencies, strict=True):
        text = text.replace(ours.code, theirs.code)
    return text


def without_digests(findings: tuple[FindingView, ...]) -> str:
    """Who sees to a gap is part of what is signed, so another team has other digests."""
    text = repr(findings)
    for each in findings:
        text = text.replace(each.digest, "")
    return text


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    made = new_team("River county")
    fill(made)
    return made


def test_an_archive_comes_back_to_the_same_figures_and_findings(database: str) -> None:
    team, other = new_team("River county"), new_team("Lake county")
    filled.fill(team, NAMES)
    restore_archive(other.id, written(archive(team.id)))
    report = repr(gaps.gap_report(team.id))
    assert repr(gaps.gap_report(other.id)) == as_if(report, team, other)
    found = without_digests(gap_findings.findings(team.id))
    assert without_digests(gap_findings.findings(other.id)) == as_if(found, team, other)
    assert len(gap_findings.findings(other.id)[0].signed_by) == 1
    assert repr(gaps.next_ten(gaps.gap_report(other.id))) == repr(
        gaps.next_ten(gaps.gap_report(team.id))
    )


def test_a_name_that_leaves_without_its_address_changes_no_figure(database: str) -> None:
    team, other = new_team("River county"), new_team("Lake county")
    hide(team)  # its street is hidden, and a service of another list is named after it
    rows = [f"{key},{name},Food,active" for key, name in enumerate(BY_LOT)]
    text = "\n".join(("id,name,description,status", *rows, ""))
    directories.accept(directories.read(team.id, {"services.csv": text.encode()}, source="Pantry"))
    pantries = {each.record.external_id: each.id for each in listings.services(team.id)}
    for key, families in enumerate((4, 30, 50)):
        listings.confirm(team.id, [(pantries[str(key)], "basic_needs")])
        entry = CapacityEntry("family", maximum=families, source="Call")
        listings.save_capacity(team.id, pantries[str(key)], entry, based_on=0)
    needs.choose_tier(team.id, "T4", based_on=0)
    needs.save_figure(team.id, "referred", FigureEntry(700, source="Count"), based_on=0)
    needs.save_share(
        team.id, "basic_needs", team.agencies[0].code, FigureEntry(1, 1, 1), based_on=0
    )
    restore_archive(other.id, written(archive(team.id)))
    report = repr(gaps.gap_report(team.id))
    assert "CoverageInterval(" in report
    assert BY_LOT[0] not in report
    assert repr(gaps.gap_report(other.id)) == as_if(report, team, other)


def test_every_row_of_every_table_comes_back(database: str) -> None:
    team, other = new_team("River county"), new_team("Lake county")
    fill(team)
    restore_archive(other.id, written(archive(team.id)))
    before, after = store.everything(team.id), store.everything(other.id)
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert all(len(rows) for rows in after.values())
    versions = [row for row in after["facts"] if row["fact"] == "accepts_methadone"]
    assert [(row["version"], row["state"]) for row in versions] == [(1, "no"), (2, "yes")]
    assert [row["removed"] for row in after["findings"]].count(True) == 1


def test_what_left_without_hidden_addresses_leaves_the_same_again(team: TeamView) -> None:
    other = new_team("Lake county")
    first = archive(team.id)
    restore_archive(other.id, written(first))
    again = archive(other.id)
    ids = {row["id"]: "" for row in (*first["imports"], *again["imports"])}
    digests = {row["digest"]: "" for row in (*first["signatures"], *again["signatures"])}

    def plain(made: dict[str, Any]) -> str:
        text = json.dumps({name: made[name] for name in store.TABLES}, sort_keys=True)
        for one in ids | digests:
            text = text.replace(one, "")
        return text

    assert plain(again) == as_if(plain(first), team, other)


def test_hidden_sites_change_no_figure(team: TeamView) -> None:
    other = new_team("Lake county")
    restore_archive(other.id, written(archive(team.id)))
    before, after = gaps.gap_report(team.id), gaps.gap_report(other.id)
    assert repr(after.categories) == as_if(repr(before.categories), team, other)
    assert repr(after.need.categories) == as_if(repr(before.need.categories), team, other)
    assert [site.hidden for each in after.services.values() for site in each.sites].count(True) == 2


def test_the_directory_that_was_read_in_is_still_known(sqlite_database: str) -> None:
    team, other = new_team("River county"), new_team("Lake county")
    filled.fill(team, NAMES)
    restore_archive(other.id, written(archive(team.id)))
    assert directories.read(other.id, directory(NAMES), source=NAMES[2]).is_known


def test_agencies_are_found_by_name_and_unknown_ones_keep_their_code(team: TeamView) -> None:
    roster = (
        AgencyEntry("NEW SHORE", "sud_treatment", 4),
        AgencyEntry("Clinic", "sud_treatment", 3),
    )
    other = new_team("Lake county", roster)
    restore_archive(other.id, written(archive(team.id)))
    known = {code for each in listings.services(other.id) for code in each.known}
    assert known == {other.agencies[0].code, team.agencies[0].code}
    owners = {each.entry.owner_agency for each in gap_findings.findings(other.id)}
    assert owners == {"", team.agencies[0].code}


def test_nothing_of_a_hidden_site_is_in_what_leaves(team: TeamView) -> None:
    listed = repr(listings.as_listed(team.id)).lower()
    told = [each for each in CANARIES if each in listed]
    assert len(told) > 6
    left = (repr(for_export(team.id, as_what="csv")) + json.dumps(archive(team.id))).lower()
    assert [each for each in CANARIES if each in left] == []


def test_words_around_a_hidden_address_stay(team: TeamView) -> None:
    found = {each.record.external_id: each for each in for_export(team.id, as_what="csv").services}
    fact = found["s1"].fact("accepts_fathers")
    assert (fact.condition, fact.source) == (
        "at [address hidden]",
        "[address hidden], [address hidden]",
    )
    assert found["s3"].record.description.startswith("Call [address hidden]. It is the [address")


def test_a_row_set_aside_keeps_its_cells_unless_it_is_about_a_hidden_site(team: TeamView) -> None:
    table = (
        "id,name,description,status\n"
        "z1,Food pantry,Private nonprofit,active\n"
        "z1,Other pantry,Private nonprofit,active\n"
        "z1,Third pantry,Its location is confidential,active\n"
    )
    reading = directories.read(team.id, {"services.csv": table.encode()}, source="Pantries")
    made = directories.accept(reading)
    assert made is not None
    held = {each.line: each for each in for_export(team.id, as_what="csv").set_aside[made.id]}
    assert held[3].content["name"] == "Other pantry"
    assert set(held[4].content.values()) == {"[address hidden]"}


def test_what_is_public_leaves_as_it_is(team: TeamView) -> None:
    content = for_export(team.id, as_what="csv")
    service = next(each for each in content.services if each.record.external_id == "s1")
    assert service.record.description == "Beds at 100 Main"
    assert service.record.phones == ("606-555-0100 x12",)
    (site,) = service.sites
    assert (site.address_1, site.city, site.latitude) == ("100 Main St", "Lexington", 38.03)
    assert len(content.sites) == 3
    assert {each.record.name for each in content.services} >= {"Safe stay for survivors"}


def test_an_id_that_was_made_of_an_address_does_not_tell_it(sqlite_database: str) -> None:
    team = new_team("River county")
    table = (
        "agency_name,service_name,address_1,city,state,zip,phone,site_name\n"
        "Harbor,Shelter,12 Secret Lane,Hazard,KY,41701,606-555-0177,Confidential location\n"
        "Harbor,Hotline,1 Open Road,Hazard,KY,41701,606-555-0178,Front desk\n"
    )
    profile = directories.Profile(
        "flat",
        {
            "*": {
                "agency_name": "organization.name",
                "service_name": "service.name",
                "address_1": "site.address_1",
                "city": "site.city",
                "state": "site.state_province",
                "zip": "site.postal_code",
                "phone": "site.phone",
                "site_name": "site.name",
            }
        },
    )
    reading = directories.read(
        team.id, {"flat.csv": table.encode()}, source="Flat", profile=profile
    )
    directories.accept(reading)
    assert "12 secret lane" in repr(store.everything(team.id))
    left = (repr(for_export(team.id, as_what="csv")) + json.dumps(archive(team.id))).lower()
    assert "12 secret" not in left
    assert not re.search(r"555\D?0177", left), "the four digits alone may stand in a chance id"
    assert re.search(r"555\D?0178", left)
    assert "1 open road" in left
    other = new_team("Lake county")
    restore_archive(other.id, written(archive(team.id)))
    sites = [each.sites[0].hidden for each in listings.services(other.id)]
    assert sorted(sites) == [False, True]


def test_an_empty_map_leaves_and_comes_back_as_empty(sqlite_database: str) -> None:
    team, other = new_team("River county"), new_team("Lake county")
    content = for_export(team.id, as_what="json")
    assert (content.services, content.findings, content.imports) == ((), (), ())
    restore_archive(other.id, written(archive(team.id)))
    assert gaps.gap_report(other.id).services == {}


def test_a_team_that_has_a_map_keeps_it(team: TeamView, sqlite_database: str) -> None:
    other = new_team("Lake county")
    filled.fill(other, NAMES)
    before = store.everything(other.id)
    with pytest.raises(ResourceProblems, match="has a map of resources already"):
        restore_archive(other.id, written(archive(team.id)))
    assert store.everything(other.id) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "it is no JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[]", "no archive of a map of resources"),
        (b'{"kind": "environmental_scan"}', "no archive of a map of resources"),
        (b'{"kind": "community_resource_map"}', "written in schema None; schema 1 is read"),
        (b'{"kind": "community_resource_map", "schema": 2}', "written in schema 2; schema 1"),
        (b'{"kind": "community_resource_map", "schema": 1}', "it has no list of imports"),
        (b"[" * 100, "100 deep inside"),
        (b"PK\x03\x04", "it is a workbook or another container"),
    ],
    ids=("text", "letters", "list", "other", "none", "newer", "bare", "deep", "zip"),
)
def test_what_is_no_archive_is_refused_in_words(
    sqlite_database: str, content: bytes, said: str
) -> None:
    team = new_team("River county")
    with pytest.raises(InputProblems, match=said):
        restore_archive(team.id, content)


def _set(name: str, row: int, column: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(made: dict[str, Any]) -> None:
        made[name][row][column] = value

    return change


def _twice(made: dict[str, Any]) -> None:
    made["listings"].append(made["listings"][0])


def _less(made: dict[str, Any]) -> None:
    del made["facts"][0]["state"]


def _more(made: dict[str, Any]) -> None:
    made["facts"][0]["team_id"] = "another"


def _other_body(made: dict[str, Any]) -> None:
    made["listings"][0]["body"]["name"] = "Another"


def _profile(made: dict[str, Any]) -> None:
    made["imports"][0]["profile"] = {"name": "x", "files": {"*": {"a": "no.field"}}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("facts", 0, "state", "maybe"), "in facts, row 1, state cannot be 'maybe'"),
        (_set("facts", 0, "fact", "accepts_cats"), "'accepts_cats' is no fact of this map"),
        (_set("facts", 0, "listing_id", "gone"), "listing_id 'gone' is not there"),
        (_set("facts", 0, "version", 0), "version cannot be '0'"),
        (_set("calls", 0, "outcome", "fine"), "in calls, row 1, outcome cannot be 'fine'"),
        (_set("calls", 0, "asked_for", "cats"), "'cats' is no group of families"),
        (_set("calls", 0, "listing_id", "gone"), "listing_id 'gone' is not there"),
        (_set("apart", 0, "other_id", "0"), "in apart, row 1, other_id '0' is not there"),
        (_set("capacities", 0, "maximum", -1), "maximum cannot be '-1'"),
        (_set("capacities", 0, "maximum", "NaN"), "maximum cannot be 'NaN'"),
        (_set("categories", 0, "category", "cats"), "'cats' is no category of this map"),
        (_set("needs", 0, "likely", 1e300), "likely cannot be"),
        (_set("needs", 0, "low", 900.0), "low, likely and high are not in this order"),
        (_set("findings", 0, "gap", "Z"), "'Z' is no kind of gap of this map"),
        (_set("findings", 0, "population", "cats"), "'cats' is no group of families"),
        (_set("evidence", 0, "link", "javascript:alert(1)"), "link cannot be 'javascript:"),
        (_set("listings", 0, "merged_into", "gone"), "merged_into 'gone' is not there"),
        (_set("listings", 0, "body", {}), "the body is no record of a directory"),
        (_set("imports", 0, "report", {}), "report.files is missing"),
        (_profile, "the profile is none"),
        (_other_body, "the body is that of another record"),
        (_twice, r"in listings, row \d+ is there twice"),
        (_less, "in facts, row 1, state is missing"),
        (_more, "in facts, row 1, team_id cannot be 'another'"),
    ],
)
def test_an_archive_that_somebody_changed_is_refused_and_nothing_is_kept(
    team: TeamView, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    made, other = archive(team.id), new_team("Lake county")
    change(made)
    with pytest.raises(InputProblems, match=said):
        restore_archive(other.id, written(made))
    assert not any(store.everything(other.id).values())


def test_signs_that_no_database_holds_are_left_out(database: str) -> None:
    team, other = new_team("River county"), new_team("Lake county")
    fill(team)
    made = archive(team.id)
    made["findings"][0]["words"] = "A\x00B\ud800C"
    restore_archive(other.id, json.dumps(made).encode())
    words = {row["words"] for row in store.everything(other.id)["findings"]}
    assert "ABC" in words


def test_whoever_takes_or_restores_is_written_down_first(team: TeamView) -> None:
    other = new_team("Lake county")
    content = written(archive(team.id))
    taken = audit_log.entries(team.id, limit=1)[0]
    assert (taken.action, taken.details) == ("resources.export", {"format": "json"})
    restore_archive(other.id, content)
    with pytest.raises(ResourceProblems, match="already"):
        restore_archive(other.id, content)
    actions = [each.action for each in audit_log.entries(other.id)]
    assert actions.count("resources.restore") == 2


def test_a_member_takes_no_file_and_an_outsider_finds_no_team(team: TeamView) -> None:
    member = Actor(id="m", name="Sam", kind="person", teams={team.id: "member"})
    outsider = Actor(id="o", name="Out", kind="person", teams={})
    consultant = Actor(id="c", name="Con", kind="person", teams={team.id: "consultant"})
    content = written(archive(team.id))
    before = len(audit_log.entries(team.id))
    with acting(member), pytest.raises(NotAllowed):
        for_export(team.id, as_what="csv")
    with acting(outsider), pytest.raises(NotFound, match="This team is not here"):
        for_export(team.id, as_what="csv")
    for who in (member, consultant):
        with acting(who), pytest.raises(NotAllowed):
            restore_archive(team.id, content)
    later = audit_log.entries(team.id)[:-before]
    assert [(each.action, each.actor_name, each.details["step"]) for each in reversed(later)] == [
        ("refused", "Sam", "resources.export"),
        ("refused", "Out", "team.see"),
        ("refused", "Sam", "resources.run"),
        ("refused", "Con", "resources.run"),
    ]
    with acting(consultant):
        assert for_export(team.id, as_what="csv").services


def test_two_directories_that_disagree_on_a_secret_keep_it(team: TeamView) -> None:
    services = "id,name,description,location_id\nx1,Another list of the shelter,,y1\n"
    sites = (
        "id,name,address_1,city,state_province,postal_code\n"
        "y1,Front door,4711 CANARY HOLLOW STREET,Hazard,KY,40999\n"
        "y2,Elsewhere,4711 Canary Hollow Street,Boise,ID,83702\n"
    )
    files = {"services.csv": services.encode(), "locations.csv": sites.encode()}
    directories.accept(directories.read(team.id, files, source="Locator"))
    content = for_export(team.id, as_what="csv")
    hidden = {site.external_id: site.hidden for site in content.sites.values()}
    assert (hidden["y1"], hidden["y2"]) == (True, False)
    assert {each.source for each in content.imports} == {SOURCE, "Locator"}


def demo_team() -> TeamView:
    return teams.create_team("Made-up county", "", ROSTER, demo=True)


def test_a_made_up_map_is_called_so_wherever_it_is_brought_back(database: str) -> None:
    team, other, third = demo_team(), new_team("Lake county"), new_team("River county")
    fill(team)
    assert not directories.is_made_up(other.id)
    restore_archive(other.id, written(archive(team.id)))
    assert directories.is_made_up(other.id)
    content = for_export(other.id, as_what="json")
    assert content.made_up
    assert content.archive["made_up_data"] is True
    restore_archive(third.id, written(dict(content.archive)))
    assert directories.is_made_up(third.id)


def test_a_made_up_map_without_a_directory_keeps_its_mark(database: str) -> None:
    team, other = demo_team(), new_team("Lake county")
    needs.choose_tier(team.id, "T4", based_on=0)
    restore_archive(other.id, written(archive(team.id)))
    assert needs.need(other.id).tier == "T4"
    assert directories.is_made_up(other.id)


def test_a_real_map_gets_no_mark(team: TeamView) -> None:
    other = new_team("Lake county")
    restore_archive(other.id, written(archive(team.id)))
    assert not directories.is_made_up(other.id)
    assert not for_export(other.id, as_what="json").made_up


def test_a_made_up_directory_of_other_programs_marks_the_map(sqlite_database: str) -> None:
    team, other = demo_team(), new_team("Lake county")
    fill(team)
    zipped = RESOURCE_FORMATS["hsds"].write(for_export(team.id, as_what="hsds"))
    reading = directories.read(other.id, {"map.zip": zipped}, source="A list")
    assert reading.directory.made_up
    assert not directories.is_made_up(other.id)
    directories.accept(reading)
    assert directories.is_made_up(other.id)
    assert b"MADE-UP DATA" in RESOURCE_FORMATS["report"].write(
        for_export(other.id, as_what="report")
    )
