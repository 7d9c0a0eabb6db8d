"""One address in two spellings is one address, and the house next door is another."""

import pytest

from data.services.street_addresses import Hidden, are_one_house, streets, without

SAME = [
    ("Suite 5, 4711 Quokka Lane", "4711 Quokka Lane"),
    ("#5, 4711 Quokka Lane", "4711 Quokka Ln"),
    ("P.O. Box 1 / 4711 Quokka Lane", "4711 Quokka Lane"),
    ("Bldg 2, 4711 Quokka Lane", "4711 Quokka Lane"),
    ("2nd Floor, 4711 Quokka Lane", "4711 Quokka Lane"),
    ("4711-4713 Quokka Lane", "4711 Quokka Lane"),
    ("4711-4715 Quokka Lane", "4713 Quokka Lane"),
    ("4711 & 4713 Quokka Lane", "4713 Quokka Lane"),
    ("4711 1/2 Quokka Lane", "4711 Quokka Lane"),
    ("4711A Quokka Lane", "4711 Quokka Lane"),
    ("4711-B Quokka Lane", "4711 Quokka Lane"),
    ("47-11 Quokka Lane", "4711 Quokka Lane"),
    ("4711 N Quokka Lane", "4711 Quokka Lane"),
    ("4711 North Quokka Lane", "4711 N. Quokka Ln."),
    ("4711 Quokka Lane NE", "4711 Quokka Lane"),
    ("4711 Quokka Highway", "4711 Quokka Hwy"),
    ("4711 US Highway 60", "4711 Hwy 60"),
    ("4711 State Route 60", "4711 W Hwy 60"),
    ("4711 Fourth Street", "4711 4th St"),
    ("4711 Twenty-First Street", "4711 21st St"),
    ("4711 42nd Street", "4711 42 St"),
    ("4711 Saint Quokka Road", "4711 St. Quokka Rd"),
    ("4711 Mount Quokka Road", "4711 Mt Quokka Rd"),
    ("4711 Fort Quokka Heights", "4711 Ft. Quokka Hts"),
    ("4711 Doctor Quokka Boulevard", "4711 Dr. Quokka Blvd"),
    ("4711 Willow Bend Road", "4711 Willowbend Rd"),
    ("4711 Willow Bend Road", "4711 Willow Bend"),
    ("4711 North Street", "4711 N St"),
    ("4711 E Street NW", "4711 E St"),
    ("One Quokka Plaza", "1 Quokka Plz"),
    ("Quokka Lane 4711", "4711 Quokka Lane"),
    ("4711 Quokka Lane", "4711 Quokka"),
]
WITH_MORE = [
    ("Quokka House, 4711 Quokka Lane", "4711 quokka lane"),
    ("4711 Highway 60 Quokka", "4711 Hwy 60"),
]
OTHERS = [
    ("4711 Quokka Lane", "4711 Quokka Court"),
    ("4711 Quokka Lane", "4711 Quokka Ct."),
    ("4711 Quokka Lane", "47 Quokka Lane"),
    ("4711 Quokka Lane", "14711 Quokka Lane"),
    ("4711 Quokka Lane", "4712 Quokka Lane"),
    ("4711-4715 Quokka Lane", "4714 Quokka Lane"),
    ("4711 Quokka Lane", "4711 Quoll Lane"),
    ("4711 N Quokka Lane", "4711 S Quokka Lane"),
    ("4711 Highway 60", "4711 Highway 61"),
    ("4711 4th Street", "4711 5th Street"),
    ("4711 North Street", "4711 N Quokka Street"),
    ("4711 Willow Bend Road", "4711 Willow Road"),
]


def shown(address: str, text: str) -> str:
    hidden = [Hidden(street, (street.rest,)) for street in streets(address)]
    return without(text, hidden, instead="[x]")


def both_ways(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*pairs, *((other, one) for one, other in pairs)]


@pytest.mark.parametrize(("one", "other"), [*both_ways(SAME), *WITH_MORE])
def test_one_address_in_two_spellings_is_one_house_and_is_found_in_words(one, other):
    assert are_one_house(streets(one), streets(other))
    told = shown(one, f"Come to {other} at nine.")
    assert "[x]" in told
    assert not {"Quokka", "quokka", "Willow", "4th", "Street", "60"} & set(told.split())


@pytest.mark.parametrize(("one", "other"), both_ways(OTHERS))
def test_another_house_stays_where_it_is(one, other):
    assert not are_one_house(streets(one), streets(other))
    assert shown(one, f"Come to {other} at nine.") == f"Come to {other} at nine."


def test_an_address_goes_with_its_unit_and_the_words_around_it_stay():
    text = "Ring at 4709-4711 N. Quokka Ln., Apt ZZ9; or 4711 Quokka court rooms; not 4711 alone."
    told = "Ring at [x]; or [x] court rooms; not 4711 alone."
    assert shown("4711 Quokka Lane", text) == told


@pytest.mark.parametrize(
    "line", ["", "PO Box 12", "Apt 5", "The Old Mill", "Confidential", "Hwy 60"]
)
def test_what_names_no_house_is_none(line):
    assert streets(line) == ()
