"""A point lies in the county that other people say it lies in."""

import re

import pytest

from data.geography.gazetteer import areas
from data.geography.placing import area_at

COURTHOUSES = {
    # known places, in degrees to four decimals
    "21111": (38.2542, -85.7594),  # Louisville, Jefferson County, Kentucky
    "21067": (38.0476, -84.4969),  # Lexington, Fayette County, Kentucky
    "17031": (41.8838, -87.6327),  # Chicago, Cook County, Illinois
    "06071": (34.1043, -117.2898),  # San Bernardino, the largest county of the mainland
    "48261": (26.9280, -97.7820),  # Sarita, Kenedy County, Texas
    "51540": (38.0303, -78.4784),  # Charlottesville, a city inside of Albemarle County
    "36061": (40.7138, -74.0020),  # New York, on an island
    "02020": (61.2157, -149.8953),  # Anchorage
    "15003": (21.3069, -157.8583),  # Honolulu
}


@pytest.mark.parametrize("code", COURTHOUSES)
def test_a_courthouse_lies_in_its_county(code: str) -> None:
    found = area_at(*COURTHOUSES[code])
    assert found is not None
    assert found.id == code


def test_the_middle_of_a_county_lies_in_it_nearly_everywhere() -> None:
    """A middle may lie outside, in a city that the county surrounds, or in the sea."""
    some = areas()[::13]
    inside = sum(area_at(each.lat, each.lon) == each for each in some)
    assert inside / len(some) > 0.97


@pytest.mark.parametrize("place", [(0.0, -30.0), (51.5, -0.1), (38.0, 85.0), (45.0, -60.0)])
def test_a_place_in_no_county_has_none(place: tuple[float, float]) -> None:
    assert area_at(*place) is None


@pytest.mark.parametrize("place", [(91.0, 0.0), (0.0, 181.0)])
def test_a_place_that_cannot_be_is_refused(place: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=re.escape("latitude runs from -90 to 90")):
        area_at(*place)
