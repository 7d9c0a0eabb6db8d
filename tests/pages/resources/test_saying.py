"""What else the figures say is drawn where it is known, and told why where it is not."""

import pytest
from streamlit.testing.v1 import AppTest

from data.clock import today
from data.services import listings, needs, teams
from data.services.authority import OPERATOR
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from pages.parts import links, session
from tests.data.services.reachable import CATEGORY, counted, listed
from tests.pages.results.looking import texts

PLACES = {"s1": [(38.04, -84.46)], "s2": [(38.19, -85.66)], "s3": []}
ROWS = "21067,100,,,Court,2024\n21111,300,,,Court,2024\n21195,50,,,Court,2024\n"


def screen() -> None:
    from pages.parts.session import signed_in
    from pages.resources import saying

    with signed_in():
        saying.page()


@pytest.fixture
def team_id(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three clinics: 40, 60 and nobody knows how many a year; the third is on no map."""
    monkeypatch.setattr(session, "who_is_signed_in", lambda **_: OPERATOR)
    for name in ("link", "back"):
        monkeypatch.setattr(links, name, lambda *_, **__: None)
    return listed(PLACES, {"s1": 40, "s2": 60})


def shown(team_id: str) -> AppTest:
    app = AppTest.from_function(screen, default_timeout=90)
    app.query_params["team"] = team_id
    app.run()
    assert not app.exception
    return app


def pictures(app: AppTest) -> dict[str, str]:
    """What each chart says, by the beginning of its words."""
    told = [chart.proto.alt for chart in app.get("plotly_chart")]
    return {words.split(":")[0].split(",")[0].splitlines()[0]: words for words in told}


def state(team_id: str, key: str, fact: str, said: str) -> None:
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    entry = FactEntry(said, source="Call", as_of=today())  # type: ignore[arg-type]
    listings.save_fact(team_id, ids[key], fact, entry, based_on=0)


def holds(team_id: str, key: str, families: float, *, line: float | None = None) -> None:
    one = {each.record.external_id: each for each in listings.services(team_id)}[key]
    entry = CapacityEntry(
        "people",
        maximum=families,
        mean_stay_days=365,
        wait_days=21 if line is None else None,
        families_waiting=line,
        source="Call",
        as_of=today(),
    )
    version = one.capacity.version if one.capacity else 0
    listings.save_capacity(team_id, one.id, entry, based_on=version)


def test_where_nothing_is_known_nothing_is_drawn_and_it_is_said_why(team_id: str) -> None:
    app = shown(team_id)
    assert pictures(app) == {}
    told = texts(app).replace("\\", "").replace("\u2060", "")
    assert "Not every service says how much it can take: Medicine for opioid use" in told
    assert told.count("Not known of any service: Medicine for opioid use") == 3
    assert "This needs county figures" in told


def test_what_is_known_is_drawn_and_every_chart_has_the_same_in_words(team_id: str) -> None:
    holds(team_id, "s3", 25)
    state(team_id, "s1", "accepts_medicaid", "yes")
    state(team_id, "s1", "languages_spanish", "yes")
    needs.choose_tier(team_id, "T4", based_on=0)
    figure = FigureEntry(100, 50, 200, source="Count")
    needs.save_figure(team_id, "referred", figure, based_on=0)
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, CATEGORY, code, FigureEntry(1), based_on=0)
    app = shown(team_id)
    drawn = pictures(app)
    assert len(drawn) == 3
    assert (
        "80 ask for each 100 that can be served (from 40 to 160)"
        in (drawn["How many ask for what there is"])
    )
    assert "Services say 21 days (1 of 3 say)" in drawn["How many ask for what there is"]
    assert "32% yes, 0% no, 68% not known" in drawn["Does it take Medicaid"]
    assert "1 yes, 0 no, 2 not known" in drawn["Services that speak it"]
    beside = {each.value for each in app.text}
    assert set(drawn.values()) <= beside
    holds(team_id, "s1", 40, line=8)
    told = pictures(shown(team_id))["How many ask for what there is"]
    assert "At least 8 families are in line (1 of 3 services say)" in told
    holds(team_id, "s2", 60, line=0)
    holds(team_id, "s3", 25, line=0)
    told = pictures(shown(team_id))["How many ask for what there is"]
    assert "8 families are in line, so a family waits about 29 days" in told


def test_with_need_by_county_families_in_reach_and_the_curve_are_drawn(team_id: str) -> None:
    holds(team_id, "s3", 25)
    state(team_id, "s1", "languages_spanish", "yes")
    counted(team_id, ROWS)
    drawn = pictures(shown(team_id))
    assert "of 450 families" in drawn["Spanish"]
    assert "22% to 89% of families" in drawn["Spanish"]
    assert "1 service at no place that may be shown might be near, too" in drawn["Spanish"]
    assert "1 yes, 0 no, 2 not known" in drawn["Spanish"]
    (curve,) = (words for title, words in drawn.items() if title.startswith("Medicine"))
    assert "Kentucky, within 45 miles" in curve


def test_days_are_told_without_need_and_without_a_chart(team_id: str) -> None:
    holds(team_id, "s3", 25)
    app = shown(team_id)
    assert pictures(app) == {}
    assert any("Services say 21 days (1 of 3 say)" in each.value for each in app.text)
