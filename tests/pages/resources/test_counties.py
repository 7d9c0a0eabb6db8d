"""Need by county tells of each version what it brought, without a browser."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.services import county_needs, teams
from data.services.authority import OPERATOR
from data.services.county_needs import RankingEntry
from data.views import AgencyEntry
from pages.parts import links, session


def screen() -> None:
    from pages.parts.session import signed_in
    from pages.resources import counties

    with signed_in():
        counties.page()


@pytest.fixture
def team_id(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(session, "who_is_signed_in", lambda **_: OPERATOR)
    for name in ("link", "back"):
        monkeypatch.setattr(links, name, lambda *_, **__: None)
    monkeypatch.setattr(links, "stay", lambda **_: st.stop())
    return teams.create_team("River county", "", (AgencyEntry("Court", "court", 6),)).id


def read(team_id: str, rows: str, *, name: str, columns: str = "county_fips,families") -> None:
    content = f"{columns}\n{rows}".encode()
    county_needs.accept(county_needs.read(team_id, content, name=name, tier="T4"))


def shown(team_id: str) -> list[str]:
    app = AppTest.from_function(screen, default_timeout=60)
    app.query_params["team"] = team_id
    app.run()
    assert not app.exception
    return [each.value for each in app.text]


def test_each_version_says_whether_it_brought_figures_or_an_order(team_id: str) -> None:
    read(team_id, "21067,9\n21111,8\n", name="a.csv")
    ranking = RankingEntry("Poverty", "Census", 2023, "high", "21067 16\n21111 15")
    county_needs.save_ranking(team_id, ranking, based_on=1)
    none = RankingEntry("", "", None, "high", "")
    county_needs.save_ranking(team_id, none, based_on=2)
    columns = "county_fips,families,ranking,ranking_name,ranking_source,ranking_year"
    read(team_id, "21067,7,20,Income,State,2022\n", name="b.csv", columns=columns)
    told = [each.partition(" Saved by ")[0] for each in shown(team_id) if " Saved by " in each]
    both = "Figures of need from b.csv, Families sent for help; with it the order of counties"
    assert told == [
        f"4. {both}, by “Income”.",
        "3. No order of counties any more. The figures of need stayed as they were.",
        "2. The order of counties, by “Poverty”. The figures of need stayed as they were.",
        "1. Figures of need from a.csv, Families sent for help.",
    ]
