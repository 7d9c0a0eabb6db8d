"""The sheet of evenness says of each state what the screen says, and why it says nothing."""

import pytest

from data.geography.states import state_of
from data.services import county_needs
from data.services.access_maps import Terms, access_map
from data.services.county_needs import RankingEntry
from data.services.other_figures import by_ranking, evenness
from tests.data.exports.resources.sheets import sheet
from tests.data.services.reachable import CATEGORY, counted, listed, report

ROWS = "".join(
    f"{code},{families},,,Court,2024\n"
    for code, families in (
        *((21067, 100), (21111, 300), (21195, 50), (21209, 20)),
        *((21239, 30), (21113, 40), (21017, 10), (18043, 60)),
    )
)
FIGURES = "21067 16\n21111 15\n21195 29\n21209 7\n21239 8\n21113 13\n18043 12"


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return listed({"s1": [(38.04, -84.46)], "s2": [(38.19, -85.66)]}, {"s1": 40, "s2": 90})


def test_without_a_figure_the_gini_index_stands_alone(team_id):
    counted(team_id, ROWS)
    indiana, kentucky = sheet(team_id, "Evenness")
    assert (indiana["state"], kentucky["state"]) == ("IN", "KY")
    assert 0 < kentucky["gini"] < 1
    assert (kentucky["reach_is"], kentucky["services_from_a_list_alone"]) == ("as known", 0)
    assert kentucky["concentration"] == kentucky["worse_off_is"] == "not given"
    assert None not in kentucky.values()
    assert sheet(team_id, "Need by county")[0]["worse_off_figure"] == "not known"


def test_with_a_figure_the_index_and_its_range_are_those_of_the_screen(team_id):
    counted(team_id, ROWS)
    need = county_needs.save_ranking(
        team_id, RankingEntry("Poverty", "Census", 2023, "high", FIGURES), based_on=1
    )
    assert need is not None
    assert need.ranking is not None
    indiana, kentucky = sheet(team_id, "Evenness")
    found = access_map(report(team_id), need, Terms(CATEGORY, 45), state=state_of("KY"))
    told = by_ranking(found, need.ranking)
    assert kentucky["gini"] == pytest.approx(evenness(found).gini)
    span = [kentucky[f"concentration{end}"] for end in ("_low", "", "_high")]
    assert span == pytest.approx([told.low, told.index, told.high])
    assert (kentucky["counties"], kentucky["counties_in_order"]) == (7, 6)
    assert (kentucky["miles"], kentucky["worse_off_source"]) == (45, "Census")
    assert indiana["concentration"] == "not known"  # one county decides nothing
    rows = {row["county_fips"]: row for row in sheet(team_id, "Need by county")}
    assert rows["21195"]["worse_off_figure"] == 29
    assert rows["21017"]["worse_off_figure"] == "not known"
    assert rows["21017"]["worse_off_is"] == "Poverty"
