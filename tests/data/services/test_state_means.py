"""Counties beside the mean of their state: over those that are known, or it is told why not."""

from math import inf

import pytest

from data.geography.gazetteer import areas
from data.geography.states import state_of
from data.services import access_maps, county_needs, state_means
from data.services.access_maps import AccessMap, Span, Terms
from data.services.state_means import StateMean
from tests.data.services.reachable import CATEGORY, counted, listed, report, share
from tests.data.services.test_access_maps import LOUISVILLE, NEED, RICHMOND

KENTUCKY = state_of("KY")
CODES = [each.id for each in areas("KY")]
TERMS = Terms(CATEGORY, 45)
EXACT = "".join(f"{code},{20 + number % 7 * 10},,,,\n" for number, code in enumerate(CODES))


def told_of(team_id: str) -> StateMean:
    """With the figures that the team has."""
    need = county_needs.county_need(team_id)
    assert need is not None
    return state_means.state_mean(report(team_id), need, TERMS, state=KENTUCKY)


def beside(team_id: str, rows: str = NEED) -> StateMean:
    counted(team_id, rows)
    return told_of(team_id)


def mapped(team_id: str, rows: str = NEED) -> AccessMap:
    need = counted(team_id, rows)
    return access_maps.access_map(report(team_id), need, TERMS, state=KENTUCKY)


def two_clinics() -> str:
    return listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60, "s2": 25})


def test_the_mean_is_that_of_families_over_all_counties_that_are_known(
    sqlite_database: str,
) -> None:
    """Source: a plain sum over the counties of the map."""
    team_id = two_clinics()
    found, told = mapped(team_id), told_of(team_id)
    gets = [(each.places, each.families) for each in found.counties]
    families = sum(each.likely for _, each in gets if each)
    mean = sum(one.likely * other.likely for one, other in gets if one and other) / families
    assert told.mean is not None
    assert told.mean.likely == pytest.approx(mean)
    assert told.mean.low < told.mean.likely < told.mean.high
    assert (told.known, told.counties, told.why_not) == (120, 120, None)
    assert told.families == told.families_known == families
    for each in found.counties:
        assert each.places is not None
        span = told.beside[each.area.id]
        assert span.likely == pytest.approx(each.places.likely / mean)
        assert span.low <= span.likely <= span.high


def test_without_ranges_in_the_file_a_ratio_has_none(sqlite_database: str) -> None:
    told = beside(two_clinics(), EXACT)
    for span in told.beside.values():
        assert span.low == pytest.approx(span.likely)
        assert span.high == pytest.approx(span.likely)


def test_how_many_families_need_it_moves_the_mean_and_no_ratio(sqlite_database: str) -> None:
    team_id = two_clinics()
    before = beside(team_id)
    share(team_id, 0.25, 0.5, 1.0)
    after = told_of(team_id)
    assert after.beside == before.beside
    assert before.mean is not None
    assert after.mean is not None
    assert after.mean.likely == pytest.approx(2 * before.mean.likely)
    assert (after.mean.low, after.mean.high) == (before.mean.low, 4 * before.mean.high)


def test_a_share_that_may_be_nothing_leaves_the_mean_without_an_upper_limit(
    sqlite_database: str,
) -> None:
    team_id = two_clinics()
    share(team_id, 0.0, 0.5, 1.0)
    mean = beside(team_id).mean
    assert mean is not None
    assert mean.high == inf
    share_of_none = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    share(share_of_none, 0.0, 0.0, 0.5)
    assert beside(share_of_none).why_not == "nobody"


def test_a_county_that_is_not_known_is_in_no_mean(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60, "s2": None})
    found, told = mapped(team_id, EXACT), told_of(team_id)
    unknown = {each.area.id for each in found.counties if each.standing == "unknown"}
    assert unknown
    assert told.known == 120 - len(unknown)
    assert not unknown & told.beside.keys()
    assert told.families_known < told.families


@pytest.mark.parametrize(("figures", "known"), [(59, False), (60, True)])
def test_a_mean_of_the_state_takes_half_of_its_counties(
    sqlite_database: str, figures: int, known: bool
) -> None:
    rows = "".join(EXACT.splitlines(keepends=True)[-figures:])
    told = beside(listed({"s1": [RICHMOND]}, {"s1": 60}), rows)
    assert (told.known, told.counties) == (figures, 120)
    assert (told.mean is not None, bool(told.beside)) == (known, known)
    assert told.why_not == (None if known else "few_counties")


def test_a_mean_of_the_state_takes_counties_in_which_half_of_its_families_live(
    sqlite_database: str,
) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": None, "s2": 30})
    many = EXACT.replace("\n21111,", "\n21111,99")  # Louisville's own county
    told = beside(team_id, many)
    assert told.known > 60
    assert told.families_known < told.families / 2
    assert (told.mean, told.why_not, told.beside) == (None, "few_families", {})


def test_one_county_is_beside_no_mean(sqlite_database: str) -> None:
    washington = state_of("DC")
    team_id = listed({"s1": [(38.9, -77.0)]}, {"s1": 60})
    need = counted(team_id, "11001,100,,,,\n")
    told = state_means.state_mean(report(team_id), need, TERMS, state=washington)
    assert (told.known, told.counties, told.why_not) == (1, 1, "few_counties")


def test_where_nothing_is_in_reach_of_anybody_that_is_told(sqlite_database: str) -> None:
    team_id = listed({"s1": [(45.0, -110.0)]}, {"s1": 60})
    assert beside(team_id).why_not == "nothing"
    nobody = "".join(f"{code},0,,,,\n" for code in CODES)
    assert beside(team_id, nobody).why_not == "nobody"


def test_each_state_has_a_mean_of_its_own(sqlite_database: str) -> None:
    team_id = two_clinics()
    need = counted(team_id, NEED)
    found = state_means.state_means(report(team_id), need, TERMS)
    assert set(found) == {"18", "21"}
    assert found["21"] == state_means.state_mean(report(team_id), need, TERMS, state=KENTUCKY)
    indiana = found["18"]
    assert set(indiana.beside) == {each.id for each in areas("IN")}
    assert isinstance(indiana.mean, Span)
