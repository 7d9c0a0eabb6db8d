"""Areas of other years are listed with what became of them, and none turns into zero."""

import pytest

from data.geography.gazetteer import areas, by_id
from data.geography.matching import Unmatched, match
from data.geography.vintages import breaks, breaks_of, other_names, other_side

REGIONS = [f"09{number}" for number in range(110, 200, 10)]


def only(code: str) -> Unmatched:
    (unmatched,) = match([code]).unmatched
    return unmatched


@pytest.mark.parametrize(
    ("code", "reason", "name", "year", "instead"),
    [
        ("46113", "renumbered", "Shannon", 2015, ["46102"]),
        ("02270", "renumbered", "Wade Hampton", 2015, ["02158"]),
        ("51515", "merged", "Bedford", 2013, ["51019"]),
        ("12025", "renumbered", "Dade", 1997, ["12086"]),
        ("02063", "split", "Chugach", 2019, ["02261"]),
    ],
)
def test_an_area_that_lies_within_one_of_2017_names_it(
    code: str, reason: str, name: str, year: int, instead: list[str]
) -> None:
    told = only(code)
    assert (told.reason, told.name, told.year) == (reason, name, year)
    assert [each.id for each in told.instead] == instead
    assert told.lies_within_one


def test_the_nine_planning_regions_of_connecticut_cannot_be_computed() -> None:
    matched = match(REGIONS)
    assert not matched.found
    assert [each.asked for each in matched.unmatched] == REGIONS
    for each in matched.unmatched:
        assert (each.reason, each.lies_within_one) == ("redrawn", False)
        assert [area.id for area in each.instead] == [area.id for area in areas("CT")]


def test_an_area_that_was_split_has_no_single_heir() -> None:
    told = only("02232")
    assert [each.id for each in told.instead] == ["02105", "02230"]
    assert not told.lies_within_one


def test_the_boundaries_of_2010_miss_the_two_new_codes_and_these_the_three_old() -> None:
    """The vintage trap of 2010 shapes beside later data, as found on real files."""
    matched = match(["46113", "02270", "51515", "46102", "02158", "51019"])
    assert list(matched.found) == ["46102", "02158", "51019"]
    assert [each.asked for each in matched.unmatched] == ["46113", "02270", "51515"]


def test_every_code_that_is_given_comes_back_once() -> None:
    given = ["21037", 1001, "1001", "21037", "99999", "", "n/a", "99999"]
    matched = match(given)
    assert {key: each.id for key, each in matched.found.items()} == {
        "21037": "21037",
        "1001": "01001",
    }
    assert [(each.asked, each.reason) for each in matched.unmatched] == [
        ("99999", "no_such_area"),
        ("", "not_an_id"),
        ("n/a", "not_an_id"),
    ]


def test_nothing_given_is_nothing_found() -> None:
    matched = match([])
    assert (dict(matched.found), matched.unmatched) == ({}, ())


def test_all_areas_match_themselves() -> None:
    matched = match(each.id for each in areas())
    assert len(matched.found) == 3231
    assert matched.unmatched == ()


def test_each_change_has_one_side_in_2017_as_its_year_demands() -> None:
    for change in breaks():
        here, gone = (
            (change.after, change.before) if change.year <= 2017 else (change.before, change.after)
        )
        assert all(code in by_id() for code in here), change
        assert all(code in other_names() for code in gone), change


def test_no_area_of_2017_is_listed_as_one_of_another_year() -> None:
    assert not set(other_names()) & set(by_id())
    assert all(other_side(code) for code in other_names())


def test_an_area_tells_its_own_changes() -> None:
    assert [each.year for each in breaks_of("09001")] == [2022]
    assert breaks_of("21037") == ()
    assert other_side("21037") is None
