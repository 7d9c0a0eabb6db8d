"""One capacity of two kinds of help is between none and all for each, and counts once together."""

from datetime import date

import numpy as np
import pytest

from data.clock import at_day
from data.services import directories, gaps, listings, need_views, needs, supplies, teams
from data.services.gaps import GapReport
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from data.views import AgencyEntry
from scoring.need import Triangle
from surveys.resource_map import resource_map

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SERVICES = b"id,name,description,status\ns1,One,x,active\ns2,Two,x,active\n"
CAPACITIES = b"""id,service_id,unit,available,maximum,updated
c1,s1,meals,,900,2026-10-01
c2,s1,beds,,20,2026-10-01
c3,s1,adult women beds,,22,2026-10-01
c4,s2,beds,,10,2024-01-01
"""
BOTH = ("residential", "withdrawal_inpatient")


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    given = {"services.csv": SERVICES, "service_capacity.csv": CAPACITIES}
    directories.accept(directories.read(made, given, source="211"))
    return made


def one(team_id: str, key: str = "s1") -> listings.ServiceView:
    found = listings.services(team_id)
    return next(each for each in found if each.record.external_id == key)


def confirm(team_id: str, *kinds: str, key: str = "s1") -> None:
    listings.confirm(team_id, [(one(team_id, key).id, kind) for kind in kinds])


def beds(team_id: str, maximum: float, *, unit: str = "beds") -> None:
    entry = CapacityEntry(unit, maximum=maximum, mean_stay_days=36.5, source="Call", as_of=DAY)
    listings.save_capacity(team_id, one(team_id).id, entry, based_on=0)


def report(team_id: str) -> GapReport:
    return gaps.gap_report(team_id)


def peers(team_id: str, *, families: float | None = None, based_on: int = 0) -> None:
    entry = CapacityEntry("peers", maximum=4, families_per_worker=families, source="Call")
    listings.save_capacity(team_id, one(team_id).id, entry, based_on=based_on)


def kind(category: str):
    return resource_map().category(category)


def test_every_unit_of_a_file_counts_for_what_it_fits(team_id):
    confirm(team_id, "residential")
    assert [each.unit for each in one(team_id).capacities] == ["meals", "beds", "adult women beds"]
    confirm(team_id, "residential", key="s2")
    places = report(team_id).category("residential").places
    assert (places.stated, places.not_stated) == (0, 2)  # two units may be the same beds twice
    found = supplies.places(one(team_id), kind("residential"))
    assert (found.least, found.most) == (22, 42)


def test_two_units_of_one_kind_are_added_and_a_team_speaks_for_its_own_unit(team_id):
    confirm(team_id, "residential")
    beds(team_id, 8)
    own = one(team_id)
    assert [each.unit for each in own.capacities] == ["beds", "meals"]
    assert report(team_id).category("residential").places.total == 8


def test_what_two_kinds_share_is_in_no_sum_and_between_none_and_all_for_each(team_id):
    confirm(team_id, *BOTH)
    beds(team_id, 10)
    for category in BOTH:
        gap = report(team_id).category(category)
        assert (gap.places.stated, gap.places.not_stated) == (0, 1)
        assert (gap.shared, gap.shared_places) == (1, 10)
        able = supplies.yearly(one(team_id), gap.category)
        assert np.isnan(able.stated)
        assert (able.least, able.most) == (0, pytest.approx(100))


def test_both_kinds_together_have_the_whole_in_every_draw(team_id):
    confirm(team_id, *BOTH)
    beds(team_id, 10)
    found = report(team_id)
    need = Triangle(50, 60, 70)
    drawn = [
        found.drawn(found.category(each), need, np.random.default_rng(1)).supply[:, 0]
        for each in BOTH
    ]
    assert np.allclose(sum(drawn), 100)
    assert min(each.min() for each in drawn) < 1
    assert max(each.max() for each in drawn) > 99
    assert drawn[0].std() > 20


def test_coverage_of_shared_places_is_an_interval_without_any_peer(team_id):
    confirm(team_id, *BOTH)
    beds(team_id, 10)
    needs.choose_tier(team_id, "T4", based_on=0)
    needs.save_figure(team_id, "referred", FigureEntry(100, source="Count"), based_on=0)
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, BOTH[0], code, FigureEntry(1), based_on=0)
    coverage = report(team_id).category(BOTH[0]).coverage
    assert coverage is not None
    assert coverage.reason is None
    assert coverage.low == pytest.approx(0.1, abs=0.02)
    assert coverage.high == pytest.approx(0.9, abs=0.02)


def test_peers_whose_families_nobody_tells_are_in_no_sum_and_drawn_from_the_default(team_id):
    confirm(team_id, "peer_support")
    peers(team_id)
    found = report(team_id)
    gap = found.category("peer_support")
    assert (gap.places.total, gap.supply.stated, gap.supply.not_stated) == (4, 0, 1)
    assert gaps.silent_on_peers(found) == 1
    drawn = found.drawn(gap, Triangle(1, 1, 1), np.random.default_rng(1)).supply
    assert 4 * 12 <= drawn.min() < 49
    assert 59 < drawn.max() <= 4 * 15  # the range of the default
    own = FigureEntry(10, 8, 20, source="Payroll")
    needs.save_figure(team_id, need_views.PER_PEER, own, based_on=0)
    found = report(team_id)
    drawn = found.drawn(gap, Triangle(1, 1, 1), np.random.default_rng(1)).supply
    assert 4 * 8 <= drawn.min() < 33
    assert 79 < drawn.max() <= 4 * 20


def test_what_a_service_says_of_its_peers_goes_before_the_default(team_id):
    confirm(team_id, "peer_support")
    peers(team_id, families=25)
    found = report(team_id)
    gap = found.category("peer_support")
    assert (gap.supply.total, gaps.silent_on_peers(found)) == (100, 0)
    drawn = found.drawn(gap, Triangle(1, 1, 1), np.random.default_rng(1)).supply
    assert (drawn == 100).all()


def test_a_share_that_can_be_used_lowers_what_places_are_worth(team_id):
    confirm(team_id, "residential")
    beds(team_id, 10)
    assert report(team_id).category("residential").supply.total == pytest.approx(100)
    entry = FigureEntry(0.8, 0.6, 0.9, source="Director")
    needs.save_figure(team_id, "usable_share", entry, based_on=0)
    found = report(team_id)
    gap = found.category("residential")
    assert (gap.places.total, gap.supply.total) == (10, pytest.approx(80))
    drawn = found.drawn(gap, Triangle(1, 1, 1), np.random.default_rng(1)).supply
    assert 60 <= drawn.min() < 65
    assert 85 < drawn.max() <= 90
