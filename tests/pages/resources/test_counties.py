"""Need by county tells of each version what it brought, without a browser."""

import pytest

from data.services import county_needs, teams
from data.services.county_needs import RankingEntry
from data.views import AgencyEntry
from tests.pages.screens import Screen, as_operator


@pytest.fixture
def team_id(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    as_operator(monkeypatch)
    return teams.create_team("River county", "", (AgencyEntry("Court", "court", 6),)).id


def read(team_id: str, rows: str, *, name: str, columns: str = "county_fips,families") -> None:
    content = f"{columns}\n{rows}".encode()
    county_needs.accept(county_needs.read(team_id, content, name=name, tier="T4"))


def test_each_version_says_whether_it_brought_figures_or_an_order(team_id: str) -> None:
    read(team_id, "21067,9\n21111,8\n", name="a.csv")
    ranking = RankingEntry("Poverty", "Census", 2023, "high", "21067 16\n21111 15")
    county_needs.save_ranking(team_id, ranking, based_on=1)
    none = RankingEntry("", "", None, "high", "")
    county_needs.save_ranking(team_id, none, based_on=2)
    columns = "county_fips,families,ranking,ranking_name,ranking_source,ranking_year"
    read(team_id, "21067,7,20,Income,State,2022\n", name="b.csv", columns=columns)
    texts = Screen("pages.resources.counties", team=team_id).texts
    told = [each.partition(" Saved by ")[0] for each in texts if " Saved by " in each]
    both = "Figures of need from b.csv, Families sent for help; with it the order of counties"
    assert told == [
        f"4. {both}, by “Income”.",
        "3. No order of counties any more. The figures of need stayed as they were.",
        "2. The order of counties, by “Poverty”. The figures of need stayed as they were.",
        "1. Figures of need from a.csv, Families sent for help.",
    ]


def test_an_order_that_cannot_be_is_told_and_one_that_can_is_saved(team_id: str) -> None:
    read(team_id, "21067,9\n21111,8\n", name="a.csv")
    form = Screen("pages.resources.counties", team=team_id, enter="order")
    form.set("text_area", "One line for each county", "21067 16\n21111 15").press("Save")
    assert "The name is empty." in form.said
    form.set("text_input", "What the figure is", "Poverty")
    form.set("text_input", "Who counted it", "Census").set("number_input", "Year", 2023)
    assert form.press("Save").said.startswith("Saved. It is used where you read")
    need = county_needs.county_need(team_id)
    assert need is not None
    assert need.ranking is not None
    assert need.ranking.figures == {"21067": 16, "21111": 15}
