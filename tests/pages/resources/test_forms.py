"""Each form about a service and about need saves what was typed, or says why not."""

import pytest

from data.services import calls, directories, listings, needs, spoken_languages, teams
from data.services.listings import CapacityEntry
from data.views import AgencyEntry
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
    assert "“soon” came" in first.said
    entry = CapacityEntry("beds", maximum=6, source="Call")
    listings.save_capacity(team_id, ids(team_id)["s1"], entry, based_on=0)
    first.set("text_input", "Day", "").press("Save")
    assert "Somebody has saved this meanwhile" in first.said
    other = service(team_id, enter="capacity").set("number_input", "How many there are", 9)
    assert other.press("Save").said == "Saved."
    known = listings.service(team_id, ids(team_id)["s1"]).capacity
    assert known is not None
    assert (known.maximum, known.version) == (9, 2)


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


def test_every_planning_default_is_shown_and_can_be_replaced(team_id: str) -> None:
    need = Screen("pages.resources.needing", team=team_id)
    shown = " ".join(each.value for each in need.app.markdown)
    shown = shown.replace("\\", "").replace("\u2060", "")
    assert all(word in shown for word in ("Recovery homes", "From 3.1 to 5.4", "From 12 to 15"))
    figure = Screen("pages.resources.needing", team=team_id, figure="road_factor")
    figure.set("number_input", "Most likely", 1.3).set("text_input", "Who counted it", "Road map")
    figure.press("Save")
    assert needs.need(team_id).figures["road_factor"].local
