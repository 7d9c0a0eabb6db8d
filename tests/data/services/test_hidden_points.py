"""Where a hidden place is stands in no text, however its coordinates were rounded."""

import pytest

from data.services.hidden_points import without_points

POINT = (38.25123, -85.75987)
X = "[hidden]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("At 38.25123, -85.75987.", f"At {X}, {X}."),
        ("lat 38.2512 lon -85.7599", f"lat {X} lon {X}"),
        ("38.251N 85.760W", f"{X}N {X}W"),
        ("38.251, 85.759", f"{X}, {X}"),
        ("38.251230000", X),
        ("Pin: 38.25, -85.76", f"Pin: {X}, {X}"),
        ("Pin: -85.76/38.25", f"Pin: {X}/{X}"),
    ],
)
def test_coordinates_are_found_whatever_they_were_rounded_to(text: str, left: str) -> None:
    assert without_points(text, [POINT], instead=X) == left


@pytest.mark.parametrize(
    "text",
    [
        "It costs 38.25 a day",
        "38.25, 90.12",
        "38.261, -85.701",
        "Version 38.251.4",
        "138.25123",
        "38.3, -85.8",
        "38.25 on weekdays, and on other days it is 85.76",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_points(text, [POINT], instead=X) == text


def test_where_the_place_itself_is_told_in_two_decimals_both_have_to_stand_together() -> None:
    assert without_points("38.25, -85.76", [(38.25, -85.76)], instead=X) == f"{X}, {X}"
    assert without_points("38.250", [(38.25, -85.76)], instead=X) == "38.250"
