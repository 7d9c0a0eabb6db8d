"""The order of gaps goes by how often each is the largest; weights move it, and nothing else."""

import numpy as np
import pytest
from scipy import stats

from data.clock import today
from data.services import directories, gap_order, gaps, listings, needs, teams
from data.services.gaps import SEED, GapReport
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
KINDS = ("moud", "outpatient", "residential")
ROWS = b"""id,name,description,status
s1,One,x,active
s2,Two,x,active
s3,Three,x,active
s4,Four,x,active
s5,Five,x,active
"""


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(made, {"services.csv": ROWS}, source="211"))
    needs.choose_tier(made, "T4", based_on=0)
    needs.save_figure(made, "referred", FigureEntry(100, source="Count"), based_on=0)
    return made


def offer(
    team_id: str, kind: str, places: dict[str, float | None], share: tuple[float, ...]
) -> None:
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    for key, maximum in places.items():
        listings.confirm(team_id, [(ids[key], kind)])
        entry = CapacityEntry("people", maximum=maximum, mean_stay_days=365, source="Call")
        listings.save_capacity(team_id, ids[key], entry, based_on=0)
    low, likely, high = share
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, kind, code, FigureEntry(likely, low, high), based_on=0)


def report(team_id: str) -> GapReport:
    return gaps.gap_report(team_id)


def test_what_is_short_comes_first_and_weights_can_turn_it(team_id):
    offer(team_id, "moud", {"s1": 30}, (0.5, 0.5, 0.5))  # 30 of 50: 0.4 find no place
    offer(team_id, "outpatient", {"s2": 10}, (0.4, 0.4, 0.4))  # 10 of 40: 0.75
    alike = gap_order.gap_order(report(team_id), {})
    assert [(each.category, each.likely) for each in alike.gaps] == [
        ("outpatient", pytest.approx(0.75)),
        ("moud", pytest.approx(0.4)),
    ]
    assert [each.largest for each in alike.gaps] == [1, 0]
    assert alike.overall.index == pytest.approx((0.75 + 0.4) / 2)
    turned = gap_order.gap_order(report(team_id), {"moud": 2})  # 0.8 against 0.75
    assert [each.category for each in turned.gaps] == ["moud", "outpatient"]
    assert turned.overall.index == pytest.approx((0.75 + 2 * 0.4) / 3)


def test_a_gap_that_is_known_badly_may_come_before_a_larger_middle(team_id):
    offer(team_id, "moud", {"s1": 20, "s2": 12, "s3": None}, (0.1, 0.6, 1.0))
    offer(team_id, "outpatient", {"s4": 24}, (0.4, 0.4, 0.4))  # 0.4 find no place, for sure
    found = {each.category: each for each in gap_order.gap_order(report(team_id), {}).gaps}
    assert found["moud"].likely < found["outpatient"].likely
    assert found["moud"].low <= found["moud"].likely < found["moud"].high
    assert found["moud"].largest + found["outpatient"].largest == pytest.approx(1)
    assert 0.05 < found["moud"].largest < 0.95


def test_the_chance_is_that_of_a_loop_over_draws_of_another_kind(team_id):
    offer(team_id, "moud", {"s1": 25}, (0.3, 0.5, 0.8))
    offer(team_id, "outpatient", {"s2": 15}, (0.2, 0.3, 0.6))
    offer(team_id, "residential", {"s3": 20}, (0.3, 0.4, 0.5))
    weights = {"moud": 1.0, "outpatient": 2.0, "residential": 1.5}
    random = np.random.default_rng(SEED + 1)
    supply, shares = (25, 15, 20), ((30, 50, 80), (20, 30, 60), (30, 40, 50))
    won = np.zeros(3)
    for _ in range(20_000):
        needed = [random.triangular(*each) for each in shares]
        short = [
            weights[kind] * max(0.0, 1 - offered / each)
            for kind, offered, each in zip(KINDS, supply, needed, strict=True)
        ]
        won[int(np.argmax(short))] += 1
    found = {
        each.category: each.largest for each in gap_order.gap_order(report(team_id), weights).gaps
    }
    assert [found[kind] for kind in KINDS] == pytest.approx((won / won.sum()).tolist(), abs=0.025)


def test_what_weighs_nothing_is_left_out_and_what_cannot_be_told_is_named(team_id):
    offer(team_id, "moud", {"s1": 30}, (0.5, 0.5, 0.5))
    offer(team_id, "outpatient", {"s2": None}, (0.4, 0.4, 0.4))
    assert gap_order.told(report(team_id)) == ("moud",)
    found = gap_order.gap_order(report(team_id), {"moud": 0})
    assert (found.gaps, found.not_told) == ((), ("outpatient",))
    assert np.isnan(found.overall.index)


def test_nothing_known_has_no_order(team_id):
    found = gap_order.gap_order(report(team_id), {})
    assert (found.gaps, found.not_told) == ((), ())


@pytest.mark.parametrize("weight", [-1, float("nan")])
def test_a_weight_that_cannot_be_is_refused(team_id, weight):
    with pytest.raises(ValueError, match="takes weights of 0 or more, not"):
        gap_order.gap_order(report(team_id), {"moud": weight})


def test_families_without_a_place_are_those_of_the_draws_that_coverage_comes_from(team_id):
    """Need as a triangle of 20, 50 and 80 against 30 that are sure; its quantiles are known."""
    offer(team_id, "moud", {"s1": 30}, (0.2, 0.5, 0.8))
    offer(team_id, "outpatient", {"s2": 10, "s3": None}, (0.9, 0.9, 0.9))  # coverage is not known
    offer(team_id, "residential", {"s4": None}, (0.3, 0.3, 0.3))
    (moud,) = gap_order.without_place(report(team_id))
    assert moud.category == "moud"
    span = (moud.families.low, moud.families.likely, moud.families.high)
    middle, high = stats.triang(0.5, loc=20, scale=60).ppf([0.5, 0.9])
    assert span == pytest.approx((3.4, middle - 30, high - 30), abs=1)


def test_that_a_list_alone_knows_services_leaves_families_without_a_place(team_id):
    """Five services of a list, each of 52 families, state 260 for 250: that is no sure "none"."""
    on_a_list(team_id, 5)
    found = report(team_id)
    (told,) = gap_order.without_place(found)
    (gap,) = gap_order.gap_order(found, {}).gaps
    assert found.category(told.category).supply.total == 260
    span = (told.families.low, told.families.likely, told.families.high)
    assert span == pytest.approx((0, 42, 94))  # five, four and three of them are there
    assert span == pytest.approx(tuple(250 * each for each in (gap.low, gap.likely, gap.high)))


def on_a_list(team_id: str, services: int) -> None:
    """Services of a second list, which states one visit a week of each; 50 families for each."""
    keys = [f"l{number}" for number in range(services)]
    table = "".join(f"{each},Visits {each},x,active\n" for each in keys)
    stated = "".join(f"c{each},{each},u1,,1,{today()}T00:00:00Z\n" for each in keys)
    files = {
        "services.csv": "id,name,description,status\n" + table,
        "units.csv": "id,name\nu1,visits\n",
        "service_capacity.csv": "id,service_id,unit_id,available,maximum,updated\n" + stated,
    }
    given = {name: text.encode() for name, text in files.items()}
    directories.accept(directories.read(team_id, given, source="Other list"))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    listings.confirm(team_id, [(ids[each], "mental_health") for each in keys])
    families = FigureEntry(50 * services, source="Count")
    needs.save_figure(team_id, "referred", families, based_on=1)
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, "mental_health", code, FigureEntry(1), based_on=0)
