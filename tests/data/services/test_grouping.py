"""What reporting groups are called, in both languages."""

import pytest

from data.services.grouping import reporting_groups
from data.views import AgencyView
from surveys.sectors import SECTORS, broad_name, sector_name
from tests.data.conftest import KIN_A, KIN_B, OTHER_A, OTHER_B

BROAD = {sector.id: sector.broad for sector in SECTORS}


def _roster(*rows: tuple[str, str, int]) -> tuple[AgencyView, ...]:
    return tuple(
        AgencyView(code=f"a{number:02d}", name=name, sector=sector, people=people)
        for number, (name, sector, people) in enumerate(rows)
    )


def _names(roster, language="en", **choices) -> list[str]:
    groups = reporting_groups(roster, **({"smallest_group": 5} | choices))
    return [group.named(language) for group in groups]


def test_an_agency_that_is_large_enough_is_called_by_its_own_name():
    roster = _roster(("Clinic", OTHER_A, 5), ("Court", KIN_A, 6))
    assert _names(roster) == _names(roster, "es") == ["Clinic", "Court"]


def test_agencies_of_one_sector_are_called_by_it_with_their_numbers():
    roster = _roster(("A", KIN_A, 2), ("B", KIN_A, 3), ("C", OTHER_A, 9))
    assert _names(roster)[0] == f"{sector_name(KIN_A, 'en')} (2 agencies, 5 people)"
    assert _names(roster, "es")[0] == f"{sector_name(KIN_A, 'es')} (2 agencias, 5 personas)"


def test_agencies_of_one_broad_kind_are_called_by_it():
    roster = _roster(("A", KIN_A, 2), ("B", KIN_B, 3), ("C", OTHER_A, 9))
    assert _names(roster)[0] == f"{broad_name(BROAD[KIN_A], 'en')} (2 agencies, 5 people)"


def test_agencies_of_two_kinds_are_called_by_both():
    roster = _roster(("A", KIN_A, 2), ("B", OTHER_A, 3), ("C", OTHER_B, 9))
    both = f"{broad_name(BROAD[KIN_A], 'en')}; {broad_name(BROAD[OTHER_A], 'en')}"
    assert _names(roster)[0] == f"{both} (2 agencies, 5 people)"


def test_agencies_of_many_kinds_are_not_listed():
    three = {sector.broad: sector.id for sector in SECTORS}
    rows = [(broad, sector, 2) for broad, sector in list(three.items())[:3]]
    big = ("Z", list(three.values())[3], 9)
    roster = _roster(*rows, big)
    name = _names(roster, merges=[["a00", "a01", "a02"]])[0]
    assert name == "Agencies of several kinds (3 agencies, 6 people)"


def test_two_groups_of_the_same_kind_are_told_apart_by_their_agencies():
    roster = _roster(("A", KIN_A, 3), ("B", KIN_A, 3), ("C", KIN_A, 4), ("D", KIN_A, 4))
    names = _names(roster)
    assert len(set(names)) == len(names) == 2
    assert all(name.startswith(f"{sector_name(KIN_A, 'en')}: ") for name in names)


def test_the_whole_team_in_one_group_is_called_that():
    roster = _roster(("A", KIN_A, 3), ("B", OTHER_A, 3))
    assert _names(roster) == ["The whole team (2 agencies, 6 people)"]


def test_a_team_that_is_too_small_has_no_group():
    assert _names(_roster(("A", KIN_A, 4))) == []


@pytest.mark.parametrize("smallest_group", range(5, 11))
def test_every_group_has_enough_people_and_every_agency_is_in_one(smallest_group):
    roster = _roster(*((f"A{n}", sector.id, 1 + n % 7) for n, sector in enumerate(SECTORS)))
    groups = reporting_groups(roster, smallest_group=smallest_group)
    assert all(group.people >= smallest_group for group in groups)
    assert sorted(code for group in groups for code in group.agency_codes) == [
        agency.code for agency in roster
    ]
    assert [group.code for group in groups] == [f"g{n}" for n in range(1, len(groups) + 1)]
    first = [roster.index(next(a for a in roster if a.code == g.agency_codes[0])) for g in groups]
    assert first == sorted(first)


def test_nothing_about_the_answers_can_change_a_group():
    roster = _roster(("A", KIN_A, 3), ("B", KIN_B, 3), ("C", OTHER_A, 8))
    assert reporting_groups(roster, smallest_group=5) == reporting_groups(roster, smallest_group=5)
