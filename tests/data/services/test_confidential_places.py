"""A person hides an address that no list calls confidential, everywhere, and can take it back."""

import pytest

from data.exports.resources.formats import RESOURCE_FORMATS
from data.services import (
    audit_log,
    confidential_places,
    county_needs,
    gaps,
    listings,
    resource_files,
    teams,
)
from data.services.authority import Actor, acting
from data.services.confidential_places import hide, places, show_again
from data.services.errors import NotAllowed, NotFound
from tests.data.services.test_hidden_everywhere import (
    FAMILIES,
    ROSTER,
    SECRET,
    all_figures,
    confirm_all,
    drawn,
    hidden,
    listed,
    take,
)


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    take(made, listed("Home for survivors"), "Coalition")
    take(made, listed("Safe Haven Shelter", "128 Willow Bend Rd."), "211")
    confirm_all(made)
    county_needs.accept(county_needs.read(made, FAMILIES, name="a.csv", tier="T4"))
    return made


def service(team_id: str, source: str) -> str:
    return next(each.id for each in listings.services(team_id) if each.source == source)


def place(team_id: str, source: str) -> confidential_places.Place:
    (only,) = places(team_id, service(team_id, source))
    return only


def everything(team_id: str) -> str:
    told = [repr(listings.services(team_id)), all_figures(team_id)]
    content = resource_files.for_export(team_id, as_what="json")
    told += [repr(each.write(content)) for each in RESOURCE_FORMATS.values()]
    return "\n".join(told)


def test_an_address_that_a_person_hides_is_in_no_list_on_no_map_and_in_no_file(team_id):
    assert SECRET.search(everything(team_id))
    assert len(drawn(gaps.gap_report(team_id))) == 2
    hide(team_id, place(team_id, "Coalition").listing_id)
    assert hidden(team_id) == {"Coalition": True, "211": True}
    assert SECRET.findall(everything(team_id)) == []
    assert drawn(gaps.gap_report(team_id)) == ()
    standings = [place(team_id, each).standing for each in ("Coalition", "211")]
    assert standings == ["marked", "same_place"]
    assert "resources.hide" in {each.action for each in audit_log.entries(team_id)}


def test_it_is_shown_again_only_where_it_was_hidden_and_a_newer_file_changes_nothing(team_id):
    hide(team_id, place(team_id, "Coalition").listing_id)
    take(team_id, listed("Home for all survivors"), "Coalition")
    assert hidden(team_id) == {"Coalition": True, "211": True}
    show_again(team_id, place(team_id, "211").listing_id)
    assert hidden(team_id) == {"Coalition": True, "211": True}
    show_again(team_id, place(team_id, "Coalition").listing_id)
    assert hidden(team_id) == {"Coalition": False, "211": False}
    assert len(drawn(gaps.gap_report(team_id))) == 2


def test_an_agency_may_hide_and_only_who_runs_the_team_shows_again(team_id):
    known = place(team_id, "Coalition").listing_id
    member = Actor(id="m1", name="Mo", kind="person", teams={team_id: "member"})
    with acting(member):
        hide(team_id, known)
        with pytest.raises(NotAllowed):
            show_again(team_id, known)
    assert hidden(team_id)["Coalition"]


def test_what_is_no_place_is_told(team_id):
    with pytest.raises(NotFound, match="not on the map any more"):
        hide(team_id, service(team_id, "211"))
