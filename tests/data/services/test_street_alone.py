"""A street without the number of a house, and a town in the line of a street."""

import pytest

from data.imports.directory.records import Site
from data.services.street_addresses import are_one_house, streets
from data.services.street_alone import street_alone, without_streets
from data.services.street_towns import site_streets, without_town

WILLOW = streets("128 Willow Bend Road")
OAK = streets("9 Oak St")
BROADWAY = streets("4711 Broadway")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Willow Bend Road", "willowbend"),
        ("N. Willow Bend Rd., Apt 4", "willowbend"),
        ("Oak Street", "oak"),
        ("Oak", ""),
        ("128 Willow Bend Road", ""),
        ("Confidential", ""),
        ("", ""),
    ],
)
def test_a_street_is_known_without_the_number_of_a_house(line: str, name: str) -> None:
    assert street_alone(line) == name


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We are on Willow Bend Rd, by the school", "We are on X, by the school"),
        ("off Willow Bend near the river", "off X near the river"),
        ("The oak street trees", "The X trees"),
        ("Under an oak tree", "Under an oak tree"),
        ("Oak Avenue", "Oak Avenue"),
        ("On Broadway downtown", "On X downtown"),
        ("a broadway show", "a broadway show"),
    ],
)
def test_words_about_a_hidden_service_do_not_name_its_street(text: str, left: str) -> None:
    assert without_streets(text, (*WILLOW, *OAK, *BROADWAY), instead="X") == left


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("4711 Broadway Louisville", "4711 Broadway"),
        ("4711 Broadway Louisville KY 40203", "4711 Broadway"),
        ("4711 Broadway, Louisville, Kentucky", "4711 Broadway"),
        ("4711 Louisville Road", "4711 Louisville Road"),
        ("4711 Louisville", "4711 Louisville"),
        ("4711 Broadway", "4711 Broadway"),
    ],
)
def test_a_town_at_the_end_of_a_line_is_no_part_of_the_street(line: str, left: str) -> None:
    assert without_town(line, "Louisville") == left


def test_an_address_with_its_town_in_one_line_is_the_same_house() -> None:
    site = Site("l1", address_1="4711 Broadway Louisville KY")
    assert are_one_house(site_streets(site, ["Louisville"]), BROADWAY)
    assert not are_one_house(site_streets(site), BROADWAY)
