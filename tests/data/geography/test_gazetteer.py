"""Counties by code, by state and by whatever name people write."""

import pytest

from data.geography.gazetteer import area, areas, find
from data.geography.names import area_id
from data.geography.states import state_of, states
from data.imports.directory import places

# Counted by the Census Bureau for 2017; the Islands Areas come on top.
COUNTED = {"KY": 120, "TX": 254, "CT": 8, "VA": 133, "AK": 29, "PR": 78, "DC": 1, "LA": 64}


@pytest.mark.parametrize(("state", "counties"), COUNTED.items(), ids=COUNTED)
def test_a_state_has_as_many_counties_as_the_census_counts(state: str, counties: int) -> None:
    assert len(areas(state)) == counties


def test_the_nation_has_3142_counties_and_89_in_puerto_rico_and_the_islands() -> None:
    outside = [each for each in areas() if each.id[:2] in ("60", "66", "69", "72", "78")]
    assert len(areas()) - len(outside) == 3142
    assert len(areas()) == 3231


def test_every_area_lies_in_a_state_and_every_state_has_one() -> None:
    assert {each.state for each in areas()} == set(states())
    assert {state.abbreviation for state in states()} == places.STATES


@pytest.mark.parametrize(
    "value", ["KY", "ky", "Kentucky", " kentucky ", "21", 21, "21037", "Ky."], ids=repr
)
def test_a_state_is_known_by_any_of_its_names(value: str | int) -> None:
    assert state_of(value).name == "Kentucky"


@pytest.mark.parametrize(
    ("value", "code"),
    [(1, "01"), ("6", "06"), (1001, "01"), ("D.C.", "11"), ("US Virgin Islands", "78")],
    ids=str,
)
def test_a_state_is_known_without_its_zero_and_by_its_other_names(value: str, code: str) -> None:
    assert state_of(value).code == code


@pytest.mark.parametrize("value", ["", "ZZ", "03", 99, "Ontario"], ids=repr)
def test_no_state_is_told_with_what_would_be_right(value: str | int) -> None:
    with pytest.raises(LookupError, match=r"there is no state '.*'; give a name, two letters"):
        state_of(value)


@pytest.mark.parametrize(
    "value", [1001, "1001", "01001", "1001.0", " 01001 ", "0500000US01001", "US01001"], ids=repr
)
def test_a_code_gets_its_leading_zero_back(value: str | int) -> None:
    assert area_id(value) == "01001"
    assert area(value).name == "Autauga"


@pytest.mark.parametrize("value", ["", "37", "210371", "21-037", "２１０３７", "nan"], ids=repr)
def test_what_is_no_code_is_none(value: str) -> None:
    assert area_id(value) == ""
    with pytest.raises(LookupError, match=r"give five digits, such as 21037"):
        area(value)


@pytest.mark.parametrize(
    ("name", "state", "code"),
    [
        ("Campbell", "KY", "21037"),
        ("CAMPBELL COUNTY", "Kentucky", "21037"),
        ("Saint Louis City", "MO", "29510"),
        ("St. Louis County", "MO", "29189"),
        ("Saint Genevieve", "MO", "29186"),
        ("Ste. Genevieve Co.", "MO", "29186"),
        ("Baltimore city", "MD", "24510"),
        ("City of Richmond", "VA", "51760"),
        ("Richmond County", "VA", "51159"),
        ("James City County", "VA", "51095"),
        ("Charles City", "VA", "51036"),
        ("Carson City", "NV", "32510"),
        ("Dona Ana", "NM", "35013"),
        ("Mayagüez Municipio", "PR", "72097"),
        ("La Salle Parish", "LA", "22059"),
        ("De Kalb", "GA", "13089"),
        ("Prince Georges", "MD", "24033"),
        ("O’Brien", "IA", "19141"),
        ("Matanuska Susitna Borough", "AK", "02170"),
        ("Juneau City and Borough", "AK", "02110"),
        ("City & County of Denver", "CO", "08031"),
        ("Rock Island", "IL", "17161"),
        ("District of Columbia", "DC", "11001"),
    ],
    ids=lambda value: value.replace(" ", "_").encode("ascii", "replace").decode(),
)
def test_a_name_is_found_however_it_is_written(name: str, state: str, code: str) -> None:
    sought = find(name, state)
    assert (sought.outcome, sought.area) == ("found", area(code))


def test_every_county_is_found_by_its_own_name_or_told_to_be_one_of_two() -> None:
    twice = set()
    for each in areas():
        sought = find(each.name, each.id[:2])
        assert each in sought.candidates
        if sought.area is None:
            assert sought.outcome == "ambiguous"
            twice.add((each.state.abbreviation, each.name))
    assert twice == {
        ("MD", "Baltimore"), ("MO", "St. Louis"), ("VA", "Fairfax"), ("VA", "Franklin"),
        ("VA", "Richmond"), ("VA", "Roanoke"),
    }  # fmt: skip


def test_of_two_areas_of_one_name_none_is_chosen() -> None:
    sought = find("Richmond", "VA")
    assert sought.area is None
    assert [(each.id, each.is_city) for each in sought.candidates] == [
        ("51159", False),
        ("51760", True),
    ]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Jefferson City", "MO"),
        ("New York City", "NY"),
        ("Campbell", "OH"),
        ("", "KY"),
        ("!", "KY"),
    ],
)
def test_a_city_that_is_no_county_is_not_taken_for_one(name: str, state: str) -> None:
    sought = find(name, state)
    assert (sought.area, sought.outcome, sought.candidates) == (None, "no_such_area", ())


def test_a_name_in_no_state_is_told() -> None:
    assert find("Campbell", "Ontario").outcome == "no_such_state"


@pytest.mark.parametrize(
    ("name", "state", "outcome", "codes"),
    [
        ("Shannon County", "SD", "renumbered", ["46102"]),
        ("Wade Hampton Census Area", "AK", "renumbered", ["02158"]),
        ("Bedford city", "VA", "merged", ["51019"]),
        ("Chugach", "AK", "split", ["02261"]),
    ],
)
def test_a_name_of_another_year_is_told_with_what_became_of_it(
    name: str, state: str, outcome: str, codes: list[str]
) -> None:
    sought = find(name, state)
    assert sought.area is None
    assert (sought.outcome, [each.id for each in sought.candidates]) == (outcome, codes)


def test_a_planning_region_of_connecticut_is_none_of_its_counties() -> None:
    sought = find("Capitol Planning Region", "CT")
    assert (sought.area, sought.outcome, len(sought.candidates)) == (None, "redrawn", 8)
