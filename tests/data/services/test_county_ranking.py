"""Whether help lies where families are worse off: by a figure that the team gives, or not told."""

import json
from itertools import combinations
from math import isnan

import pytest

from data.geography.states import state_of
from data.imports.problems import InputProblems
from data.services import access_maps, audit_log, county_needs, teams
from data.services import other_figures as figures
from data.services.access_maps import AccessMap, Terms
from data.services.authority import Actor, acting
from data.services.county_needs import CountyNeedView, RankingEntry
from data.services.errors import ChangedMeanwhile, NotAllowed, ResourceProblems
from data.services.resource_files import archive, restore_archive
from data.store import county_need as store
from tests.data.services.reachable import CATEGORY, ROSTER, counted, listed, report

LEXINGTON, LOUISVILLE, SEA = (38.04, -84.46), (38.19, -85.66), (0.0, -30.0)
KENTUCKY = state_of("KY")
NEED = {"21067": 100, "21111": 300, "21195": 50, "21209": 20, "21239": 30, "21113": 40, "21017": 10}
ROWS = "".join(f"{code},{families},,,,\n" for code, families in NEED.items())
POVERTY = dict(zip(NEED, (16.0, 15.0, 29.0, 7.0, 8.0, 13.0, 14.0), strict=True))
TYPED = "\n".join(f"{code} {figure}" for code, figure in POVERTY.items())


def entry(lines: str = TYPED, *, worse: str = "high", source: str = "Census") -> RankingEntry:
    return RankingEntry("Poverty share", source, 2023, worse, lines)


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return listed({"s1": [LEXINGTON], "s2": [LOUISVILLE]}, {"s1": 40, "s2": 90})


def mapped(team_id: str, need: CountyNeedView) -> AccessMap:
    return access_maps.access_map(report(team_id), need, Terms(CATEGORY, 30), state=KENTUCKY)


def saved(team_id: str, typed: RankingEntry) -> CountyNeedView:
    counted(team_id, ROWS)
    found = county_needs.save_ranking(team_id, typed, based_on=1)
    assert found is not None
    return found


def test_a_figure_that_was_typed_stands_beside_need_with_its_name_source_and_year(team_id):
    need = saved(team_id, entry())
    assert need.ranking is not None
    assert (need.ranking.name, need.ranking.source, need.ranking.year) == (
        *("Poverty share", "Census", 2023),
    )
    assert need.ranking.figures == POVERTY
    assert (need.version, {code: each.likely for code, each in need.figures.items()}) == (2, NEED)
    assert audit_log.entries(limit=1)[0].action == "resources.county_ranking"


def test_the_index_is_that_of_any_two_families_of_whom_one_lives_in_a_poorer_county(team_id):
    """Over pairs: who is worse off by rank times how much more they reach, twice, over the mean."""
    need = saved(team_id, entry())
    found = mapped(team_id, need)
    told = figures.by_ranking(found, need.ranking)  # type: ignore[arg-type]
    reach = {each.area.id: each.places.likely for each in found.counties if each.places}
    total = sum(NEED.values())
    mean = sum(NEED[code] * reach[code] for code in NEED) / total
    pairs = sum(
        NEED[a] * NEED[b] * (reach[a] - reach[b]) * (1 if POVERTY[a] > POVERTY[b] else -1)
        for a, b in combinations(NEED, 2)
    )
    assert told.index == pytest.approx(pairs / total**2 / mean)
    assert (told.areas, told.need) == (7, total)
    assert told.low < told.index < told.high


def test_where_a_low_figure_is_worse_the_index_turns_around(team_id):
    need = saved(team_id, entry())
    high = figures.by_ranking(mapped(team_id, need), need.ranking)  # type: ignore[arg-type]
    turned = county_needs.save_ranking(team_id, entry(worse="low"), based_on=2)
    low = figures.by_ranking(mapped(team_id, turned), turned.ranking)  # type: ignore
    assert low.index == pytest.approx(-high.index)
    assert (low.low, low.high) == pytest.approx((-high.high, -high.low))


def test_with_five_counties_nothing_is_sure(team_id):
    need = saved(team_id, entry("\n".join(TYPED.splitlines()[:5])))
    told = figures.by_ranking(mapped(team_id, need), need.ranking)  # type: ignore[arg-type]
    assert (told.areas, told.left_out) == (5, 115)
    assert isnan(told.low)


def test_a_newer_file_keeps_the_order_unless_it_brings_one(team_id):
    need = saved(team_id, entry())
    again = county_needs.read(team_id, b"county_fips,families\n21067,9\n", name="b.csv", tier="T4")
    newer = county_needs.accept(again)
    assert newer is not None
    assert newer.ranking == need.ranking
    own = b"county_fips,families,poverty,ranking_source,ranking_year\n21067,9,20,State,2022\n"
    brought = county_needs.accept(county_needs.read(team_id, own, name="c.csv", tier="T4"))
    assert brought is not None
    assert brought.ranking is not None
    assert (brought.ranking.source, brought.ranking.figures) == ("State", {"21067": 20})


def test_no_lines_take_the_order_away(team_id):
    saved(team_id, entry())
    without = county_needs.save_ranking(team_id, entry("", source=""), based_on=2)
    assert without is not None
    assert without.ranking is None
    assert "ranking" not in store.newest(team_id)["report"]  # type: ignore[index]


def test_each_version_says_whether_it_brought_figures_an_order_or_both(team_id):
    counted(team_id, ROWS)
    county_needs.save_ranking(team_id, entry(), based_on=1)
    county_needs.save_ranking(team_id, entry("", source=""), based_on=2)
    own = b"county_fips,families,poverty,ranking_source,ranking_year\n21067,9,20,State,2022\n"
    county_needs.accept(county_needs.read(team_id, own, name="c.csv", tier="T4"))
    plainly = b"county_fips,families\n21067,8\n"
    county_needs.accept(county_needs.read(team_id, plainly, name="d.csv", tier="T4"))
    told = [
        (each.brought_file, each.brought_order, each.ordered_by)
        for each in reversed(county_needs.versions(team_id))
    ]
    assert told == [
        (True, False, ""),
        (False, True, entry().name),
        (False, True, ""),
        (True, True, "poverty"),
        (True, False, "poverty"),
    ]


def test_what_is_wrong_is_told_all_at_once_and_nothing_is_saved(team_id):
    counted(team_id, ROWS)
    wrong = RankingEntry("", "", 1815, "sideways", "21067 9\nFayette 8")
    with pytest.raises(ResourceProblems) as refused:
        county_needs.save_ranking(team_id, wrong, based_on=1)
    said = str(refused.value)
    for what in ("Line 2", "The name is empty", "The source is empty", "1815", "sideways"):
        assert what in said
    assert [each.version for each in county_needs.versions(team_id)] == [1]


def test_there_is_no_order_without_need_and_the_second_of_two_is_told(team_id):
    with pytest.raises(ResourceProblems, match="no need by county yet"):
        county_needs.save_ranking(team_id, entry(), based_on=0)
    saved(team_id, entry())
    with pytest.raises(ChangedMeanwhile, match="meanwhile"):
        county_needs.save_ranking(team_id, entry(), based_on=1)


def test_only_who_runs_the_team_may_put_counties_in_order(team_id):
    counted(team_id, ROWS)
    sam = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    with acting(sam), pytest.raises(NotAllowed):
        county_needs.save_ranking(team_id, entry(), based_on=1)


def test_an_archive_brings_the_order_back_and_none_where_there_was_none(team_id):
    saved(team_id, entry())
    kept = archive(team_id)
    other = teams.create_team("Another county", "", ROSTER).id
    restore_archive(other, json.dumps(kept, default=str).encode())
    assert [each["report"].get("ranking") for each in kept["county_need"]] == [
        None,
        {"name": "Poverty share", "source": "Census", "year": 2023, "worse": "high"}
        | {"figures": POVERTY},
    ]
    assert archive(other)["county_need"] == kept["county_need"]


def test_an_archive_whose_order_is_damaged_is_refused(team_id):
    saved(team_id, entry())
    kept = archive(team_id)
    other = teams.create_team("Another county", "", ROSTER).id
    for damage in ({"figures": {"99999": 3}}, {"worse": "sideways"}, {"year": None}):
        broken = json.loads(json.dumps(kept, default=str))
        broken["county_need"][1]["report"]["ranking"] |= damage
        with pytest.raises(InputProblems, match="county_need"):
            restore_archive(other, json.dumps(broken).encode())
    assert county_needs.county_need(other) is None
