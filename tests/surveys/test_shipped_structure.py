"""The questionnaires that come with the product ask what their design says, in its order."""

import itertools
from collections import Counter

import pytest

from surveys.instrument import Instrument, ScaleItem
from surveys.library import SHIPPED, check_folder, shipped, shipped_edition
from surveys.sectors import BROAD, SECTORS

IDS = ("values_open", "capacity_open", "peer_readiness_open")


def statements(instrument: Instrument) -> list[ScaleItem]:
    """All items, which are all statements on a scale."""
    found = [item for item in instrument.items if isinstance(item, ScaleItem)]
    assert len(found) == len(instrument.items)
    return found


@pytest.fixture(scope="module")
def values() -> list[ScaleItem]:
    """The statements of the values inventory in their order."""
    return statements(shipped_edition("values_open").instrument)


@pytest.mark.parametrize("instrument_id", IDS)
def test_each_loads_without_a_problem(instrument_id: str) -> None:
    assert check_folder(SHIPPED / instrument_id) == ()


def test_values_come_first_then_the_others_by_id() -> None:
    ids = [edition.instrument.id for edition in shipped()]
    assert ids == ["values_open", "capacity_open", "peer_readiness_open"]


def test_one_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(LookupError, match=r"no instrument 'values_open 9\.0\.0'.*values_open 0"):
        shipped_edition("values_open", "9.0.0")
    with pytest.raises(LookupError, match=r"^There is no instrument 'weather'\. There are: "):
        shipped_edition("weather")
    assert shipped_edition("values_open", "0.1.0") is shipped_edition("values_open")


def test_the_values_inventory_has_its_forty_five_statements(values: list[ScaleItem]) -> None:
    assert len(values) == 45
    assert sum(item.scored and not item.reverse for item in values) == 29
    assert sum(item.reverse for item in values) == 11
    assert sum(not item.scored for item in values) == 5
    assert not any(item.reverse and not item.scored for item in values)


def test_each_of_the_twelve_domains_can_have_a_mean(values: list[ScaleItem]) -> None:
    scored = Counter(item.section for item in values if item.scored)
    assert set(scored) == set(shipped_edition("values_open").instrument.sections)
    assert len(scored) == 12
    assert min(scored.values()) >= 3


def test_eleven_of_twelve_domains_hold_one_opposite_position(values: list[ScaleItem]) -> None:
    assert sorted(Counter(item.section for item in values if item.reverse).values()) == [1] * 11


def test_no_domain_comes_again_within_three_places(values: list[ScaleItem]) -> None:
    for start in range(len(values) - 2):
        near = [item.section for item in values[start : start + 3]]
        assert len(set(near)) == 3, near


def test_no_two_neighbors_are_both_reverse_or_unscored(values: list[ScaleItem]) -> None:
    for first, second in itertools.pairwise(values):
        assert any(item.scored and not item.reverse for item in (first, second)), second.id


def test_the_first_six_are_plain_and_the_last_is_common_ground(values: list[ScaleItem]) -> None:
    assert all(item.scored and not item.reverse for item in values[:6])
    assert values[-1].id == "results_shared_duty"


def test_the_values_scale_has_four_points_and_a_way_out_apart() -> None:
    (scale,) = shipped_edition("values_open").instrument.scales
    assert [point.value for point in scale.points] == [1, 2, 3, 4]
    assert (scale.no_answer, scale.midpoint, scale.set_apart) == (("dk",), False, True)


def test_capacity_asks_forty_statements_on_five_anchored_stages() -> None:
    edition = shipped_edition("capacity_open")
    items = statements(edition.instrument)
    assert Counter(item.section for item in items) == dict.fromkeys(edition.instrument.sections, 4)
    assert len(items) == 40
    (scale,) = edition.instrument.scales
    assert [point.value for point in scale.points] == [0, 1, 2, 3, 4]
    assert scale.no_answer == ("dk", "na")
    for wording in edition.wordings.values():
        points = wording.scales[scale.id].points.values()
        assert all(point.anchor for point in points)


def test_readiness_has_its_parts_and_gates() -> None:
    instrument = shipped_edition("peer_readiness_open").instrument
    items = statements(instrument)
    assert (len(items), len(instrument.sections)) == (41, 11)
    assert sum(item.gate for item in items) == 11
    assert Counter(item.part for item in items) == {
        "motivation": 6,
        "general_capacity": 17,
        "specific_capacity": 18,
    }


@pytest.mark.parametrize("instrument_id", IDS)
def test_only_coarse_facts_are_asked_and_the_sector_comes_from_the_roster(
    instrument_id: str,
) -> None:
    facts = {fact.id: fact for fact in shipped_edition(instrument_id).instrument.facts}
    assert list(facts) == ["fact_sector", "fact_role", "fact_years", "fact_lived"]
    assert facts["fact_sector"].source == "roster"
    assert facts["fact_lived"].use == "whole_group_only"
    assert max(len(fact.options) for fact in list(facts.values())[1:]) <= 4


@pytest.mark.parametrize("instrument_id", IDS)
def test_the_sectors_of_a_form_are_the_sectors_of_the_roster(instrument_id: str) -> None:
    sector = shipped_edition(instrument_id).instrument.facts[0]
    assert sector.broad == {each.id: each.broad for each in SECTORS}
    assert set(sector.options) == {each.id for each in SECTORS}
    assert set(sector.broad.values()) == set(BROAD)


@pytest.mark.parametrize("instrument_id", IDS)
def test_none_claims_to_be_validated_and_each_names_its_license(instrument_id: str) -> None:
    instrument = shipped_edition(instrument_id).instrument
    assert not instrument.validated
    assert instrument.license == "CC-BY-4.0"
    assert instrument.smallest_group == 5
    assert instrument.wording_may_be_exported
