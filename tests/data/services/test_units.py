"""What is counted in beds says nothing of visits."""

import pytest

from data.exports.resources.words import WORDS
from data.services.units import fits
from surveys.resource_map import resource_map

CATEGORIES = {each.id: each for each in resource_map().categories}


@pytest.mark.parametrize(
    ("unit", "category", "fitting"),
    [
        ("beds", "residential", True),
        ("60 Beds", "mental_health", False),
        ("beds", "basic_needs", False),
        ("beds", "parenting", False),
        ("beds", "residential_family", False),
        ("family units", "residential_family", True),
        ("apartments", "domestic_violence", True),
        ("clients", "outpatient", True),
        ("treatment slots", "intensive_outpatient", True),
        ("open visits each week", "mental_health", True),
        ("visits", "residential", False),
        ("FTE", "peer_support", True),
        ("licensed_slots", "child_care", True),
        ("families", "basic_needs", True),
        ("rides", "transport", True),
        ("", "residential", True),
        ("Plätze", "residential", True),
    ],
)
def test_a_unit_fits_the_kinds_of_help_that_are_counted_in_it(
    unit: str, category: str, *, fitting: bool
) -> None:
    assert fits(unit, CATEGORIES[category]) is fitting


def test_the_words_of_each_kind_of_help_fit_it() -> None:
    assert [
        name for name, each in CATEGORIES.items() if not fits(WORDS.categories[name].unit, each)
    ] == []
