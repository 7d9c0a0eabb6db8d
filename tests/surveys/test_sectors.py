"""Thirteen kinds of agencies that roll up to five broad groups."""

from collections import Counter

import pytest

from surveys.sectors import BROAD, SECTORS, broad_name, sector_name


def test_thirteen_sectors_roll_up_to_five_broad_groups() -> None:
    assert len({sector.id for sector in SECTORS}) == len(SECTORS) == 13
    assert len(BROAD) == 5
    assert Counter(sector.broad for sector in SECTORS) == {
        "child_welfare": 1,
        "court_legal": 2,
        "treatment": 2,
        "health_family_services": 3,
        "recovery_family_community": 5,
    }


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_name_is_there_once_in_each_language(language: str) -> None:
    sectors = [sector_name(sector.id, language) for sector in SECTORS]
    broad = [broad_name(group, language) for group in BROAD]
    assert len(set(sectors)) == 13
    assert len(set(broad)) == 5
    assert all(name.strip() == name and name for name in sectors + broad)


def test_the_two_languages_do_not_say_the_same() -> None:
    assert all(sector_name(each.id, "en") != sector_name(each.id, "es") for each in SECTORS)
    assert all(broad_name(each, "en") != broad_name(each, "es") for each in BROAD)


def test_another_language_reads_english() -> None:
    assert sector_name("court", "fr") == "Courts"
    assert broad_name("treatment", "fr") == "Treatment partners"


def test_an_unknown_kind_has_no_name() -> None:
    with pytest.raises(KeyError, match="weather"):
        sector_name("weather")
    with pytest.raises(KeyError, match="weather"):
        broad_name("weather")
