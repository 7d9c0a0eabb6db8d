"""Each form about a service and about need saves what was typed, or says why not."""

import json

import pytest

from data.clock import today
from data.services import (
    calls,
    directories,
    gap_findings,
    gaps,
    listings,
    needs,
    spoken_languages,
    teams,
)
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.listing_bodies import OWN
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from data.services.resource_files import archive, restore_archive
from data.views import AgencyEntry
from pages.resources.needing import at_most_said
from scoring.need import Triangle
from surveys.resource_map import resource_map
from tests.pages.screens import Screen, as_operator

SERVICES = b"id,name,description,status\ns1,House one,,active\ns2,House two,,active\n"
KIND = "residential_family"


@pytest.fixture
def team_id(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    as_operator(monkeypatch)
    made = teams.create_team("River county", "", (AgencyEntry("Court", "court", 6),)).id
    directories.accept(directories.read(made, {"services.csv": SERVICES}, source="211"))
    return made


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def service(team_id: str, **query: str) -> Screen:
    one = ids(team_id)["s1"]
    return Screen("pages.resources.listed", team=team_id, service=one, **query)


def test_a_capacity_is_saved_and_one_that_somebody_changed_meanwhile_is_not(team_id: str) -> None:
    first = service(team_id, enter="capacity")
    first.set("text_input", "What is counted", "beds").set("number_input", "How many there are", 8)
    first.set("text_input", "Day", "soon").press("Save")
    first.set("text_input", "Who said so", "Call")
    assert "“soon” came" in first.said
    entry = CapacityEntry("beds", maximum=6, source="Call")
    listings.save_capacity(team_id, ids(team_id)["s1"], entry, based_on=0)
    first.set("text_input", "Day", "").press("Save")
    assert "Somebody has saved this meanwhile" in first.said
    other = service(team_id, enter="capacity").set("number_input", "How many there are", 9)
    other.set("number_input", "Families in line now", 3)
    assert other.press("Save").said == "Saved."
    known = listings.service(team_id, ids(team_id)["s1"]).capacity
    assert known is not None
    assert (known.maximum, known.families_waiting, known.version) == (9, 3, 2)


def test_a_kind_of_help_is_confirmed_and_a_call_is_written_down(team_id: str) -> None:
    assert service(team_id).press("It belongs here").said == "Saved."
    (kind,) = listings.service(team_id, ids(team_id)["s1"]).categories
    assert kind.state == "confirmed"
    call = service(team_id, enter="call").press("Save this call")
    assert call.said == "Say what the call found. Nothing was saved yet."
    call.set("radio", "What did the call find?", "as_listed").press("Save this call")
    assert call.said == "The call is written down."
    assert len(calls.calls(team_id)) == 1


def test_two_services_become_one(team_id: str) -> None:
    found = service(team_id).set("text_input", "Name of the other one", "House two")
    found.app.run()
    assert found.press("They are the same").said == "Saved. You can take it back on this page."
    assert listings.service(team_id, ids(team_id)["s1"]).merged_into == ids(team_id)["s2"]


def test_which_families_how_many_and_what_share_are_saved_one_by_one(team_id: str) -> None:
    chosen = Screen("pages.resources.needing", team=team_id).press("Choose these families")
    assert chosen.said.startswith("Chosen.")
    figure = Screen("pages.resources.needing", team=team_id, figure="referred")
    figure.set("number_input", "Most likely", 10.0).set("number_input", "At least (", 20.0)
    assert "Please look at this again." in figure.press("Save").said
    figure.set("number_input", "At least (", 5.0).press("Save")
    figure.set("text_input", "Who counted it", "Intake").press("Save")
    assert needs.need(team_id).figures["referred"].local


def test_languages_are_chosen_and_stand_beside_the_families_who_need_them(team_id: str) -> None:
    listings.confirm(team_id, [(ids(team_id)["s1"], KIND)])
    before = Screen("pages.resources.gapping", team=team_id)
    assert any("no language is chosen yet" in each for each in before.texts)
    form = Screen("pages.resources.needing", team=team_id, figure="languages")
    form.set("multiselect", "Languages", ["Hmong"]).press("Save these languages")
    assert spoken_languages.languages(team_id).names == ("Hmong",)
    after = Screen("pages.resources.gapping", team=team_id)
    assert any("a language other than English (Hmong)" in each for each in after.texts)


def test_families_without_a_place_and_calls_say_what_is_not_known_and_why(team_id: str) -> None:
    both = [ids(team_id)[key] for key in ("s1", "s2")]
    listings.confirm(team_id, [(each, KIND) for each in both])
    beds = CapacityEntry("family units", maximum=8, mean_stay_days=365, source="Call")
    listings.save_capacity(team_id, both[0], beds, based_on=0)
    code = teams.team(team_id).agencies[0].code
    needs.choose_tier(team_id, "T4", based_on=0)
    needs.save_figure(team_id, "referred", FigureEntry(20, source="Count"), based_on=0)
    needs.save_share(team_id, KIND, code, FigureEntry(1), based_on=0)
    shown = Screen("pages.resources.gapping", team=team_id).texts
    assert "Family residential treatment: is it still there, and how much can it do?" in shown
    assert not [each for each in shown if each.startswith("Not known: ")]  # nothing is told at all
    listings.confirm(team_id, [(both[1], KIND)], belongs=False)
    listings.confirm(team_id, [(both[1], "legal")])
    needs.save_share(team_id, "legal", code, FigureEntry(1), based_on=0)
    shown = Screen("pages.resources.gapping", team=team_id).texts
    assert "Family residential treatment: 12" in shown
    assert "Not known: Lawyers for parents and children" in shown


def test_every_planning_default_can_be_replaced_and_others_are_to_compare_with(
    team_id: str,
) -> None:
    need = Screen("pages.resources.needing", team=team_id)
    shown = " ".join(each.value for each in need.app.markdown)
    shown = shown.replace("\\", "").replace("\u2060", "")
    homes = "From 3.1 for 100,000 people to 5.4 for 100,000 people"
    assert all(word in shown for word in ("Recovery homes", homes, "From 12 to 15"))
    assert "42 of 1,000 children. " in shown
    assert "10.5% (from 2.8% to 26.2%). " in shown
    asked = {each.key.removeprefix("figure-") for each in need.app.button if each.key}
    assert {"families_per_pair", "road_factor", "usable_share", "listings_usable"} <= asked
    assert not asked & {each.id for each in resource_map().parameters if each.comparison}
    figure = Screen("pages.resources.needing", team=team_id, figure="road_factor")
    figure.set("number_input", "Most likely", 1.3).set("text_input", "Who counted it", "Road map")
    figure.press("Save")
    assert needs.need(team_id).figures["road_factor"].local


@pytest.mark.parametrize(
    ("low", "likely", "high", "told"),
    [
        (0, 0, 88, "none where need is likely, and at most 88 where it is high"),
        (0, 0, 0, "none"),
        (12, 12, 12, "at most 12"),
        (0, 20, 88, "at most 20 (at most 0 where need is low, 88 where it is high)"),
    ],
)
def test_at_most_none_is_said_as_it_is_meant(low: int, likely: int, high: int, told: str) -> None:
    assert at_most_said(Triangle(low, likely, high)) == told


def test_babies_are_called_babies(team_id: str) -> None:
    needs.choose_tier(team_id, "T5", based_on=0)
    needs.save_figure(team_id, "exposed", FigureEntry(12, source="Plans"), based_on=0)
    shown = " ".join(
        each.value for each in Screen("pages.resources.needing", team=team_id).app.markdown
    )
    assert "12 babies a year" in shown.replace("\u2060", "")


def test_evidence_of_ones_own_is_no_newer_version_of_a_finding(team_id: str) -> None:
    finding = gap_findings.save(team_id, FindingEntry("legal", "A", "Nobody helps."))
    screen = Screen("pages.resources.finding", team=team_id, finding=finding)
    gap_findings.add_evidence(team_id, finding, EvidenceEntry("call", "Called.", today()))
    screen.app.run()
    assert not [each.value for each in screen.app.info if "something newer" in each.value]


def test_who_would_not_send_their_own_is_told_beside_the_gaps(team_id: str) -> None:
    known, code = ids(team_id), teams.team(team_id).agencies[0].code
    listings.confirm(team_id, [(known["s1"], KIND)])
    listings.save_known(team_id, known["s1"], code, knows="yes", would_send="no", based_on=0)
    (found,) = gaps.not_trusted(gaps.gap_report(team_id))
    assert (found.service.id, found.answered, found.would_not) == (known["s1"], 1, 1)
    texts = Screen("pages.resources.gapping", team=team_id).texts
    assert "House one: 1 of 1 agencies that answered would not." in texts


def test_a_service_is_added_by_hand_and_changed_and_a_missing_source_is_told(team_id: str) -> None:
    form = Screen("pages.resources.listed", team=team_id, enter="by-hand")
    form.set("text_input", "Name of the service", "Sunday rides")
    assert "It is not said how this is known." in form.press("Save this service").said
    form.set("text_input", "Who said all this", "Pastor Lee")
    assert form.press("Save this service").said.startswith("It is on the map.")
    (made,) = (each for each in listings.services(team_id) if each.source == OWN)
    assert (made.record.name, made.record.status, made.facts) == ("Sunday rides", "unknown", {})
    again = Screen("pages.resources.listed", team=team_id, service=made.id, enter="by-hand")
    again.set("text_input", "Town", "Hazard").press("Save this service")
    assert again.said == "Saved."
    (site,) = listings.service(team_id, made.id).sites
    assert site.city == "Hazard"
    assert [each.label for each in service(team_id).app.button if "by hand" in each.label] == []


def test_a_map_that_holds_made_up_data_says_so_on_its_screens(team_id: str) -> None:
    demo = teams.create_team("Made-up county", "", (AgencyEntry("Court", "court", 6),), demo=True)
    directories.accept(directories.read(demo.id, {"services.csv": SERVICES}, source="211"))
    real = teams.create_team("Lake county", "", (AgencyEntry("Court", "court", 6),)).id
    restore_archive(real, json.dumps(archive(demo.id)).encode())
    for one, marked in ((team_id, False), (real, True)):
        page = Screen("pages.resources.listed", team=one)
        assert any("says that it is invented" in each.value for each in page.app.warning) == marked


WAITING = (
    b"id,name,description,status\n"
    b"s1,Methadone clinic,Methadone treatment,active\n"
    b"s2,Opioid clinic,Buprenorphine and methadone,active\n"
)


def test_proposals_are_ticked_at_once_by_how_far_their_clue_is_trusted(team_id: str) -> None:
    directories.accept(directories.read(team_id, {"services.csv": WAITING}, source="Waiting"))
    proposed = {
        each.record.name: kind.confidence
        for each in listings.services(team_id)
        for kind in each.categories
        if kind.category == "moud"
    }
    assert proposed["Methadone clinic"] > proposed["Opioid clinic"]
    page = Screen("pages.resources.mapping", team=team_id, category="moud")
    said = " ".join(each.value for each in page.app.markdown).replace("\\", "")
    said = said.replace("\u2060", "")
    assert all(f"Trusted: {trust:.2f}" in said for trust in proposed.values())
    assert not any(box.value for box in page.app.checkbox)
    page.press("Tick those trusted so far")
    assert [box.value for box in page.app.checkbox] == [True, False]
    page.press("Tick all shown")
    assert all(box.value for box in page.app.checkbox)
    page.press("Tick none")
    assert not any(box.value for box in page.app.checkbox)
    page.press("Tick those trusted so far").press("Those that are ticked belong here")
    confirmed = [each.record.name for each in listings.services(team_id) if each.confirmed("moud")]
    assert confirmed == ["Methadone clinic"]
